package gr.dimos.ui.parts

import androidx.compose.foundation.gestures.detectDragGesturesAfterLongPress
import androidx.compose.foundation.lazy.LazyListState
import androidx.compose.runtime.Composable
import androidx.compose.runtime.Stable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableFloatStateOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberUpdatedState
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.graphicsLayer
import androidx.compose.ui.input.pointer.pointerInput
import androidx.compose.ui.zIndex

/** Rows of a list that are carried to another place: by a long press and a drag. */
@Stable
class Reorder(private val list: LazyListState) {
    private var key by mutableStateOf<Any?>(null)
    private var dragged by mutableFloatStateOf(0f)

    /** How far the row of that key is from its place, in pixels; null while it rests. */
    fun offset(of: Any): Float? = dragged.takeIf { key == of }

    internal fun begin(with: Any) {
        key = with
        dragged = 0f
    }

    internal fun drag(by: Float) {
        dragged += by
    }

    /** Lets go; gives the key of the row whose place it was carried to. */
    internal fun end(): Any? {
        val rows = list.layoutInfo.visibleItemsInfo
        val own = rows.firstOrNull { it.key == key }
        val middle = own?.let { it.offset + it.size / 2 + dragged }
        key = null
        return rows.firstOrNull { row -> middle != null && middle >= row.offset && middle < row.offset + row.size }
            ?.key?.takeIf { it != own?.key }
    }

    internal fun cancel() {
        key = null
    }
}

/** Remembers what is being carried in this list. */
@Composable
fun rememberReorder(list: LazyListState): Reorder = remember(list) { Reorder(list) }

/** Makes a row of [reorder]'s list follow the finger after a long press; [drop] gets the key of the row it lands on. */
@Composable
fun Modifier.carried(reorder: Reorder, key: Any, drop: (Any) -> Unit): Modifier {
    val land by rememberUpdatedState(drop)
    val offset = reorder.offset(key)
    val lifted = if (offset == null) this else zIndex(1f).graphicsLayer {
        translationY = offset
        shadowElevation = 12f
    }
    return lifted.pointerInput(key) {
        detectDragGesturesAfterLongPress(
            onDragStart = { reorder.begin(key) },
            onDrag = { change, by ->
                change.consume()
                reorder.drag(by.y)
            },
            onDragEnd = { reorder.end()?.let { land(it) } },
            onDragCancel = { reorder.cancel() },
        )
    }
}
