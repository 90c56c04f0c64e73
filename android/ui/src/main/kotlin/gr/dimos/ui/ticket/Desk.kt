package gr.dimos.ui.ticket

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.material3.DropdownMenu
import androidx.compose.material3.DropdownMenuItem
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableIntStateOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import gr.dimos.app.Button
import gr.dimos.app.MyReportsIntent
import gr.dimos.app.PhotoSource
import gr.dimos.app.TicketView
import gr.dimos.ui.LocalWords
import gr.dimos.ui.parts.ActionButton
import gr.dimos.ui.parts.ButtonKind
import gr.dimos.ui.parts.DimosField
import gr.dimos.ui.parts.Panel
import gr.dimos.ui.parts.PhotoStrip
import gr.dimos.ui.parts.Symbols
import gr.dimos.ui.parts.spaced
import gr.dimos.ui.theme.Spacing

/** What may be written and sent: an answer, a comment, that it is not fixed, stars. */
fun LazyListScope.desk(ticket: TicketView, tell: (MyReportsIntent) -> Unit) {
    val writes = listOfNotNull(ticket.answer, ticket.comment, ticket.reopen, ticket.addPhoto).isNotEmpty()
    if (!writes && ticket.rate == null) return
    item("desk") {
        Panel {
            ticket.rate?.let { rate ->
                Stars(ticket.stars.toInt(), rate) { stars -> tell(MyReportsIntent.Rate(stars.toUByte())) }
            }
            if (writes) Writing(ticket, tell)
        }
    }
}

@Composable
private fun Writing(ticket: TicketView, tell: (MyReportsIntent) -> Unit) {
    DimosField(ticket.writing, { tell(MyReportsIntent.Write(it)) }, lines = 3)
    PhotoStrip(ticket.writingPhotos, onRemove = { tell(MyReportsIntent.RemovePhoto(it)) })
    ticket.addPhoto?.let { AddPhoto(it) { source -> tell(MyReportsIntent.AddPhoto(source)) } }
    // What keeps several buttons from being tapped is said under the last of them only.
    val buttons = listOfNotNull(
        ticket.answer?.let { Act(it, ButtonKind.PRIMARY, MyReportsIntent.Answer) },
        ticket.comment?.let { Act(it, ButtonKind.PRIMARY, MyReportsIntent.Comment) },
        ticket.reopen?.let { Act(it, ButtonKind.OUTLINED, MyReportsIntent.Reopen) },
    )
    buttons.forEachIndexed { index, act ->
        val said = buttons.drop(index + 1).any { it.button.whyNot == act.button.whyNot }
        ActionButton(act.button, { tell(act.intent) }, kind = act.kind, showsWhyNot = !said)
    }
}

private class Act(val button: Button, val kind: ButtonKind, val intent: MyReportsIntent)

@Composable
private fun AddPhoto(button: Button, onSource: (PhotoSource) -> Unit) {
    var asking by rememberSaveable { mutableStateOf(false) }
    Column {
        ActionButton(button, { asking = true }, kind = ButtonKind.TONAL, icon = Symbols.AddPhoto)
        DropdownMenu(asking, { asking = false }) {
            val words = LocalWords.current
            val sources = listOf(
                Triple(words.camera, Symbols.Camera, PhotoSource.CAMERA),
                Triple(words.gallery, Symbols.Gallery, PhotoSource.LIBRARY),
            )
            sources.forEach { (name, icon, source) ->
                DropdownMenuItem(
                    text = { Text(name) },
                    onClick = {
                        asking = false
                        onSource(source)
                    },
                    leadingIcon = { Icon(icon, contentDescription = null) },
                )
            }
        }
    }
}

/** Five stars and the button that sends them. */
@Composable
private fun Stars(given: Int, rate: Button, onRate: (Int) -> Unit) {
    var chosen by rememberSaveable(given) { mutableIntStateOf(given) }
    Column(verticalArrangement = spaced(Spacing.small), horizontalAlignment = Alignment.CenterHorizontally) {
        Row(Modifier.selectableGroup()) {
            for (star in 1..5) Star(star, star <= chosen, star == chosen, rate) { chosen = star }
        }
        ActionButton(
            if (chosen == 0) rate.copy(enabled = false) else rate,
            { onRate(chosen) },
            kind = ButtonKind.TONAL,
            icon = Symbols.Star,
        )
    }
}

@Composable
private fun Star(star: Int, filled: Boolean, selected: Boolean, rate: Button, onChoose: () -> Unit) {
    val words = LocalWords.current
    Icon(
        if (filled) Symbols.Star else Symbols.StarOutline,
        contentDescription = null,
        Modifier
            .selectable(selected, rate.enabled, Role.RadioButton, onChoose)
            .semantics { contentDescription = words.stars[star - 1] }
            .size(Spacing.touch + 4.dp),
        if (filled) MaterialTheme.colorScheme.tertiary else MaterialTheme.colorScheme.outline,
    )
}

/** Me too, follow, take back. */
fun LazyListScope.standing(ticket: TicketView, tell: (MyReportsIntent) -> Unit) {
    ticket.support?.let {
        item("support") { ActionButton(it, { tell(MyReportsIntent.Support) }, icon = Symbols.ThumbUp) }
    }
    ticket.follow?.let {
        item("follow") {
            ActionButton(
                it,
                { tell(MyReportsIntent.Follow(!ticket.following)) },
                kind = ButtonKind.OUTLINED,
                icon = if (ticket.following) Symbols.BellOff else Symbols.Bell,
            )
        }
    }
    ticket.withdraw?.let {
        item("withdraw") { ActionButton(it, { tell(MyReportsIntent.Withdraw) }, kind = ButtonKind.DANGER) }
    }
}
