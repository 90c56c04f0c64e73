package gr.dimos.ui

import androidx.compose.material3.Text
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.runComposeUiTest
import org.junit.jupiter.api.Test

class FirstTest {
    @OptIn(ExperimentalTestApi::class)
    @Test
    fun draws() = runComposeUiTest {
        setContent { Text("Δήμος") }
        onNodeWithText("Δήμος").assertExists()
    }
}
