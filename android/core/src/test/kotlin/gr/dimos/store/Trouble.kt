package gr.dimos.store

import java.nio.file.Path
import org.junit.jupiter.api.Assumptions.abort

/** A library, compiled into [dir], that makes a process's clock wrong or its disk full: `tests/tools/phone.c` says how. */
class Trouble(private val dir: Path) {
    /** The environment of a process that has it. Without a C compiler the test is skipped, and says so. */
    fun with(vararg what: Pair<String, Path>): Map<String, String> =
        what.associate { (name, file) -> name to "$file" } + ("LD_PRELOAD" to "${compiled()}")

    private fun compiled(): Path {
        val library = dir.resolve("phone.so")
        val command = listOf("cc", "-shared", "-fPIC", "-O1", "-o", "$library", System.getProperty("dimos.trouble"), "-ldl")
        val isCompiled = runCatching { ProcessBuilder(command).inheritIO().start().waitFor() == 0 }.getOrDefault(false)
        return if (isCompiled) library else abort("skipped: no C compiler here to play a phone that plays up")
    }
}
