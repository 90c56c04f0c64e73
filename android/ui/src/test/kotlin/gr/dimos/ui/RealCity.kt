package gr.dimos.ui

import gr.dimos.app.BaseMap
import gr.dimos.core.City
import gr.dimos.core.Phone
import java.nio.file.Files

/** The base map as the real core hands it over, of the real server's city; fetched once for all tests. */
object RealCity {
    private val maps: Map<String, BaseMap> by lazy {
        City.open().use { city -> listOf("el", "en").associateWith { fetch(city, it) } }
    }

    /** That of a language. */
    fun map(language: String): BaseMap = maps.getValue(language)

    private fun fetch(city: City, language: String): BaseMap {
        val dir = Files.createTempDirectory("dimos-map")
        try {
            return Phone(dir, city.url, "$language-GR").open().use { phone ->
                phone.until("the city's drawing") { phone.shell.cities.lastOrNull() }
            }
        } finally {
            dir.toFile().deleteRecursively()
        }
    }
}
