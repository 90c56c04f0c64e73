package gr.dimos.ui

import androidx.compose.ui.text.TextRange
import androidx.compose.ui.text.input.TextFieldValue
import gr.dimos.ui.parts.Typing
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

/** Fingers are faster than the core's answers. */
class TypingTest {
    @Test
    fun `late answers take no letter and no cursor away`() {
        val field = Typing("")
        listOf("π", "πο", "πολ").forEach { field.typed(TextFieldValue(it, TextRange(1))) }
        field.told("π")
        assertEquals(TextFieldValue("πολ", TextRange(1)), field.shown)
        // The core may skip a view, too.
        field.told("πολ")
        assertEquals(TextFieldValue("πολ", TextRange(1)), field.shown)
    }

    @Test
    fun `a value that the core made replaces what was typed`() {
        val field = Typing("")
        field.typed(TextFieldValue("rf34 9099"))
        field.told("rf34 9099")
        field.told("RF34 9099")
        assertEquals("RF34 9099", field.shown.text)
        field.told("")
        assertEquals("", field.shown.text)
    }
}
