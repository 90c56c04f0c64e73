package gr.dimos.store

import gr.dimos.core.SecretStore
import java.util.concurrent.ConcurrentHashMap

/**
 * Secrets whose trouble does not cross into the core, where an exception must not go. It is tried again a few times.
 * What could not be read is not overwritten: a keystore that fails for a moment must not make this phone a stranger to
 * the city.
 */
internal class GuardedSecrets(private val secrets: SecretStore, private val diagnostics: Diagnostics) : SecretStore {
    private val unread = ConcurrentHashMap.newKeySet<String>()

    /** These secrets, if they can be read at all. */
    fun readable(): GuardedSecrets {
        patiently { secrets.get(DEVICE) }.onFailure { throw SecretsUnreadable(it) }
        return this
    }

    override fun get(name: String): String? {
        val read = patiently { secrets.get(name) }
        if (read.isSuccess) unread -= name else unread += name
        return read.noted("reading a secret")
    }

    override fun put(name: String, value: String) {
        if (name in unread) return diagnostics.note("a secret that could not be read was not overwritten")
        patiently { secrets.put(name, value) }.noted("keeping a secret")
    }

    override fun remove(name: String) {
        patiently { secrets.remove(name) }.noted("forgetting a secret")
    }

    private fun <T> patiently(act: () -> T): Result<T> {
        var done = runCatching(act)
        for (pause in PAUSES_MS) {
            if (done.isSuccess) break
            Thread.sleep(pause)
            done = runCatching(act)
        }
        return done
    }

    private fun <T> Result<T>.noted(what: String): T? = onFailure { diagnostics.note(what, it) }.getOrNull()

    private companion object {
        /** The core's name of this phone's id. */
        const val DEVICE = "dimos.device"
        val PAUSES_MS = listOf(20L, 100L, 300L)
    }
}
