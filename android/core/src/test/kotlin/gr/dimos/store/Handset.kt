package gr.dimos.store

import gr.dimos.app.Intent
import gr.dimos.app.PayIntent
import gr.dimos.app.ReportIntent
import gr.dimos.app.Screen
import gr.dimos.app.ViewModel
import gr.dimos.core.CoreConfig
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.Executors
import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.mapNotNull
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull

/** A phone whose app holds the core by a [CoreStore]. It outlives its app: [open] and [close] start and end that. */
class Handset(
    private val dir: Path,
    private val server: String,
    val signals: TestSignals = TestSignals(),
    val os: TestPorts = TestPorts(),
) : AutoCloseable {
    private val executor = Executors.newSingleThreadExecutor { Thread(it, MAIN).apply { isDaemon = true } }

    /** The main thread, [MAIN]. */
    val main = executor.asCoroutineDispatcher()
    val diagnostics = Diagnostics()
    lateinit var store: CoreStore

    val config: CoreConfig
        get() = CoreConfig(dir.resolve("app").toString(), server, "android", "0.1.0", signals.locale.value, null)

    val surroundings get() = CoreStore.Surroundings(os.ports, signals, main, diagnostics)

    fun open(): Handset {
        when (val opened = runBlocking { CoreStore.open({ config }, surroundings) }) {
            is CoreStore.Opening.Ready -> store = opened.store
            is CoreStore.Opening.Failed -> error("${opened.failure}\n${diagnostics.text()}")
        }
        return this
    }

    /** Opens the app and waits until it has started. */
    fun ready(): Handset {
        open()
        see("the app to be ready") { view -> view.takeIf { it.screen !is Screen.Starting } }
        return this
    }

    override fun close() {
        store.close()
        runBlocking { withTimeout(30.seconds) { store.awaitClosed() } }
    }

    /** Sends, and waits until that is done and shown. */
    fun send(intent: Intent): ViewModel {
        store.send(intent)
        runBlocking { withTimeout(1.minutes) { store.settled() } }
        return store.state.value
    }

    fun report(intent: ReportIntent) = send(Intent.Report(intent))

    fun pay(intent: PayIntent) = send(Intent.Pay(intent))

    /** Waits until the screen shows something, and gives what it was looked for. */
    fun <T : Any> see(what: String, look: (ViewModel) -> T?): T = checkNotNull(within(1.minutes, look)) {
        "waited a minute for $what; the screen was: ${"${store.state.value}".take(2_000)}\n${diagnostics.text()}"
    }

    /** What was looked for, if the screen shows it in time. */
    fun <T : Any> within(time: Duration, look: (ViewModel) -> T?): T? = runBlocking {
        withTimeoutOrNull(time) { store.state.mapNotNull { look(it) }.first() }
    }

    /** Waits until a text is on the disk: what is shown is there a moment later, unless the app is closed before. */
    fun untilKept(text: String) {
        val bytes = String(text.encodeToByteArray(), Charsets.ISO_8859_1)
        val deadline = System.nanoTime() + 20.seconds.inWholeNanoseconds
        while (databaseFiles().none { bytes in String(Files.readAllBytes(it), Charsets.ISO_8859_1) }) {
            check(System.nanoTime() < deadline) { "“$text” never came to the disk" }
            Thread.sleep(10)
        }
    }

    private fun databaseFiles(): List<Path> = Files.list(Path.of(config.dataDir)).use { files ->
        files.filter { it.fileName.toString().startsWith("dimos.db") }.toList()
    }

    /** A copy of a photo of these tests, as the camera leaves it in the app's own storage. */
    fun photo(name: String): Path {
        val camera = Files.createDirectories(dir.resolve("camera"))
        val copy = Files.createTempFile(camera, "taken", ".jpg")
        return Files.write(copy, Files.readAllBytes(Path.of(System.getProperty("dimos.photos"), name)))
    }

    companion object {
        /** The main thread's name. */
        const val MAIN = "main-of-the-test"
    }
}
