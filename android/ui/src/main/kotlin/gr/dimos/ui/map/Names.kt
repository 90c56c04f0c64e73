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
 * Writes the names on a map where there is room: important ones first, each whole, none over another or under what lies over
 * the map, a street's name once for every stretch of the screen. A name is laid out when it is first written and kept.
 */
internal class Names(private val measurer: TextMeasurer, private val style: TextStyle, private val halo: Stroke) {
    private val laidOut = HashMap<String, TextLayoutResult>()
    private val room = Room()

    fun draw(scope: DrawScope, city: CityDrawing, sight: Sight, inks: Inks, over: (Room) -> Unit) {
        room.clear(scope.size)
        over(room)
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

    /** A landmark's name stands under its dot, or over it. */
    private fun mark(scope: DrawScope, mark: CityDrawing.Spot, sight: Sight, inks: Inks) {
        val at = sight.at(mark.east, mark.south)
        if (!sight.holds(at)) return
        val text = layOut(mark.name)
        val away = Offset(0f, sight.dp(MARK_GAP) + text.size.height / 2f)
        if (!markAt(scope, text, mark.name, at + away, inks)) markAt(scope, text, mark.name, at - away, inks)
    }

    private fun markAt(scope: DrawScope, text: TextLayoutResult, name: String, at: Offset, inks: Inks): Boolean {
        val isFree = room.take(at, text.size.width / 2f, text.size.height / 2f, name, 0f)
        if (isFree) write(scope, text, at, 0f, inks.mark, inks)
        return isFree
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
            if (!room.take(at, halfWide, halfHigh, street.name, sight.dp(AGAIN_AFTER))) continue
            write(scope, text, at, anchor.degrees, inks.name, inks)
        }
    }

    private fun neighbour(scope: DrawScope, next: CityDrawing.Place, sight: Sight, inks: Inks) {
        val line = next.line
        val at = sight.at((line.left + line.right) / 2, (line.top + line.bottom) / 2)
        val text = layOut(next.name)
        if (!sight.holds(at) || text.size.width > sight.pixels(line.right - line.left)) return
        if (!room.take(at, text.size.width / 2f, text.size.height / 2f, next.name, sight.dp(AGAIN_AFTER))) return
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
