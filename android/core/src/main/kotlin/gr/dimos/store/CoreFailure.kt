package gr.dimos.store

import gr.dimos.core.CoreException

/** Why there is no core, for a screen that offers to try again or to send the diagnostics. */
sealed interface CoreFailure {
    /** For the diagnostics: technical, in English. */
    val reason: String

    /** The operating system gives no threads: other apps have to be closed. */
    data class NoThreads(override val reason: String) : CoreFailure

    /** The phone's storage cannot be used. */
    data class Storage(override val reason: String) : CoreFailure

    /** The core's library is missing, or of another version than its bindings: the app has to be installed again. */
    data class Library(override val reason: String) : CoreFailure

    /** A mistake of ours. */
    data class Broken(override val reason: String) : CoreFailure

    companion object {
        internal fun of(trouble: Throwable): CoreFailure = when (trouble) {
            is CoreException.NoThreads -> NoThreads(trouble.reason)
            is CoreException.Storage -> Storage(trouble.reason)
            is LinkageError -> Library("$trouble")
            is OutOfMemoryError -> NoThreads("$trouble")
            else -> Broken("$trouble")
        }
    }
}
