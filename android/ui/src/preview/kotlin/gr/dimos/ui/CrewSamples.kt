package gr.dimos.ui

import gr.dimos.app.CrewView
import gr.dimos.app.JobRow
import gr.dimos.app.JobView
import gr.dimos.app.MapPin
import gr.dimos.app.MapView
import gr.dimos.app.PhotoView
import gr.dimos.app.Screen
import gr.dimos.app.Tab
import gr.dimos.app.Tone

/** A crew's day, as the core shows it. */
class CrewSamples(language: String) {
    private val the = Samples(language)
    private fun say(greek: String, english: String) = the.say(greek, english)
    private val gully get() = say("Φραγμένο φρεάτιο", "Blocked gully")

    /** Three stops to go, one of them urgent, one done and not sent yet. */
    fun day() = the.view(
        Screen.Crew(
            CrewView(
                title = say("Συνεργείο φρεατίων", "Gullies crew"),
                summary = say(
                    "Δευτέρα 30 Νοεμβρίου · έγινε 1 από 4 · απομένουν 6,2 χλμ.",
                    "Monday 30 November · 1 of 4 done · 6.2 km to go",
                ),
                jobs = jobs(),
                map = MapView(
                    40.6335, 22.9480, 2_000.0,
                    listOf(40.6350 to 22.9391, 40.6268 to 22.9524, 40.6300 to 22.9560, 40.6405 to 22.9436)
                        .zip(jobs()) { (lat, lon), row -> MapPin(row.id, lat, lon, "drop", row.tone, row.stop, row.spoken) },
                    0.0,
                    say("Η διαδρομή της ημέρας, 4 στάσεις", "The day’s way, 4 stops"),
                ),
                start = say("Αρχή: αμαξοστάσιο, Μοναστηρίου", "Start: depot, Monastiriou"),
                end = say("Τέλος: αμαξοστάσιο, Μοναστηρίου", "End: depot, Monastiriou"),
                shortenWay = the.button("Συντομότερη διαδρομή", "Shorten the way"),
                empty = null,
                refreshing = false,
            ),
        ),
        Tab.CREW,
        crew = true,
    )

    private fun jobs() = listOf(
        job(1, gully, say("κοντά στην Τσιμισκή · σε 1,8 χλμ.", "near Tsimiski · 1.8 km away"), "41", urgent, Tone.DANGER),
        job(2, gully, say("κοντά στην Εγνατία · 850 μ. από την προηγούμενη στάση", "near Egnatia · 850 m from the stop before"),
            "38", planned, Tone.INFO),
        job(3, say("Σπασμένη σχάρα φρεατίου", "Broken gully grate"),
            say("κοντά στην Αγγελάκη · 320 μ. από την προηγούμενη στάση", "near Angelaki · 320 m from the stop before"),
            "44", planned, Tone.INFO),
        job(0, gully, say("κοντά στην Ολυμπιάδος", "near Olympiados"), "29", say("Έγινε στις 10:15", "Done at 10:15"), Tone.GOOD),
    )

    private val urgent get() = say("Επείγον", "Urgent")
    private val planned get() = say("Προγραμματισμένο", "Planned")

    private fun job(stop: Int, title: String, place: String, number: String, status: String, tone: Tone) = JobRow(
        "job $number", stop.toUInt(), title, place, "THES-2026-0000$number", status, tone, stop == 0, null,
        stop > 1, stop in 1..2,
        say("Στάση $stop: $title, $place, $status", "Stop $stop: $title, $place, $status"),
    )

    /** A job that was begun, with a photo before the work. */
    fun job(refused: Boolean = false) = the.view(
        Screen.Job(
            JobView(
                row = jobs()[0].copy(status = say("Ξεκίνησε στις 10:32", "Begun at 10:32"), tone = Tone.INFO),
                description = say(
                    "Βουλωμένο φρεάτιο, γεμάτο φύλλα. Με την πρώτη βροχή λιμνάζει ο δρόμος.",
                    "The gully is blocked, full of leaves. The street floods with the first rain.",
                ),
                answers = listOf(say("Λιμνάζουν νερά: ναι", "Is there standing water: yes")),
                contact = say("Ελένη Π. · 2310 000000", "Eleni P. · 2310 000000"),
                call = the.button("Κλήση", "Call"),
                due = say("Πρέπει να αποκατασταθεί έως Τετάρτη 2 Δεκεμβρίου", "Should be fixed by Wednesday 2 December"),
                photos = listOf(photo("c", say("από τον πολίτη", "from the citizen"))),
                before = listOf(photo("b", say("πριν", "before"))),
                after = emptyList(),
                notes = emptyList(),
                note = the.field("Σημείωση", "Note", "", say("Τι έγινε, τι λείπει", "What was done, what is missing")),
                map = MapView(
                    40.6350, 22.9391, 200.0,
                    listOf(MapPin("j", 40.6350, 22.9391, "drop", Tone.DANGER, 1u, jobs()[0].spoken)),
                    0.0, jobs()[0].place,
                ),
                navigate = the.button("Εμφάνιση διαδρομής", "Show the way"),
                start = null,
                addBefore = the.button("Φωτογραφία πριν", "Photo before"),
                addAfter = the.button("Φωτογραφία μετά", "Photo after"),
                sendNote = null,
                close = the.button(
                    "Έγινε", "Done",
                    say("Τραβήξτε πρώτα μια φωτογραφία μετά την εργασία.", "Take a photo after the work first."),
                ),
                cannotReasons = reasons(),
                refused = say(
                    "Ο δήμος δεν το δέχτηκε: η εργασία δεν είναι πια στο πρόγραμμα ή έχει ήδη κλείσει.",
                    "The city refused this: the job is no longer on the plan, or was closed already.",
                ).takeIf { refused },
            ),
        ),
        Tab.CREW,
        crew = true,
    )

    private fun photo(id: String, caption: String) = PhotoView(id, null, null, caption, caption, false)

    private fun reasons() = listOf(
        "not_found" to say("Δεν βρέθηκε τίποτα", "Nothing found there"),
        "no_access" to say("Δεν υπάρχει πρόσβαση", "No access"),
        "other_crew" to say("Χρειάζεται άλλο συνεργείο", "Needs another crew"),
        "no_material" to say("Λείπει υλικό ή μηχάνημα", "Material or machine missing"),
        "other" to say("Άλλος λόγος (γράψτε σημείωση)", "Another reason (write a note)"),
    ).map { (code, label) ->
        the.option(code, label).copy(spoken = say("Δεν μπόρεσε να γίνει: $label", "Could not be done: $label"))
    }
}
