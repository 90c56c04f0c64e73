package gr.dimos.ui.parts

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.defaultMinSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import gr.dimos.app.Tone
import gr.dimos.ui.theme.Spacing
import gr.dimos.ui.theme.tones

/** Something to be known first that leads to a page of its own, where there is one: the whole of it is touched. */
@Composable
fun NoticeLink(text: String, tone: Tone, open: (() -> Unit)?) {
    if (open == null) return NoticeBox(text, tone)
    val colours = MaterialTheme.tones[tone]
    Surface(open, Modifier.fillMaxWidth(), true, MaterialTheme.shapes.medium, colours.container, colours.onContainer) {
        Row(
            Modifier.defaultMinSize(minHeight = 56.dp).padding(Spacing.large),
            Arrangement.spacedBy(Spacing.small),
            Alignment.CenterVertically,
        ) {
            SymbolAndText(toneSymbol(tone), text, Modifier.weight(1f))
            Icon(Symbols.Chevron, contentDescription = null)
        }
    }
}
