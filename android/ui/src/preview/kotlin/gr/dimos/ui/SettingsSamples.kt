package gr.dimos.ui

import gr.dimos.app.Screen
import gr.dimos.app.SettingsHeadings
import gr.dimos.app.SettingsView
import gr.dimos.app.Tab

/** The settings, as the core shows them. */
class SettingsSamples(language: String) {
    private val the = Samples(language)
    private fun say(greek: String, english: String) = the.say(greek, english)

    /** A citizen's phone, with a crew's code half typed. */
    fun citizen() = the.view(Screen.Settings(settings()), Tab.SETTINGS)

    /** A crew's phone, whose owner is about to forget everything. */
    fun crew() = the.view(
        Screen.Settings(
            settings().copy(
                crew = say("Συνεργείο φρεατίων", "Gullies crew"),
                code = null,
                enrol = null,
                forget = the.button("Ναι, διαγραφή όλων", "Yes, delete everything"),
                forgetWarning = say(
                    "2 στοιχεία που δεν έχουν σταλεί θα χαθούν. Ο δήμος κρατά όσα στάλθηκαν.",
                    "2 things that are not sent will be lost. The city keeps what was sent.",
                ),
            ),
        ),
        Tab.SETTINGS,
        crew = true,
    )

    private fun settings() = SettingsView(
        title = say("Ρυθμίσεις", "Settings"),
        headings = SettingsHeadings(
            language = say("Γλώσσα", "Language"),
            reading = say("Ανάγνωση και συμπλήρωση", "Reading and filling in"),
            crew = say("Συνεργείο", "Crew"),
            privacy = say("Τα στοιχεία μου", "My data"),
            about = say("Σχετικά", "About"),
        ),
        languages = listOf(
            the.option("", say("Όπως στο τηλέφωνο", "As on the phone"), true),
            the.option("el", "Ελληνικά"),
            the.option("en", "English"),
        ),
        largeText = false,
        largeTextLabel = say("Μεγαλύτερα γράμματα", "Larger texts"),
        rememberContact = true,
        rememberContactLabel = say(
            "Να θυμάται το όνομα και τα στοιχεία μου για την επόμενη αναφορά",
            "Keep my name and contact for the next report",
        ),
        privacy = say(
            "Μπορείτε να αναφέρετε χωρίς να δώσετε το όνομά σας. Οι φωτογραφίες φεύγουν από το τηλέφωνο χωρίς στοιχεία τόπου, " +
                "χρόνου ή συσκευής. Το όνομα και τα στοιχεία σας, αν τα δώσετε, τα βλέπουν μόνο το κέντρο συντονισμού του δήμου " +
                "και, όσο διαρκεί η εργασία, το συνεργείο που την έχει αναλάβει. Δεν δημοσιεύονται ποτέ.",
            "You can report without giving your name. Photos leave this phone without place, date or camera data. Your name " +
                "and contact, if you give them, are seen only by the city’s dispatchers and, while the job is open, by the " +
                "crew that has it. They are never published.",
        ),
        privacyNotice = the.button("Τι γράφει ο δήμος για τα προσωπικά δεδομένα", "The city’s notice on personal data"),
        crew = "",
        code = the.field(
            "Κωδικός συνεργείου", "Crew code", "7KQ4",
            say("Οκτώ χαρακτήρες, από το κέντρο συντονισμού", "Eight characters, from the dispatcher"),
        ),
        enrol = the.button(
            "Να γίνει τηλέφωνο συνεργείου", "Make this a crew’s phone",
            say("Ο κωδικός έχει οκτώ γράμματα και ψηφία.", "The code has eight letters and digits."),
        ),
        forget = the.button("Διαγραφή όλων των δικών μου από το τηλέφωνο", "Delete everything of mine from this phone"),
        forgetWarning = null,
        contact = say("Μιλήστε με έναν άνθρωπο: 1550, info@example.org", "Talk to a person: 1550, info@example.org"),
        about = listOf("Dimos 0.1.0", "© OpenStreetMap contributors (ODbL)"),
    )
}
