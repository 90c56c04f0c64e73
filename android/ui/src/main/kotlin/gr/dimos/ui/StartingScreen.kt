package gr.dimos.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import gr.dimos.app.Intent
import gr.dimos.app.StartingView
import gr.dimos.ui.parts.ActionButton
import gr.dimos.ui.parts.Symbols
import gr.dimos.ui.theme.Spacing

/** Before there is anything else: what is waited for, or what went wrong. */
@Composable
fun StartingScreen(starting: StartingView, send: (Intent) -> Unit, slots: Slots) {
    Column(
        Modifier.fillMaxSize().verticalScroll(rememberScrollState()).padding(Spacing.huge),
        verticalArrangement = Arrangement.spacedBy(Spacing.huge, Alignment.CenterVertically),
        horizontalAlignment = Alignment.CenterHorizontally,
    ) {
        if (starting.busy) {
            CircularProgressIndicator(Modifier.size(56.dp))
        } else {
            Icon(Symbols.City, contentDescription = null, Modifier.size(72.dp), MaterialTheme.colorScheme.primary)
        }
        Text(
            starting.message,
            Modifier.widthIn(max = 480.dp).semantics { liveRegion = LiveRegionMode.Polite },
            style = MaterialTheme.typography.titleMedium,
            textAlign = TextAlign.Center,
        )
        starting.retry?.let {
            ActionButton(it, { send(Intent.Foreground) }, Modifier.widthIn(max = 320.dp), icon = Symbols.Refresh)
        }
    }
}
