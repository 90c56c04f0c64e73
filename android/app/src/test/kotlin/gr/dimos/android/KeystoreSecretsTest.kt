package gr.dimos.android

import android.security.keystore.KeyPermanentlyInvalidatedException
import java.io.File
import java.security.UnrecoverableKeyException
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

/** Secrets at rest, with a key of the JVM's: the phone's Keystore is only on a phone. */
@RunWith(RobolectricTestRunner::class)
class KeystoreSecretsTest {
    @get:Rule val folder = TemporaryFolder()

    private var key: SecretKey = newKey()
    private val secrets by lazy { KeystoreSecrets(folder.root) { key } }

    @Test
    fun `a secret is kept, changed and forgotten`() {
        assertNull(secrets.get("token"))
        secrets.put("token", "άλφα")
        secrets.put("token", "βήτα")
        assertEquals("βήτα", KeystoreSecrets(folder.root) { key }.get("token"))
        secrets.remove("token")
        assertNull(secrets.get("token"))
    }

    @Test
    fun `neither the secret nor its name is to be read in the file`() {
        secrets.put("device-token", "abc123")
        val file = folder.root.listFiles()!!.single()
        assertFalse("device-token" in file.name)
        assertFalse("abc123" in file.readText(Charsets.ISO_8859_1))
    }

    @Test
    fun `what was tampered with, cut short or put in another's place counts as none`() {
        for (spoil in listOf<(File) -> Unit>(
            { it.writeBytes(it.readBytes().also { bytes -> bytes[20] = (bytes[20] + 1).toByte() }) },
            { it.writeBytes(it.readBytes().copyOf(5)) },
            { it.writeBytes(ByteArray(0)) },
        )) {
            secrets.put("token", "abc123")
            spoil(folder.root.listFiles()!!.single())
            assertNull(secrets.get("token"))
        }
        secrets.put("one", "1")
        val one = folder.root.listFiles()!!.single().readBytes()
        secrets.put("two", "2")
        folder.root.listFiles()!!.forEach { it.writeBytes(one) }
        assertEquals(listOf("1", null), listOf(secrets.get("one"), secrets.get("two")))
    }

    @Test
    fun `a lost key makes a new beginning`() {
        secrets.put("token", "abc123")
        key = newKey()
        assertNull(secrets.get("token"))
        secrets.put("token", "def456")
        assertEquals("def456", secrets.get("token"))
    }

    @Test
    fun `a key that the Keystore says is lost makes a new beginning, and one that it cannot give just now does not`() {
        secrets.put("token", "abc123")
        val busy = KeystoreSecrets(folder.root) { throw UnrecoverableKeyException("busy") }
        assertThrows(UnrecoverableKeyException::class.java) { busy.get("token") }
        assertEquals("abc123", secrets.get("token"))

        val invalid = UnrecoverableKeyException("lost").apply { initCause(KeyPermanentlyInvalidatedException()) }
        assertNull(KeystoreSecrets(folder.root) { throw invalid }.get("token"))
        assertNull("nothing is left of it", secrets.get("token"))
    }

    @Test
    fun `a key that is lost when something is to be kept is made anew, and one that is busy is left alone`() {
        var forgotten = 0
        fun keeper(trouble: Exception) = KeystoreSecrets(folder.root, forgetKey = { forgotten++ }) {
            if (forgotten == 0) throw trouble else key
        }
        assertThrows(UnrecoverableKeyException::class.java) { keeper(UnrecoverableKeyException("busy")).put("token", "abc") }
        assertEquals(0, forgotten)

        keeper(KeyPermanentlyInvalidatedException()).put("token", "def456")
        assertEquals(1, forgotten)
        assertEquals("def456", secrets.get("token"))
    }

    private fun newKey() = KeyGenerator.getInstance("AES").apply { init(256) }.generateKey()
}
