package gr.dimos.ui

import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasStateDescription
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.performTextReplacement
import java.util.concurrent.TimeUnit

/** Waits until something outside the screens is there, and gives it. */
fun <T : Any> Stage.awaits(what: String, look: () -> T?): T {
    val deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60)
    while (true) {
        idle()
        look()?.let { return it }
        check(System.nanoTime() < deadline) { "waited a minute for $what" }
        phone.shell.awaitRender(100)
    }
}

/** Writes another text into the field of that name. */
@OptIn(ExperimentalTestApi::class)
fun Stage.replace(field: String, text: String) {
    sees(field)
    test.onAllNodes(hasText(field) and hasSetTextAction()).onFirst().performTextReplacement(text)
    idle()
}

/** Waits until a screen reader says this of something's state, for example why a button cannot be tapped. */
@OptIn(ExperimentalTestApi::class)
fun Stage.tells(words: String) = awaits("the state “$words”") {
    test.onAllNodes(hasStateDescription(words)).fetchSemanticsNodes().firstOrNull()
}
