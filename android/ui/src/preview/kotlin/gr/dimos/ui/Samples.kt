package gr.dimos.ui

import gr.dimos.app.Button
import gr.dimos.app.ControlWords
import gr.dimos.app.Field
import gr.dimos.app.OptionView
import gr.dimos.app.Screen
import gr.dimos.app.StartingView
import gr.dimos.app.Tab
import gr.dimos.app.TabView
import gr.dimos.app.Toast
import gr.dimos.app.ViewModel

/** Screens as the core makes them, with texts in both languages, for previews and for the pictures of the tests. */
class Samples(val language: String) {
    /** The text of the language. */
    fun say(greek: String, english: String): String = if (language == "el") greek else english

    /** A button that can be tapped, or not for a reason. */
    fun button(greek: String, english: String, whyNot: String? = null): Button {
        val label = say(greek, english)
        return Button(label, label, whyNot == null, whyNot)
    }

    /** A text field. */
    fun field(greek: String, english: String, value: String = "", hint: String = "", error: String? = null): Field =
        Field(say(greek, english), value, hint, error, null)

    /** One to choose. */
    fun option(code: String, label: String, selected: Boolean = false, detail: String = "", symbol: String = "") =
        OptionView(code, label, detail, symbol, selected, listOf(label, detail).filter { it != "" }.joinToString(". "))

    /** A whole screen with its tabs; [crew] is a crew's phone. */
    fun view(screen: Screen, tab: Tab, crew: Boolean = false, toast: Toast? = null): ViewModel =
        ViewModel(language, false, tabs(tab, crew), null, toast, true, screen, words())

    /** What the controls are called. */
    fun words() = ControlWords(
        back = say("Πίσω", "Back"),
        close = say("Κλείσιμο", "Close"),
        cancel = say("Άκυρο", "Cancel"),
        remove = say("Αφαίρεση", "Remove"),
        map = say("Χάρτης", "Map"),
        list = say("Λίστα", "List"),
        zoomIn = say("Μεγέθυνση", "Zoom in"),
        zoomOut = say("Σμίκρυνση", "Zoom out"),
        moveUp = say("Πιο πάνω", "Move up"),
        moveDown = say("Πιο κάτω", "Move down"),
        done = say("Εντάξει", "OK"),
        camera = say("Κάμερα", "Camera"),
        gallery = say("Φωτογραφίες", "Photos"),
        stars = (1..5).map { say("$it στα 5", "$it of 5") },
    )

    /** The phone's storage is being read. */
    fun starting(busy: Boolean = true): ViewModel {
        val message = if (busy) {
            say("Ένα λεπτό…", "One moment…")
        } else {
            say(
                "Τα στοιχεία του δήμου δεν έχουν έρθει ακόμη. Χρειάζεται δίκτυο μία φορά.",
                "The city’s details have not arrived yet. A network is needed once.",
            )
        }
        val retry = button("Προσπάθησε ξανά", "Try again").takeIf { !busy }
        return view(Screen.Starting(StartingView(message, busy, retry)), Tab.REPORT)
    }

    private fun tabs(front: Tab, crew: Boolean): List<TabView> = Tab.entries
        .filter { it != Tab.CREW || crew }
        .map { tab ->
            val title = when (tab) {
                Tab.REPORT -> say("Αναφορά", "Report")
                Tab.MY_REPORTS -> say("Οι αναφορές μου", "My reports")
                Tab.MY_CITY -> say("Η πόλη μου", "My city")
                Tab.PAY -> say("Πληρωμές", "Pay")
                Tab.CREW -> say("Το συνεργείο μου", "My crew")
                Tab.SETTINGS -> say("Ρυθμίσεις", "Settings")
            }
            val badge = if (tab == Tab.MY_REPORTS) 2u else 0u
            TabView(tab, title, tab == front, badge, if (badge > 0u) "$title, $badge" else title)
        }
}
