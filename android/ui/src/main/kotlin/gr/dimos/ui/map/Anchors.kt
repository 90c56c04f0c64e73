package gr.dimos.ui.map

import kotlin.math.PI
import kotlin.math.abs
import kotlin.math.atan2
import kotlin.math.hypot
import kotlin.math.min
import kotlin.math.roundToInt

/** Where on a line a name can stand: at [east] and [south], turned by [degrees], if it is no longer than [room] metres. */
internal class Anchor(val east: Float, val south: Float, val degrees: Float, val room: Float)

/** The anchors of a line: on each stretch that is as good as straight, one every hundred metres. */
internal fun anchorsOf(line: Line): Array<Anchor> {
    val anchors = mutableListOf<Anchor>()
    var from = 0
    while (from < line.count - 1) {
        val to = straightUntil(line, from)
        anchorsOfStretch(line, from, to, anchors)
        from = to
    }
    return anchors.toTypedArray()
}

/** The last point of the stretch that begins at [from] and turns nowhere by more than a little. */
private fun straightUntil(line: Line, from: Int): Int {
    val first = heading(line, from, from + 1)
    var to = from + 1
    while (to < line.count - 1 && turn(first, heading(line, to, to + 1)) < MOST_TURN) to++
    return to
}

private fun anchorsOfStretch(line: Line, from: Int, to: Int, into: MutableList<Anchor>) {
    val east = line.east(to) - line.east(from)
    val south = line.south(to) - line.south(from)
    val length = hypot(east, south)
    if (length < SHORTEST) return
    // An odd number: the one in the middle has all of the stretch.
    val many = (length / EVERY).roundToInt() or 1
    val degrees = upright(Math.toDegrees(atan2(south, east).toDouble()).toFloat())
    for (index in 0 until many) {
        val part = (index + 0.5f) / many
        val room = 2 * min(part, 1 - part) * length
        into += Anchor(line.east(from) + part * east, line.south(from) + part * south, degrees, room)
    }
}

private fun heading(line: Line, from: Int, to: Int) =
    atan2(line.south(to) - line.south(from), line.east(to) - line.east(from))

private fun turn(one: Float, other: Float): Float {
    val turn = abs(one - other)
    return min(turn, (2 * PI).toFloat() - turn)
}

/** Letters are never upside down. */
private fun upright(degrees: Float) = when {
    degrees > 90f -> degrees - 180f
    degrees <= -90f -> degrees + 180f
    else -> degrees
}

private const val MOST_TURN = 0.2f
private const val SHORTEST = 20f
private const val EVERY = 100f
