package gr.dimos.ui.map

import androidx.compose.runtime.Immutable
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.graphics.Path
import androidx.compose.ui.graphics.PathFillType
import gr.dimos.app.BaseMap
import gr.dimos.app.StreetRank
import kotlin.math.cos

/** The city that lies under every map, once the core has handed it over; made ready when a map first needs it. */
val LocalCity = staticCompositionLocalOf<Lazy<CityDrawing>?> { null }

/**
 * The core's base map as paths, made once. Its unit is the metre, east and south of the origin, so that a frame only
 * has to say where it looks from.
 */
@Immutable
class CityDrawing(map: BaseMap) {
    /** What the data's licences want to be read. */
    val credits: String = map.credits.joinToString("\n")

    internal val streets: Array<Street> = map.streets.map { Street(it.name, it.rank, Line(it.line)) }.toTypedArray()
    internal val neighbours: Array<Place> = map.neighbours.flatMap { next ->
        next.boundary.map { Place(next.name, Line(it)) }
    }.toTypedArray()
    internal val landmarks: Array<Spot> = map.landmarks.map { Spot(it.name, it.east, -it.north) }.toTypedArray()

    /** The city's outline. */
    internal val boundary = Path().apply {
        fillType = PathFillType.EvenOdd
        map.boundary.forEach { Line(it).drawInto(this) }
    }

    /** All that is not the city. */
    internal val outside = Path().apply {
        fillType = PathFillType.EvenOdd
        if (map.boundary.isNotEmpty()) {
            moveTo(-FAR, -FAR)
            lineTo(FAR, -FAR)
            lineTo(FAR, FAR)
            lineTo(-FAR, FAR)
            close()
        }
        addPath(boundary)
    }

    private val lat = map.lat
    private val lon = map.lon
    private val eastDegree = METRES_PER_DEGREE * cos(Math.toRadians(map.lat))

    /** How far east of the origin a camera is, in metres. */
    internal fun east(camera: Camera) = ((camera.lon - lon) * eastDegree).toFloat()

    /** How far south. */
    internal fun south(camera: Camera) = ((lat - camera.lat) * METRES_PER_DEGREE).toFloat()

    /** A degree east is shorter in the north of the city than at its origin: that much. */
    internal fun shrink(camera: Camera) = (cos(Math.toRadians(camera.lat)) / cos(Math.toRadians(lat))).toFloat()

    /** A street or a part of one, and where on it its name can stand. */
    internal class Street(val name: String, val rank: StreetRank, val line: Line) {
        val anchors = anchorsOf(line)
    }

    /** A municipality next door. */
    internal class Place(val name: String, val line: Line)

    /** A landmark. */
    internal class Spot(val name: String, val east: Float, val south: Float)

    private companion object {
        /** Farther than anybody zooms out, in metres. */
        const val FAR = 1_000_000f
    }
}

/** A line in metres east and south, with the box that holds it. */
internal class Line(eastAndNorth: List<Float>) {
    /** East, south, east, south… */
    val points = FloatArray(eastAndNorth.size / 2 * 2) { if (it % 2 == 0) eastAndNorth[it] else -eastAndNorth[it] }
    val count get() = points.size / 2
    val left = (0 until count).minOfOrNull(::east) ?: 0f
    val right = (0 until count).maxOfOrNull(::east) ?: 0f
    val top = (0 until count).minOfOrNull(::south) ?: 0f
    val bottom = (0 until count).maxOfOrNull(::south) ?: 0f
    val path = Path().also(::drawInto)

    fun east(index: Int) = points[index * 2]

    fun south(index: Int) = points[index * 2 + 1]

    fun drawInto(path: Path) {
        for (index in 0 until count) {
            if (index == 0) path.moveTo(east(0), south(0)) else path.lineTo(east(index), south(index))
        }
    }
}
