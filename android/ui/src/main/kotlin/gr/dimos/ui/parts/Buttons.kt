package gr.dimos.ui.parts

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.defaultMinSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.material3.Button
import androidx.compose.material3.ButtonDefaults
import androidx.compose.material3.FilledTonalButton
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.semantics.stateDescription
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import gr.dimos.ui.theme.Spacing
import gr.dimos.app.Button as ButtonView

/** How loud a button is. */
enum class ButtonKind { PRIMARY, TONAL, OUTLINED, TEXT, DANGER, EMERGENCY }

/** A button of the core. Where it cannot be tapped it says why, under itself and to a screen reader. */
@Composable
fun ActionButton(
    button: ButtonView,
    onClick: () -> Unit,
    modifier: Modifier = Modifier,
    kind: ButtonKind = ButtonKind.PRIMARY,
    icon: ImageVector? = null,
    showsWhyNot: Boolean = true,
    fills: Boolean = true,
) {
    val why = button.whyNot?.takeIf { !button.enabled && it.isNotBlank() }
    Column(modifier, horizontalAlignment = Alignment.CenterHorizontally) {
        val width = if (fills) Modifier.fillMaxWidth() else Modifier
        val spoken = width.defaultMinSize(minHeight = Spacing.touch).semantics {
            if (button.spoken != button.label) contentDescription = button.spoken
            if (why != null) stateDescription = why
        }
        val padding = PaddingValues(horizontal = 20.dp, vertical = 10.dp)
        val label: @Composable () -> Unit = {
            if (icon != null) {
                Icon(icon, contentDescription = null, Modifier.size(besideWords(20.dp)))
                Spacer(Modifier.width(Spacing.small))
            }
            Text(button.label, textAlign = TextAlign.Center)
        }
        when (kind) {
            ButtonKind.PRIMARY ->
                Button(onClick, spoken, button.enabled, contentPadding = padding) { label() }
            ButtonKind.EMERGENCY -> Button(
                onClick,
                spoken,
                button.enabled,
                colors = ButtonDefaults.buttonColors(
                    containerColor = MaterialTheme.colorScheme.error,
                    contentColor = MaterialTheme.colorScheme.onError,
                ),
                contentPadding = padding,
            ) { label() }
            ButtonKind.TONAL ->
                FilledTonalButton(onClick, spoken, button.enabled, contentPadding = padding) { label() }
            ButtonKind.OUTLINED ->
                OutlinedButton(onClick, spoken, button.enabled, contentPadding = padding) { label() }
            ButtonKind.TEXT ->
                TextButton(onClick, spoken, button.enabled, contentPadding = padding) { label() }
            ButtonKind.DANGER -> TextButton(
                onClick,
                spoken,
                button.enabled,
                colors = ButtonDefaults.textButtonColors(contentColor = MaterialTheme.colorScheme.error),
                contentPadding = padding,
            ) { label() }
        }
        if (why != null && showsWhyNot) {
            // The button says it to a screen reader already.
            Text(
                why,
                Modifier.padding(top = Spacing.tiny).clearAndSetSemantics {},
                style = MaterialTheme.typography.bodySmall,
                color = MaterialTheme.colorScheme.onSurfaceVariant,
                textAlign = TextAlign.Center,
            )
        }
    }
}

/** A symbol that is a button: what it does is said to a screen reader only. */
@Composable
fun SymbolButton(
    icon: ImageVector,
    spoken: String,
    onClick: () -> Unit,
    modifier: Modifier = Modifier,
    enabled: Boolean = true,
) {
    IconButton(onClick, modifier.size(Spacing.touch), enabled) { Icon(icon, contentDescription = spoken) }
}

/** Two things beside each other of equal width; below each other where the letters are large. */
@Composable
fun SideBySide(first: @Composable (Modifier) -> Unit, second: @Composable (Modifier) -> Unit) {
    if (lettersAreLarge()) {
        Column(verticalArrangement = spaced(Spacing.small)) {
            first(Modifier.fillMaxWidth())
            second(Modifier.fillMaxWidth())
        }
    } else {
        Row(horizontalArrangement = spaced(Spacing.small)) {
            first(Modifier.weight(1f))
            second(Modifier.weight(1f))
        }
    }
}
