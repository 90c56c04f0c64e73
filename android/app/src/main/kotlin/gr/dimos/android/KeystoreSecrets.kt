package gr.dimos.android

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.KeyProperties
import gr.dimos.core.SecretStore
import java.io.File
import java.nio.file.Files
import java.nio.file.StandardCopyOption
import java.security.KeyStore
import java.security.MessageDigest
import javax.crypto.BadPaddingException
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

/**
 * Secrets in files that only this phone's Keystore can read. A secret that can never be read again (the key is gone,
 * the file was tampered with) counts as none: the core then asks the city for a new one. One that cannot be read just now
 * is an exception, and stays.
 */
class KeystoreSecrets(private val folder: File, private val key: () -> SecretKey = ::keystoreKey) : SecretStore {

    @Synchronized
    override fun get(name: String): String? {
        val file = file(name)
        if (!file.exists()) return null
        return try {
            val kept = file.readBytes()
            val cipher = Cipher.getInstance(CIPHER)
            cipher.init(Cipher.DECRYPT_MODE, key(), GCMParameterSpec(TAG_BITS, kept, 0, IV_BYTES))
            cipher.updateAAD(name.encodeToByteArray())
            cipher.doFinal(kept, IV_BYTES, kept.size - IV_BYTES).decodeToString()
        } catch (_: BadPaddingException) {
            file.delete()
            null
        } catch (_: KeyPermanentlyInvalidatedException) {
            file.delete()
            null
        } catch (_: IllegalArgumentException) {
            file.delete()
            null
        }
    }

    @Synchronized
    override fun put(name: String, value: String) {
        val cipher = Cipher.getInstance(CIPHER)
        cipher.init(Cipher.ENCRYPT_MODE, key())
        cipher.updateAAD(name.encodeToByteArray())
        val file = file(name)
        folder.mkdirs()
        val fresh = File(folder, "${file.name}.new")
        fresh.writeBytes(cipher.iv + cipher.doFinal(value.encodeToByteArray()))
        // Whole or not at all, whenever the phone dies.
        Files.move(fresh.toPath(), file.toPath(), StandardCopyOption.ATOMIC_MOVE)
    }

    @Synchronized
    override fun remove(name: String) {
        file(name).delete()
    }

    private fun file(name: String): File {
        val digest = MessageDigest.getInstance("SHA-256").digest(name.encodeToByteArray())
        return File(folder, digest.joinToString("") { "%02x".format(it) })
    }

    private companion object {
        const val CIPHER = "AES/GCM/NoPadding"
        const val IV_BYTES = 12
        const val TAG_BITS = 128
    }
}

private const val ANDROID = "AndroidKeyStore"
private const val ALIAS = "dimos-secrets"

/** The key, made when it is first needed. It never leaves the Keystore. */
private fun keystoreKey(): SecretKey {
    val store = KeyStore.getInstance(ANDROID).apply { load(null) }
    (store.getKey(ALIAS, null) as SecretKey?)?.let { return it }
    val spec = KeyGenParameterSpec.Builder(ALIAS, KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
        .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
        .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
        .setKeySize(256)
        .build()
    return KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, ANDROID).apply { init(spec) }.generateKey()
}
