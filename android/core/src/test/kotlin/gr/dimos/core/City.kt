package gr.dimos.core

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread

/** A running city: the real server in a folder of its own, on a port that was free. */
class City private constructor(private val process: Process, private val data: Path, val url: String) : AutoCloseable {

    override fun close() {
        process.destroy()
        if (!process.waitFor(15, TimeUnit.SECONDS)) process.destroyForcibly().waitFor()
        data.toFile().deleteRecursively()
    }

    /** Somebody new of the city's staff, logged in: `dispatcher`, `clerk`, … */
    fun staff(role: String): Desk {
        val add = listOf(server, "account", "add", role, "--role", role, "--password-stdin", "--data", "$data")
        val added = ProcessBuilder(add).redirectErrorStream(true).start()
        added.outputStream.use { it.write("$PASSWORD\n".toByteArray()) }
        val said = added.inputStream.bufferedReader().readText()
        check(added.waitFor() == 0) { "no account for a $role: $said" }
        return Desk.logIn(url, role, PASSWORD)
    }

    companion object {
        private const val PASSWORD = "a long enough password"
        private val address = Regex("""listening on (http://\S+)""")
        private val server: String get() = System.getProperty("dimos.server")

        /** Opens a city; [options] are those of `dimos-server serve`, for example `--provider sandbox`. */
        fun open(vararg options: String): City {
            val data = Files.createTempDirectory("dimos-city")
            val serve = listOf(server, "serve", "--data", data.toString(), "--listen", "127.0.0.1:0", "--log", "off")
            val process = ProcessBuilder(serve + options).redirectErrorStream(true).start()
            val url = CompletableFuture<String>()
            val said = StringBuffer()
            // Read on, or the server would stop at a full pipe.
            thread(isDaemon = true, name = "city-output") {
                process.inputStream.bufferedReader().forEachLine { line ->
                    said.append(line).append('\n')
                    address.find(line)?.let { url.complete(it.groupValues[1]) }
                }
                url.completeExceptionally(IllegalStateException("$server ended before it listened:\n$said"))
            }
            return try {
                City(process, data, url.get(60, TimeUnit.SECONDS).trimEnd('/'))
            } catch (trouble: Exception) {
                process.destroyForcibly()
                throw trouble
            }
        }
    }
}
