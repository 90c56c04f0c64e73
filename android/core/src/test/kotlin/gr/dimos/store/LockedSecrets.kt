package gr.dimos.store

import gr.dimos.core.SecretStore

/** A keystore that fails, as some do after an update of the operating system. */
class LockedSecrets : SecretStore {
    override fun get(name: String): String? = error("the keystore is locked")

    override fun put(name: String, value: String) = error("the keystore is locked")

    override fun remove(name: String) = error("the keystore is locked")
}
