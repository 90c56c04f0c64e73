package gr.dimos.android

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.AlertDialog
import androidx.compose.material3.Button
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import gr.dimos.android.photos.FilePictures
import gr.dimos.store.CoreFailure
import gr.dimos.store.CoreHost
import gr.dimos.store.CoreState
import gr.dimos.ui.DimosApp
import gr.dimos.ui.Slots

private val SLOTS = Slots(pictures = FilePictures)

/** The core's screens; in their place, what to do where there is no core; over them, what has to be explained. */
@Composable
fun Root(host: CoreHost, desk: Desk, sendDetails: () -> Unit) {
    val state by host.state.collectAsState()
    when (val now = state) {
        CoreState.Opening -> Unit
        is CoreState.Open -> DimosApp(now.view, host::send, SLOTS, city = now.city)
        is CoreState.Failed -> Plain { Failure(now.failure, host::tryAgain, sendDetails) }
    }
    val explaining by desk.explaining.collectAsState()
    explaining?.let { Plain { Explanation(it, desk::explained) } }
}

@Composable
private fun Plain(content: @Composable () -> Unit) {
    MaterialTheme(if (isSystemInDarkTheme()) darkColorScheme() else lightColorScheme(), content = content)
}

@Composable
private fun Failure(failure: CoreFailure, tryAgain: () -> Unit, sendDetails: () -> Unit) {
    val words = when (failure) {
        is CoreFailure.Storage -> R.string.failed_storage
        is CoreFailure.Secrets -> R.string.failed_secrets
        is CoreFailure.NoThreads -> R.string.failed_threads
        is CoreFailure.Library -> R.string.failed_library
        is CoreFailure.Broken -> R.string.failed_broken
    }
    Surface(Modifier.fillMaxSize()) {
        Column(
            Modifier.safeDrawingPadding().verticalScroll(rememberScrollState()).padding(24.dp),
            Arrangement.spacedBy(16.dp),
        ) {
            Text(
                stringResource(R.string.failed_title),
                Modifier.semantics { heading() },
                style = MaterialTheme.typography.headlineSmall,
            )
            Text(stringResource(words))
            Button(tryAgain) { Text(stringResource(R.string.try_again)) }
            OutlinedButton(sendDetails) { Text(stringResource(R.string.send_details)) }
        }
    }
}

@Composable
private fun Explanation(what: Desk.Explanation, answer: (Boolean) -> Unit) {
    AlertDialog(
        onDismissRequest = { answer(false) },
        confirmButton = { TextButton({ answer(true) }) { Text(stringResource(what.goOn)) } },
        dismissButton = { TextButton({ answer(false) }) { Text(stringResource(what.leave)) } },
        title = { Text(stringResource(what.title)) },
        text = { Text(stringResource(what.text)) },
    )
}
