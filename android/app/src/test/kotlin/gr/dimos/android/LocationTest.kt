package gr.dimos.android

import android.Manifest.permission.ACCESS_COARSE_LOCATION
import android.Manifest.permission.ACCESS_FINE_LOCATION
import android.Manifest.permission.POST_NOTIFICATIONS
import android.app.Activity
import android.content.pm.PackageManager
import android.location.Location
import android.location.LocationManager
import android.os.SystemClock
import android.provider.Settings
import gr.dimos.android.place.PhoneLocator
import gr.dimos.app.Intent
import gr.dimos.app.PhoneFix
import gr.dimos.app.ReportIntent
import gr.dimos.app.Screen
import gr.dimos.store.LocationAccess
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.launch
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadows.ShadowActivity
import org.robolectric.util.ReflectionHelpers

/** Location: asked for, refused, refused for ever, switched off, approximate. */
@RunWith(RobolectricTestRunner::class)
@OptIn(ExperimentalCoroutinesApi::class)
class LocationTest {
    @get:Rule val opened = Opened()

    private var decided: ShadowActivity.PermissionsRequest? = null

    private val manager get() = checkNotNull(opened.app.getSystemService(LocationManager::class.java))
    private val locator get() = PhoneLocator(opened.app, opened.parts.desk)

    @Test
    fun `who refuses is told why before the second time, and is shown the settings after it`() {
        opened.start()

        val first = access()
        assertNull("nothing is explained unasked", opened.parts.desk.explaining.value)
        refuse(mayAskAgain = true)
        assertEquals(LocationAccess.DENIED, done(first))

        val second = access()
        assertEquals(R.string.location_why, until({ "why" }) { opened.parts.desk.explaining.value }.text)
        opened.parts.desk.explained(true)
        refuse(mayAskAgain = false)
        assertEquals(LocationAccess.DENIED, done(second))

        val third = access()
        decide()
        assertEquals(R.string.location_settings, until({ "a way out" }) { opened.parts.desk.explaining.value }.text)
        opened.parts.desk.explained(true)
        assertEquals(LocationAccess.DENIED, done(third))
        val settings = until({ "the settings" }) { shadowOf(opened.app).nextStartedActivity }
        assertEquals(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, settings.action)
    }

    @Test
    fun `who refused for ever is told by the core too, and sets the pin by hand`() {
        opened.ready()
        opened.send(Intent.Report(ReportIntent.New))
        for (mayAskAgain in listOf(true, false)) {
            opened.send(Intent.Report(ReportIntent.UsePhonePosition))
            if (!mayAskAgain) {
                until({ "why" }) { opened.parts.desk.explaining.value }
                opened.parts.desk.explained(true)
            }
            refuse(mayAskAgain)
            opened.see("that there is no position") { it.toast }
            opened.send(Intent.DismissToast)
        }
        opened.send(Intent.Report(ReportIntent.UsePhonePosition))
        decide()
        until({ "a way out" }) { opened.parts.desk.explaining.value }
        opened.parts.desk.explained(false)
        assertTrue(opened.see("that there is no position") { it.toast }.text.isNotEmpty())
        opened.send(Intent.Report(ReportIntent.MovePin(40.6350, 22.9391)))
        opened.see("the pin") { view -> (view.screen as? Screen.Report)?.report?.place?.takeIf { it.isSet } }
    }

    @Test
    fun `who refused for ever and then has Android ask every time is asked again, and not sent to the settings`() {
        opened.start()
        refuseForEver()
        val third = access()
        decide(ACCESS_COARSE_LOCATION)
        assertEquals(LocationAccess.GRANTED, done(third))
        assertNull(opened.parts.desk.explaining.value)
    }

    @Test
    fun `a question that Android breaks off is no refusal for ever`() {
        opened.start()
        refuseForEver()
        opened.parts.scope.launch { opened.parts.desk.askPermissions(listOf(POST_NOTIFICATIONS)) }
        until({ "the system's dialogue" }) { shadowOf(opened.activity).lastRequestedPermission?.takeIf { it !== decided } }
        assertEquals(LocationAccess.DENIED, done(access()))
        assertNull(opened.parts.desk.explaining.value)
    }

    @Test
    fun `who does not want to hear why is not asked`() {
        opened.start()
        explain(true)
        val access = access()
        until({ "why" }) { opened.parts.desk.explaining.value }
        opened.parts.desk.explained(false)
        assertEquals(LocationAccess.DENIED, done(access))
    }

    @Test
    fun `an explanation outlives the turning of the phone`() {
        opened.start()
        explain(true)
        val access = access()
        until({ "why" }) { opened.parts.desk.explaining.value }
        opened.turn()
        assertTrue(opened.parts.desk.explaining.value != null)
        opened.parts.desk.explained(true)
        decide(ACCESS_FINE_LOCATION, ACCESS_COARSE_LOCATION)
        assertEquals(LocationAccess.GRANTED, done(access))
    }

