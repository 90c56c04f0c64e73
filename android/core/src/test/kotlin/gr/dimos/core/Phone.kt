package gr.dimos.core

import gr.dimos.app.Intent
import gr.dimos.app.PayIntent
import gr.dimos.app.ReportIntent
import gr.dimos.app.ReportView
import gr.dimos.app.Screen
import gr.dimos.app.SettingsIntent
import gr.dimos.app.ViewModel
import java.nio.file.Path
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit

/** A phone in somebody's hand. It outlives its app: [open] and [close] start and end that. */
class Phone(private val dir: Path, private val server: String, private val locale: String = "el-GR") : AutoCloseable {
    val secrets = TestSecrets()
    lateinit var shell: TestShell
    lateinit var core: DimosCore

    val config: CoreConfig
        get() = CoreConfig(dir.toString(), server, "android", "0.1.0", locale, null)

    fun open(): Phone {
        shell = TestShell()
        core = DimosCore(config, shell, secrets)
        core.send(Intent.Settings(SettingsIntent.PhoneLocale(locale)))
        core.send(Intent.Start)
        return this
    }

    override fun close() = core.close()

    fun report(intent: ReportIntent) = core.send(Intent.Report(intent))

    fun pay(intent: PayIntent) = core.send(Intent.Pay(intent))

    /** Waits until the screen shows something, and gives what it was looked for. */
    fun <T : Any> until(what: String, look: (ViewModel) -> T?): T {
        val deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60)
        while (true) {
            val view = core.view()
            look(view)?.let { return it }
            check(System.nanoTime() < deadline) { "waited a minute for $what; the screen was: ${"$view".take(2_000)}" }
            shell.awaitRender(100)
        }
    }

    /** Waits until the composing screen is as wanted. */
    fun untilReport(what: String, shows: (ReportView) -> Boolean): ReportView =
        until(what) { view -> (view.screen as? Screen.Report)?.report?.takeIf(shows) }

    fun untilReady() = until("the app to be ready") { view -> view.takeIf { it.screen !is Screen.Starting } }
}

/** What the core asked for, within half a minute. */
fun <T : Any> LinkedBlockingQueue<T>.soon(what: String): T =
    checkNotNull(poll(30, TimeUnit.SECONDS)) { "the core never asked: $what" }
