package gr.dimos.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.Immutable
import androidx.compose.runtime.compositionLocalOf
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.Modifier
import gr.dimos.app.ControlWords
import gr.dimos.app.MapView
import gr.dimos.ui.map.DrawnMap
import gr.dimos.ui.parts.Pictures

/** What the platform puts into the screens: how pictures are read, and which map is drawn. */
@Immutable
data class Slots(val pictures: Pictures, val map: MapSlot = DrawnMapSlot)

/** A map. */
@Immutable
interface MapSlot {
    /** Draws [map]; a touched place goes to [onPlace], a touched pin to [onPin], where these are wanted. */
    @Composable
    fun Map(
        map: MapView,
        modifier: Modifier,
        onPlace: ((lat: Double, lon: Double) -> Unit)?,
        onPin: ((String) -> Unit)?,
    )
}

/** The map that needs nothing from anywhere. */
object DrawnMapSlot : MapSlot {
    @Composable
    override fun Map(
        map: MapView,
        modifier: Modifier,
        onPlace: ((lat: Double, lon: Double) -> Unit)?,
        onPin: ((String) -> Unit)?,
    ) = DrawnMap(map, modifier, onPlace = onPlace, onPin = onPin)
}

/** The slots of the app that is drawn. */
val LocalSlots = staticCompositionLocalOf { Slots(Pictures { _, _ -> null }) }

/** The way back, where there is one. */
val LocalBack = compositionLocalOf<(() -> Unit)?> { null }

/** What the screens' own controls are called. */
val LocalWords = staticCompositionLocalOf<ControlWords> { error("DimosApp provides the core's words") }
