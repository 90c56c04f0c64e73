package gr.dimos.store

import gr.dimos.core.SecretStore

/** Secrets whose trouble is noted instead of thrown: an exception must not cross into the core. */
internal class GuardedSecrets(private val secrets: SecretStore, private val diagnostics: Diagnostics) : SecretStore {
    override fun get(name: String): String? = guarded("reading a secret") { secrets.get(name) }

    override fun put(name: String, value: String) {
        guarded("keeping a secret") { secrets.put(name, value) }
    }

    override fun remove(name: String) {
        guarded("forgetting a secret") { secrets.remove(name) }
    }

    private fun <T> guarded(what: String, act: () -> T): T? =
        try {
            act()
        } catch (trouble: Throwable) {
            diagnostics.note(what, trouble)
            null
        }
}
