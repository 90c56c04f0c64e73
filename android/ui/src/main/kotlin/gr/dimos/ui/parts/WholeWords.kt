package gr.dimos.ui.parts

import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.remember
import androidx.compose.ui.Alignment
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.text.TextMeasurer
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.rememberTextMeasurer
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.Constraints

/** How much smaller letters may become, tried in this order. */
private val SMALLER = listOf(1f, 0.95f, 0.9f, 0.85f, 0.8f, 0.75f, 0.7f)

/**
 * A few words in letters so small that none of them is broken. [lines] are tried in their order: more lines only where even
 * small letters want them.
 */
@Composable
fun WholeWords(
    text: String,
    style: TextStyle,
    align: TextAlign = TextAlign.Start,
    lines: IntRange = ANY_LINES,
) {
    val measurer = rememberTextMeasurer()
    val density = LocalDensity.current
    BoxWithConstraints(contentAlignment = if (align == TextAlign.Center) Alignment.Center else Alignment.TopStart) {
        val fitting = remember(text, style, lines, constraints.maxWidth, density) {
            val sizes = SMALLER.map { style.copy(fontSize = style.fontSize * it, lineHeight = style.lineHeight * it) }
            lines.firstNotNullOfOrNull { most ->
                sizes.firstOrNull { fits(text, it, constraints.maxWidth, most, measurer) }
            } ?: sizes.last()
        }
        Text(text, style = fitting, textAlign = align, maxLines = lines.last)
    }
}

private val ANY_LINES = Int.MAX_VALUE..Int.MAX_VALUE

private fun fits(text: String, style: TextStyle, width: Int, lines: Int, measurer: TextMeasurer): Boolean {
    if (width == Constraints.Infinity) return true
    val whole = text.split(' ').all { measurer.measure(it, style).size.width <= width }
    return whole && measurer.measure(text, style, constraints = Constraints(maxWidth = width)).lineCount <= lines
}
