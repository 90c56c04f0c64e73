package gr.dimos.store

import gr.dimos.app.Intent
import gr.dimos.app.PhotoSource
import gr.dimos.app.ReportIntent
import gr.dimos.app.Tab
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import kotlin.system.exitProcess
import kotlinx.coroutines.runBlocking

/** The app in a process of its own, for what would end the tests': being killed, another clock, no library. */
class ChildApp private constructor(private val process: Process) : AutoCloseable {
    private val output = process.inputStream.bufferedReader()

    /** What it says next of what these tests ask about. */
    fun says(): String =
        generateSequence { output.readLine() }.onEach { heard += it }.firstOrNull { it.startsWith(MARK) }
            ?.removePrefix(MARK) ?: error("the child ended:\n${heard.takeLast(60).joinToString("\n")}")

    /** As the operating system does when memory is short. */
    fun kill() {
        process.destroyForcibly().waitFor(30, TimeUnit.SECONDS)
    }

    override fun close() = kill()

    private val heard = mutableListOf<String>()

    companion object {
        private const val MARK = "child: "

        /** Starts a [part] of this file, with the core's library from a folder. */
        fun start(
            part: String,
            dir: Path,
            server: String,
            environment: Map<String, String> = emptyMap(),
            library: String = System.getProperty("jna.library.path"),
        ): ChildApp {
            val classes = System.getProperty("surefire.test.class.path") ?: System.getProperty("java.class.path")
            val command = listOf(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classes,
                "-Djna.library.path=$library", "-Ddimos.photos=${System.getProperty("dimos.photos")}",
                "gr.dimos.store.ChildAppKt", part, "$dir", server,
            )
            val builder = ProcessBuilder(command).redirectErrorStream(true)
            builder.environment() += environment
            return ChildApp(builder.start())
        }

        internal fun say(what: String) {
            println("$MARK$what")
            System.out.flush()
        }
    }
}

fun main(arguments: Array<String>) {
    val (part, dir, server) = arguments
    val phone = Handset(Path.of(dir), server)
    when (part) {
        "compose" -> {
            phone.ready().composeHalf()
            phone.goesAway()
            ChildApp.say("composed")
            readln()
        }
        "camera" -> {
            phone.ready().composeHalf()
            phone.os.photosBelong.clear()
            phone.atTheCamera()
        }
        "photo first" -> {
            phone.ready().report(ReportIntent.New)
            phone.atTheCamera()
        }
        "open" -> {
            val opened = runBlocking { CoreStore.open({ phone.config }, phone.surroundings) }
            ChildApp.say(if (opened is CoreStore.Opening.Failed) "${opened.failure}" else "opened")
        }
        "fill" -> phone.ready().fill()
        "measure" -> phone.measure()
        "full" -> phone.ready().fillTheDisk(Path.of(System.getenv("DIMOS_FULL")))
        "clocks" -> phone.ready().sendWhileClocksChange(Path.of(System.getenv("DIMOS_CLOCK")))
    }
    exitProcess(0)
}

private fun Handset.composeHalf() {
    report(ReportIntent.New)
    report(ReportIntent.Describe("Έσπασε το φανάρι, κρέμεται στο καλώδιο."))
    os.willPick(photo("street-6.jpg"))
    report(ReportIntent.AddPhoto(PhotoSource.CAMERA))
    seeReport("the photo") { it.photos.any { one -> !one.busy } }
}

/** Says what the camera was asked for, and stays there. */
private fun Handset.atTheCamera() {
    report(ReportIntent.AddPhoto(PhotoSource.CAMERA))
    val belongsTo = os.photosBelong.take()
    goesAway()
    ChildApp.say(belongsTo)
    readln()
}

/** Another app comes to the front. What is shown is on the disk a moment later, and nobody kills a phone that fast. */
private fun Handset.goesAway() {
    send(Intent.Background)
    Thread.sleep(1_000)
}

private const val LAST_WORDS = "δίπλα στο περίπτερο"

/** Takes a photo and sends while the disk is full, and sends once more when there is room. */
private fun Handset.fillTheDisk(full: Path) {
    composeAt(SPOTS[0])
    // The disk fills up once the draft is on it: otherwise its own saving may be what is told of.
    report(ReportIntent.SetPlaceHint(LAST_WORDS))
    untilKept(LAST_WORDS)
    Files.createFile(full)
    os.willPick(photo("street-6.jpg"))
    report(ReportIntent.AddPhoto(PhotoSource.CAMERA))
    ChildApp.say(see("a word about the photo") { it.toast }.text)
    send(Intent.DismissToast)
    report(ReportIntent.Send)
    ChildApp.say(see("a word about the report") { it.toast }.text)
    seeReport("what was written") { it.send.enabled && it.description.value.isNotEmpty() }
    ChildApp.say("still there")
    Files.delete(full)
    report(ReportIntent.Send)
    seeMine("its number") { mine -> mine.unsent.isEmpty() && mine.rows.any { isTicket(it.number) } }
    ChildApp.say("sent")
}

/** Sends three reports, each by a clock that was changed since the one before, partly without a network. */
private fun Handset.sendWhileClocksChange(clock: Path) {
    val year = 365L * 24 * 3_600
    for ((index, spot) in SPOTS.withIndex()) {
        val shift = listOf(year, -year, 0)[index]
        Files.writeString(clock, "$shift")
        signals.online.value = false
        send(Intent.OpenTab(Tab.REPORT))
        composeAt(spot)
        Files.writeString(clock, "${shift - 3_600}")
        report(ReportIntent.Send)
        seeMine("kept") { it.unsent.isNotEmpty() }
        Files.writeString(clock, "${-shift}")
        signals.online.value = true
        val sent = seeMine("sent") { mine -> mine.unsent.isEmpty() && mine.rows.count { isTicket(it.number) } > index }
        ChildApp.say("sent ${sent.rows.size} by a clock that is ${System.currentTimeMillis() / 1_000}")
    }
}
