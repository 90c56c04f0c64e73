package gr.dimos.android

import android.app.Activity
import android.net.Uri
import androidx.annotation.StringRes
import androidx.compose.ui.graphics.vector.ImageVector
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.filterNotNull
import kotlinx.coroutines.flow.first

/**
 * Where things are asked of a person, through whichever Activity there is. An answer finds its question also after the
 * Activity was made anew. Used on the main thread only.
 */
class Desk {
    private val windows = MutableStateFlow<Window?>(null)
    private val asked = MutableStateFlow<Explanation?>(null)
    private val picture = Question<Boolean>()
    private val choice = Question<Uri?>()
    private val permissions = Question<Map<String, Boolean>>()
    private val explanation = Question<Boolean>()

    /** What has to be explained now: the screen shows it over everything else. */
    val explaining: StateFlow<Explanation?> = asked.asStateFlow()

    /** The photo that is asked for, so that it is found when the process ends meanwhile. */
    var awaited: Awaited? = null
        private set

    /** The Activity, if there is one. */
    val activity: Activity? get() = windows.value?.activity

    /** Whether the person is deciding on permissions just now, or is reading why. */
    val isAskingPermissions: Boolean get() = permissions.isOpen || explanation.isOpen

    /** An Activity came. */
    fun opened(window: Window, awaited: Awaited?) {
        windows.value = window
        if (this.awaited == null) this.awaited = awaited
    }

    /** An Activity went. */
    fun closed(window: Window) {
        windows.compareAndSet(window, null)
    }

    /** Has a camera take a photo; false where the person thought better of it. */
    suspend fun takePicture(into: Awaited, uri: Uri): Boolean =
        awaiting(into) { picture.ask { window().takePicture(uri) } }

    /** Lets a photo be chosen; null where the person thought better of it. */
    suspend fun choosePicture(what: Awaited): Uri? = awaiting(what) { choice.ask { window().choosePicture() } }

    private suspend fun <A> awaiting(what: Awaited, ask: suspend () -> A): A {
        awaited = what
        return try {
            ask()
        } finally {
            if (awaited === what) awaited = null
        }
    }

    /** Asks for permissions; what was granted. */
    suspend fun askPermissions(names: List<String>): Map<String, Boolean> =
        permissions.ask { window().askPermissions(names) }

    /** Whether the operating system wants it explained first. */
    suspend fun shouldExplain(permission: String): Boolean =
        window().activity.shouldShowRequestPermissionRationale(permission)

    /** Shows an explanation with a way on and a way out; true for on. */
    suspend fun explain(what: Explanation): Boolean =
        try {
            explanation.ask { asked.value = what }
        } finally {
            asked.value = null
        }

    /** The camera is done. Gives what it was for where nobody waits, because the process that asked was another one. */
    fun pictureTaken(taken: Boolean): Awaited? = late(picture.answer(taken)).takeIf { taken }

    /** The picker is done. The same. */
    fun pictureChosen(uri: Uri?): Awaited? = late(choice.answer(uri)).takeIf { uri != null }

    private fun late(somebodyWaits: Boolean): Awaited? {
        if (somebodyWaits) return null
        return awaited.also { awaited = null }
    }

    /** The person decided on permissions. */
    fun permissionsDecided(granted: Map<String, Boolean>) {
        permissions.answer(granted)
    }

    /** The person read the explanation. */
    fun explained(goOn: Boolean) {
        explanation.answer(goOn)
    }

    private suspend fun window(): Window = windows.filterNotNull().first()

    /** A photo that is asked for: what the core wants it for, and the file that a camera writes. */
    data class Awaited(val belongsTo: String, val file: String?)

    /** What an Activity does for the desk. */
    interface Window {
        val activity: Activity

        fun takePicture(into: Uri)

        fun choosePicture()

        fun askPermissions(names: List<String>)
    }

    /** An explanation: what it is about, its words, and those of the button that goes on. */
    data class Explanation(
        val symbol: ImageVector,
        @StringRes val title: Int,
        @StringRes val text: Int,
        @StringRes val goOn: Int = R.string.go_on,
    )

    /** One question at a time: who asks again gives up the first. */
    private class Question<A> {
        private var waiting: CompletableDeferred<A>? = null

        val isOpen get() = waiting != null

        suspend fun ask(how: suspend () -> Unit): A {
            val answer = CompletableDeferred<A>()
            waiting?.cancel()
            waiting = answer
            try {
                how()
                return answer.await()
            } finally {
                if (waiting === answer) waiting = null
            }
        }

        fun answer(answer: A): Boolean = waiting?.complete(answer) ?: false
    }
}
