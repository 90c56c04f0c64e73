package gr.dimos.ui.parts

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.defaultMinSize
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.LazyListState
import androidx.compose.foundation.lazy.rememberLazyListState
import androidx.compose.material3.AlertDialog
import androidx.compose.material3.ExperimentalMaterial3Api
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.material3.pulltorefresh.PullToRefreshBox
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.unit.dp
import gr.dimos.app.Button
import gr.dimos.ui.LocalBack
import gr.dimos.ui.LocalWords
import gr.dimos.ui.TabsBesideTitle
import gr.dimos.ui.theme.Spacing

/** Lines of text are not longer than this, in however wide a window. */
private val WIDEST = 720.dp

/**
 * A page: its title, a long list of things that scrolls to its end, and what stays at the bottom. Pages below another
 * one have a way [back]; [onRefresh] is pulled for.
 */
@OptIn(ExperimentalMaterial3Api::class)
@Composable
fun Page(
    title: String,
    modifier: Modifier = Modifier,
    back: Boolean = false,
    busy: Boolean = false,
    onRefresh: (() -> Unit)? = null,
    actions: @Composable RowScope.() -> Unit = {},
    bottom: (@Composable () -> Unit)? = null,
    list: LazyListState = rememberLazyListState(),
    content: LazyListScope.() -> Unit,
) {
    Column(modifier.fillMaxSize()) {
        PageBar(title, back, actions)
        BusyLine(busy)
        Box(Modifier.weight(1f).fillMaxWidth(), contentAlignment = Alignment.TopCenter) {
            val things: @Composable () -> Unit = {
                LazyColumn(
                    Modifier.fillMaxSize(),
                    state = list,
                    contentPadding = PaddingValues(Spacing.large, Spacing.small, Spacing.large, Spacing.huge),
                    verticalArrangement = Arrangement.spacedBy(Spacing.medium),
                    content = content,
                )
            }
            if (onRefresh == null) {
                Box(Modifier.widthIn(max = WIDEST)) { things() }
            } else {
                PullToRefreshBox(false, onRefresh, Modifier.widthIn(max = WIDEST)) { things() }
            }
        }
        if (bottom != null) BottomArea(bottom)
    }
}

/** The title with the way back before it and a few symbols behind it; on first pages, tabs that are not in the bar. */
@Composable
fun PageBar(title: String, back: Boolean, actions: @Composable RowScope.() -> Unit = {}) {
    val onBack = LocalBack.current.takeIf { back }
    Box(Modifier.fillMaxWidth(), contentAlignment = Alignment.TopCenter) {
        Row(
            Modifier
                .widthIn(max = WIDEST)
                .fillMaxWidth()
                .defaultMinSize(minHeight = 60.dp)
                .padding(start = if (onBack == null) Spacing.large else Spacing.tiny, end = Spacing.tiny),
            verticalAlignment = Alignment.CenterVertically,
        ) {
            if (onBack != null) SymbolButton(Symbols.Back, LocalWords.current.back, onBack)
            Text(
                title,
                Modifier.weight(1f).padding(vertical = Spacing.small).semantics { heading() },
                style = when {
                    lettersAreLarge() -> MaterialTheme.typography.titleMedium
                    else -> MaterialTheme.typography.headlineSmall
                },
                fontWeight = FontWeight.Bold,
            )
            actions()
            if (!back) TabsBesideTitle()
        }
    }
}

@Composable
private fun BottomArea(bottom: @Composable () -> Unit) {
    Surface(Modifier.fillMaxWidth(), color = MaterialTheme.colorScheme.surface, shadowElevation = 8.dp) {
        Box(contentAlignment = Alignment.Center) {
            Box(
                Modifier
                    .widthIn(max = WIDEST)
                    .fillMaxWidth()
                    .padding(horizontal = Spacing.large, vertical = Spacing.small),
            ) { bottom() }
        }
    }
}

/** Asks once more before something that cannot be undone. Every text comes from the core's button. */
@Composable
fun ConfirmDialog(question: String, confirm: Button, onConfirm: () -> Unit, onCancel: () -> Unit) {
    AlertDialog(
        onDismissRequest = onCancel,
        confirmButton = { ActionButton(confirm, onConfirm, kind = ButtonKind.DANGER) },
        dismissButton = {
            val words = LocalWords.current
            ActionButton(Button(words.cancel, words.cancel, true, null), onCancel, kind = ButtonKind.TEXT)
        },
        text = { Text(question) },
    )
}
