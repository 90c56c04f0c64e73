package gr.dimos.android

import android.os.Looper
import gr.dimos.app.ViewModel
import gr.dimos.store.CoreState
import java.util.concurrent.TimeUnit
import org.robolectric.Shadows.shadowOf

/** Lets the main thread work until something is there, for half a minute. */
fun <T : Any> until(what: String, look: () -> T?): T {
    val deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30)
    while (true) {
        shadowOf(Looper.getMainLooper()).idle()
        look()?.let { return it }
        check(System.nanoTime() < deadline) { "waited half a minute for $what" }
        Thread.sleep(10)
    }
}

/** Waits until the core shows something. */
fun <T : Any> untilShown(what: String, look: (ViewModel) -> T?): T {
    val host = TestApplication.here.parts.host
    return until("$what; the state was ${"${host.state.value}".take(1_000)}") {
        (host.state.value as? CoreState.Open)?.view?.let(look)
    }
}
