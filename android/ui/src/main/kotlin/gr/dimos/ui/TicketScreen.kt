package gr.dimos.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import gr.dimos.app.Intent
import gr.dimos.app.MyReportsIntent
import gr.dimos.app.ReportRow
import gr.dimos.app.TicketView
import gr.dimos.app.Tone
import gr.dimos.ui.parts.ChoiceRow
import gr.dimos.ui.parts.NoticeBox
import gr.dimos.ui.parts.Page
import gr.dimos.ui.parts.PhotoStrip
import gr.dimos.ui.parts.SymbolAndText
import gr.dimos.ui.parts.SymbolButton
import gr.dimos.ui.parts.Symbols
import gr.dimos.ui.parts.ToneBadge
import gr.dimos.ui.parts.UnsentCard
import gr.dimos.ui.parts.Words
import gr.dimos.ui.parts.spaced
import gr.dimos.ui.theme.Spacing
import gr.dimos.ui.ticket.TimelineStep
import gr.dimos.ui.ticket.desk
import gr.dimos.ui.ticket.standing

/** One report's page: how it stands, what can be done, what happened. */
@Composable
fun TicketScreen(ticket: TicketView, send: (Intent) -> Unit, slots: Slots) {
    val tell = { intent: MyReportsIntent -> send(Intent.MyReports(intent)) }
    Page(
        ticket.row.title,
        back = true,
        busy = ticket.busy,
        actions = {
            ticket.share?.let {
                SymbolButton(Symbols.Share, it.spoken, { tell(MyReportsIntent.Share) }, enabled = it.enabled)
            }
        },
    ) {
        item("head") { Head(ticket) }
        ticket.duplicateOf?.let { other ->
            item("duplicate") { ChoiceRow(other, { tell(MyReportsIntent.Open(it)) }, radio = false) }
        }
        ticket.question?.let { item("question") { NoticeBox(it, Tone.WARNING) } }
        items(ticket.unsent, key = { "unsent ${it.act}" }) { UnsentCard(it, tell) }
        if (ticket.question != null) desk(ticket, tell)
        item("photos") { PhotoStrip(ticket.photos, side = 148.dp) }
        if (ticket.description.isNotBlank()) item("words") { Words(ticket.description) }
        items(ticket.answers) { Words(it, quiet = true) }
        if (ticket.map.pins.isNotEmpty()) {
            item("map") {
                slots.map.Map(
                    ticket.map,
                    Modifier.fillMaxWidth().height(180.dp).clip(MaterialTheme.shapes.large),
                    onPlace = null,
                    onPin = null,
                )
            }
        }
        item("timeline") {
            Column {
                ticket.timeline.forEachIndexed { index, row ->
                    TimelineStep(row, first = index == 0, last = index == ticket.timeline.lastIndex)
                }
            }
        }
        if (ticket.question == null) desk(ticket, tell)
        standing(ticket, tell)
    }
}

@Composable
private fun Head(ticket: TicketView) {
    Column(verticalArrangement = spaced(Spacing.small)) {
        Standing(ticket.row)
        if (ticket.due.isNotBlank()) SymbolAndText(Symbols.Clock, ticket.due)
        if (ticket.responsible.isNotBlank()) SymbolAndText(Symbols.City, ticket.responsible)
    }
}

/** The report as a row, which a screen reader says as one. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun Standing(row: ReportRow) {
    Column(
        Modifier.semantics(mergeDescendants = true) { if (row.spoken.isNotBlank()) contentDescription = row.spoken },
        verticalArrangement = spaced(Spacing.small),
    ) {
        FlowRow(
            horizontalArrangement = spaced(Spacing.small),
            verticalArrangement = Arrangement.spacedBy(Spacing.tiny),
        ) {
            ToneBadge(row.status, row.tone)
            Words(row.`when`, Modifier.align(Alignment.CenterVertically), quiet = true)
        }
        if (row.number.isNotBlank()) Text(row.number, style = MaterialTheme.typography.titleMedium)
        if (row.place.isNotBlank()) SymbolAndText(Symbols.Place, row.place)
        if (row.supporters.isNotBlank()) SymbolAndText(Symbols.Group, row.supporters)
    }
}
