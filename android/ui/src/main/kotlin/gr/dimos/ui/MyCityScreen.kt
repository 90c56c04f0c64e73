package gr.dimos.ui

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import gr.dimos.app.Intent
import gr.dimos.app.MyCityIntent
import gr.dimos.app.MyCityView
import gr.dimos.app.Tone
import gr.dimos.ui.city.ServiceFilter
import gr.dimos.ui.parts.ActionButton
import gr.dimos.ui.parts.BusyLine
import gr.dimos.ui.parts.ButtonKind
import gr.dimos.ui.parts.DimosField
import gr.dimos.ui.parts.EmptyState
import gr.dimos.ui.parts.Heading
import gr.dimos.ui.parts.NoticeBox
import gr.dimos.ui.parts.Page
import gr.dimos.ui.parts.PageBar
import gr.dimos.ui.parts.ReportRowCard
import gr.dimos.ui.parts.SwitchRow
import gr.dimos.ui.parts.SymbolButton
import gr.dimos.ui.parts.Symbols
import gr.dimos.ui.parts.spaced
import gr.dimos.ui.report.StreetList
import gr.dimos.ui.theme.Spacing

/** What is reported around here: a list with its filters, or the same on a map. */
@Composable
fun MyCityScreen(myCity: MyCityView, send: (Intent) -> Unit, slots: Slots) {
    val tell = { intent: MyCityIntent -> send(Intent.MyCity(intent)) }
    var onMap by rememberSaveable { mutableStateOf(false) }
    val words = LocalWords.current
    val toggle: @Composable () -> Unit = {
        SymbolButton(
            if (onMap) Symbols.ListLines else Symbols.Map,
            if (onMap) words.list else words.map,
            { onMap = !onMap },
        )
    }
    if (onMap) {
        CityMap(myCity, slots, tell, toggle)
    } else {
        Page(
            myCity.title,
            busy = myCity.busy,
            onRefresh = { tell(MyCityIntent.Refresh) },
            actions = { toggle() },
        ) { list(myCity, tell) }
    }
}

private fun LazyListScope.list(myCity: MyCityView, tell: (MyCityIntent) -> Unit) {
    item("around me") {
        ActionButton(
            myCity.aroundMe,
            { tell(MyCityIntent.AroundMe) },
            kind = ButtonKind.TONAL,
            icon = Symbols.MyLocation,
        )
    }
    item("street") {
        Column(verticalArrangement = spaced(Spacing.tiny)) {
            DimosField(myCity.streetSearch, { tell(MyCityIntent.SearchStreet(it)) }, icon = Symbols.Search)
            StreetList(myCity.streets) { tell(MyCityIntent.ChooseStreet(it.toUInt())) }
        }
    }
    item("filters") {
        Column {
            ServiceFilter(myCity.services) { tell(MyCityIntent.OnlyService(it)) }
            SwitchRow(myCity.onlyOpenLabel, myCity.onlyOpen, { tell(MyCityIntent.OnlyOpen(it)) })
        }
    }
    myCity.stale?.let { item("stale") { NoticeBox(it, Tone.INFO) } }
    if (myCity.around.isNotBlank()) item("around") { Heading(myCity.around) }
    items(myCity.rows, key = { it.id }) { ReportRowCard(it, { id -> tell(MyCityIntent.Open(id)) }) }
    myCity.empty?.let { item("empty") { EmptyState(it, Symbols.Map) } }
}

/** The map with all pins; the report of a touched pin stands below until another is touched. */
@Composable
private fun CityMap(myCity: MyCityView, slots: Slots, tell: (MyCityIntent) -> Unit, toggle: @Composable () -> Unit) {
    var chosen by rememberSaveable { mutableStateOf<String?>(null) }
    Column(Modifier.fillMaxSize()) {
        PageBar(myCity.title, back = false) { toggle() }
        BusyLine(myCity.busy)
        Box(Modifier.weight(1f)) {
            slots.map.Map(
                myCity.map,
                Modifier.fillMaxSize(),
                onPlace = { lat, lon ->
                    chosen = null
                    tell(MyCityIntent.AroundPoint(lat, lon))
                },
                onPin = { chosen = it },
            )
            myCity.rows.find { it.id == chosen }?.let { row ->
                ReportRowCard(
                    row,
                    { tell(MyCityIntent.Open(it)) },
                    Modifier.align(Alignment.BottomCenter).padding(Spacing.medium),
                )
            }
        }
    }
}
