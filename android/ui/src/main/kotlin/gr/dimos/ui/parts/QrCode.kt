package gr.dimos.ui.parts

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.role
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import gr.dimos.app.QrView

/** Empty squares that a reader needs around a code. */
private const val MARGIN = 4

/** A QR code, as large as there is room: black on white in the dark, too, or no bank's app would read it. */
@Composable
fun QrCode(qr: QrView, modifier: Modifier = Modifier) {
    val description = Modifier.semantics {
        contentDescription = qr.spoken
        role = Role.Image
    }
    val paper = Modifier.widthIn(max = 360.dp).fillMaxWidth().aspectRatio(1f)
        .clip(RoundedCornerShape(8.dp)).background(Color.White)
    Canvas(modifier.then(description).then(paper)) {
        // Whole pixels, or hairlines show between the squares.
        val square = (size.minDimension / (qr.size.toInt() + 2 * MARGIN)).toInt().coerceAtLeast(1)
        val edge = ((size.minDimension - square * qr.size.toInt()) / 2).toInt()
        qr.rows.forEachIndexed { y, row ->
            row.forEachIndexed { x, module ->
                if (module == '1') {
                    val corner = Offset((edge + x * square).toFloat(), (edge + y * square).toFloat())
                    drawRect(Color.Black, corner, Size(square.toFloat(), square.toFloat()))
                }
            }
        }
    }
}
