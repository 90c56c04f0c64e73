package gr.dimos.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import gr.dimos.app.Button
import gr.dimos.app.CrewIntent
import gr.dimos.app.Intent
import gr.dimos.app.JobView
import gr.dimos.app.PhotoSource
import gr.dimos.app.PhotoView
import gr.dimos.app.Tab
import gr.dimos.app.Tone
import gr.dimos.app.WorkPhoto
import gr.dimos.ui.parts.ActionButton
import gr.dimos.ui.parts.ButtonKind
import gr.dimos.ui.parts.CannotDo
import gr.dimos.ui.parts.DimosField
import gr.dimos.ui.parts.NoticeLink
import gr.dimos.ui.parts.Page
import gr.dimos.ui.parts.Panel
import gr.dimos.ui.parts.PhotoStrip
import gr.dimos.ui.parts.SmallPrint
import gr.dimos.ui.parts.Symbols
import gr.dimos.ui.parts.ToneBadge
import gr.dimos.ui.parts.Words
import gr.dimos.ui.theme.Spacing

/** One job: what is to be done and where, photos before and after, a note, done or given back. */
@Composable
fun JobScreen(job: JobView, send: (Intent) -> Unit, slots: Slots) {
    val act = { intent: CrewIntent -> send(Intent.Crew(intent)) }
    Page(job.row.title, back = true) {
        // What was refused is sent again or given up among what is unsent.
        job.refused?.let { why ->
            item(key = "refused") { NoticeLink(why, Tone.DANGER) { send(Intent.OpenTab(Tab.MY_REPORTS)) } }
        }
        item(key = "head") { Head(job) }
        job.start?.let { item(key = "begin") { ActionButton(it, { act(CrewIntent.StartJob(job.row.id)) }) } }
        item(key = "where") { Where(job, act, slots) }
        item(key = "what") { What(job, act, slots) }
        if (job.addBefore != null || job.addAfter != null || job.before.isNotEmpty() || job.after.isNotEmpty()) {
            item(key = "photos") { Work(job, act, slots) }
        }
        item(key = "end") { End(job, act) }
    }
}

@Composable
private fun Head(job: JobView) = Column(
    Modifier.fillMaxWidth().semantics(mergeDescendants = true) { contentDescription = job.row.spoken },
    Arrangement.spacedBy(Spacing.small),
) {
    Text(job.row.place, style = MaterialTheme.typography.bodyLarge)
    ToneBadge(job.row.status, job.row.tone)
    if (job.due.isNotEmpty()) Text(job.due, style = MaterialTheme.typography.bodyMedium)
    SmallPrint(job.row.number)
}

@Composable
private fun Where(job: JobView, act: (CrewIntent) -> Unit, slots: Slots) = Column(
    verticalArrangement = Arrangement.spacedBy(Spacing.small),
) {
    slots.map.Map(job.map, Modifier.fillMaxWidth().height(180.dp), null, null)
    ActionButton(
        job.navigate,
        { act(CrewIntent.Navigate(job.row.id)) },
        kind = ButtonKind.TONAL,
        icon = Symbols.Navigate,
    )
}

@Composable
private fun What(job: JobView, act: (CrewIntent) -> Unit, slots: Slots) {
    if (job.description.isEmpty() && job.answers.isEmpty() && job.contact.isEmpty() && job.photos.isEmpty()) return
    Panel {
        Words(job.description)
        job.answers.forEach { Text(it, style = MaterialTheme.typography.bodyMedium) }
        PhotoStrip(job.photos)
        if (job.contact.isNotEmpty()) Text(job.contact, style = MaterialTheme.typography.bodyMedium)
        job.call?.let {
            ActionButton(it, { act(CrewIntent.Call(job.row.id)) }, kind = ButtonKind.OUTLINED, icon = Symbols.Phone)
        }
    }
}

@Composable
private fun Work(job: JobView, act: (CrewIntent) -> Unit, slots: Slots) = Panel {
    Shots(job.before, job.addBefore, WorkPhoto.BEFORE, act, slots)
    if (job.addAfter != null || job.after.isNotEmpty()) HorizontalDivider()
    Shots(job.after, job.addAfter, WorkPhoto.AFTER, act, slots)
}

@Composable
private fun Shots(
    photos: List<PhotoView>,
    add: Button?,
    kind: WorkPhoto,
    act: (CrewIntent) -> Unit,
    slots: Slots,
) {
    PhotoStrip(photos) { act(CrewIntent.RemovePhoto(it)) }
    add?.let {
        ActionButton(
            it,
            { act(CrewIntent.AddPhoto(PhotoSource.CAMERA, kind)) },
            kind = ButtonKind.TONAL,
            icon = Symbols.Camera,
        )
    }
}

@Composable
private fun End(job: JobView, act: (CrewIntent) -> Unit) = Column(verticalArrangement = Arrangement.spacedBy(Spacing.medium)) {
    job.notes.forEach { Text(it, style = MaterialTheme.typography.bodyMedium) }
    if (job.close != null) {
        DimosField(job.note, { act(CrewIntent.WriteNote(it)) }, lines = 2)
    }
    job.sendNote?.let {
        ActionButton(it, { act(CrewIntent.SendNote) }, kind = ButtonKind.OUTLINED, icon = Symbols.Send)
    }
    job.close?.let { ActionButton(it, { act(CrewIntent.CloseJob) }, icon = Symbols.Check) }
    CannotDo(job.cannotReasons) { act(CrewIntent.CannotDo(it)) }
}
