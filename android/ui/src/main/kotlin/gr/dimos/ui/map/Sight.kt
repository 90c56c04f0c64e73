package gr.dimos.ui.map

import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Canvas

/** What a camera sees of the drawing, in metres; kept and changed, so that looking costs nothing. */
internal class Sight {
    var metresPerDp = 1f
        private set
    private var scaleX = 1f
    private var scaleY = 1f
    private var east = 0f
    private var south = 0f
    private var halfWide = 0f
    private var halfHigh = 0f
    private var size = Size.Zero
    private var density = 1f

    fun look(city: CityDrawing, camera: Camera, size: Size, density: Float) {
        this.size = size
        this.density = density
        scaleY = (1 / camera.metresPerPixel).toFloat()
        scaleX = scaleY * city.shrink(camera)
        metresPerDp = (camera.metresPerPixel * density).toFloat()
        east = city.east(camera)
        south = city.south(camera)
        // A street at the edge is wider than its line.
        halfWide = size.width / 2 / scaleX + 20f
        halfHigh = size.height / 2 / scaleY + 20f
    }

    fun applyTo(canvas: Canvas) {
        canvas.translate(size.width / 2, size.height / 2)
        canvas.scale(scaleX, scaleY)
        canvas.translate(-east, -south)
    }

    fun sees(line: Line) =
        line.right >= east - halfWide && line.left <= east + halfWide &&
            line.bottom >= south - halfHigh && line.top <= south + halfHigh

    /** Where something is on the screen. */
    fun at(east: Float, south: Float) = Offset(x(east), y(south))

    fun x(east: Float) = size.width / 2 + (east - this.east) * scaleX

    fun y(south: Float) = size.height / 2 + (south - this.south) * scaleY

    fun holds(at: Offset) = at.x in 0f..size.width && at.y in 0f..size.height

    fun dp(many: Float) = many * density

    /** How many pixels so many metres are. */
    fun pixels(metres: Float) = metres * scaleY
}
