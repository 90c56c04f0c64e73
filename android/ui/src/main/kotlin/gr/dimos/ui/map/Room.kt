package gr.dimos.ui.map

import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import kotlin.math.abs

/** Where on the screen there is room for a name. Kept and cleared, so that a frame allocates nothing. */
internal class Room {
    private val boxes = FloatArray(MOST * 4)
    private val names = arrayOfNulls<String>(MOST)
    private var count = 0
    private var size = Size.Zero

    fun clear(size: Size) {
        this.size = size
        count = 0
    }

    /** Something lies over the map here. */
    fun block(left: Float, top: Float, right: Float, bottom: Float) {
        if (count < MOST) keep((left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2, null)
    }

    /** Takes a box, unless it ends outside, touches another, or the same name stands nearer than [apart]. */
    fun take(at: Offset, halfWide: Float, halfHigh: Float, name: String, apart: Float): Boolean {
        val whole = at.x in halfWide..size.width - halfWide && at.y in halfHigh..size.height - halfHigh
        if (!whole || count == MOST) return false
        for (index in 0 until count) {
            val across = abs(boxes[index * 4] - at.x)
            val down = abs(boxes[index * 4 + 1] - at.y)
            if (across < boxes[index * 4 + 2] + halfWide && down < boxes[index * 4 + 3] + halfHigh) return false
            if (names[index] == name && across < apart && down < apart) return false
        }
        keep(at.x, at.y, halfWide, halfHigh, name)
        return true
    }

    private fun keep(x: Float, y: Float, halfWide: Float, halfHigh: Float, name: String?) {
        boxes[count * 4] = x
        boxes[count * 4 + 1] = y
        boxes[count * 4 + 2] = halfWide
        boxes[count * 4 + 3] = halfHigh
        names[count++] = name
    }

    private companion object {
        /** More pins and names nobody tells apart on one screen. */
        const val MOST = 160
    }
}
