package gr.dimos.ui.parts

import androidx.compose.foundation.clickable
import androidx.compose.foundation.horizontalScroll
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.layout.ContentScale
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.dp
import androidx.compose.ui.window.Dialog
import androidx.compose.ui.window.DialogProperties
import gr.dimos.app.PhotoView
import gr.dimos.ui.LocalWords
import gr.dimos.ui.theme.Spacing

/** Photos beside each other; touched, one fills the screen. With [onRemove] each can be taken away again. */
@Composable
fun PhotoStrip(
    photos: List<PhotoView>,
    modifier: Modifier = Modifier,
    side: Dp = 112.dp,
    onRemove: ((String) -> Unit)? = null,
) {
    if (photos.isEmpty()) return
    var open by rememberSaveable { mutableStateOf<String?>(null) }
    Row(
        modifier.fillMaxWidth().horizontalScroll(rememberScrollState()),
        horizontalArrangement = spaced(Spacing.medium),
    ) {
        photos.forEach { photo ->
            PhotoThumb(photo, { open = photo.id }, side = side, onRemove = onRemove?.let { { it(photo.id) } })
        }
    }
    photos.find { it.id == open }?.let { PhotoPage(it) { open = null } }
}

/** One photo, small. */
@Composable
fun PhotoThumb(
    photo: PhotoView,
    onOpen: () -> Unit,
    modifier: Modifier = Modifier,
    side: Dp = 112.dp,
    onRemove: (() -> Unit)? = null,
) {
    Column(modifier.width(side), verticalArrangement = spaced(Spacing.tiny)) {
        Box {
            FilePicture(
                photo.thumbPath ?: photo.path,
                Symbols.Camera,
                Modifier
                    .size(side)
                    .clip(MaterialTheme.shapes.medium)
                    .clickable(enabled = photo.path != null, role = Role.Image, onClick = onOpen)
                    .semantics { contentDescription = photo.spoken },
                busy = photo.busy,
            )
            if (onRemove != null) {
                Surface(
                    Modifier.align(Alignment.TopEnd),
                    shape = CircleShape,
                    color = MaterialTheme.colorScheme.surface.copy(alpha = 0.85f),
                ) {
                    SymbolButton(Symbols.Close, "${LocalWords.current.remove}: ${photo.spoken}", onRemove)
                }
            }
        }
        if (photo.caption.isNotBlank()) {
            Text(photo.caption, Modifier.clearAndSetSemantics {}, style = MaterialTheme.typography.labelMedium)
        }
    }
}

/** One photo on the whole screen. */
@Composable
private fun PhotoPage(photo: PhotoView, onClose: () -> Unit) {
    Dialog(onClose, DialogProperties(usePlatformDefaultWidth = false)) {
        Surface(Modifier.fillMaxSize(), color = Color.Black, contentColor = Color.White) {
            Box {
                FilePicture(
                    photo.path,
                    Symbols.Camera,
                    Modifier.fillMaxSize().semantics { contentDescription = photo.spoken },
                    pixels = 2_048,
                    scale = ContentScale.Fit,
                )
                SymbolButton(
                    Symbols.Close,
                    LocalWords.current.close,
                    onClose,
                    Modifier.align(Alignment.TopEnd).padding(Spacing.small),
                )
            }
        }
    }
}
