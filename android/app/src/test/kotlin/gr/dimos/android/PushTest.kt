package gr.dimos.android

import android.content.ComponentName
import android.content.Intent
import android.content.IntentFilter
import androidx.work.WorkInfo
import androidx.work.WorkManager
import gr.dimos.android.delivery.WorkDelivery
import gr.dimos.android.push.PushAddress
import gr.dimos.android.push.UnifiedPushReceiver
import gr.dimos.android.push.flavourPush
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf

/** Being woken by the city: a convenience that many phones do not have, and that everybody can try to abuse. */
@RunWith(RobolectricTestRunner::class)
class PushTest {
    @get:Rule val opened = Opened()

    private val address get() = PushAddress(opened.app)
    private val registrations get() = shadowOf(opened.app).broadcastIntents.filter { it.action == REGISTER }

    @Test
    fun `a phone without Google's services and without another way asks the city by itself, and the app is whole`() {
        assertThrows(ClassNotFoundException::class.java) { Class.forName("com.google.firebase.FirebaseApp") }
        flavourPush(opened.app).start()
        assertEquals(emptyList<Intent>(), registrations)
        assertNull(address.secret)
        opened.ready()
        until({ "a look at the news now and then" }) {
            work(WorkDelivery.NEWS).firstOrNull { it.state == WorkInfo.State.ENQUEUED && it.periodicityInfo != null }
        }
    }

    @Test
    fun `a distributor that the person installed is asked once for an address, by one secret`() {
        install()
        flavourPush(opened.app).start()
        val asked = registrations.single()
        assertEquals("org.example.distributor", asked.`package`)
        assertEquals(address.secret, asked.getStringExtra("token"))
        says("NEW_ENDPOINT", asked.getStringExtra("token"), "https://push.example/1")
        assertEquals("https://push.example/1", address.address)
        flavourPush(opened.app).start()
        assertEquals("the same at every start", 1, registrations.map { it.getStringExtra("token") }.toSet().size)
        says("UNREGISTERED", address.secret)
        assertNull(address.address)
    }

    @Test
    fun `only who knows the secret moves the address or wakes the phone`() {
        says("MESSAGE", null)
        install()
        flavourPush(opened.app).start()
        for (guess in listOf(null, "", "guess")) {
            says("NEW_ENDPOINT", guess, "https://attacker.example")
            says("MESSAGE", guess)
        }
        assertNull(address.address)
        assertEquals(emptyList<WorkInfo>(), work(WorkDelivery.DELIVERY))
        says("MESSAGE", address.secret)
        assertTrue(until({ "work" }) { work(WorkDelivery.DELIVERY).takeIf { it.isNotEmpty() } }.size == 1)
    }

    private fun install() {
        val distributor = ComponentName("org.example.distributor", "org.example.distributor.Register")
        val packages = shadowOf(opened.app.packageManager)
        packages.addReceiverIfNotPresent(distributor)
        packages.addIntentFilterForReceiver(distributor, IntentFilter(REGISTER))
    }

    private fun says(what: String, token: String?, endpoint: String? = null) = UnifiedPushReceiver().onReceive(
        opened.app,
        Intent("org.unifiedpush.android.connector.$what").putExtra("token", token).putExtra("endpoint", endpoint),
    )

    private fun work(name: String) = WorkManager.getInstance(opened.app).getWorkInfosForUniqueWork(name).get()

    private companion object {
        const val REGISTER = "org.unifiedpush.android.distributor.REGISTER"
    }
}
