package gr.dimos.ui

import java.nio.file.Path
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** A citizen's story, told by what is seen on the screen and touched there, over the real core and a real server. */
class CitizenJourneyTest {
    @TempDir lateinit var dir: Path

    @Test
    fun `a blocked drain gets a ticket number, a comment, and its place on the map`() = Stage.run(dir) {
        tap("Αναφέρετε ένα πρόβλημα")
        camera += "street-6.jpg"
        tap("Τραβήξτε φωτογραφία")
        sees("Φωτογραφία 1 από 1")
        type("Περιγραφή", "Βουλωμένο φρεάτιο, γεμάτο φύλλα. Με την πρώτη βροχή λιμνάζει ο δρόμος.")
        tap("Συνέχεια")

        sees("Από τη φωτογραφία, με ακρίβεια 7 μ.")
        tap("Συνέχεια")

        tap("Πρόταση, επειδή γράψατε")
        tap("Συνέχεια")
        sees("Τα στοιχεία σας")
        tap("Συνέχεια")
        sees("Έλεγχος και αποστολή")
        tap("Αποστολή στον δήμο")
        sees("Ευχαριστούμε!")

        tap("Οι αναφορές μου")
        sees("-000001")
        tap("-000001")
        sees("Κάνατε την αναφορά")
        type("Το μήνυμά σας", "Είναι μπροστά σε σχολείο.")
        tap("Στείλτε το σχόλιο")
        sees("Είναι μπροστά σε σχολείο.")
        tap("Πίσω")

        standAt(40.610046, 22.957482)
        tap("Η πόλη μου")
        tap("Γύρω μου")
        sees("-000001")
        tap("Χάρτης")
        tap("Βουλωμένο φρεάτιο")
        tap("-000001")
        sees("Κάνατε την αναφορά")
    }

    @Test
    fun `what is missing is said, and a tap leads there`() = Stage.run(dir, "en-GB") {
        tap("Report a problem")
        sees("Write a few words or add a photo.")
        type("Description", "The street is flooded")
        tap("Continue")
        sees("Show where it is")
        type("Find a street", "Tsimiski")
        // The city has its streets' names in Greek only.
        tap("Τσιμισκή")
        tap("Continue")
        tap("Suggested because you wrote")
        tap("Continue")

        // Danger is answered with the number to call; the report stays here until it is none.
        sees("Is anyone in danger?")
        tap("Yes: a person")
        sees("call 112 now")
    }
}
