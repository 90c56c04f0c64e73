package gr.dimos.android

import android.content.Intent
import android.graphics.Bitmap
import android.graphics.Canvas
import android.net.Uri
import gr.dimos.android.links.ACTION_PAY
import gr.dimos.android.links.ACTION_REPORT
import gr.dimos.android.links.Arrival
import gr.dimos.android.links.arrivalOf
import gr.dimos.app.Intent as AppIntent
import gr.dimos.app.ReportIntent
import gr.dimos.app.ReportStep
import gr.dimos.app.Screen
import gr.dimos.app.Tab
import gr.dimos.app.ViewModel
import gr.dimos.store.CoreFailure
import gr.dimos.store.CoreState
import java.io.File
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.xmlpull.v1.XmlPullParser

/** The app starts, is turned, is left by Back, and meets a phone that does not play along. */
@RunWith(RobolectricTestRunner::class)
class StartTest {
    @get:Rule val opened = Opened()

    @Test
    fun `the app starts over the real core and draws its screen with Android's own Compose`() {
        val activity = opened.ready()
        assertEquals("en", opened.see("a language") { it.language })
        until({ "Android to say that the app is in front" }) { opened.parts.signals.inFront.value.takeIf { it } }
        val first = until({ "something to be drawn" }) { drawn(activity).takeIf { it.toSet().size > 1 } }
        opened.send(AppIntent.OpenTab(Tab.SETTINGS))
        opened.see("the settings") { it.screen as? Screen.Settings }
        until({ "another screen to be drawn" }) { drawn(activity).takeIf { it != first } }
    }

    @Test
    fun `the icon opens the app, and brings back what was over it where it is open`() {
        val icon = Intent(Intent.ACTION_MAIN).addCategory(Intent.CATEGORY_LAUNCHER).setPackage(opened.app.packageName)
        val found = opened.app.packageManager.queryIntentActivities(icon, 0).map { it.activityInfo.name }
        assertEquals(listOf(LauncherActivity::class.java.name), found)
        for (isFirst in listOf(true, false)) {
            val launcher = Robolectric.buildActivity(LauncherActivity::class.java, icon)
            shadowOf(launcher.get()).setIsTaskRoot(isFirst)
            launcher.create()
            assertTrue(launcher.get().isFinishing)
            val started = shadowOf(launcher.get()).nextStartedActivity?.component?.className
            assertEquals(MainActivity::class.java.name.takeIf { isFirst }, started)
        }
    }

    @Test
    @Config(qualifiers = "el-rGR")
    fun `a Greek phone gets Greek`() {
        opened.ready()
        assertEquals("el", opened.see("a language") { it.language })
    }

    @Test
    fun `turning the phone loses nothing and starts nothing twice`() {
        opened.ready(Intent(Intent.ACTION_VIEW, Uri.parse("dimos://pay/attempts/forged")))
        opened.see("an answer to the link") { it.toast }
        opened.send(AppIntent.DismissToast)
        opened.send(AppIntent.Report(ReportIntent.New))
        opened.send(AppIntent.Report(ReportIntent.Describe("A lamp is out.")))
        seeWords()
        opened.turn()
        seeWords()
        assertEquals("the link is not opened again", null, opened.see("a view") { it }.toast)
    }

    @Test
    fun `back goes back in the core and, where there is nothing to go back to, out of the app`() {
        val activity = opened.ready()
        opened.send(AppIntent.Report(ReportIntent.New))
        opened.send(AppIntent.Report(ReportIntent.Describe("A lamp is out.")))
        opened.send(AppIntent.Report(ReportIntent.GoTo(ReportStep.SERVICE)))
        opened.see("a step further") { it.takeIf { it.canGoBack } }
        until({ "back to be the core's" }) { activity.onBackPressedDispatcher.takeIf { it.hasEnabledCallbacks() } }
        val step = step()
        activity.onBackPressedDispatcher.onBackPressed()
        opened.see("a step before") { report(it)?.takeIf { r -> !r.composing || r.step != step } }
        assertFalse(activity.isFinishing)
        until({ "back to lead out, at last" }) {
            activity.onBackPressedDispatcher.run {
                if (hasEnabledCallbacks()) onBackPressed()
                takeIf { !it.hasEnabledCallbacks() }
            }
        }
        assertFalse(opened.see("the first page") { it }.canGoBack)
    }

    @Test
    fun `a shortcut leads where it says`() {
        opened.ready()
        opened.arrives(Intent("gr.dimos.android.MY_REPORTS"))
        opened.see("my reports") { it.takeIf { it.screen is Screen.MyReports } }
        opened.arrives(Intent("gr.dimos.android.REPORT"))
        opened.see("a report") { it.takeIf { it.tabs.first { tab -> tab.selected }.tab == Tab.REPORT } }
    }

    /** As the launcher's service reads them: it resolves none of the app's resources. */
    @Test
    fun `every shortcut names this app and a place in it`() {
        val android = "http://schemas.android.com/apk/res/android"
        val told = mutableMapOf<String, Arrival>()
        val xml = opened.app.resources.getXml(R.xml.shortcuts)
        while (xml.next() != XmlPullParser.END_DOCUMENT) {
            if (xml.eventType != XmlPullParser.START_TAG || xml.name != "intent") continue
            assertEquals(opened.app.packageName, xml.getAttributeValue(android, "targetPackage"))
            assertEquals(MainActivity::class.java.name, xml.getAttributeValue(android, "targetClass"))
            val action = xml.getAttributeValue(android, "action")
            told[action] = arrivalOf(Intent(action))
        }
        val places = listOf(ACTION_REPORT to Tab.REPORT, ACTION_PAY to Tab.PAY)
        assertEquals(places.associate { (action, tab) -> action to Arrival.Told(AppIntent.OpenTab(tab)) }, told)
    }

    @Test
    fun `a database that cannot be opened is said in words with a way on, and is no crash`() {
        val folder = File(opened.app.noBackupFilesDir, "core")
        folder.deleteRecursively()
        folder.writeText("in the way")
        opened.start()
        opened.see("what is wrong") { (it.screen as? Screen.Starting)?.starting?.takeIf { s -> s.retry != null } }
        folder.delete()
        opened.send(AppIntent.Foreground)
        opened.see("the app after all") { it.takeIf { it.screen !is Screen.Starting } }
    }

    @Test
    fun `secrets that cannot be read just now are no reason to begin anew`() {
        opened.app.secrets.areLocked = true
        opened.start()
        val failed = until({ "a failure; the state was ${opened.parts.host.state.value}" }) {
            opened.parts.host.state.value as? CoreState.Failed
        }
        assertTrue("$failed", failed.failure is CoreFailure.Secrets)
        opened.app.secrets.areLocked = false
        opened.parts.host.tryAgain()
        opened.see("the app after all") { it.takeIf { it.screen !is Screen.Starting } }
    }

    private fun seeWords() = opened.see("the words") { report(it)?.takeIf { r -> r.description.value.startsWith("A lamp") } }

    private fun step() = opened.see("a step") { report(it)?.takeIf { r -> r.composing } }.step

    private fun report(view: ViewModel) = (view.screen as? Screen.Report)?.report

    /** The pixels of what the window shows. */
    private fun drawn(activity: MainActivity): List<Int> {
        val picture = Bitmap.createBitmap(720, 1280, Bitmap.Config.ARGB_8888)
        activity.window.decorView.draw(Canvas(picture))
        val pixels = IntArray(picture.width * picture.height)
        picture.getPixels(pixels, 0, picture.width, 0, 0, picture.width, picture.height)
        return pixels.asList()
    }
}
