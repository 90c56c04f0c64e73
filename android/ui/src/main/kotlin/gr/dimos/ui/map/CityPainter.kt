package gr.dimos.ui.map

import androidx.compose.material3.ColorScheme
import androidx.compose.ui.graphics.Canvas
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.Paint
import androidx.compose.ui.graphics.PaintingStyle
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.StrokeJoin
import androidx.compose.ui.graphics.drawscope.DrawScope
import gr.dimos.app.StreetRank
import kotlin.math.max
import kotlin.math.min

/** The map's colours. */
internal class Inks(scheme: ColorScheme) {
    val land = scheme.surfaceContainer
    val street = scheme.surfaceBright
    val edge = scheme.outlineVariant
    val outside = scheme.surfaceDim.copy(alpha = 0.62f)
    val border = scheme.secondary
    val name = scheme.onSurface
    val quiet = scheme.onSurfaceVariant
    val mark = scheme.primary
}

/**
 * Draws the city from where a camera looks: only what is in view, from paths that are made already and with paints that
 * are kept, so that a frame allocates nothing.
 */
internal class CityPainter(private val city: CityDrawing, private val inks: Inks, private val names: Names) {
    private val sight = Sight()
    private val paint = Paint().apply {
        strokeCap = StrokeCap.Round
        strokeJoin = StrokeJoin.Round
    }

    /** Draws it over all of the scope. No name stands where [over] says that something will lie over it. */
    fun draw(scope: DrawScope, camera: Camera, over: (Room) -> Unit = {}) {
        sight.look(city, camera, scope.size, scope.density)
        val canvas = scope.drawContext.canvas
        canvas.save()
        sight.applyTo(canvas)
        streets(canvas)
        borders(canvas)
        canvas.restore()
        landmarks(canvas)
        names.draw(scope, city, sight, inks, over)
    }

    /** What lies below lies below everywhere: first every street's edge, then its middle, the main ones last. */
    private fun streets(canvas: Canvas) {
        if (sight.metresPerDp < WITH_EDGES) {
            eachStreet { line(canvas, it, inks.edge, width(it.rank) + 1.4f * sight.metresPerDp) }
            eachStreet { line(canvas, it, inks.street, width(it.rank)) }
        } else {
            eachStreet { line(canvas, it, inks.edge, width(it.rank)) }
        }
    }

    private inline fun eachStreet(draw: (CityDrawing.Street) -> Unit) {
        for (index in city.streets.indices.reversed()) {
            val street = city.streets[index]
            if (sight.metresPerDp < shownFrom(street.rank) && sight.sees(street.line)) draw(street)
        }
    }

    private fun line(canvas: Canvas, street: CityDrawing.Street, colour: Color, metres: Float) {
        stroke(colour, metres)
        canvas.drawPath(street.line.path, paint)
    }

    private fun borders(canvas: Canvas) {
        stroke(inks.edge, 1.2f * sight.metresPerDp)
        for (next in city.neighbours) if (sight.sees(next.line)) canvas.drawPath(next.line.path, paint)
        paint.style = PaintingStyle.Fill
        paint.color = inks.outside
        canvas.drawPath(city.outside, paint)
        stroke(inks.border, 1.6f * sight.metresPerDp)
        canvas.drawPath(city.boundary, paint)
    }

    private fun landmarks(canvas: Canvas) {
        if (sight.metresPerDp > MARKS_FROM) return
        paint.style = PaintingStyle.Fill
        for (mark in city.landmarks) {
            val at = sight.at(mark.east, mark.south)
            if (!sight.holds(at)) continue
            paint.color = inks.land
            canvas.drawCircle(at, sight.dp(MARK + 1.5f), paint)
            paint.color = inks.mark
            canvas.drawCircle(at, sight.dp(MARK), paint)
        }
    }

    private fun stroke(colour: Color, metres: Float) {
        paint.style = PaintingStyle.Stroke
        paint.color = colour
        paint.strokeWidth = metres
    }

    /** As wide as it is, but never too thin to be seen and never a field. */
    private fun width(rank: StreetRank): Float {
        val (metres, thinnest) = when (rank) {
            StreetRank.MAIN -> MAIN_WIDTH
            StreetRank.MIDDLE -> MIDDLE_WIDTH
            StreetRank.MINOR -> MINOR_WIDTH
        }
        return min(max(metres, thinnest * sight.metresPerDp), WIDEST * sight.metresPerDp)
    }

    private fun shownFrom(rank: StreetRank) = when (rank) {
        StreetRank.MAIN -> Float.MAX_VALUE
        StreetRank.MIDDLE -> 22f
        StreetRank.MINOR -> 12f
    }

    private companion object {
        /** Metres on the ground, and density-independent pixels at least. */
        val MAIN_WIDTH = 15f to 1.8f
        val MIDDLE_WIDTH = 11f to 1.3f
        val MINOR_WIDTH = 8f to 1f
        const val WIDEST = 26f
        const val WITH_EDGES = 7f
        const val MARKS_FROM = 16f
        const val MARK = 3.5f
    }
}
