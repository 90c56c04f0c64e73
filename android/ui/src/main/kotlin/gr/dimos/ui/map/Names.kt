package gr.dimos.ui.map

import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.StrokeJoin
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.graphics.drawscope.Stroke
import androidx.compose.ui.graphics.drawscope.withTransform
import androidx.compose.ui.text.TextLayoutResult
import androidx.compose.ui.text.TextMeasurer
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.drawText
import gr.dimos.app.StreetRank
import kotlin.math.abs
import kotlin.math.cos
import kotlin.math.sin

/**
 * Writes the names on a map where there is room: important ones first, none over another, a street's name once for every
 * stretch of the screen. A name is laid out when it is first written and kept.
 */
internal class Names(private val measurer: TextMeasurer, private val style: TextStyle, private val halo: Stroke) {
    private val laidOut = HashMap<String, TextLayoutResult>()
    private val taken = Taken()

    fun draw(scope: DrawScope, city: CityDrawing, sight: Sight, inks: Inks) {
        taken.clear()
        if (sight.metresPerDp < MARKS_FROM) {
            for (mark in city.landmarks) mark(scope, mark, sight, inks)
        }
        for (street in city.streets) {
            if (sight.metresPerDp < namedFrom(street.rank) && sight.sees(street.line)) along(scope, street, sight, inks)
        }
        if (sight.metresPerDp > NEIGHBOURS_FROM) {
            for (next in city.neighbours) neighbour(scope, next, sight, inks)
        }
    }

    /** A landmark's name stands under its dot. */
    private fun mark(scope: DrawScope, mark: CityDrawing.Spot, sight: Sight, inks: Inks) {
        val at = sight.at(mark.east, mark.south)
        if (!sight.holds(at)) return
        val text = layOut(mark.name)
        val under = Offset(at.x, at.y + sight.dp(MARK_GAP) + text.size.height / 2f)
        if (!taken.take(under, text.size.width / 2f, text.size.height / 2f, mark.name, 0f)) return
        write(scope, text, under, 0f, inks.mark, inks)
    }

    private fun along(scope: DrawScope, street: CityDrawing.Street, sight: Sight, inks: Inks) {
        for (anchor in street.anchors) {
            val at = sight.at(anchor.east, anchor.south)
            if (!sight.holds(at)) continue
            val text = layOut(street.name)
            if (text.size.width > sight.pixels(anchor.room)) continue
            val turned = Math.toRadians(anchor.degrees.toDouble())
            val cos = abs(cos(turned)).toFloat()
            val sin = abs(sin(turned)).toFloat()
            val halfWide = (text.size.width * cos + text.size.height * sin) / 2
            val halfHigh = (text.size.width * sin + text.size.height * cos) / 2
            if (!taken.take(at, halfWide, halfHigh, street.name, sight.dp(AGAIN_AFTER))) continue
            write(scope, text, at, anchor.degrees, inks.name, inks)
        }
    }

    private fun neighbour(scope: DrawScope, next: CityDrawing.Place, sight: Sight, inks: Inks) {
        val line = next.line
        val at = sight.at((line.left + line.right) / 2, (line.top + line.bottom) / 2)
        val text = layOut(next.name)
        if (!sight.holds(at) || text.size.width > sight.pixels(line.right - line.left)) return
        if (!taken.take(at, text.size.width / 2f, text.size.height / 2f, next.name, sight.dp(AGAIN_AFTER))) return
        write(scope, text, at, 0f, inks.quiet, inks)
    }

    private fun write(scope: DrawScope, text: TextLayoutResult, at: Offset, degrees: Float, ink: Color, inks: Inks) {
        val corner = Offset(at.x - text.size.width / 2f, at.y - text.size.height / 2f)
        scope.withTransform({ rotate(degrees, at) }) {
            drawText(text, inks.street, corner, drawStyle = halo)
            drawText(text, ink, corner)
        }
    }

    private fun layOut(name: String) =
        laidOut.getOrPut(name) { measurer.measure(name, style, softWrap = false, maxLines = 1) }

    private fun namedFrom(rank: StreetRank) = when (rank) {
        StreetRank.MAIN -> 9f
        StreetRank.MIDDLE -> 5.5f
        StreetRank.MINOR -> 3.5f
    }

    private companion object {
        const val MARKS_FROM = 5f
        const val MARK_GAP = 4f
        const val NEIGHBOURS_FROM = 9f
        const val AGAIN_AFTER = 240f
    }
}

/** The line around letters, so that they can be read over anything. */
internal fun halo(width: Float) = Stroke(width, join = StrokeJoin.Round)

/** The boxes on the screen that have a name already. */
private class Taken {
    private val boxes = FloatArray(MOST * 4)
    private val names = arrayOfNulls<String>(MOST)
    private var count = 0

    fun clear() {
        count = 0
    }

    /** Takes a box, unless it touches another, or the same name stands nearer than [apart]. */
    fun take(at: Offset, halfWide: Float, halfHigh: Float, name: String, apart: Float): Boolean {
        if (count == MOST) return false
        for (index in 0 until count) {
            val across = abs(boxes[index * 4] - at.x)
            val down = abs(boxes[index * 4 + 1] - at.y)
            if (across < boxes[index * 4 + 2] + halfWide && down < boxes[index * 4 + 3] + halfHigh) return false
            if (names[index] == name && across < apart && down < apart) return false
        }
        boxes[count * 4] = at.x
        boxes[count * 4 + 1] = at.y
        boxes[count * 4 + 2] = halfWide
        boxes[count * 4 + 3] = halfHigh
        names[count++] = name
        return true
    }

    private companion object {
        /** More names nobody reads on one screen. */
        const val MOST = 60
    }
}
