package gr.dimos.ui.report

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import gr.dimos.app.NearbyRow
import gr.dimos.app.ReportIntent
import gr.dimos.app.ReportView
import gr.dimos.app.ReviewLine
import gr.dimos.ui.parts.ActionButton
import gr.dimos.ui.parts.ButtonKind
import gr.dimos.ui.parts.DimosField
import gr.dimos.ui.parts.FactLine
import gr.dimos.ui.parts.PhotoStrip
import gr.dimos.ui.parts.ReportRowCard
import gr.dimos.ui.parts.RowCard
import gr.dimos.ui.parts.SwitchRow
import gr.dimos.ui.parts.Symbols
import gr.dimos.ui.parts.Words
import gr.dimos.ui.parts.spaced
import gr.dimos.ui.theme.Spacing

/** Is it one of these? To join one is what helps, so that stands out; the way past them is at the bottom. */
fun LazyListScope.nearbyStep(report: ReportView, tell: (ReportIntent) -> Unit) {
    item("message") { Words(report.nearbyMessage) }
    val joining = if (report.nearby.size == 1) ButtonKind.PRIMARY else ButtonKind.TONAL
    items(report.nearby, key = { it.row.id }) { Nearby(it, joining) { tell(ReportIntent.ItIsThis(it.row.id)) } }
}

@Composable
private fun Nearby(near: NearbyRow, joining: ButtonKind, onThis: () -> Unit) {
    Column(verticalArrangement = spaced(Spacing.tiny)) {
        ReportRowCard(near.row, onOpen = null)
        ActionButton(near.itIsThis, onThis, kind = joining, icon = Symbols.ThumbUp)
    }
}

/** A name, or none. */
fun LazyListScope.contactStep(report: ReportView, tell: (ReportIntent) -> Unit) {
    item("anonymous") {
        SwitchRow(report.anonymousLabel, report.anonymous, { tell(ReportIntent.SetAnonymous(it)) })
    }
    if (report.anonymous) return
    val name = report.contactName.value
    val email = report.contactEmail.value
    val phone = report.contactPhone.value
    item("name") { DimosField(report.contactName, { tell(ReportIntent.SetContact(it, email, phone)) }) }
    item("email") {
        DimosField(
            report.contactEmail,
            { tell(ReportIntent.SetContact(name, it, phone)) },
            keyboard = KeyboardType.Email,
        )
    }
    item("phone") {
        DimosField(
            report.contactPhone,
            { tell(ReportIntent.SetContact(name, email, it)) },
            keyboard = KeyboardType.Phone,
        )
    }
}

/** Everything once more; every line leads to where it is changed. */
fun LazyListScope.reviewStep(report: ReportView, tell: (ReportIntent) -> Unit) {
    emergency(report, tell)
    item("photos") { PhotoStrip(report.photos) }
    items(report.review) { line -> Line(line) { tell(ReportIntent.GoTo(line.step)) } }
}

@Composable
private fun Line(line: ReviewLine, onChange: () -> Unit) {
    RowCard("${line.label}: ${line.value}", onChange) {
        Row(horizontalArrangement = spaced(Spacing.medium), verticalAlignment = Alignment.CenterVertically) {
            FactLine(line.label, line.value, Modifier.weight(1f), tone = line.tone)
            Icon(Symbols.Edit, contentDescription = null, Modifier.size(20.dp), MaterialTheme.colorScheme.primary)
        }
    }
}
