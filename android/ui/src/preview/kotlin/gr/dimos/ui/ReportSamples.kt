package gr.dimos.ui

import gr.dimos.app.DraftRow
import gr.dimos.app.Keyboard
import gr.dimos.app.MapPin
import gr.dimos.app.MapView
import gr.dimos.app.NearbyRow
import gr.dimos.app.PhotoView
import gr.dimos.app.PlaceView
import gr.dimos.app.QuestionView
import gr.dimos.app.ReportStep
import gr.dimos.app.ReportView
import gr.dimos.app.ReviewLine
import gr.dimos.app.Screen
import gr.dimos.app.ServiceGroupView
import gr.dimos.app.StepView
import gr.dimos.app.Tab
import gr.dimos.app.Toast
import gr.dimos.app.Tone
import gr.dimos.app.ViewModel

/** The composing screen in every step: a pothole in Egnatia. */
class ReportSamples(private val samples: Samples) {
    private fun say(greek: String, english: String) = samples.say(greek, english)

    /** No report is open; two drafts wait. */
    fun drafts(): ViewModel = shown(
        base(ReportStep.WHAT).copy(
            title = say("Νέα αναφορά", "New report"),
            draft = "",
            composing = false,
            start = samples.button("Αναφέρετε ένα πρόβλημα", "Report a problem"),
            drafts = listOf(
                draft("Σβηστή λάμπα έξω από το σχολείο", "Street light out by the school", "street-2.jpg"),
                draft("Πρόχειρο χωρίς περιγραφή", "Draft without a description", null),
            ),
        ),
        toast = Toast(
            Tone.INFO,
            say("Το πρόχειρο διαγράφηκε.", "The draft was deleted."),
            say("Αναίρεση", "Undo"),
        ),
    )

    /** A step of an open report. */
    fun step(step: ReportStep): ViewModel = shown(base(step))

    /** Nothing is photographed or written yet. */
    fun empty(): ViewModel {
        val why = say("Γράψτε λίγα λόγια ή προσθέστε μια φωτογραφία.", "Write a few words or add a photo.")
        val base = base(ReportStep.WHAT)
        return shown(
            base.copy(
                photos = listOf(),
                description = base.description.copy(value = ""),
                next = goOn(why),
            ),
        )
    }

    /** The place lies in a neighbouring municipality. */
    fun outside(): ViewModel {
        val base = base(ReportStep.WHERE)
        val outside = say(
            "Το σημείο αυτό ανήκει σε γειτονικό δήμο: Καλαμαριά. Αναφέρετέ το εκεί. Αν το πρόβλημα είναι στη δική " +
                "μας πλευρά (Θεσσαλονίκη), μετακινήστε την πινέζα.",
            "This spot belongs to a neighbour: Kalamaria. Please report it there. If the problem is on our side " +
                "(Thessaloniki), move the pin.",
        )
        return shown(base.copy(place = base.place.copy(outside = outside), next = goOn(outside)))
    }

    /** An answer means danger. */
    fun emergency(): ViewModel {
        val emergency = say(
            "Αν κινδυνεύει κάποιος, καλέστε αμέσως το 112. Η αναφορά δεν στέλνεται, γιατί τα συνεργεία του δήμου δεν " +
                "προλαβαίνουν τέτοιον κίνδυνο. Αν δεν κινδυνεύει κανείς, αλλάξτε την απάντησή σας.",
            "If anyone is in danger, call 112 now. The report is not sent, because the city's crews cannot come fast " +
                "enough. If nobody is in danger, change your answer.",
        )
        val base = base(ReportStep.QUESTIONS)
        val call = samples.button("Κλήση στο 112", "Call 112")
        return shown(base.copy(emergency = emergency, callEmergency = call, next = goOn(emergency)))
    }

    private fun shown(report: ReportView, toast: Toast? = null) =
        samples.view(Screen.Report(report), Tab.REPORT, toast = toast)

