package gr.dimos.ui.map

import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.graphics.drawscope.Stroke
import androidx.compose.ui.unit.dp
import kotlin.math.ceil
import kotlin.math.cos
import kotlin.math.floor
import kotlin.math.log10
import kotlin.math.pow

/** Lines at round distances, north up, that move with the ground. */
internal fun DrawScope.grid(camera: Camera, colour: Color) {
    val wanted = 72.dp.toPx() * camera.metresPerPixel
    val step = roundDistance(wanted) / METRES
    val eastStep = step / cos(Math.toRadians(floor(camera.lat)))
    val (north, west) = camera.place(-center)
    val (south, east) = camera.place(center)
    var lat = ceil(south / step) * step
    while (lat <= north) {
        val y = center.y + camera.offset(lat, camera.lon).y
        drawLine(colour, Offset(0f, y), Offset(size.width, y), 1.dp.toPx())
        lat += step
    }
    var lon = ceil(west / eastStep) * eastStep
    while (lon <= east) {
        val x = center.x + camera.offset(camera.lat, lon).x
        drawLine(colour, Offset(x, 0f), Offset(x, size.height), 1.dp.toPx())
        lon += eastStep
    }
}

/** Where the map's middle is, if no pin says so. */
internal fun DrawScope.cross(at: Offset, colour: Color) {
    drawCircle(Color.White, 8.dp.toPx(), at)
    drawCircle(colour, 6.dp.toPx(), at)
}

/** The line around a circle. */
internal fun DrawScope.outline() = Stroke(1.5.dp.toPx())

/** 1, 2 or 5 times a power of ten, at least the distance. */
internal fun roundDistance(metres: Double): Double {
    val power = 10.0.pow(floor(log10(metres)))
    return listOf(1.0, 2.0, 5.0, 10.0).first { it * power >= metres } * power
}

private const val METRES = 111_195.0
