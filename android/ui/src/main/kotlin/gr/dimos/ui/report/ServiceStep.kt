package gr.dimos.ui.report

import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.defaultMinSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.collapse
import androidx.compose.ui.semantics.expand
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import gr.dimos.app.ReportIntent
import gr.dimos.app.ReportView
import gr.dimos.app.ServiceGroupView
import gr.dimos.ui.parts.ChoiceList
import gr.dimos.ui.parts.DimosField
import gr.dimos.ui.parts.Symbols
import gr.dimos.ui.parts.serviceSymbol
import gr.dimos.ui.parts.spaced
import gr.dimos.ui.theme.Spacing

/** What the words suggest, a search, and all services in their groups. */
fun LazyListScope.serviceStep(report: ReportView, tell: (ReportIntent) -> Unit) {
    val choose = { code: String -> tell(ReportIntent.ChooseService(code)) }
    if (report.suggestions.isNotEmpty()) item("suggestions") { ChoiceList(report.suggestions, choose) }
    item("search") {
        DimosField(report.serviceSearch, { tell(ReportIntent.SearchServices(it)) }, icon = Symbols.Search)
    }
    val found = report.serviceSearch.value.isNotBlank()
    items(report.groups, key = { "group ${it.title}" }) { Group(it, found, choose) }
}

@Composable
private fun Group(group: ServiceGroupView, found: Boolean, onChoose: (String) -> Unit) {
    var touched by rememberSaveable(found) { mutableStateOf<Boolean?>(null) }
    val open = touched ?: (found || group.services.any { it.selected })
    Column(verticalArrangement = spaced(Spacing.tiny)) {
        Row(
            Modifier
                .fillMaxWidth()
                .clip(MaterialTheme.shapes.small)
                .clickable(role = Role.Button) { touched = !open }
                .semantics {
                    heading()
                    if (open) collapse { touched = false; true } else expand { touched = true; true }
                }
                .defaultMinSize(minHeight = 56.dp)
                .padding(vertical = Spacing.small),
            horizontalArrangement = spaced(Spacing.large),
            verticalAlignment = Alignment.CenterVertically,
        ) {
            Icon(
                serviceSymbol(group.symbol),
                contentDescription = null,
                Modifier.size(28.dp),
                MaterialTheme.colorScheme.primary,
            )
            Text(group.title, Modifier.weight(1f), style = MaterialTheme.typography.titleMedium)
            Icon(if (open) Symbols.Up else Symbols.Down, contentDescription = null)
        }
        if (open) ChoiceList(group.services, onChoose)
    }
}
