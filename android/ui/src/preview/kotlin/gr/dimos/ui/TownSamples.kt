package gr.dimos.ui

import gr.dimos.app.MapPin
import gr.dimos.app.MapView
import gr.dimos.app.MyCityView
import gr.dimos.app.MyReportsView
import gr.dimos.app.PhotoView
import gr.dimos.app.ReportRow
import gr.dimos.app.Screen
import gr.dimos.app.ShelfChoice
import gr.dimos.app.Tab
import gr.dimos.app.TicketView
import gr.dimos.app.TimelineRow
import gr.dimos.app.Tone
import gr.dimos.app.UnsentRow
import gr.dimos.app.ViewModel

/** A pothole that somebody reported. */
fun Samples.potholeRow() = row(
    "1", say("Λακκούβα", "Pothole"), say("Μεγάλη λακκούβα στη δεξιά λωρίδα", "Big pothole in the right lane"),
    say("κοντά στην οδό Εγνατία · 40 μ.", "near Egnatia · 40 m"), say("Αποκαθίσταται", "Being fixed"), Tone.WARNING,
    "road", "street-1.jpg",
)

private fun Samples.row(
    id: String,
    title: String,
    excerpt: String,
    place: String,
    status: String,
    tone: Tone,
    symbol: String,
    thumb: String? = null,
    unseen: Boolean = false,
) = ReportRow(
    id, title, excerpt, place, "THES-2026-00012$id", status, tone, say("πριν από 3 ημέρες", "3 days ago"),
    if (id == "1") say("ακόμη 6 άτομα", "6 more people") else "", symbol, thumb, unseen,
    listOf(title, status, excerpt, place).joinToString(". "),
)

/** Lists, a ticket and the city. */
class TownSamples(private val samples: Samples) {
    private fun say(greek: String, english: String) = samples.say(greek, english)

    private val rows = listOf(
        samples.potholeRow(),
        samples.row(
            "2", say("Σβηστή λάμπα", "Street light out"), say("Δύο κολόνες στη σειρά", "Two poles in a row"),
            say("κοντά στην οδό Τσιμισκή · 120 μ.", "near Tsimiski · 120 m"), say("Αποκαταστάθηκε", "Fixed"), Tone.GOOD,
            "lamp", "street-4.jpg", true,
        ),
        samples.row(
            "3", say("Ογκώδη αντικείμενα", "Bulky items"), say("Στρώμα και καναπές", "Mattress and sofa"),
            say("κοντά στην οδό Ολύμπου · 310 μ.", "near Olympou · 310 m"), say("Παραλήφθηκε", "Received"), Tone.INFO,
            "sofa",
        ),
    )

    private val wedged = say(
        "Ο δήμος δεν το δέχτηκε: κάποια φωτογραφία δεν έγινε δεκτή. Αφαιρέστε την ή διαλέξτε άλλη.",
        "The city refused it: a photo could not be taken. Remove it or choose another.",
    )

    private val unsent = listOf(
        say("Αναφορά: Κάδος που ξεχείλισε", "Report: overflowing bin").let { title ->
            UnsentRow(
                "a", title, "", wedged, Tone.DANGER, samples.button("Στείλτε ξανά", "Send again"), null,
                samples.button("Επεξεργασία", "Edit"), samples.button("Απόρριψη", "Discard"), "$title. $wedged",
            )
        },
        say("Σχόλιο: THES-2026-000121", "Comment: THES-2026-000121").let { title ->
            val status = say("Περιμένει το δίκτυο", "Waits for the network")
            UnsentRow("b", title, "", status, Tone.INFO, null, null, null, null, "$title. $status")
        },
    )

    /** My reports with what is unsent. */
    fun mine(): ViewModel = mine(unsent, rows, null)

    /** No report was ever made. */
    fun none(): ViewModel = mine(
        listOf(),
        listOf(),
        say(
            "Δεν έχετε αναφέρει κάτι ακόμη. Ξεκινήστε από την «Αναφορά»: αρκούν μια φωτογραφία και λίγα λόγια.",
            "You have not reported anything yet. Begin under “Report”: a photo and a few words are enough.",
        ),
    )

    private fun mine(unsent: List<UnsentRow>, rows: List<ReportRow>, empty: String?): ViewModel {
        val shelves = listOf(
            samples.option("mine", say("Δικές μου", "Mine"), true),
            samples.option("following", say("Παρακολουθώ", "Following")),
        )
        val title = say("Οι αναφορές μου", "My reports")
        val mine = MyReportsView(
            title, ShelfChoice.MINE, shelves, unsent, rows, rows.size.toUInt(), false, empty, false,
        )
        return samples.view(Screen.MyReports(mine), Tab.MY_REPORTS)
    }

    /** A fixed report that can be rated. */
    fun fixed(): ViewModel = ticket(
        base().copy(
            row = rows[1],
            rate = samples.button("Βαθμολογήστε την αποκατάσταση", "Rate the fix"),
            reopen = samples.button(
                "Δεν διορθώθηκε",
                "It is not fixed",
                say("Γράψτε τι δεν πάει καλά ή δείξτε το με μια φωτογραφία.", "Say what is still wrong, or show it."),
            ),
            due = say("Αποκαταστάθηκε μέσα σε 2 ημέρες", "Fixed within 2 days"),
            stars = 4u,
        ),
    )

