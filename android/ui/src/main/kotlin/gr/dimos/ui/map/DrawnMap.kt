package gr.dimos.ui.map

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.background
import androidx.compose.foundation.gestures.detectTapGestures
import androidx.compose.foundation.gestures.detectTransformGestures
import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberUpdatedState
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clipToBounds
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.center
import androidx.compose.ui.input.pointer.pointerInput
import androidx.compose.ui.layout.onSizeChanged
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.rememberTextMeasurer
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import androidx.compose.ui.unit.toSize
import gr.dimos.app.MapView
import gr.dimos.ui.LocalWords
import gr.dimos.ui.parts.SymbolButton
import gr.dimos.ui.parts.Symbols
import gr.dimos.ui.theme.Spacing
import gr.dimos.ui.theme.tones

/**
 * The map without tiles: the city's streets and border (a measured ground until they are here), the circle of a
 * position's accuracy, and pins, each of which can be touched and is read aloud. Fingers move it and make it larger; a
 * touched place goes to [onPlace].
 */
@Composable
fun DrawnMap(
    map: MapView,
    modifier: Modifier = Modifier,
    onPlace: ((lat: Double, lon: Double) -> Unit)? = null,
    onPin: ((String) -> Unit)? = null,
) {
    BoxWithConstraints(modifier.clipToBounds().background(MaterialTheme.colorScheme.surfaceContainer)) {
        val shorter = minOf(constraints.maxWidth, constraints.maxHeight).coerceAtLeast(1)
        val camera = remember(map.radiusM, shorter) {
            Camera(map.lat, map.lon, (map.radiusM.coerceAtLeast(1.0) * 2) / shorter)
        }
        LaunchedEffect(map.lat, map.lon, camera) { camera.lookAt(map.lat, map.lon) }
        val city = LocalCity.current?.value
        val above = remember { Above() }
        Ground(map, camera, city?.let { painter(it) }, above, onPlace)
        map.pins.forEach { Pin(it, camera, onPin?.let { touched -> { touched(it.id) } }) }
        Zoom(camera, Modifier.align(Alignment.TopEnd))
        city?.credits?.takeIf { it.isNotEmpty() }?.let { words ->
            Credits(words, Modifier.align(Alignment.BottomStart).onSizeChanged { above.credits = it })
        }
    }
}

/** What draws the city, made anew only with other colours or letters. */
@Composable
private fun painter(city: CityDrawing): CityPainter {
    val scheme = MaterialTheme.colorScheme
    val letters = MaterialTheme.typography.labelSmall
    val density = LocalDensity.current
    val measurer = rememberTextMeasurer(cacheSize = 0)
    return remember(city, scheme, letters, density, measurer) {
        CityPainter(city, Inks(scheme), Names(measurer, letters, halo(with(density) { 3.dp.toPx() })))
    }
}

@Composable
private fun Ground(
    map: MapView,
    camera: Camera,
    city: CityPainter?,
    above: Above,
    onPlace: ((lat: Double, lon: Double) -> Unit)?,
) {
    val colours = MaterialTheme.colorScheme
    val ring = MaterialTheme.tones.info.text
    val place by rememberUpdatedState(onPlace)
    Canvas(
        Modifier
            .fillMaxSize()
            .semantics { contentDescription = map.spoken }
            .pointerInput(camera) {
                detectTransformGestures { centroid, pan, zoom, _ ->
                    camera.pan(pan)
                    camera.zoom(zoom, centroid - size.toSize().center)
                }
            }
            .pointerInput(camera, onPlace != null) {
                if (onPlace != null) {
                    detectTapGestures { touched ->
                        val (lat, lon) = camera.place(touched - size.toSize().center)
                        place?.invoke(lat, lon)
                    }
                }
            },
    ) {
        if (city == null) {
            grid(camera, colours.outlineVariant)
        } else {
            city.draw(this, camera) { room -> above.block(room, this, camera, map.pins) }
        }
        val here = center + camera.offset(map.lat, map.lon)
        if (map.accuracyM > 0) {
            val radius = (map.accuracyM / camera.metresPerPixel).toFloat()
            drawCircle(ring.copy(alpha = 0.14f), radius, here)
            drawCircle(ring, radius, here, style = outline())
        }
        // A middle that nobody chose and where nobody is means nothing.
        val isPlace = map.accuracyM > 0 || onPlace != null
        if (isPlace && map.pins.none { it.lat == map.lat && it.lon == map.lon }) cross(here, ring)
    }
}

/** Whose data this is. Small, as on every map; in full size it stands in the settings. */
@Composable
private fun Credits(words: String, modifier: Modifier) {
    val density = LocalDensity.current
    CompositionLocalProvider(LocalDensity provides Density(density.density, minOf(density.fontScale, 1.3f))) {
        Text(
            words,
            modifier
                .background(MaterialTheme.colorScheme.surface.copy(alpha = 0.86f))
                // Clear of a rounded corner.
                .padding(Spacing.small, 1.dp, Spacing.small, Spacing.tiny),
            color = MaterialTheme.colorScheme.onSurfaceVariant,
            style = MaterialTheme.typography.labelSmall.copy(fontSize = 9.sp, lineHeight = 11.sp),
        )
    }
}

@Composable
private fun Zoom(camera: Camera, modifier: Modifier) {
    val words = LocalWords.current
    Surface(
        modifier.padding(Spacing.small),
        shape = MaterialTheme.shapes.small,
        color = MaterialTheme.colorScheme.surface,
        shadowElevation = Spacing.tiny,
    ) {
        Column {
            SymbolButton(Symbols.Add, words.zoomIn, { camera.zoom(2f) })
            SymbolButton(Symbols.Remove, words.zoomOut, { camera.zoom(0.5f) })
        }
    }
}
