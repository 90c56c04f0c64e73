package gr.dimos.ui

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxHeight
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.Badge
import androidx.compose.material3.BadgedBox
import androidx.compose.material3.Icon
import androidx.compose.material3.NavigationBar
import androidx.compose.material3.NavigationBarItem
import androidx.compose.material3.NavigationRail
import androidx.compose.material3.NavigationRailItem
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.Density
import gr.dimos.app.Intent
import gr.dimos.app.TabView
import gr.dimos.ui.parts.tabSymbol

/** Names of tabs grow with the letters this far only, as Android's own do: the page's title says them in full size. */
private const val MOST_SCALE = 1.15f

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
        Column(Modifier.verticalScroll(rememberScrollState())) {
            tabs.forEach { tab ->
                NavigationRailItem(
                    selected = tab.selected,
                    onClick = { send(Intent.OpenTab(tab.tab)) },
                    icon = { TabIcon(tab) },
                    modifier = Modifier.semantics { if (tab.spoken != tab.title) contentDescription = tab.spoken },
                    label = { TabName(tab) },
                )
            }
        }
    }
}

@Composable
private fun TabIcon(tab: TabView) {
    BadgedBox(badge = { if (tab.badge > 0u) Badge { Text("${tab.badge}") } }) {
        Icon(tabSymbol(tab.tab), contentDescription = null)
    }
}

@Composable
private fun TabName(tab: TabView) {
    val density = LocalDensity.current
    CompositionLocalProvider(LocalDensity provides Density(density.density, density.fontScale.coerceAtMost(MOST_SCALE))) {
        Text(tab.title, textAlign = TextAlign.Center, maxLines = 2)
    }
}
