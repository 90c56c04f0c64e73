package gr.dimos.ui.map

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.geometry.center
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.unit.IntSize
import androidx.compose.ui.unit.dp
import gr.dimos.app.MapPin
import gr.dimos.ui.theme.Spacing

/** What lies over the ground: pins, the buttons, the licences' line. */
internal class Above {
    /** How large the line is. */
    var credits by mutableStateOf(IntSize.Zero)

    /** Keeps names away from under it. */
    fun block(room: Room, scope: DrawScope, camera: Camera, pins: List<MapPin>) = with(scope) {
        val wide = (Spacing.touch + Spacing.small * 2).toPx()
        room.block(size.width - wide, 0f, size.width, wide + Spacing.touch.toPx())
        room.block(0f, size.height - credits.height, credits.width.toFloat(), size.height)
        for (pin in pins) {
            val tip = size.center + camera.offset(pin.lat, pin.lon)
            room.block(tip.x - PIN.toPx() / 2, tip.y - Spacing.touch.toPx(), tip.x + PIN.toPx() / 2, tip.y)
        }
    }

    private companion object {
        val PIN = 36.dp
    }
}
