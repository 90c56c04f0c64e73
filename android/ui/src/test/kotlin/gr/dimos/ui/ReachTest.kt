package gr.dimos.ui

import androidx.compose.ui.geometry.Size
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.runSkikoComposeUiTest
import androidx.compose.ui.text.TextLayoutResult
import androidx.compose.ui.unit.Density
import gr.dimos.app.ViewModel
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

/**
 * Everything of a page that can be touched has a name and is large enough, and no letters are cut off however large they
 * are. The tabs are the frame's.
 */
@OptIn(ExperimentalTestApi::class)
class ReachTest {
    private val screens: Map<String, (String) -> ViewModel> = mapOf(
        "bills" to { BillSamples(it).bills() },
        "add bill" to { BillSamples(it).addBill() },
        "bill" to { BillSamples(it).bill() },
        "plan" to { BillSamples(it).plan() },
        "paying" to { PaymentSamples(it).paying() },
        "checkout" to { PaymentSamples(it).waiting() },
        "receipts" to { PaymentSamples(it).receipts() },
        "crew" to { CrewSamples(it).day() },
        "job" to { CrewSamples(it).job(refused = true) },
        "settings" to { SettingsSamples(it).citizen() },
    )

    @Test
    fun `in Greek`() = check("el", 1f)

    @Test
    fun `in English with letters twice as large`() = check("en", 2f)

    @Test
    fun `in Greek with letters twice as large`() = check("el", 2f)

    /** On the map’s pins, which do not grow. */
    private val number = Regex("""\d{1,2}""")

    private fun check(language: String, fontScale: Float) {
        val wrong = screens.flatMap { (name, view) -> faults(view(language), fontScale).map { "$name: $it" } }
        assertEquals(emptyList<String>(), wrong)
    }

    private fun faults(view: ViewModel, fontScale: Float): List<String> {
        val found = mutableListOf<String>()
        // High enough to hold all of a screen.
        runSkikoComposeUiTest(Size(Picture.WIDTH.toFloat(), 4_000f), Density(1f, fontScale)) {
            setContent { DimosApp(view.copy(tabs = emptyList()), {}, TestSlots, dark = false, font = TestFont) }
            for (node in onAllNodes(hasClickAction()).fetchSemanticsNodes()) {
                if (node.name().isBlank()) found += "without a name at ${node.boundsInRoot}"
                val touch = node.touchBoundsInRoot
                if (touch.width < 48 || touch.height < 48) found += "${node.name()} is ${touch.width} × ${touch.height}"
            }
            for (node in onAllNodes(hasText("", substring = true), useUnmergedTree = true).fetchSemanticsNodes()) {
                val layouts = mutableListOf<TextLayoutResult>()
                node.config.getOrNull(SemanticsActions.GetTextLayoutResult)?.action?.invoke(layouts)
                if (layouts.any { it.isCut() } && !number.matches(node.name())) found += "cut off: ${node.name()}"
            }
        }
        return found
    }

    /** Widths are rounded: a pixel is none. */
    private fun TextLayoutResult.isCut(): Boolean =
        multiParagraph.didExceedMaxLines || multiParagraph.height > size.height + 1 ||
            (0 until lineCount).any { getLineRight(it) - getLineLeft(it) > size.width + 1 }

    private fun SemanticsNode.name(): String =
        (config.getOrNull(SemanticsProperties.ContentDescription).orEmpty() +
            config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text } +
            listOfNotNull(config.getOrNull(SemanticsProperties.EditableText)?.text))
            .joinToString(" ")
}