    @Test
    fun `an approximate position will do`() {
        opened.start()
        val access = access()
        decide(ACCESS_COARSE_LOCATION)
        assertEquals(LocationAccess.GRANTED, done(access))

        shadowOf(manager).setProviderEnabled(LocationManager.NETWORK_PROVIDER, true)
        val position = opened.parts.scope.async { locator.position(10.seconds) }
        until({ "an answer" }) {
            shadowOf(manager).simulateLocation(fix(LocationManager.NETWORK_PROVIDER, 40.6401, 22.9444, 1_500f))
            position.takeIf { it.isCompleted }
        }
        assertEquals(PhoneFix.Found(40.6401, 22.9444, 1_500f), done(position))
    }

    @Test
    fun `an exact position is waited for where a rough one comes first`() {
        opened.start()
        shadowOf(opened.app).grantPermissions(ACCESS_FINE_LOCATION, ACCESS_COARSE_LOCATION)
        for (provider in listOf(LocationManager.NETWORK_PROVIDER, LocationManager.GPS_PROVIDER)) {
            shadowOf(manager).setProviderEnabled(provider, true)
        }
        val position = opened.parts.scope.async { locator.position(20.seconds) }
        val rough = fix(LocationManager.NETWORK_PROVIDER, 40.6401, 22.9444, 1_500f)
        val exact = fix(LocationManager.GPS_PROVIDER, 40.6350, 22.9391, 8f)
        var looks = 0
        until({ "an answer" }) {
            shadowOf(manager).simulateLocation(if (looks++ < 20) rough else exact)
            position.takeIf { it.isCompleted }
        }
        assertEquals(PhoneFix.Found(40.6350, 22.9391, 8f), done(position))
    }

    @Test
    fun `location that is switched off is no refusal`() {
        opened.start()
        shadowOf(opened.app).grantPermissions(ACCESS_FINE_LOCATION, ACCESS_COARSE_LOCATION)
        shadowOf(manager).setLocationEnabled(false)
        assertEquals(LocationAccess.OFF, done(access()))
    }

    @Test
    fun `a phone without any provider has no position, at once`() {
        opened.start()
        shadowOf(opened.app).grantPermissions(ACCESS_COARSE_LOCATION)
        for (provider in manager.allProviders) shadowOf(manager).setProviderEnabled(provider, false)
        assertEquals(PhoneFix.TimedOut, done(opened.parts.scope.async { locator.position(10.seconds) }))
    }

    private fun access() = opened.parts.scope.async { locator.access() }

    private fun <T : Any> done(waiting: Deferred<T>): T =
        until({ "an answer" }) { waiting.takeIf { it.isCompleted }?.getCompleted() }

    private fun explain(wanted: Boolean) {
        val packages = shadowOf(opened.app.packageManager)
        packages.setShouldShowRequestPermissionRationale(ACCESS_FINE_LOCATION, wanted)
    }

    private fun refuseForEver() {
        val first = access()
        refuse(mayAskAgain = true)
        assertEquals(LocationAccess.DENIED, done(first))
        val second = access()
        until({ "why" }) { opened.parts.desk.explaining.value }
        opened.parts.desk.explained(true)
        refuse(mayAskAgain = false)
        assertEquals(LocationAccess.DENIED, done(second))
    }

    private fun refuse(mayAskAgain: Boolean) {
        decide()
        explain(mayAskAgain)
    }

    /** The person decides in the system's dialogue. */
    private fun decide(vararg granted: String) {
        val asked = until({ "the system's dialogue" }) {
            shadowOf(opened.activity).lastRequestedPermission?.takeIf { it !== decided }
        }
        decided = asked
        shadowOf(opened.app).grantPermissions(*granted)
        val results = asked.requestedPermissions.map {
            if (it in granted) PackageManager.PERMISSION_GRANTED else PackageManager.PERMISSION_DENIED
        }
        // As when the dialogue closes: while it is open, Android answers every other question with nothing.
        ReflectionHelpers.setField(Activity::class.java, opened.activity, "mHasCurrentPermissionsRequest", false)
        opened.activity.onRequestPermissionsResult(asked.requestCode, asked.requestedPermissions, results.toIntArray())
    }

    private fun fix(provider: String, lat: Double, lon: Double, accuracy: Float) = Location(provider).apply {
        latitude = lat
        longitude = lon
        this.accuracy = accuracy
        time = System.currentTimeMillis()
        elapsedRealtimeNanos = SystemClock.elapsedRealtimeNanos()
    }
}