    private fun draft(greek: String, english: String, thumb: String?): DraftRow {
        val title = say(greek, english)
        val detail = if (thumb == null) say("χθες", "yesterday") else say("1 φωτογραφία · χθες", "1 photo · yesterday")
        return DraftRow(english, title, detail, thumb, "$title. $detail")
    }

    private fun title(step: ReportStep) = when (step) {
        ReportStep.WHAT -> say("Τι συμβαίνει;", "What is wrong?")
        ReportStep.WHERE -> say("Πού;", "Where?")
        ReportStep.SERVICE -> say("Είδος προβλήματος", "Kind of problem")
        ReportStep.QUESTIONS -> say("Λίγες ερωτήσεις", "A few questions")
        ReportStep.NEARBY -> say("Μήπως αναφέρθηκε ήδη;", "Already reported?")
        ReportStep.CONTACT -> say("Τα στοιχεία σας", "Your details")
        ReportStep.REVIEW -> say("Έλεγχος και αποστολή", "Check and send")
    }

    private fun base(step: ReportStep) = ReportView(
        title = title(step),
        drafts = listOf(),
        start = null,
        draft = "0191e2a0-0000-7000-8000-000000000001",
        composing = true,
        step = step,
        steps = ReportStep.entries.map { StepView(it, title(it), true, null) },
        photos = listOf(photo(1, "street-1.jpg"), photo(2, "street-3.jpg")),
        takePhoto = samples.button("Τραβήξτε φωτογραφία", "Take a photo"),
        choosePhoto = samples.button("Διαλέξτε φωτογραφία", "Choose a photo"),
        description = samples.field(
            "Περιγραφή",
            "Description",
            say("Μεγάλη λακκούβα στη δεξιά λωρίδα, μπροστά στη στάση.", "Big pothole in the right lane, by the stop."),
            say("Για παράδειγμα: μεγάλη λακκούβα μπροστά στο σχολείο", "For example: a big pothole by the school"),
        ),
        place = place(),
        suggestions = listOf(
            pothole(false),
            samples.option("pavement", say("Σπασμένη πλάκα", "Broken slab"), symbol = "pavement"),
        ),
        groups = groups(),
        serviceSearch = samples.field("Αναζήτηση", "Search", hint = say("Για παράδειγμα: λάμπα", "For example: lamp")),
        service = say("Λακκούβα", "Pothole"),
        questions = questions(),
        emergency = null,
        callEmergency = null,
        nearby = listOf(NearbyRow(samples.potholeRow(), samples.button("Είναι αυτή", "It is this one"))),
        nearbyMessage = say(
            "Υπάρχει μία ανοιχτή αναφορά κοντά. Αν είναι η ίδια, υποστηρίξτε την: μετρά όσο και μια νέα.",
            "There is one open report near. If it is the same, support it: that counts as much as a new one.",
        ),
        noneOfThese = samples.button("Καμία από αυτές", "None of these"),
        anonymous = false,
        anonymousLabel = say("Χωρίς όνομα", "Without a name"),
        contactName = samples.field("Ονοματεπώνυμο", "Name", say("Μαρία Παπαδοπούλου", "Maria Papadopoulou")),
        contactEmail = samples.field(
            "E-mail",
            "E-mail",
            "maria@example",
            error = say(
                "Αυτό δεν μοιάζει με διεύθυνση e-mail. Ελέγξτε την.",
                "That does not look like an e-mail address. Please check it.",
            ),
        ),
        contactPhone = samples.field("Τηλέφωνο", "Telephone", hint = say("Σταθερό ή κινητό", "Landline or mobile")),
        review = review(),
        next = goOn(),
        send = samples.button(
            "Αποστολή στον δήμο",
            "Send to the city",
            say("Πόσο βαθιά είναι; Χρειάζεται απάντηση.", "How deep is it? Please answer."),
        ),
        discard = samples.button("Διαγραφή προχείρου", "Delete draft"),
    )

    private fun goOn(whyNot: String? = null) = samples.button("Συνέχεια", "Continue", whyNot)

