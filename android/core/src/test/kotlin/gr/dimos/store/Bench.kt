package gr.dimos.store

import gr.dimos.app.Intent
import gr.dimos.app.ReportIntent
import gr.dimos.app.Screen
import gr.dimos.app.SettingsIntent
import gr.dimos.app.Tab
import gr.dimos.app.ViewModel
import gr.dimos.core.City
import gr.dimos.core.DimosCore
import gr.dimos.core.TestShell
import java.nio.file.Files
import java.nio.file.Path
import java.util.Locale
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/**
 * What the crossing from Kotlin costs. No test: run by `-Dtest=Bench`, with `-Ddimos.bench.library=` the folder of the
 * library that was built for speed. Writes `target/figures.json`, with figures as in docs/figures.json, and prints it.
 */
class Bench {
    @Test
    fun figures(@TempDir dir: Path) {
        val library = System.getProperty("dimos.bench.library") ?: System.getProperty("jna.library.path")
        City.open("--acts-per-hour", "10000").use { city ->
            ChildApp.start("fill", dir, city.url, emptyMap(), library).use { check(it.says() == "filled") }
            ChildApp.start("measure", dir, city.url, emptyMap(), library).use { app ->
                val figures = List(FIGURES) { app.says() }.joinToString(",\n  ", "[\n  ", "\n]\n")
                Files.writeString(Path.of("target", "figures.json"), figures)
                println(figures)
            }
        }
    }
}

private const val FIGURES = 4
private const val ROWS = 50
private const val WARM_UP = 3_000
private const val ROUNDS = 5_000
private const val OPENINGS = 15

/** The part of a child: measures on a phone that was filled, without a network. */
internal fun Handset.measure() {
    val first = opening()
    val took = core().use { core ->
        core.showRows()
        List(WARM_UP + ROUNDS) { round -> core.intentToView(large = round % 2 == 0) }.drop(WARM_UP).sorted()
    }
    signals.online.value = false
    val stored = ready().use { it.throughTheStore() }
    val opened = List(OPENINGS) { opening() }.sorted()
    val p99 = "%.3f".format(Locale.ROOT, took[took.size * 99 / 100])
    say("intent to view model, p50, $ROWS rows", took[took.size / 2], 0.3, "$ROUNDS rounds through JNA; p99 $p99 ms")
    say("intent to the store's state, p50, $ROWS rows", stored, null, "with both changes of thread")
    say("core open, warm process", opened[OPENINGS / 2], 150.0, "median of $OPENINGS, to the first screen")
    say("core open, first in its process", first, 150.0, "the library is loaded by JNA on a JVM without warm-up")
}

/** The part of a child: fifty reports of its own, delivered. */
internal fun Handset.fill() {
    repeat(ROWS) { number ->
        send(Intent.OpenTab(Tab.REPORT))
        composeAt(SPOTS[number % SPOTS.size])
        report(ReportIntent.Send)
    }
    seeMine("$ROWS numbers") { mine -> mine.rows.count { isTicket(it.number) } == ROWS && mine.unsent.isEmpty() }
    ChildApp.say("filled")
}

/** With an intent that changes what is shown. */
private fun DimosCore.intentToView(large: Boolean): Double {
    val began = System.nanoTime()
    send(Intent.Settings(SettingsIntent.LargeText(large)))
    val view = view()
    val ended = System.nanoTime()
    check(view.largeText == large)
    check((view.screen as Screen.MyReports).myReports.rows.size == ROWS)
    return (ended - began) / 1e6
}

private fun Handset.core(): DimosCore = DimosCore(config, TestShell(), os.secrets)

private fun DimosCore.showRows() {
    send(Intent.Connectivity(false))
    send(Intent.Start)
    await { it.screen !is Screen.Starting }
    send(Intent.OpenTab(Tab.MY_REPORTS))
    await { view -> (view.screen as? Screen.MyReports)?.myReports?.rows?.size == ROWS }
    // What is still being read for these rows would be measured too.
    Thread.sleep(2_000)
}

private fun Handset.throughTheStore(): Double {
    seeMine("the rows") { it.rows.size == ROWS && !it.refreshing }
    Thread.sleep(2_000)
    val costs = List(300) { round ->
        // A screen that changes with each intent, or the state would not.
        val large = round % 2 == 0
        val began = System.nanoTime()
        store.send(Intent.Settings(SettingsIntent.LargeText(large)))
        while (store.state.value.largeText != large) Thread.onSpinWait()
        val took = (System.nanoTime() - began) / 1e6
        Thread.sleep(60)
        took
    }
    return costs.drop(100).sorted()[100]
}

private fun Handset.opening(): Double {
    val began = System.nanoTime()
    core().use { core ->
        core.send(Intent.Connectivity(false))
        core.send(Intent.Start)
        core.await { it.screen !is Screen.Starting }
        return (System.nanoTime() - began) / 1e6
    }
}

private fun DimosCore.await(shows: (ViewModel) -> Boolean) {
    val deadline = System.nanoTime() + 60_000_000_000
    while (!shows(view())) {
        check(System.nanoTime() < deadline) { "the screen does not come: ${view()}".take(2_000) }
        Thread.onSpinWait()
    }
}

private fun say(name: String, value: Double, limit: Double?, note: String) = ChildApp.say(
    """{"name":"android: $name","value":${"%.3f".format(Locale.ROOT, value)},"unit":"ms","limit":$limit,""" +
        """"least":null,"peer":null,"ratio":null,"note":"$note"}""",
)