    /** The city asks something. */
    fun asked(): ViewModel = ticket(
        base().copy(
            question = say("Σε ποια πλευρά του δρόμου είναι ακριβώς;", "On which side of the road exactly?"),
            comment = null,
            answer = samples.button("Στείλτε την απάντηση", "Send the answer"),
            withdraw = samples.button("Ανακαλέστε την αναφορά", "Take the report back"),
        ),
    )

    private fun ticket(ticket: TicketView) = samples.view(Screen.Ticket(ticket), Tab.MY_REPORTS)

    private fun base(): TicketView {
        val spoken = say("Χάρτης του σημείου", "Map of the place")
        val pin = MapPin("1", 40.6329, 22.9471, "road", Tone.WARNING, 0u, spoken)
        return TicketView(
            row = rows[0],
            description = say("Μεγάλη λακκούβα στη δεξιά λωρίδα, μπροστά στη στάση.", "Big pothole in the right lane."),
            photos = listOf("street-1.jpg", "street-3.jpg").mapIndexed { index, file ->
                val before = say("πριν από την εργασία", "before the work")
                val caption = if (index == 0) before else say("μετά την εργασία", "after the work")
                PhotoView(file, file, file, caption, "${say("Φωτογραφία", "Photo")} ${index + 1}, $caption", false)
            },
            map = MapView(pin.lat, pin.lon, 200.0, listOf(pin), 0.0, spoken),
            due = say("Πρέπει να αποκατασταθεί έως: Τρίτη 24 Νοεμβρίου", "Should be fixed by Tuesday 24 November"),
            responsible = say("Διεύθυνση Οδοποιίας · Συνεργείο Α", "Roads department · Crew A"),
            answers = listOf(say("Πόσο βαθιά είναι; Πάνω από μια παλάμη", "How deep is it? More than a hand")),
            timeline = timeline(),
            unsent = listOf(),
            question = null,
            writing = samples.field(
                "Το μήνυμά σας",
                "Your words",
                hint = say("Θέλετε να προσθέσετε κάτι;", "Anything to add?"),
            ),
            writingPhotos = listOf(),
            addPhoto = samples.button("Προσθέστε φωτογραφία", "Add a photo"),
            comment = samples.button(
                "Στείλτε το σχόλιο",
                "Send the comment",
                say("Γράψτε πρώτα κάτι ή προσθέστε φωτογραφία.", "Write something or add a photo first."),
            ),
            answer = null,
            rate = null,
            stars = 0u,
            reopen = null,
            withdraw = null,
            support = null,
            follow = null,
            following = false,
            share = samples.button("Κοινοποιήστε", "Share"),
            duplicateOf = null,
            busy = false,
        )
    }

    private fun timeline() = listOf(
        step(19, "Κάνατε την αναφορά", "You reported this"),
        step(
            19, "Η αναφορά ελέγχθηκε και προωθήθηκε", "The report was checked and handed on",
            say(
                "Προτεραιότητα: επείγουσα.\nΠεριοχή: Κέντρο, κοντά στην οδό Εγνατία.",
                "Priority: urgent.\nArea: Centre, near Egnatia.",
            ),
        ),
        step(20, "Έγραψε ένας πολίτης", "A citizen wrote", say("Έπεσε και μηχανάκι", "A scooter fell, too")),
        step(22, "Το συνεργείο ξεκίνησε", "The crew has begun", tone = Tone.GOOD),
        step(22, "Γράψατε", "You wrote", say("Ευχαριστώ πολύ!", "Thank you!"), pending = true),
    )

    private fun step(
        day: Int,
        greek: String,
        english: String,
        detail: String = "",
        tone: Tone = Tone.INFO,
        pending: Boolean = false,
    ): TimelineRow {
        val text = say(greek, english)
        val at = say("$day Νοεμβρίου, 12:00", "$day November, 12:00")
        return TimelineRow(at, text, detail, tone, listOf(), pending, listOf(text, at, detail).joinToString(". "))
    }

    /** Around a street. */
    fun city(): ViewModel {
        val places = listOf(40.6331 to 22.9478, 40.6322 to 22.9459, 40.6340 to 22.9449)
        val pins = rows.zip(places) { row, (lat, lon) ->
            MapPin(row.id, lat, lon, row.symbol, row.tone, 0u, row.spoken)
        }
        val spoken = say("Χάρτης με 3 αναφορές. Υπάρχουν και στη λίστα.", "Map with 3 reports. The list has them too.")
        val city = MyCityView(
            title = say("Η πόλη μου", "My city"),
            around = say("Κοντά στην οδό Εγνατία", "Around Egnatia"),
            map = MapView(40.6329, 22.9465, 300.0, pins, 60.0, spoken),
            rows = rows,
            aroundMe = samples.button("Γύρω μου", "Around me"),
            streetSearch = samples.field("Οδός", "Street", hint = say("Βρείτε έναν δρόμο", "Find a street")),
            streets = listOf(),
            onlyOpen = false,
            onlyOpenLabel = say("Μόνο οι ανοιχτές", "Only open ones"),
            services = listOf(samples.option("", say("Όλες οι υπηρεσίες", "Everything"), true)),
            busy = false,
            empty = null,
            stale = say("Χωρίς σύνδεση: εικόνα στις 14:05", "No connection: as of 14:05"),
        )
        return samples.view(Screen.MyCity(city), Tab.MY_CITY)
    }
}
