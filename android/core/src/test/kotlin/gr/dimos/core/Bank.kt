package gr.dimos.core

import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers

/** A payer's browser at the sandbox bank: it sends the page's form and finds the way back into the app. */
object Bank {
    private val client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build()

    /** Pays on [page] and gives the link that leads back. */
    fun pay(page: String): String = back(page, "act=pay&with=once")

    /** Leaves [page] without paying and gives the link that leads back. */
    fun leave(page: String): String = back(page, "act=leave")

    private fun back(page: String, form: String): String {
        var at = URI(page)
        var request = HttpRequest.newBuilder(at)
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
        repeat(5) {
            val answer = client.send(request.build(), BodyHandlers.ofString())
            val to = answer.headers().firstValue("location")
            check(to.isPresent) { "the bank's page leads nowhere: ${answer.statusCode()} ${answer.body().take(2_000)}" }
            at = at.resolve(to.get())
            if (at.scheme !in setOf("http", "https")) return "$at"
            request = HttpRequest.newBuilder(at).GET()
        }
        error("no end of the redirects at $at")
    }
}