    private fun photo(number: Int, file: String): PhotoView {
        val spoken = say("Φωτογραφία $number από 2", "Photo $number of 2")
        return PhotoView("photo $number", file, file, "", spoken, false)
    }

    private fun pothole(selected: Boolean) =
        samples.option("pothole", say("Λακκούβα στον δρόμο", "Pothole in the road"), selected, symbol = "road")

    private fun place(): PlaceView {
        val spoken = say("Χάρτης. Η πινέζα είναι εδώ: κοντά στην Εγνατία", "Map. The pin is here: near Egnatia")
        val pin = MapPin("pin", 40.6329, 22.9471, "road", Tone.INFO, 0u, spoken)
        return PlaceView(
            map = MapView(pin.lat, pin.lon, 150.0, listOf(pin), 32.0, spoken),
            isSet = true,
            source = say("Από τη φωτογραφία, με ακρίβεια 32 μ.", "From the photo, within 32 m"),
            hint = samples.field(
                "Πώς θα το βρει το συνεργείο",
                "How the crew will find it",
                say("κοντά στην οδό Εγνατία", "near Egnatia"),
            ),
            outside = null,
            locating = false,
            usePhone = samples.button("Η θέση μου", "My position"),
            streetSearch = samples.field("Αναζήτηση δρόμου", "Find a street", say("Εγν", "Egn")),
            streets = listOf(
                say("Εγνατία, Κέντρο", "Egnatia, Centre"),
                say("Νέα Εγνατία, Σαράντα Εκκλησιές", "Nea Egnatia, Saranta Ekklisies"),
            ),
        )
    }

    private fun groups() = listOf(
        ServiceGroupView(
            say("Δρόμοι", "Roads"),
            "road",
            listOf(pothole(true), samples.option("cover", say("Σπασμένο καπάκι φρεατίου", "Broken manhole cover"))),
        ),
        ServiceGroupView(say("Φωτισμός δρόμων", "Street lighting"), "lamp", listOf()),
        ServiceGroupView(say("Καθαριότητα και κάδοι", "Cleaning and bins"), "bin", listOf()),
        ServiceGroupView(say("Ογκώδη αντικείμενα", "Bulky items"), "sofa", listOf()),
        ServiceGroupView(say("Δέντρα και πράσινο", "Trees and green"), "tree", listOf()),
    )

    private fun questions() = listOf(
        QuestionView.Choice(
            "depth",
            say("Πόσο βαθιά είναι;", "How deep is it?"),
            listOf(
                samples.option("low", say("Λιγότερο από μια παλάμη", "Less than a hand")),
                samples.option("high", say("Πάνω από μια παλάμη", "More than a hand"), selected = true),
            ),
            null,
        ),
        QuestionView.Typed(
            "since",
            Keyboard.PAST_DATE,
            samples.field(
                "Από πότε; (προαιρετικό)",
                "Since when? (optional)",
                hint = say("Έως και σήμερα", "Up to today"),
            ),
        ),
    )

    private fun review() = listOf(
        ReviewLine(
            ReportStep.WHAT,
            say("Τι συμβαίνει;", "What is wrong?"),
            say("Μεγάλη λακκούβα στη δεξιά λωρίδα, μπροστά στη στάση.", "Big pothole in the right lane, by the stop."),
            Tone.INFO,
        ),
        ReviewLine(ReportStep.WHERE, say("Πού;", "Where?"), say("κοντά στην οδό Εγνατία", "near Egnatia"), Tone.INFO),
        ReviewLine(ReportStep.SERVICE, title(ReportStep.SERVICE), say("Λακκούβα", "Pothole"), Tone.INFO),
        ReviewLine(
            ReportStep.QUESTIONS,
            say("Πόσο βαθιά είναι;", "How deep is it?"),
            say("Χρειάζεται απάντηση.", "Please answer."),
            Tone.WARNING,
        ),
        ReviewLine(ReportStep.CONTACT, title(ReportStep.CONTACT), say("Χωρίς όνομα", "Without a name"), Tone.INFO),
    )
}
