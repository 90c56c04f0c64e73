package gr.dimos.ui.map

import androidx.compose.foundation.Canvas
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import gr.dimos.app.MapView

/** The map without tiles. */
@Composable
fun DrawnMap(
    map: MapView,
    modifier: Modifier = Modifier,
    onPlace: ((lat: Double, lon: Double) -> Unit)? = null,
    onPin: ((String) -> Unit)? = null,
) {
    Canvas(modifier.semantics { contentDescription = map.spoken }) {}
}
