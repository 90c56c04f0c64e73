package gr.dimos.ui

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.key
import androidx.compose.runtime.remember
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalAccessibilityManager
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.unit.dp
import gr.dimos.app.BaseMap
import gr.dimos.app.Intent
import gr.dimos.app.Screen
import gr.dimos.app.Toast
import gr.dimos.app.ViewModel
import gr.dimos.ui.map.CityDrawing
import gr.dimos.ui.map.LocalCity
import gr.dimos.ui.parts.BannerBar
import gr.dimos.ui.parts.ToastBar
import gr.dimos.ui.theme.DimosTheme
import gr.dimos.ui.theme.Spacing
import kotlinx.coroutines.delay

/** From this width on the tabs stand at the side. */
private val WIDE = 600.dp

/** The whole app: draws what the core says, sends what is touched. [city] lies under its maps, once it is known. */
@Composable
fun DimosApp(
    view: ViewModel,
    send: (Intent) -> Unit,
    slots: Slots,
    dark: Boolean = isSystemInDarkTheme(),
    font: FontFamily = FontFamily.Default,
    onBack: () -> Unit = { send(Intent.Back) },
    city: BaseMap? = null,
) {
    // Made when a map first needs it, and once for all maps.
    val drawing = remember(city) { city?.let { lazy(LazyThreadSafetyMode.NONE) { CityDrawing(it) } } }
    DimosTheme(dark, view.largeText, font) {
        CompositionLocalProvider(
            LocalSlots provides slots,
            LocalBack provides onBack.takeIf { view.canGoBack },
            LocalWords provides view.words,
            LocalCity provides drawing,
        ) {
            Surface(Modifier.fillMaxSize(), color = MaterialTheme.colorScheme.surface) {
                BoxWithConstraints {
                    val wide = maxWidth >= WIDE
                    // In here: a keyboard that slides in changes what is laid out, and composes nothing anew.
                    Box(Modifier.safeDrawingPadding()) {
                        if (wide) {
                            Row {
                                TabRail(view.tabs, send)
                                Front(view, send, slots, Modifier.weight(1f))
                            }
                        } else {
                            WithTabs(view.tabs, send) { Front(view, send, slots, it) }
                        }
                    }
                }
            }
        }
    }
}

/** What is in front, between the line at the top and the message at the bottom. */
@Composable
private fun Front(view: ViewModel, send: (Intent) -> Unit, slots: Slots, modifier: Modifier) {
    Column(modifier) {
        view.banner?.let { BannerBar(it) }
        Box(Modifier.weight(1f).fillMaxWidth()) {
            ScreenInFront(view.screen, send, slots)
            view.toast?.let {
                ToastBar(
                    it,
                    { send(Intent.ToastAction) },
                    Modifier.align(Alignment.BottomCenter).padding(Spacing.medium).widthIn(max = 560.dp),
                )
                Fading(it, send)
            }
        }
    }
}

/** A message goes after a while; one with a button stays longer, so that it can be reached. */
@Composable
private fun Fading(toast: Toast, send: (Intent) -> Unit) {
    val people = LocalAccessibilityManager.current
    LaunchedEffect(toast) {
        val usual = if (toast.action == null) 6_000L else 12_000L
        // Who needs longer has told the phone so.
        delay(people?.calculateRecommendedTimeoutMillis(usual, containsControls = toast.action != null) ?: usual)
        send(Intent.DismissToast)
    }
}

@Composable
private fun ScreenInFront(screen: Screen, send: (Intent) -> Unit, slots: Slots) {
    // A page of its own per kind, and per report: what is remembered of one never shows on another.
    when (screen) {
        is Screen.Starting -> StartingScreen(screen.starting, send, slots)
        is Screen.Report -> ReportScreen(screen.report, send, slots)
        is Screen.MyReports -> MyReportsScreen(screen.myReports, send, slots)
        is Screen.Ticket -> key(screen.ticket.row.id) { TicketScreen(screen.ticket, send, slots) }
        is Screen.MyCity -> MyCityScreen(screen.myCity, send, slots)
        is Screen.Bills -> BillsScreen(screen.bills, send, slots)
        is Screen.AddBill -> AddBillScreen(screen.addBill, send, slots)
        is Screen.Bill -> key(screen.bill.row.id) { BillScreen(screen.bill, send, slots) }
        is Screen.Plan -> PlanScreen(screen.plan, send, slots)
        is Screen.Paying -> PayingScreen(screen.paying, send, slots)
        is Screen.Checkout -> CheckoutScreen(screen.checkout, send, slots)
        is Screen.Receipts -> ReceiptsScreen(screen.receipts, send, slots)
        is Screen.Crew -> CrewScreen(screen.crew, send, slots)
        is Screen.Job -> key(screen.job.row.id) { JobScreen(screen.job, send, slots) }
        is Screen.Settings -> SettingsScreen(screen.settings, send, slots)
    }
}
