package gr.dimos.script

import gr.dimos.script.generated.JOURNEYS
import java.nio.file.Path
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.TestFactory
import org.junit.jupiter.api.io.TempDir

/** The journeys that every phone plays, and what Kotlin must see of them: `tests/script`. */
class ScriptTest {
    @TempDir lateinit var dir: Path

    @TestFactory
    fun `Kotlin sees what the headless phone saw`(): List<DynamicTest> = JOURNEYS.map { (name, locale, play) ->
        dynamicTest(name) { Player(name, locale, dir.resolve(name)).use { it.play() } }
    }
}
