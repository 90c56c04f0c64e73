package gr.dimos.store

import gr.dimos.core.CoreException
import java.io.IOException

/** Why there is no core, for a screen that offers to try again or to send the diagnostics. */
sealed interface CoreFailure {
    /** For the diagnostics: technical, in English. */
    val reason: String

    /** The operating system gives no threads: other apps have to be closed. */
    data class NoThreads(override val reason: String) : CoreFailure

    /** The phone's storage cannot be used. */
    data class Storage(override val reason: String) : CoreFailure

    /** The phone's secure storage cannot be read now: without it the city would not know this phone. */
    data class Secrets(override val reason: String) : CoreFailure

    /** The core's library is missing, or of another version than its bindings: the app has to be installed again. */
    data class Library(override val reason: String) : CoreFailure

    /** A mistake of ours. */
    data class Broken(override val reason: String) : CoreFailure

    companion object {
        internal fun of(trouble: Throwable): CoreFailure = when (trouble) {
            is CoreException.NoThreads -> NoThreads(trouble.reason)
            is CoreException.Storage -> Storage(trouble.reason)
            is IOException -> Storage("$trouble")
            is SecretsUnreadable -> Secrets("${trouble.cause}")
            is LinkageError -> Library("$trouble")
            is OutOfMemoryError -> NoThreads("$trouble")
            else -> Broken("$trouble")
        }
    }
}

/** What [CoreFailure.Secrets] is made of. */
internal class SecretsUnreadable(cause: Throwable) : Exception(cause)
