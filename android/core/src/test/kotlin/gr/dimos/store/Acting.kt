package gr.dimos.store

import gr.dimos.app.CrewIntent
import gr.dimos.app.CrewView
import gr.dimos.app.Intent
import gr.dimos.app.MyReportsIntent
import gr.dimos.app.MyReportsView
import gr.dimos.app.PhotoSource
import gr.dimos.app.QuestionView
import gr.dimos.app.ReportIntent
import gr.dimos.app.ReportStep
import gr.dimos.app.ReportView
import gr.dimos.app.Screen
import gr.dimos.app.SettingsIntent
import gr.dimos.app.Tab
import gr.dimos.app.TicketView
import gr.dimos.app.ViewModel
import kotlin.time.Duration.Companion.seconds

/** Spots in the city, each a few hundred metres from the next. */
val SPOTS = listOf(40.6350 to 22.9391, 40.6405 to 22.9436, 40.6268 to 22.9524)

private val ticketNumber = Regex("""\p{Lu}+-\d{4}-\d{6}""")

/** Whether the city gave this number. */
fun isTicket(number: String) = ticketNumber.matches(number)

/** Waits until the composing screen is as wanted. */
fun Handset.seeReport(what: String, shows: (ReportView) -> Boolean): ReportView =
    see(what) { view -> (view.screen as? Screen.Report)?.report?.takeIf(shows) }

/** Waits until the list of reports is as wanted, looking again now and then as a person does. */
fun Handset.seeMine(what: String, shows: (MyReportsView) -> Boolean): MyReportsView {
    send(Intent.OpenTab(Tab.MY_REPORTS))
    return see(what) { view -> (view.screen as? Screen.MyReports)?.myReports?.takeIf(shows) }
}

/** Opens a report's page and waits until it is as wanted, pulling to refresh meanwhile. */
fun Handset.seeTicket(id: String, what: String, shows: (TicketView) -> Boolean): TicketView {
    send(Intent.OpenTab(Tab.MY_REPORTS))
    send(Intent.MyReports(MyReportsIntent.Open(id)))
    return patiently(what, Intent.MyReports(MyReportsIntent.Refresh)) { view ->
        (view.screen as? Screen.Ticket)?.ticket?.takeIf(shows)
    }
}

/** Words, a photo that knows its place, and the service that the words suggest: up to the review. */
fun Handset.compose(photo: String = "street-6.jpg"): ReportView {
    report(ReportIntent.New)
    report(ReportIntent.Describe("Βουλωμένο φρεάτιο, γεμάτο φύλλα. Με την πρώτη βροχή λιμνάζει ο δρόμος."))
    os.willPick(photo(photo))
    report(ReportIntent.AddPhoto(PhotoSource.CAMERA))
    seeReport("the photo and its place") { it.place.isSet && it.photos.any { one -> !one.busy } }
    val suggested = seeReport("a suggestion") { it.suggestions.isNotEmpty() }.suggestions.first()
    return choose(suggested.code)
}

/** A blocked gully at a spot, without a photo: up to the review. */
fun Handset.composeAt(spot: Pair<Double, Double>): ReportView {
    report(ReportIntent.New)
    report(ReportIntent.Describe("Βουλωμένη σχάρα, λιμνάζουν νερά."))
    report(ReportIntent.MovePin(spot.first, spot.second))
    return choose("blocked-gully")
}

/** Composes with [composing], sends, waits for the number, and gives the report's id. */
fun Handset.file(composing: Handset.() -> ReportView): String {
    val known = seeMine("the list", { true }).rows.map { it.id }.toSet()
    send(Intent.OpenTab(Tab.REPORT))
    composing()
    report(ReportIntent.Send)
    return seeMine("a number") { mine -> mine.rows.any { it.id !in known && isTicket(it.number) } }
        .rows.first { it.id !in known }.id
}

/** Makes this a crew's phone. */
fun Handset.enrol(code: String) {
    send(Intent.OpenTab(Tab.SETTINGS))
    send(Intent.Settings(SettingsIntent.TypeCode(code)))
    send(Intent.Settings(SettingsIntent.Enrol))
    see("the crew's day") { view -> view.screen as? Screen.Crew }
}

/** Waits until the crew's day is as wanted, pulling to refresh meanwhile. */
fun Handset.seeDay(what: String, shows: (CrewView) -> Boolean): CrewView {
    send(Intent.OpenTab(Tab.CREW))
    return patiently(what, Intent.Crew(CrewIntent.Refresh)) { view ->
        (view.screen as? Screen.Crew)?.crew?.takeIf(shows)
    }
}

/** Waits as a person does who now and then asks again. */
fun <T : Any> Handset.patiently(what: String, again: Intent, look: (ViewModel) -> T?): T {
    repeat(40) {
        within(1.5.seconds, look)?.let { return it }
        send(again)
    }
    return see(what, look)
}

private fun Handset.choose(service: String): ReportView {
    report(ReportIntent.ChooseService(service))
    for (question in seeReport("the service") { it.service.isNotEmpty() }.questions) {
        // The last choice is the harmless one.
        if (question is QuestionView.Choice) report(ReportIntent.Answer(question.code, question.options.last().code))
    }
    report(ReportIntent.GoTo(ReportStep.REVIEW))
    return seeReport("a report that can be sent") { it.send.enabled }
}
