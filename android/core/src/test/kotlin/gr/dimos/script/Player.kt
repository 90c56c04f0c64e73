package gr.dimos.script

import gr.dimos.app.Intent
import gr.dimos.app.PhoneFix
import gr.dimos.app.ViewModel
import gr.dimos.core.Bank
import gr.dimos.core.City
import gr.dimos.core.soon
import gr.dimos.store.Handset
import gr.dimos.store.LocationAccess
import gr.dimos.store.TestSignals
import java.nio.file.Files
import java.nio.file.Path
import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** Plays a journey of `tests/script` on phones whose app holds the core by a store: a verb for each kind of step. */
class Player(private val journey: String, private val locale: String, private val dir: Path) : AutoCloseable {
    private val city = City.open("--provider", "sandbox")
    private val desk by lazy { city.staff("dispatcher") }
    private val clerk by lazy { city.staff("clerk") }
    private val phones = mutableMapOf<String, Handset>()
    private val kept = mutableMapOf<String, String>()
    private lateinit var inHand: Handset

    override fun close() {
        phones.values.forEach(Handset::close)
        city.close()
    }

    fun kept(name: String): String = checkNotNull(kept[name]) { "nothing was kept as $name" }

    fun phone(name: String, online: Boolean) {
        inHand = phones.getOrPut(name) {
            Handset(dir.resolve(name), city.url, TestSignals(online, locale)).open()
        }
    }

    fun send(intent: Intent) {
        inHand.send(intent)
    }

    fun see(path: String, value: String, again: Intent? = null) = wait("$path = $value", path, again) { it == value }

    fun there(path: String, again: Intent? = null) = wait(path, path, again) { it != null }

    fun gone(path: String, again: Intent? = null) = wait("no $path", path, again) { it == null }

    fun keep(name: String, path: String) {
        there(path)
        kept[name] = checkNotNull(at(path, inHand.store.state.value))
    }

    fun expect(name: String) {
        val recorded = Files.readString(Path.of(System.getProperty("dimos.expected"), journey, "$name.txt"))
        if (seen(30.seconds) { masked(outline(it)) == recorded }) return
        val (old, now) = recorded.lines() to masked(outline(inHand.store.state.value)).lines()
        throw AssertionError("$journey/$name is not as recorded (`make script` records it anew):\n${(old - now.toSet()).joinToString("\n") { "- $it" }}\n" +
            (now - old.toSet()).joinToString("\n") { "+ $it" })
    }

    fun photographs(file: String) = inHand.os.willPick(inHand.photo(file))

    fun isAt(lat: Double, lon: Double) {
        inHand.os.access = { LocationAccess.GRANTED }
        inHand.os.position = { PhoneFix.Found(lat, lon, 8f) }
    }

    fun network(online: Boolean) {
        inHand.signals.online.value = online
    }

    fun restart() {
        inHand.close()
        inHand.open()
    }

    fun opened(name: String) {
        kept[name] = inHand.os.opened.soon("a page")
    }

    fun ask(report: String, question: String) = desk.ask(report, question)

    fun resolve(report: String) = desk.resolve(report)

    fun schedule(report: String) = desk.schedule(report)

    fun crewCode(name: String) {
        kept[name] = desk.enrolmentCode()
    }

    fun bill(kind: String, taxHead: String, cents: Long, name: String) {
        kept[name] = clerk.issueBill(cents, kind, taxHead).reference
    }

    fun payOn(page: String, name: String) {
        kept[name] = Bank.pay(page)
    }

    fun stands(report: String, state: String) {
        val end = System.nanoTime() + 1.minutes.inWholeNanoseconds
        while (desk.state(report) != state) {
            check(System.nanoTime() < end) { "$journey: at the desk $report is ${desk.state(report)}, not $state" }
            Thread.sleep(20)
        }
    }

    private fun wait(what: String, path: String, again: Intent?, holds: (String?) -> Boolean) {
        val glances = if (again == null) 1 else 40
        repeat(glances) {
            if (seen(if (again == null) 1.minutes else 1.5.seconds) { holds(at(path, it)) }) return
            again?.let(::send)
        }
        error("$journey: waited for $what; the screen was:\n${masked(outline(inHand.store.state.value))}")
    }

    private fun seen(time: Duration, shows: (ViewModel) -> Boolean) =
        inHand.within(time) { view -> Unit.takeIf { shows(view) } } != null

    /** What stands there, a text without its quotes; nothing where there is nothing. */
    private fun at(path: String, view: ViewModel): String? =
        outline(view)[path]?.removeSurrounding("\"")?.takeIf { it != "none" }
}
