package gr.dimos.ui

import androidx.compose.ui.graphics.vector.ImageVector
import gr.dimos.ui.parts.Symbols
import java.nio.file.Path
import javax.xml.parsers.DocumentBuilderFactory
import org.w3c.dom.Element

/** The texts that the app has without the core, from the resources themselves. */
class PlatformWords(language: String) {
    private val texts: Map<String, String> = run {
        val folder = if (language == "en") "values" else "values-$language"
        val file = Path.of("..", "app", "src", "main", "res", folder, "strings.xml").toFile()
        val strings = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file).getElementsByTagName("string")
        (0 until strings.length).map { strings.item(it) as Element }
            .associate { it.getAttribute("name") to it.textContent.replace("\\'", "'") }
    }

    private fun text(name: String) = checkNotNull(texts[name]) { "no string is called $name" }

    /** The page where there is no core. */
    fun failure(why: String) =
        FailureWords(text("failed_title"), text(why), text("try_again"), text("send_details"))

    /** Why the app asks for the position. */
    fun whyPosition() = why(Symbols.Place, "location")

    /** Why the app would send notifications. */
    fun whyNotices() = why(Symbols.Bell, "notices")

    private fun why(symbol: ImageVector, what: String) =
        ExplanationWords(symbol, text("${what}_title"), text("${what}_why"), text("go_on"), text("not_now"))
}
