package gr.dimos.store

import java.time.Instant

/** What went wrong lately, to be sent to whoever looks after the app. Holds no text of the person's. */
class Diagnostics(private val now: () -> Instant = Instant::now) {
    private val lines = ArrayDeque<String>()

    /** Notes that [what] failed. Only the kind of [trouble] is kept, since its message may hold addresses or paths. */
    fun note(what: String, trouble: Throwable? = null) {
        val kinds = generateSequence(trouble) { it.cause }.take(4).joinToString(" < ") { it.javaClass.name }
        synchronized(lines) {
            if (lines.size == KEPT) lines.removeFirst()
            lines.addLast("${now()} $what${if (kinds.isEmpty()) "" else ": $kinds"}")
        }
    }

    /** One line for each, the oldest first. */
    fun text(): String = synchronized(lines) { lines.joinToString("\n") }

    private companion object {
        const val KEPT = 200
    }
}
