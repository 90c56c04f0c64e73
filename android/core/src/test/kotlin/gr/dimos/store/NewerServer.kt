package gr.dimos.store

import com.sun.net.httpserver.HttpServer
import java.net.InetSocketAddress
import java.util.concurrent.Executors

/** A city's server of another generation: only its refusal is played, because no such server exists yet. */
class NewerServer : AutoCloseable {
    private val server = HttpServer.create(InetSocketAddress("127.0.0.1", 0), 0)
    val url = "http://127.0.0.1:${server.address.port}"

    init {
        val problem = """{"type":"urn:dimos:problem:upgrade_required","title":"Too old","status":426,
            "detail":"Update the app.","code":"upgrade_required"}""".toByteArray()
        server.createContext("/") { asked ->
            asked.requestBody.readAllBytes()
            asked.responseHeaders["content-type"] = "application/problem+json"
            asked.sendResponseHeaders(426, problem.size.toLong())
            asked.responseBody.use { it.write(problem) }
        }
        server.executor = Executors.newCachedThreadPool { Thread(it).apply { isDaemon = true } }
        server.start()
    }

    override fun close() = server.stop(0)
}
