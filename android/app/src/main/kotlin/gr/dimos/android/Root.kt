package gr.dimos.android

import android.content.res.Resources
import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.platform.LocalContext
import gr.dimos.android.photos.FilePictures
import gr.dimos.app.Intent
import gr.dimos.store.CoreFailure
import gr.dimos.store.CoreHost
import gr.dimos.store.CoreState
import gr.dimos.ui.DimosApp
import gr.dimos.ui.ExplanationDialog
import gr.dimos.ui.ExplanationWords
import gr.dimos.ui.FailureScreen
import gr.dimos.ui.FailureWords
import gr.dimos.ui.Slots
import gr.dimos.ui.theme.DimosTheme

private val SLOTS = Slots(pictures = FilePictures)

/** The core's screens; in their place, what to do where there is no core; over them, what has to be explained. */
@Composable
fun Root(host: CoreHost, desk: Desk, send: (Intent) -> Unit, sendDetails: () -> Unit) {
    val state by host.state.collectAsState()
    val explaining by desk.explaining.collectAsState()
    val dark = isSystemInDarkTheme()
    val context = LocalContext.current
    when (val now = state) {
        CoreState.Opening -> Unit
        is CoreState.Open -> DimosApp(now.view, send, SLOTS, dark, city = now.city)
        is CoreState.Failed -> DimosTheme(dark) {
            FailureScreen(context.words.failure(now.failure), host::tryAgain, sendDetails)
        }
    }
    explaining?.let {
        DimosTheme(dark, largeText = (state as? CoreState.Open)?.view?.largeText == true) {
            ExplanationDialog(context.words.explanation(it), desk::explained)
        }
    }
}

private fun Resources.failure(failure: CoreFailure) = FailureWords(
    title = getString(R.string.failed_title),
    text = getString(
        when (failure) {
            is CoreFailure.Storage -> R.string.failed_storage
            is CoreFailure.Secrets -> R.string.failed_secrets
            is CoreFailure.NoThreads -> R.string.failed_threads
            is CoreFailure.Library -> R.string.failed_library
            is CoreFailure.Broken -> R.string.failed_broken
        },
    ),
    tryAgain = getString(R.string.try_again),
    sendDetails = getString(R.string.send_details),
)

private fun Resources.explanation(what: Desk.Explanation) =
    ExplanationWords(what.symbol, getString(what.title), getString(what.text), getString(what.goOn), getString(R.string.not_now))
