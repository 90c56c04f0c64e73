package gr.dimos.android

import android.os.Build
import android.security.KeyStoreException
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.KeyProperties
import androidx.annotation.RequiresApi
import gr.dimos.core.SecretStore
import java.io.File
import java.nio.channels.FileChannel
import java.nio.file.Files
import java.nio.file.StandardCopyOption
import java.nio.file.StandardOpenOption
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
class KeystoreSecrets(
    private val folder: File,
    private val forgetKey: () -> Unit = ::forgetKeystoreKey,
    private val key: () -> SecretKey = ::keystoreKey,
) : SecretStore {

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
        } catch (trouble: Exception) {
            if (!trouble.isSpoiltFile && !trouble.isLostKey) throw trouble
            file.delete()
            null
        }
    }

    @Synchronized
    override fun put(name: String, value: String) {
        val kept = try {
            encrypted(name, value)
        } catch (trouble: Exception) {
            if (!trouble.isLostKey) throw trouble
            // Nothing that it wrote can be read any more.
            forgetKey()
            encrypted(name, value)
        }
        val file = file(name)
        folder.mkdirs()
        val fresh = File(folder, "${file.name}.new")
        // Whole or not at all, whenever the phone dies.
        fresh.outputStream().use {
            it.write(kept)
            it.fd.sync()
        }
        Files.move(fresh.toPath(), file.toPath(), StandardCopyOption.ATOMIC_MOVE)
        FileChannel.open(folder.toPath(), StandardOpenOption.READ).use { it.force(true) }
    }

    private fun encrypted(name: String, value: String): ByteArray {
        val cipher = Cipher.getInstance(CIPHER)
        cipher.init(Cipher.ENCRYPT_MODE, key())
        cipher.updateAAD(name.encodeToByteArray())
        return cipher.iv + cipher.doFinal(value.encodeToByteArray())
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

private val Throwable.isSpoiltFile get() = this is BadPaddingException || this is IllegalArgumentException

/** Whether the Keystore says that the key will never work again. Before Android 13 it says so less often. */
private val Throwable.isLostKey: Boolean
    get() = generateSequence(this) { it.cause }.take(LONGEST_CHAIN).any {
        it is KeyPermanentlyInvalidatedException ||
            (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU && it is KeyStoreException && it.numericErrorCode in LOST)
    }

private const val LONGEST_CHAIN = 8

@get:RequiresApi(Build.VERSION_CODES.TIRAMISU)
private val LOST get() = setOf(KeyStoreException.ERROR_KEY_CORRUPTED, KeyStoreException.ERROR_KEY_DOES_NOT_EXIST)

/** The key, made when it is first needed. It never leaves the Keystore. */
private fun keystoreKey(): SecretKey {
    (keystore().getKey(ALIAS, null) as SecretKey?)?.let { return it }
    val spec = KeyGenParameterSpec.Builder(ALIAS, KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
        .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
        .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
        .setKeySize(256)
        .build()
    return KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, ANDROID).apply { init(spec) }.generateKey()
}

private fun forgetKeystoreKey() = keystore().deleteEntry(ALIAS)

private fun keystore() = KeyStore.getInstance(ANDROID).apply { load(null) }
