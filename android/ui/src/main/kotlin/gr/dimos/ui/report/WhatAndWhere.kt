package gr.dimos.ui.report

import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.defaultMinSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.unit.dp
import gr.dimos.app.PhotoSource
import gr.dimos.app.PlaceView
import gr.dimos.app.ReportIntent
import gr.dimos.app.ReportView
import gr.dimos.app.Tone
import gr.dimos.ui.LocalSlots
import gr.dimos.ui.parts.ActionButton
import gr.dimos.ui.parts.BusyLine
import gr.dimos.ui.parts.ButtonKind
import gr.dimos.ui.parts.DimosField
import gr.dimos.ui.parts.NoticeBox
import gr.dimos.ui.parts.PhotoStrip
import gr.dimos.ui.parts.SideBySide
import gr.dimos.ui.parts.SymbolAndText
import gr.dimos.ui.parts.Symbols
import gr.dimos.ui.parts.spaced
import gr.dimos.ui.theme.Spacing

/** Photos first, then words. */
fun LazyListScope.whatStep(report: ReportView, tell: (ReportIntent) -> Unit) {
    item("photos") {
        PhotoStrip(report.photos, side = 132.dp, onRemove = { tell(ReportIntent.RemovePhoto(it)) })
    }
    item("photo buttons") {
        SideBySide(
            {
                ActionButton(
                    report.takePhoto,
                    { tell(ReportIntent.AddPhoto(PhotoSource.CAMERA)) },
                    it,
                    if (report.photos.isEmpty()) ButtonKind.PRIMARY else ButtonKind.TONAL,
                    Symbols.Camera,
                )
            },
            {
                ActionButton(
                    report.choosePhoto,
                    { tell(ReportIntent.AddPhoto(PhotoSource.LIBRARY)) },
                    it,
                    ButtonKind.TONAL,
                    Symbols.Gallery,
                    // Said once, by the button before it.
                    showsWhyNot = report.choosePhoto.whyNot != report.takePhoto.whyNot,
                )
            },
        )
    }
    item("words") { DimosField(report.description, { tell(ReportIntent.Describe(it)) }, lines = 4) }
}

/** The map with its pin, and every other way to say where. */
fun LazyListScope.whereStep(place: PlaceView, tell: (ReportIntent) -> Unit) {
    place.outside?.let { item("outside") { NoticeBox(it, Tone.WARNING, loud = true) } }
    item("map") {
        LocalSlots.current.map.Map(
            place.map,
            Modifier.fillMaxWidth().height(280.dp).clip(MaterialTheme.shapes.large),
            onPlace = { lat, lon -> tell(ReportIntent.MovePin(lat, lon)) },
            onPin = null,
        )
    }
    if (place.source.isNotBlank()) item("source") { SymbolAndText(Symbols.Place, place.source) }
    item("phone") {
        Column {
            ActionButton(
                place.usePhone,
                { tell(ReportIntent.UsePhonePosition) },
                kind = ButtonKind.TONAL,
                icon = Symbols.MyLocation,
            )
            BusyLine(place.locating)
        }
    }
    item("street") {
        Column(verticalArrangement = spaced(Spacing.tiny)) {
            DimosField(place.streetSearch, { tell(ReportIntent.SearchStreet(it)) }, icon = Symbols.Search)
            StreetList(place.streets) { tell(ReportIntent.ChooseStreet(it.toUInt())) }
        }
    }
    item("hint") { DimosField(place.hint, { tell(ReportIntent.SetPlaceHint(it)) }, lines = 2) }
}

/** Streets that were found; chosen by their place in the list. */
@Composable
fun StreetList(streets: List<String>, onChoose: (Int) -> Unit) {
    Column {
        streets.forEachIndexed { index, street ->
            Row(
                Modifier
                    .fillMaxWidth()
                    .clickable(role = Role.Button) { onChoose(index) }
                    .defaultMinSize(minHeight = Spacing.touch)
                    .padding(horizontal = Spacing.medium, vertical = Spacing.small),
                horizontalArrangement = spaced(Spacing.medium),
                verticalAlignment = Alignment.CenterVertically,
            ) {
                Icon(
                    Symbols.Place,
                    contentDescription = null,
                    Modifier.size(20.dp),
                    MaterialTheme.colorScheme.onSurfaceVariant,
                )
                Text(street, style = MaterialTheme.typography.bodyLarge)
            }
            HorizontalDivider()
        }
    }
}
