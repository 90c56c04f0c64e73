package gr.dimos.ui

import androidx.compose.runtime.Immutable

/**
 * What symbols without words are called by a screen reader, as far as the core's view model has no text for them. They
 * are a fallback: when the core names them, they go.
 */
@Immutable
data class ShellWords(
    val back: String,
    val close: String,
    val cancel: String,
    val remove: String,
    val map: String,
    val list: String,
    val zoomIn: String,
    val zoomOut: String,
) {
    companion object {
        private val greek =
            ShellWords("Πίσω", "Κλείσιμο", "Άκυρο", "Αφαίρεση", "Χάρτης", "Λίστα", "Μεγέθυνση", "Σμίκρυνση")
        private val english =
            ShellWords("Back", "Close", "Cancel", "Remove", "Map", "List", "Zoom in", "Zoom out")

        /** Those of a language. */
        fun of(language: String): ShellWords = if (language.startsWith("en")) english else greek
    }
}
