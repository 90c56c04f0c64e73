package gr.dimos.ui

import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.geometry.Rect
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SkikoComposeUiTest
import androidx.compose.ui.test.hasScrollAction
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.test.runSkikoComposeUiTest
import androidx.compose.ui.text.TextLayoutResult
import androidx.compose.ui.text.style.TextOverflow
import androidx.compose.ui.unit.Density
import gr.dimos.app.ViewModel

/** What keeps somebody from using a screen: something nameless, too small, cut, or out of reach. */
@OptIn(ExperimentalTestApi::class)
object Reach {
    private const val LEAST_SIDE = 48f
    private const val TALL = 3_600f

    /** Everything that is wrong with the screens on a phone of that width, in the letters' size. */
    fun wrong(screens: Map<String, ViewModel>, fontScale: Float, width: Int = Picture.WIDTH): List<String> {
        val ends = mutableMapOf<String, String>()
        return eachIn(screens, Size(width.toFloat(), TALL), fontScale) { name ->
            lastText()?.let { ends[name] = it }
            touchedThings().mapNotNull(::nameless) + touchedThings().mapNotNull(::small) +
                texts().mapNotNull { cut(it, width) }
        } + eachIn(screens, Size(width.toFloat(), Picture.HEIGHT.toFloat()), fontScale) { name ->
            listOfNotNull(unreached(ends[name]))
        }
    }

    private fun eachIn(
        screens: Map<String, ViewModel>,
        window: Size,
        fontScale: Float,
        look: SkikoComposeUiTest.(name: String) -> List<String>,
    ): List<String> {
        val found = mutableListOf<String>()
        runSkikoComposeUiTest(window, Density(1f, fontScale)) {
            var view by mutableStateOf(screens.values.first())
            setContent { key(view) { DimosApp(view, {}, TestSlots, false, TestFont) } }
            for ((name, next) in screens) {
                view = next
                waitForIdle()
                found += look(name).map { "$name at $fontScale: $it" }
            }
        }
        return found
    }

    private fun SkikoComposeUiTest.all(merged: Boolean): List<SemanticsNode> {
        fun below(node: SemanticsNode): List<SemanticsNode> = listOf(node) + node.children.flatMap(::below)
        return below(onRoot(useUnmergedTree = !merged).fetchSemanticsNode())
    }

    private fun SkikoComposeUiTest.touchedThings() = all(merged = true).filter { SemanticsActions.OnClick in it.config }

    private fun SkikoComposeUiTest.texts() =
        all(merged = false).filter { SemanticsActions.GetTextLayoutResult in it.config }

    private fun nameless(node: SemanticsNode): String? =
        if (label(node).isBlank()) "something to touch has no name: ${node.boundsInRoot}" else null

    private fun small(node: SemanticsNode): String? {
        val room = node.touchBoundsInRoot
        val enough = room.width >= LEAST_SIDE && room.height >= LEAST_SIDE
        return if (enough) null else "“${label(node)}” is only ${room.width} × ${room.height}"
    }

    private fun label(node: SemanticsNode): String {
        val texts = node.config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text }
        val spoken = node.config.getOrNull(SemanticsProperties.ContentDescription).orEmpty()
        val typed = node.config.getOrNull(SemanticsProperties.EditableText)?.text
        return (texts + spoken + listOfNotNull(typed)).joinToString(" ")
    }

    private fun cut(node: SemanticsNode, width: Int): String? {
        val results = mutableListOf<TextLayoutResult>()
        node.config.getOrNull(SemanticsActions.GetTextLayoutResult)?.action?.invoke(results)
        val layout = results.firstOrNull() ?: return null
        val text = layout.layoutInput.text.text
        val shortened = layout.layoutInput.overflow == TextOverflow.Ellipsis
        val place = Rect(node.positionInRoot, Size(node.size.width.toFloat(), node.size.height.toFloat()))
        return when {
            overflows(layout) && !shortened -> "“$text” is cut"
            place.right > width + 1 -> "“$text” ends at ${place.right}"
            brokenWord(layout) -> "a word of “$text” is broken"
            else -> null
        }
    }

    /** Whether letters lie outside of their box; the box itself is rounded to whole pixels. */
    private fun overflows(layout: TextLayoutResult): Boolean =
        layout.multiParagraph.didExceedMaxLines ||
            layout.multiParagraph.height > layout.size.height + 1 ||
            (0 until layout.lineCount).any { layout.getLineRight(it) - layout.getLineLeft(it) > layout.size.width + 1 }

    private fun brokenWord(layout: TextLayoutResult): Boolean {
        val text = layout.layoutInput.text.text
        return (0 until layout.lineCount - 1).map(layout::getLineEnd).any { end ->
            end in 1 until text.length && text[end - 1].isLetter() && text[end].isLetter()
        }
    }

    private fun SkikoComposeUiTest.page(): SemanticsNode? =
        onAllNodes(hasScrollAction()).fetchSemanticsNodes()
            .filter { SemanticsProperties.VerticalScrollAxisRange in it.config }
            .maxByOrNull { it.size.height }

    private fun SkikoComposeUiTest.lastText(): String? {
        val page = page() ?: return null
        val inside = texts().filter { it.positionInRoot.y < page.positionInRoot.y + page.size.height - 1 }
        return inside.filter { page.positionInRoot.y <= it.positionInRoot.y }
            .maxByOrNull { it.positionInRoot.y }
            ?.let { it.config.getOrNull(SemanticsProperties.Text)?.firstOrNull()?.text }
    }

    private fun SkikoComposeUiTest.unreached(last: String?): String? {
        val page = page() ?: return if (last == null) null else "cannot be scrolled to “$last”"
        val bottom = page.positionInRoot.y + page.size.height + 1
        repeat(8) {
            val end = texts().lastOrNull { it.config.getOrNull(SemanticsProperties.Text)?.firstOrNull()?.text == last }
            if (last == null || end != null && end.positionInRoot.y + end.size.height <= bottom) return null
            page.config.getOrNull(SemanticsActions.ScrollBy)?.action?.invoke(0f, 2_000f)
            waitForIdle()
        }
        return "“$last” is never reached"
    }
}
