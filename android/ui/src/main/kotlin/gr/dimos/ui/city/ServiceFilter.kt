package gr.dimos.ui.city

import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.defaultMinSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import androidx.compose.ui.window.Dialog
import androidx.compose.ui.window.DialogProperties
import gr.dimos.app.OptionView
import gr.dimos.ui.parts.ChoiceRow
import gr.dimos.ui.parts.Symbols
import gr.dimos.ui.parts.serviceSymbol
import gr.dimos.ui.parts.spaced
import gr.dimos.ui.theme.Spacing

/** All services or one of them: the chosen one as a button, all of them in a list over the page. */
@Composable
fun ServiceFilter(services: List<OptionView>, onChoose: (String) -> Unit) {
    val chosen = services.find { it.selected } ?: services.firstOrNull() ?: return
    var open by rememberSaveable { mutableStateOf(false) }
    OutlinedButton(
        { open = true },
        Modifier.fillMaxWidth().defaultMinSize(minHeight = Spacing.touch),
        shape = MaterialTheme.shapes.small,
    ) {
        if (chosen.symbol.isNotEmpty()) {
            Icon(serviceSymbol(chosen.symbol), contentDescription = null, Modifier.size(20.dp))
        }
        Text(chosen.label, Modifier.weight(1f).padding(horizontal = Spacing.medium))
        Icon(Symbols.Down, contentDescription = null)
    }
    if (!open) return
    Dialog({ open = false }, DialogProperties()) {
        Surface(
            Modifier.padding(vertical = Spacing.huge),
            shape = MaterialTheme.shapes.large,
            color = MaterialTheme.colorScheme.surfaceContainerHigh,
        ) {
            LazyColumn(contentPadding = PaddingValues(Spacing.large), verticalArrangement = spaced(Spacing.small)) {
                items(services, key = { it.code }) { option ->
                    ChoiceRow(
                        option,
                        {
                            open = false
                            onChoose(it)
                        },
                    )
                }
            }
        }
    }
}
