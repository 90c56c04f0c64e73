package gr.dimos.ui.parts

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.defaultMinSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.style.TextOverflow
import androidx.compose.ui.unit.dp
import gr.dimos.app.ReportRow
import gr.dimos.app.Tone
import gr.dimos.ui.theme.Spacing

/**
 * A card that is one thing to touch and one thing to a screen reader: what is inside is drawn only, [spoken] is said.
 * Without [onClick] it is read and cannot be touched.
 */
@Composable
fun RowCard(
    spoken: String,
    onClick: (() -> Unit)?,
    modifier: Modifier = Modifier,
    content: @Composable ColumnScope.() -> Unit,
) {
    val shape = MaterialTheme.shapes.medium
    val touched = if (onClick == null) Modifier else Modifier.clickable(role = Role.Button, onClick = onClick)
    Surface(
        modifier
            .fillMaxWidth()
            .clip(shape)
            .then(touched)
            .semantics(mergeDescendants = true) { contentDescription = spoken },
        shape = shape,
        color = MaterialTheme.colorScheme.surfaceContainerLow,
        border = BorderStroke(1.dp, MaterialTheme.colorScheme.outlineVariant),
    ) {
        Column(
            Modifier.defaultMinSize(minHeight = 56.dp).padding(Spacing.medium),
            verticalArrangement = spaced(Spacing.small),
            content = content,
        )
    }
}

/** A report in a list. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun ReportRowCard(row: ReportRow, onOpen: ((String) -> Unit)?, modifier: Modifier = Modifier) {
    RowCard(row.spoken, onOpen?.let { { it(row.id) } }, modifier) {
        Row(horizontalArrangement = spaced(Spacing.medium)) {
            FilePicture(
                row.thumbPath,
                serviceSymbol(row.symbol),
                Modifier.size(if (lettersAreLarge()) 56.dp else 72.dp).clip(MaterialTheme.shapes.small),
            )
            Column(Modifier.weight(1f), verticalArrangement = spaced(Spacing.tiny)) {
                Row(horizontalArrangement = spaced(Spacing.small), verticalAlignment = Alignment.CenterVertically) {
                    Text(
                        row.title,
                        Modifier.weight(1f),
                        style = MaterialTheme.typography.titleMedium,
                        fontWeight = if (row.unseen) FontWeight.Bold else null,
                    )
                    if (row.unseen) {
                        Box(Modifier.size(10.dp).background(MaterialTheme.colorScheme.tertiary, CircleShape))
                    }
                }
                if (row.excerpt.isNotBlank()) {
                    Text(
                        row.excerpt,
                        style = MaterialTheme.typography.bodyMedium,
                        color = MaterialTheme.colorScheme.onSurfaceVariant,
                        maxLines = 2,
                        overflow = TextOverflow.Ellipsis,
                    )
                }
                Words(row.place, quiet = true)
            }
        }
        FlowRow(
            Modifier.fillMaxWidth(),
            horizontalArrangement = spaced(Spacing.small),
            verticalArrangement = spaced(Spacing.tiny),
        ) {
            ToneBadge(row.status, row.tone)
            Words(
                listOf(row.`when`, row.supporters).filter { it.isNotBlank() }.joinToString(" · "),
                Modifier.align(Alignment.CenterVertically),
                quiet = true,
            )
        }
        if (row.number.isNotBlank()) {
            Text(
                row.number,
                style = MaterialTheme.typography.labelMedium,
                color = MaterialTheme.colorScheme.onSurfaceVariant,
            )
        }
    }
}

/** A name and its value, below each other; one thing to a screen reader. */
@Composable
fun FactLine(label: String, value: String, modifier: Modifier = Modifier, spoken: String = "", tone: Tone? = null) {
    Column(
        modifier.fillMaxWidth().semantics(mergeDescendants = true) {
            if (spoken.isNotBlank()) contentDescription = spoken
        },
    ) {
        Text(
            label,
            style = MaterialTheme.typography.labelLarge,
            color = MaterialTheme.colorScheme.onSurfaceVariant,
        )
        if (tone == null || tone == Tone.INFO) {
            Text(value, style = MaterialTheme.typography.bodyLarge)
        } else {
            ToneBadge(value, tone)
        }
    }
}

/** Texts that are drawn only, because something around them says it already. */
fun Modifier.silent(): Modifier = clearAndSetSemantics {}
