package gr.dimos.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import gr.dimos.app.Button
import gr.dimos.ui.parts.ActionButton
import gr.dimos.ui.parts.ButtonKind
import gr.dimos.ui.parts.Symbols
import gr.dimos.ui.theme.Spacing

/** The words of the page that stands where there is no core: they are the platform's. */
data class FailureWords(val title: String, val text: String, val tryAgain: String, val sendDetails: String)

/** In the core's place: why there is none, and what can be done. Inside a theme. */
@Composable
fun FailureScreen(words: FailureWords, onTryAgain: () -> Unit, onSendDetails: () -> Unit) {
    Surface(Modifier.fillMaxSize(), color = MaterialTheme.colorScheme.surface) {
        Box(Modifier.safeDrawingPadding(), contentAlignment = Alignment.Center) {
            Column(
                Modifier.verticalScroll(rememberScrollState()).padding(Spacing.huge).widthIn(max = 480.dp),
                verticalArrangement = Arrangement.spacedBy(Spacing.large),
                horizontalAlignment = Alignment.CenterHorizontally,
            ) {
                Icon(Symbols.Warning, contentDescription = null, Modifier.size(72.dp), MaterialTheme.colorScheme.primary)
                Text(
                    words.title,
                    Modifier.semantics { heading() },
                    style = MaterialTheme.typography.headlineSmall,
                    textAlign = TextAlign.Center,
                )
                Text(
                    words.text,
                    Modifier.padding(bottom = Spacing.small).semantics { liveRegion = LiveRegionMode.Polite },
                    style = MaterialTheme.typography.bodyLarge,
                    textAlign = TextAlign.Center,
                )
                ActionButton(button(words.tryAgain), onTryAgain, icon = Symbols.Refresh)
                ActionButton(button(words.sendDetails), onSendDetails, kind = ButtonKind.OUTLINED)
            }
        }
    }
}

private fun button(label: String) = Button(label, label, enabled = true, whyNot = null)
