package gr.dimos.ui

import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import gr.dimos.app.Intent
import gr.dimos.app.MyReportsIntent
import gr.dimos.app.MyReportsView
import gr.dimos.app.ShelfChoice
import gr.dimos.ui.parts.ChoiceChips
import gr.dimos.ui.parts.EmptyState
import gr.dimos.ui.parts.Page
import gr.dimos.ui.parts.ReportRowCard
import gr.dimos.ui.parts.Symbols
import gr.dimos.ui.parts.UnsentCard

/** My reports: what is unsent first, then the list, as far as it is wanted. */
@Composable
fun MyReportsScreen(myReports: MyReportsView, send: (Intent) -> Unit, slots: Slots) {
    val tell = { intent: MyReportsIntent -> send(Intent.MyReports(intent)) }
    Page(myReports.title, busy = myReports.refreshing, onRefresh = { tell(MyReportsIntent.Refresh) }) {
        item("shelves") {
            ChoiceChips(
                myReports.shelves,
                { code ->
                    val shelf = if (code == "following") ShelfChoice.FOLLOWING else ShelfChoice.MINE
                    tell(MyReportsIntent.Filter(shelf))
                },
            )
        }
        items(myReports.unsent, key = { "unsent ${it.act}" }) { UnsentCard(it, tell) }
        items(myReports.rows, key = { it.id }) { ReportRowCard(it, { id -> tell(MyReportsIntent.Open(id)) }) }
        if (myReports.hasMore) {
            // Composed when the end of the list comes near.
            item("more") { LaunchedEffect(myReports.rows.size) { tell(MyReportsIntent.More) } }
        }
        myReports.empty?.let { item("empty") { EmptyState(it, Symbols.MyReports) } }
    }
}
