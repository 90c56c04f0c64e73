package gr.dimos.android

import android.graphics.Bitmap
import android.graphics.Canvas
import android.view.View
import android.view.ViewGroup
import androidx.compose.ui.geometry.Rect
import androidx.compose.ui.node.RootForTest
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.unit.toSize
import androidx.core.graphics.Insets
import androidx.core.view.ViewCompat
import androidx.core.view.WindowInsetsCompat
import gr.dimos.app.Intent
import gr.dimos.app.ReportIntent
import gr.dimos.app.ReportStep
import gr.dimos.app.ReportView
import gr.dimos.app.Screen
import gr.dimos.app.Tab
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

/** A keyboard slides over the window: by what Android tells the views of it, drawn by nobody. */
@RunWith(RobolectricTestRunner::class)
class KeyboardTest {
    @get:Rule val opened = Opened()

    @Test
    fun `over the keyboard stands what comes next, and the tabs make room`() {
        val next = composing { it.next.label }
        val tab = opened.see("the tabs") { view -> view.tabs.find { it.tab == Tab.MY_CITY } }.spoken
        val screens = screens()
        until({ "the button over the tabs among ${screens.names()}" }) { screens.shows(next)?.takeIf { screens.shows(tab) != null } }

        val top = keyboardComes(screens)
        val button = until({ "the button over the keyboard at $top; it is ${screens.shows(next)?.boundsInWindow}" }) {
            screens.shows(next)?.boundsInWindow?.takeIf { !it.isEmpty && it.bottom <= top }
        }
        assertTrue("right over it: $button of $top", button.bottom > top - screens.height / 20)
        until({ "the tabs to go" }) { Unit.takeIf { screens.shows(tab) == null } }

        tell(screens, 0)
        until({ "the tabs to come back" }) { screens.shows(tab) }
        until({ "the button to come down" }) { screens.shows(next)?.takeIf { it.boundsInWindow.bottom > top } }
    }

    @Test
    fun `a field that is low on its page comes up over the keyboard when it is typed into`() {
        composing { it.title }
        // With a pin nothing is looked for. What moves on the screen for as long as that lasts, the looper waits for.
        opened.send(Intent.Report(ReportIntent.MovePin(40.6350, 22.9391)))
        opened.send(Intent.Report(ReportIntent.GoTo(ReportStep.WHERE)))
        val (field, next) = report("where") { it.takeIf { it.step == ReportStep.WHERE } }.let { it.place.hint.label to it.next.label }
        val screens = screens()
        until({ "the field among ${screens.names()}" }) { screens.field(field) }
            .config[SemanticsActions.RequestFocus].action?.invoke()
        until({ "the cursor" }) { screens.field(field)?.takeIf { it.config.getOrNull(SemanticsProperties.Focused) == true } }
        val before = checkNotNull(screens.field(field)).whole()

        val top = keyboardComes(screens)
        assertTrue("the keyboard would cover it: $before of $top", before.bottom > top)
        until({ "the field over the button; it is ${screens.field(field)?.whole()}, the keyboard's top $top" }) {
            val button = screens.shows(next)?.boundsInWindow?.takeIf { it.bottom <= top } ?: return@until null
            screens.field(field)?.whole()?.takeIf { it.top > 0 && it.bottom <= button.top }
        }
    }

    private fun <T : Any> composing(look: (ReportView) -> T): T {
        opened.ready()
        opened.send(Intent.Report(ReportIntent.New))
        return report("a report") { it.takeIf { it.composing }?.let(look) }
    }

    private fun <T : Any> report(what: String, look: (ReportView) -> T?): T =
        opened.see(what) { (it.screen as? Screen.Report)?.report?.let(look) }

    private fun screens() = until({ "Compose" }) { composed(opened.activity.window.decorView) }

    /** A keyboard comes; where its upper edge is. */
    private fun keyboardComes(screens: View): Int {
        val keyboard = screens.height * 2 / 5
        tell(screens, keyboard)
        return screens.height - keyboard
    }

    private fun tell(view: View, keyboard: Int) {
        val insets = WindowInsetsCompat.Builder()
            .setInsets(WindowInsetsCompat.Type.ime(), Insets.of(0, 0, 0, keyboard))
            .setVisible(WindowInsetsCompat.Type.ime(), keyboard > 0)
            .build()
        ViewCompat.dispatchApplyWindowInsets(view, insets)
    }

    /** The view that Compose draws into. */
    private fun composed(view: View): View? = when (view) {
        is RootForTest -> view
        is ViewGroup -> (0 until view.childCount).firstNotNullOfOrNull { composed(view.getChildAt(it)) }
        else -> null
    }

    private fun View.shows(name: String): SemanticsNode? = nodes().find { name in names(it) }

    private fun View.field(name: String): SemanticsNode? =
        nodes().find { SemanticsActions.SetText in it.config && name in names(it) }

    /** Also what the list cuts off. */
    private fun SemanticsNode.whole() = Rect(positionInWindow, size.toSize())

    private fun View.names() = nodes().flatMap(::names).toList()

    private fun View.nodes(): Sequence<SemanticsNode> {
        // Compose lays out what it is about to draw.
        draw(Canvas(Bitmap.createBitmap(1, 1, Bitmap.Config.ARGB_8888)))
        return all((this as RootForTest).semanticsOwner.rootSemanticsNode)
    }

    private fun names(node: SemanticsNode): List<String> =
        node.config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text } +
            node.config.getOrNull(SemanticsProperties.ContentDescription).orEmpty()

    private fun all(node: SemanticsNode): Sequence<SemanticsNode> =
        sequenceOf(node) + node.children.asSequence().flatMap(::all)
}
