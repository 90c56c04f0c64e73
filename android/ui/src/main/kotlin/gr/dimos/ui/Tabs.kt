package gr.dimos.ui

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.WindowInsets
import androidx.compose.foundation.layout.fillMaxHeight
import androidx.compose.foundation.layout.ime
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.Badge
import androidx.compose.material3.BadgedBox
import androidx.compose.material3.FilledTonalIconButton
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.NavigationBar
import androidx.compose.material3.NavigationBarItem
import androidx.compose.material3.NavigationRail
import androidx.compose.material3.NavigationRailItem
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.Immutable
import androidx.compose.runtime.compositionLocalOf
import androidx.compose.runtime.derivedStateOf
import androidx.compose.runtime.remember
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.role
import androidx.compose.ui.semantics.selected
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.LineBreak
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import gr.dimos.app.Intent
import gr.dimos.app.Tab
import gr.dimos.app.TabView
import gr.dimos.ui.parts.WholeWords
import gr.dimos.ui.parts.spaced
import gr.dimos.ui.parts.tabSymbol
import gr.dimos.ui.theme.Spacing

/** Names of tabs grow with the letters this far only, as Android's own do: the page's title says them in full size. */
private const val MOST_SCALE = 1.15f

/** Two lines; three where a phone is so narrow that even small letters want them. */
private val LINES = 2..3

/** So wide that a long name takes two lines and no more. */
private val RAIL = 96.dp

/** More do not stand in a bar, as Material has it: their names would have no room. */
const val MOST_IN_BAR = 5

/** The tabs that are not in the bar, and what opens one. */
@Immutable
data class TabsBeside(val tabs: List<TabView>, val open: (Tab) -> Unit)

/** The tabs beside the title of every first page. */
val LocalTabsBeside = compositionLocalOf { TabsBeside(emptyList()) {} }

/** The first tabs at the bottom, but over a keyboard; those that are too many there beside the pages' titles. */
@Composable
fun WithTabs(tabs: List<TabView>, send: (Intent) -> Unit, pages: @Composable (Modifier) -> Unit) {
    val open = remember(send) { { tab: Tab -> send(Intent.OpenTab(tab)) } }
    Column {
        CompositionLocalProvider(LocalTabsBeside provides TabsBeside(tabs.drop(MOST_IN_BAR), open)) {
            pages(Modifier.weight(1f))
        }
        if (!keyboardIsOpen()) TabBar(tabs.take(MOST_IN_BAR), send)
    }
}

@Composable
private fun keyboardIsOpen(): Boolean {
    val (keyboard, density) = WindowInsets.ime to LocalDensity.current
    // It slides in: only the first step of it is news.
    return remember(keyboard, density) { derivedStateOf { keyboard.getBottom(density) > 0 } }.value
}

/** The tabs that are not in the bar, each as its symbol. */
@Composable
fun TabsBesideTitle() {
    val beside = LocalTabsBeside.current
    beside.tabs.forEach { tab ->
        val spoken = Modifier.size(Spacing.touch).semantics {
            contentDescription = tab.spoken
            selected = tab.selected
            role = Role.Tab
        }
        if (tab.selected) {
            FilledTonalIconButton({ beside.open(tab.tab) }, spoken) { TabIcon(tab) }
        } else {
            IconButton({ beside.open(tab.tab) }, spoken) { TabIcon(tab) }
        }
    }
}

/** The tabs at the bottom. */
@Composable
fun TabBar(tabs: List<TabView>, send: (Intent) -> Unit, modifier: Modifier = Modifier) {
    NavigationBar(modifier) {
        tabs.forEach { tab ->
            NavigationBarItem(
                selected = tab.selected,
                onClick = { send(Intent.OpenTab(tab.tab)) },
                icon = { TabIcon(tab) },
                modifier = Modifier.semantics { if (tab.spoken != tab.title) contentDescription = tab.spoken },
                label = { TabName(tab) },
            )
        }
    }
}

/** The tabs at the side, where the window is wide. */
@Composable
fun TabRail(tabs: List<TabView>, send: (Intent) -> Unit, modifier: Modifier = Modifier) {
    NavigationRail(modifier.fillMaxHeight()) {
        Column(
            Modifier.verticalScroll(rememberScrollState()).padding(vertical = Spacing.small),
            verticalArrangement = spaced(Spacing.medium),
        ) {
            tabs.forEach { tab ->
                NavigationRailItem(
                    selected = tab.selected,
                    onClick = { send(Intent.OpenTab(tab.tab)) },
                    icon = { TabIcon(tab) },
                    modifier = Modifier.width(RAIL).padding(horizontal = Spacing.tiny).semantics { if (tab.spoken != tab.title) contentDescription = tab.spoken },
                    label = { TabName(tab) },
                )
            }
        }
    }
}

@Composable
private fun TabIcon(tab: TabView) = WithTabLetters {
    BadgedBox(badge = { if (tab.badge > 0u) Badge { Text("${tab.badge}") } }) {
        Icon(tabSymbol(tab.tab), contentDescription = null)
    }
}

/** A tab's name, in letters so small that none of its words is broken. */
@Composable
private fun TabName(tab: TabView) = WithTabLetters {
    val style = MaterialTheme.typography.labelMedium
    val name = style.copy(letterSpacing = 0.sp, lineHeight = style.fontSize * 1.2f, lineBreak = LineBreak.Heading)
    WholeWords(tab.title, name, TextAlign.Center, LINES)
}

@Composable
private fun WithTabLetters(content: @Composable () -> Unit) {
    val density = LocalDensity.current
    val scale = density.fontScale.coerceAtMost(MOST_SCALE)
    CompositionLocalProvider(LocalDensity provides Density(density.density, scale), content = content)
}
