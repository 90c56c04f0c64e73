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
    val done: String,
    val camera: String,
    val gallery: String,
    val stars: String,
) {
    companion object {
        private val greek = ShellWords(
            back = "Πίσω",
            close = "Κλείσιμο",
            cancel = "Άκυρο",
            remove = "Αφαίρεση",
            map = "Χάρτης",
            list = "Λίστα",
            zoomIn = "Μεγέθυνση",
            zoomOut = "Σμίκρυνση",
            done = "Εντάξει",
            camera = "Κάμερα",
            gallery = "Φωτογραφίες",
            stars = "στα 5",
        )
        private val english = ShellWords(
            back = "Back",
            close = "Close",
            cancel = "Cancel",
            remove = "Remove",
            map = "Map",
            list = "List",
            zoomIn = "Zoom in",
            zoomOut = "Zoom out",
            done = "OK",
            camera = "Camera",
            gallery = "Photos",
            stars = "of 5",
        )

        /** Those of a language. */
        fun of(language: String): ShellWords = if (language.startsWith("en")) english else greek
    }
}
