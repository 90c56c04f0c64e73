package gr.dimos.ui

import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.AlertDialog
import androidx.compose.material3.Icon
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector

/** The words of an explanation: they are the platform's. Over them, what it is about. */
data class ExplanationWords(val symbol: ImageVector, val title: String, val text: String, val goOn: String, val leave: String)

/** Over a screen: what the phone will ask next, and why. Inside a theme. */
@Composable
fun ExplanationDialog(words: ExplanationWords, answer: (Boolean) -> Unit) {
    AlertDialog(
        onDismissRequest = { answer(false) },
        confirmButton = { TextButton({ answer(true) }) { Text(words.goOn) } },
        dismissButton = { TextButton({ answer(false) }) { Text(words.leave) } },
        icon = { Icon(words.symbol, contentDescription = null) },
        title = { Text(words.title) },
        text = { Text(words.text, Modifier.verticalScroll(rememberScrollState())) },
    )
}
