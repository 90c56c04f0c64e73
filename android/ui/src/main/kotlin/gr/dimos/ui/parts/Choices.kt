package gr.dimos.ui.parts

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.defaultMinSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.foundation.selection.toggleable
import androidx.compose.material3.FilterChip
import androidx.compose.material3.FilterChipDefaults
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.RadioButton
import androidx.compose.material3.Surface
import androidx.compose.material3.Switch
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import gr.dimos.app.OptionView
import gr.dimos.ui.theme.Spacing

/** One of several, as a row of its own: label, second line, symbol. */
@Composable
fun ChoiceRow(option: OptionView, onChoose: (String) -> Unit, modifier: Modifier = Modifier, radio: Boolean = true) {
    val colours = MaterialTheme.colorScheme
    val shape = MaterialTheme.shapes.medium
    Surface(
        modifier.fillMaxWidth(),
        shape = shape,
        color = if (option.selected) colours.primaryContainer else colours.surfaceContainerLow,
        contentColor = if (option.selected) colours.onPrimaryContainer else colours.onSurface,
        border = BorderStroke(1.dp, if (option.selected) colours.primary else colours.outlineVariant),
    ) {
        Row(
            Modifier
                .clip(shape)
                .selectable(option.selected, role = Role.RadioButton) { onChoose(option.code) }
                .semantics { if (option.spoken != option.label) contentDescription = option.spoken }
                .defaultMinSize(minHeight = 56.dp)
                .padding(horizontal = Spacing.large, vertical = Spacing.small),
            horizontalArrangement = spaced(Spacing.medium),
            verticalAlignment = Alignment.CenterVertically,
        ) {
            if (option.symbol.isNotEmpty()) {
                Icon(serviceSymbol(option.symbol), contentDescription = null, Modifier.size(24.dp), colours.primary)
            }
            Column(Modifier.weight(1f)) {
                Text(option.label, style = MaterialTheme.typography.bodyLarge)
                if (option.detail.isNotBlank()) {
                    Text(
                        option.detail,
                        style = MaterialTheme.typography.bodyMedium,
                        color = if (option.selected) colours.onPrimaryContainer else colours.onSurfaceVariant,
                    )
                }
            }
            if (radio) RadioButton(option.selected, onClick = null)
        }
    }
}

/** One of several, every one a row. */
@Composable
fun ChoiceList(options: List<OptionView>, onChoose: (String) -> Unit, modifier: Modifier = Modifier) {
    Column(modifier.selectableGroup(), verticalArrangement = spaced(Spacing.small)) {
        options.forEach { ChoiceRow(it, onChoose) }
    }
}

/** One of a few with short names, as chips that flow into as many lines as they need. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun ChoiceChips(options: List<OptionView>, onChoose: (String) -> Unit, modifier: Modifier = Modifier) {
    FlowRow(
        modifier.fillMaxWidth().selectableGroup(),
        horizontalArrangement = spaced(Spacing.small),
        verticalArrangement = Arrangement.spacedBy(if (lettersAreLarge()) Spacing.tiny else 0.dp),
    ) {
        options.forEach { ChoiceChip(it, onChoose) }
    }
}

/** One chip. */
@Composable
fun ChoiceChip(option: OptionView, onChoose: (String) -> Unit, modifier: Modifier = Modifier) {
    FilterChip(
        selected = option.selected,
        onClick = { onChoose(option.code) },
        label = { Text(option.label, Modifier.padding(vertical = Spacing.small)) },
        modifier = modifier.semantics { if (option.spoken != option.label) contentDescription = option.spoken },
        leadingIcon = option.symbol.takeIf { it.isNotEmpty() }?.let {
            { Icon(serviceSymbol(it), contentDescription = null, Modifier.size(FilterChipDefaults.IconSize)) }
        },
        shape = MaterialTheme.shapes.small,
    )
}

/** A switch with its words; the whole row is touched. */
@Composable
fun SwitchRow(
    label: String,
    checked: Boolean,
    onChange: (Boolean) -> Unit,
    modifier: Modifier = Modifier,
    detail: String = "",
) {
    Row(
        modifier
            .fillMaxWidth()
            .clip(MaterialTheme.shapes.small)
            .toggleable(checked, role = Role.Switch, onValueChange = onChange)
            .defaultMinSize(minHeight = Spacing.touch)
            .padding(vertical = Spacing.tiny),
        horizontalArrangement = spaced(Spacing.large),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Column(Modifier.weight(1f)) {
            Text(label, style = MaterialTheme.typography.bodyLarge)
            Words(detail, quiet = true)
        }
        Switch(checked, onCheckedChange = null)
    }
}
