package gr.dimos.ui.parts

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.Card
import androidx.compose.material3.CardDefaults
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.ReadOnlyComposable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.dp
import gr.dimos.ui.theme.Spacing

/** Whether letters are so large that things beside each other belong below each other. */
@Composable
@ReadOnlyComposable
fun lettersAreLarge(): Boolean = LocalDensity.current.fontScale >= 1.5f

/** The size of a symbol beside words: it grows with them, up to a point. */
@Composable
@ReadOnlyComposable
fun besideWords(size: Dp): Dp = size * LocalDensity.current.fontScale.coerceIn(1f, 1.6f)

/** Things with a distance between them. */
fun spaced(by: Dp): Arrangement.HorizontalOrVertical = Arrangement.spacedBy(by)

/** A heading over what follows; screen readers jump from one to the next. */
@Composable
fun Heading(text: String, modifier: Modifier = Modifier) {
    Text(
        text,
        modifier.fillMaxWidth().semantics { heading() },
        style = MaterialTheme.typography.titleMedium,
        color = MaterialTheme.colorScheme.onSurface,
    )
}

/** A heading with what belongs to it. */
@Composable
fun Section(title: String, modifier: Modifier = Modifier, content: @Composable ColumnScope.() -> Unit) {
    Column(modifier.fillMaxWidth(), verticalArrangement = spaced(Spacing.small)) {
        Heading(title)
        content()
    }
}

/** A quiet sheet on the page. */
@Composable
fun Panel(
    modifier: Modifier = Modifier,
    colour: Color = MaterialTheme.colorScheme.surfaceContainerLow,
    content: @Composable ColumnScope.() -> Unit,
) {
    Card(
        modifier.fillMaxWidth(),
        colors = CardDefaults.cardColors(containerColor = colour),
        border = BorderStroke(1.dp, MaterialTheme.colorScheme.outlineVariant),
    ) {
        Column(Modifier.padding(Spacing.large), verticalArrangement = spaced(Spacing.medium), content = content)
    }
}

/** Words of the page; draws nothing where there are none. */
@Composable
fun Words(text: String, modifier: Modifier = Modifier, quiet: Boolean = false) {
    if (text.isBlank()) return
    Text(
        text,
        modifier,
        style = if (quiet) MaterialTheme.typography.bodyMedium else MaterialTheme.typography.bodyLarge,
        color = if (quiet) MaterialTheme.colorScheme.onSurfaceVariant else MaterialTheme.colorScheme.onSurface,
    )
}
