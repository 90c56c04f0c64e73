package gr.dimos.ui.map

import androidx.compose.runtime.Stable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableDoubleStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.geometry.Offset
import kotlin.math.cos

/** Metres that a degree of latitude is long, near enough for a city. */
internal const val METRES_PER_DEGREE = 111_195.0

/** Where the map looks: its middle and how many metres a pixel is. A city is small enough to be flat. */
@Stable
class Camera(lat: Double, lon: Double, metresPerPixel: Double) {
    var lat by mutableDoubleStateOf(lat)
        private set
    var lon by mutableDoubleStateOf(lon)
        private set
    var metresPerPixel by mutableDoubleStateOf(metresPerPixel)
        private set

    /** Looks at another place, as near as before. */
    fun lookAt(lat: Double, lon: Double) {
        this.lat = lat
        this.lon = lon
    }

    /** Where a place is, in pixels from the middle of the map. */
    fun offset(lat: Double, lon: Double) = Offset(
        ((lon - this.lon) * METRES_PER_DEGREE * shrink() / metresPerPixel).toFloat(),
        ((this.lat - lat) * METRES_PER_DEGREE / metresPerPixel).toFloat(),
    )

    /** Which place is at so many pixels from the middle. */
    fun place(offset: Offset): Pair<Double, Double> = Pair(
        lat - offset.y * metresPerPixel / METRES_PER_DEGREE,
        lon + offset.x * metresPerPixel / (METRES_PER_DEGREE * shrink()),
    )

    /** Moves with the fingers. */
    fun pan(by: Offset) {
        val (north, east) = place(-by)
        lookAt(north.coerceIn(-85.0, 85.0), east)
    }

    /** Nearer (above 1) or farther, between a house and a county; what lies under [around] stays there. */
    fun zoom(by: Float, around: Offset = Offset.Zero) {
        val (north, east) = place(around)
        metresPerPixel = (metresPerPixel / by).coerceIn(NEAREST, FARTHEST)
        val moved = offset(north, east) - around
        pan(-moved)
    }

    private fun shrink() = cos(Math.toRadians(lat))

    private companion object {
        const val NEAREST = 0.02
        const val FARTHEST = 400.0
    }
}
