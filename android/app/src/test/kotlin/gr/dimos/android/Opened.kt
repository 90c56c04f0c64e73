package gr.dimos.android

import android.content.Intent
import android.os.Bundle
import android.os.Looper
import gr.dimos.app.Screen
import gr.dimos.app.ViewModel
import gr.dimos.core.City
import gr.dimos.store.CoreState
import java.net.URI
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import org.junit.rules.ExternalResource
import org.robolectric.Robolectric
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController

/** A real city with these options of its server, and the app on a phone that knows its address; both end with the test. */
class Opened(private vararg val options: String) : ExternalResource() {
    private lateinit var city: City
    private val screens = ArrayDeque<ActivityController<MainActivity>>()

    val app get() = TestApplication.here
    val parts get() = app.parts

    /** The screen in front. */
    val activity: MainActivity get() = screens.last().get()

    override fun before() {
        city = City.open(*options)
        cityIsAt()
    }

    override fun after() {
        screens.forEach { runCatching { it.close() } }
        app.end()
        city.close()
    }

    /** From the app's next start on, the city has this address; without one, its own again. */
    fun cityIsAt(url: String = city.url) {
        TestApplication.server = url
    }

    /** The city's server goes down. */
    fun cityGoesDown() = city.close()

    /** Somebody of the city's staff. */
    fun staff(role: String) = city.staff(role)

    /** What everybody can read of this city, around its centre. */
    fun publicReports(): String =
        URI("${city.url}/api/v1/reports?near_lat=40.635&near_lon=22.9391&radius_m=1000").toURL().readText()

    /** Somebody starts the app: by its icon, or however [intent] says. */
    fun start(intent: Intent = Intent(Intent.ACTION_MAIN), saved: Bundle? = null): MainActivity {
        val screen = Robolectric.buildActivity(MainActivity::class.java, intent)
        screens += screen
        screen.create(saved).start().resume().visible()
        return screen.get()
    }

    /** The same, and waits until the core knows the city. */
    fun ready(intent: Intent = Intent(Intent.ACTION_MAIN)): MainActivity {
        val activity = start(intent)
        see("the app to be ready") { view -> view.takeIf { it.screen !is Screen.Starting } }
        return activity
    }

    /** Something arrives while the app is open. */
    fun arrives(intent: Intent) {
        screens.last().newIntent(intent)
    }

    /** The phone is turned. */
    fun turn(): MainActivity {
        val landscape = "land" in RuntimeEnvironment.getQualifiers()
        RuntimeEnvironment.setQualifiers(if (landscape) "+port" else "+land")
        screens.last().recreate()
        return activity
    }

    /** Another app comes to the front. */
    fun left() {
        screens.last().pause().stop()
    }

    /** Android makes the screen anew, as after another setting of the phone's. */
    fun madeAnew() {
        screens.last().recreate()
    }

    /** Android ends the process while another app is in front; gives what it keeps of the screen. */
    fun killed(): Bundle {
        val kept = Bundle()
        val screen = screens.removeLast()
        screen.pause().stop().saveInstanceState(kept).destroy()
        app.dieAndComeBack()
        return kept
    }

    /** Tells the core something, as a touch does. */
    fun send(intent: gr.dimos.app.Intent) = parts.host.send(intent)

    /** Waits until the core shows something. */
    fun <T : Any> see(what: String, look: (ViewModel) -> T?): T = until({
        "$what; the state was ${"${parts.host.state.value}".take(1_500)}"
    }) { (parts.host.state.value as? CoreState.Open)?.view?.let(look) }
}

/** Lets the main thread work until something is there, for a minute. */
fun <T : Any> until(what: () -> String, look: () -> T?): T {
    val deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1)
    while (true) {
        shadowOf(Looper.getMainLooper()).idle()
        look()?.let { return it }
        check(System.nanoTime() < deadline) { "waited a minute for ${what()}" }
        Thread.sleep(10)
    }
}

/** A photo of tests/data. */
fun photo(name: String = "street-6.jpg"): ByteArray =
    Files.readAllBytes(Path.of(System.getProperty("dimos.photos"), name))
