package gr.dimos.ui.parts

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.defaultMinSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.material3.Icon
import androidx.compose.material3.LinearProgressIndicator
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import gr.dimos.app.Banner
import gr.dimos.app.Toast
import gr.dimos.app.Tone
import gr.dimos.ui.theme.Spacing
import gr.dimos.ui.theme.tones

/** The line at the top, as long as it is true; said aloud when it comes. */
@Composable
fun BannerBar(banner: Banner, modifier: Modifier = Modifier) {
    val colours = MaterialTheme.tones[banner.tone]
    Surface(
        modifier.fillMaxWidth().semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite },
        color = colours.container,
        contentColor = colours.onContainer,
    ) {
        SymbolAndText(
            if (banner.tone == Tone.INFO) Symbols.Offline else toneSymbol(banner.tone),
            banner.text,
            Modifier.padding(horizontal = Spacing.large, vertical = Spacing.small),
        )
    }
}

/** The message at the bottom with its button. Who shows it also takes it away in time. */
@Composable
fun ToastBar(toast: Toast, onAction: () -> Unit, modifier: Modifier = Modifier) {
    Surface(
        modifier.fillMaxWidth().semantics { liveRegion = LiveRegionMode.Polite },
        shape = MaterialTheme.shapes.medium,
        color = MaterialTheme.colorScheme.inverseSurface,
        contentColor = MaterialTheme.colorScheme.inverseOnSurface,
        shadowElevation = 6.dp,
    ) {
        val button: @Composable () -> Unit = {
            toast.action?.let { action ->
                TextButton(onAction, Modifier.defaultMinSize(minHeight = Spacing.touch)) {
                    Text(action, color = MaterialTheme.colorScheme.inversePrimary)
                }
            }
        }
        val words = Modifier.padding(vertical = Spacing.large)
        if (lettersAreLarge()) {
            Column(Modifier.padding(horizontal = Spacing.large), horizontalAlignment = Alignment.End) {
                SymbolAndText(toneSymbol(toast.tone), toast.text, words.fillMaxWidth())
                button()
            }
        } else {
            Row(
                Modifier.padding(start = Spacing.large, end = Spacing.small),
                verticalAlignment = Alignment.CenterVertically,
            ) {
                SymbolAndText(toneSymbol(toast.tone), toast.text, words.weight(1f))
                button()
            }
        }
    }
}

/** Words in the colours of their tone, between other things of a page; [actions] stand below them. */
@Composable
fun NoticeBox(
    text: String,
    tone: Tone,
    modifier: Modifier = Modifier,
    loud: Boolean = false,
    actions: (@Composable () -> Unit)? = null,
) {
    val colours = MaterialTheme.tones[tone]
    Surface(
        modifier.fillMaxWidth(),
        shape = MaterialTheme.shapes.medium,
        color = colours.container,
        contentColor = colours.onContainer,
    ) {
        Column(Modifier.padding(Spacing.large), verticalArrangement = spaced(Spacing.small)) {
            SymbolAndText(
                toneSymbol(tone),
                text,
                Modifier.semantics(mergeDescendants = true) {
                    if (loud) liveRegion = LiveRegionMode.Assertive
                },
            )
            actions?.invoke()
        }
    }
}

/** A status with its colour and its symbol. */
@Composable
fun ToneBadge(text: String, tone: Tone, modifier: Modifier = Modifier) {
    if (text.isBlank()) return
    val colours = MaterialTheme.tones[tone]
    Surface(modifier, MaterialTheme.shapes.extraSmall, colours.container, colours.onContainer) {
        Row(
            Modifier.padding(horizontal = Spacing.small, vertical = Spacing.tiny),
            horizontalArrangement = spaced(Spacing.tiny),
        ) {
            Icon(toneSymbol(tone), contentDescription = null, Modifier.padding(top = 2.dp).size(besideWords(16.dp)))
            WholeWords(text, MaterialTheme.typography.labelLarge)
        }
    }
}

/** What stands where there is nothing. */
@Composable
fun EmptyState(text: String, icon: ImageVector, modifier: Modifier = Modifier) {
    Column(
        modifier.fillMaxWidth().padding(vertical = 40.dp, horizontal = Spacing.huge),
        verticalArrangement = Arrangement.spacedBy(Spacing.large),
        horizontalAlignment = Alignment.CenterHorizontally,
    ) {
        Icon(icon, contentDescription = null, Modifier.size(56.dp), MaterialTheme.colorScheme.outline)
        Text(
            text,
            style = MaterialTheme.typography.bodyLarge,
            color = MaterialTheme.colorScheme.onSurfaceVariant,
            textAlign = TextAlign.Center,
        )
    }
}

/** A thin line that moves while something goes on; its place is kept, so that nothing jumps. */
@Composable
fun BusyLine(busy: Boolean, modifier: Modifier = Modifier) {
    Box(modifier.fillMaxWidth().height(4.dp)) {
        if (busy) LinearProgressIndicator(Modifier.fillMaxWidth())
    }
}

/** A symbol and words beside it, which may be many. */
@Composable
fun SymbolAndText(icon: ImageVector, text: String, modifier: Modifier = Modifier) {
    Row(modifier, horizontalArrangement = spaced(Spacing.medium)) {
        Icon(icon, contentDescription = null, Modifier.size(besideWords(22.dp)))
        Text(text, Modifier.weight(1f), style = MaterialTheme.typography.bodyMedium)
    }
}
