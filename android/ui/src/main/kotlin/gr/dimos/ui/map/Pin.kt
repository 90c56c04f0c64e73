package gr.dimos.ui.map

import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.BoxWithConstraintsScope
import androidx.compose.foundation.layout.offset
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.rotate
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.IntOffset
import androidx.compose.ui.unit.dp
import gr.dimos.app.MapPin
import gr.dimos.ui.parts.serviceSymbol
import gr.dimos.ui.theme.Spacing
import gr.dimos.ui.theme.tones
import kotlin.math.roundToInt

/** A drop whose tip is at the place, with the service's symbol or the stop's number in it. */
@Composable
internal fun BoxWithConstraintsScope.Pin(pin: MapPin, camera: Camera, onTouch: (() -> Unit)?) {
    val colours = MaterialTheme.tones[pin.tone]
    val touched = if (onTouch == null) Modifier else Modifier.clickable(role = Role.Button, onClick = onTouch)
    Box(
        Modifier
            .align(Alignment.Center)
            .offset {
                val at = camera.offset(pin.lat, pin.lon)
                // The tip is at the lower end of the box.
                IntOffset(at.x.roundToInt(), (at.y - Spacing.touch.toPx() / 2).roundToInt())
            }
            .size(Spacing.touch)
            .then(touched)
            .semantics { contentDescription = pin.spoken },
        contentAlignment = Alignment.Center,
    ) {
        Surface(
            Modifier.size(34.dp).rotate(45f),
            shape = RoundedCornerShape(17.dp, 17.dp, 2.dp, 17.dp),
            color = colours.text,
            contentColor = MaterialTheme.colorScheme.surface,
            shadowElevation = 2.dp,
        ) {
            Box(Modifier.rotate(-45f), contentAlignment = Alignment.Center) {
                if (pin.number > 0u) {
                    Text("${pin.number}", style = MaterialTheme.typography.labelLarge)
                } else {
                    Icon(serviceSymbol(pin.symbol), contentDescription = null, Modifier.size(18.dp))
                }
            }
        }
    }
}
