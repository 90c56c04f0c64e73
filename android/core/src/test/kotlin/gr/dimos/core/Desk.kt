package gr.dimos.core

import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.time.LocalDate
import java.time.ZoneId
import java.util.UUID

/** Somebody of the city's staff at a desk: the staff's side of the API, spoken over real HTTP. */
class Desk private constructor(private val base: String, private val token: String?) {

    /** Asks the reporter. */
    fun ask(report: String, question: String) = decide(report, """{"type":"ask","question":"$question"}""")

    /** Says that it is fixed, without a visit. */
    fun resolve(report: String, crew: String = CREW) {
        assign(report, crew)
        decide(report, """{"type":"resolve","note":"Έγινε."}""")
    }

    /** Puts it on the crew's plan of today. */
    fun schedule(report: String, crew: String = CREW) {
        assign(report, crew)
        val today = LocalDate.now(ZoneId.of("Europe/Athens"))
        decide(report, """{"type":"schedule","crew":"$crew","on":"$today"}""")
    }

    /** How a report stands: `submitted`, `assigned`, `resolved`, … */
    fun state(report: String): String = field(get("/reports/$report"), "state")

    /** A one-time code that makes a phone this crew's. */
    fun enrolmentCode(crew: String = CREW): String = field(post("/crew-phones/codes", """{"crew":"$crew"}"""), "code")

    /** Issues a bill, for a bulky item's pick-up where nothing else is said, open to whoever has it. */
    fun issueBill(
        cents: Long,
        kind: String = "bulky-items",
        taxHead: String = "services",
        taxNumber: String? = null,
    ): Bill {
        val debtor = taxNumber?.let { "\"$it\"" }
        val order = """{"id":"${uuid7()}","key":"${uuid7()}","kind":"$kind","tax_number":$debtor,
            "name":"Ελένη Παπαδοπούλου","email":null,"description":"","period":"","issued_on":null,"due_on":null,
            "lines":[{"tax_head":"$taxHead","text":"","amount":$cents}]}"""
        val bill = post("/treasury/bills", order)
        return Bill(field(bill, "number"), field(bill, "rf"))
    }

    /** What is printed on a bill. */
    class Bill(val number: String, val reference: String)

    private fun assign(report: String, crew: String) {
        val now = get("/reports/$report")
        if (field(now, "state") == "assigned" && "\"crew\":\"$crew\"" in now) return
        decide(report, """{"type":"assign","department":"${field(now, "department")}","crew":"$crew"}""")
    }

    private fun decide(report: String, decision: String) =
        post("/reports/$report/decisions", """{"decision":$decision}""")

    private fun get(path: String) = send(request(path).GET())

    private fun post(path: String, json: String) = send(
        request(path)
            .header("content-type", "application/json")
            .header("idempotency-key", uuid7().toString())
            .POST(HttpRequest.BodyPublishers.ofString(json)),
    )

    private fun request(path: String): HttpRequest.Builder {
        val request = HttpRequest.newBuilder(URI("$base/api/v1$path")).header("accept-language", "el")
        return if (token == null) request else request.header("authorization", "Bearer $token")
    }

    private fun send(request: HttpRequest.Builder): String {
        val answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString())
        check(answer.statusCode() in 200..299) { "${answer.request().uri()}: ${answer.statusCode()} ${answer.body()}" }
        return answer.body()
    }

    companion object {
        /** The crew that clears gullies. */
        const val CREW = "gullies"
        private val client = HttpClient.newHttpClient()

        internal fun logIn(server: String, account: String, password: String): Desk {
            val session = Desk(server, null).post("/sessions", """{"account":"$account","password":"$password"}""")
            return Desk(server, field(session, "token"))
        }

        /** The first field of that name: all that these tests read. */
        private fun field(json: String, name: String): String =
            checkNotNull(Regex(""""$name":"([^"]*)"""").find(json)) { "no $name in $json" }.groupValues[1]
    }
}

/** A new id as the city asks for one: the time first, then chance (RFC 9562, version 7). */
private fun uuid7(): UUID {
    val chance = UUID.randomUUID()
    val time = System.currentTimeMillis() shl 16
    return UUID(time or 0x7000 or (chance.mostSignificantBits and 0xfff), chance.leastSignificantBits)
}
