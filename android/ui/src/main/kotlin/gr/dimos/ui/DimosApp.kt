package gr.dimos.ui

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import gr.dimos.app.Intent
import gr.dimos.app.ViewModel

/** The whole app: draws what the core says, sends what is touched. */
@Composable
fun DimosApp(view: ViewModel, send: (Intent) -> Unit) {
    MaterialTheme { Text(view.language) }
}
