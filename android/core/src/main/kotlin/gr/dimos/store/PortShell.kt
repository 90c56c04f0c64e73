package gr.dimos.store

import gr.dimos.app.BaseMap
import gr.dimos.app.CopyText
import gr.dimos.app.Locate
import gr.dimos.app.OpenUrl
import gr.dimos.app.PhoneFix
import gr.dimos.app.PickPhoto
import gr.dimos.app.PickedPhoto
import gr.dimos.app.ScheduleDelivery
import gr.dimos.app.ShareFile
import gr.dimos.app.ShareText
import gr.dimos.app.ShowFile
import gr.dimos.core.CoreException
import gr.dimos.core.Shell
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeoutOrNull

/**
 * Gives each effect to its port, on the main dispatcher. Called on threads of the core: it returns at once and never
 * throws. A photo or a position is answered exactly once, whatever its port does.
 */
internal class PortShell(
    private val ports: Ports,
    main: CoroutineDispatcher,
    private val mailbox: Mailbox,
    private val diagnostics: Diagnostics,
    private val city: MutableStateFlow<BaseMap?>,
) : Shell, AutoCloseable {
    private val scope = CoroutineScope(SupervisorJob() + main)
    private var picking: Job? = null

    override fun render() {
        mailbox.renders.trySend(Unit)
    }

    override fun pickPhoto(id: ULong, request: PickPhoto) {
        scope.launch {
            // There is one camera and one picker: who asks again has turned away from the first.
            picking?.cancel()
            // Begun at once, or a request cancelled in its first moment would never be answered.
            picking = launch(start = CoroutineStart.UNDISPATCHED) {
                val outcome = picked(request)
                mailbox.post { core -> answer { core.resolvePhoto(id, outcome) } }
            }
        }
    }

    override fun locate(id: ULong, request: Locate) {
        scope.launch {
            val fix = located(request)
            mailbox.post { core -> answer { core.resolveLocation(id, fix) } }
        }
    }

    override fun openUrl(request: OpenUrl) = tell("browser") { ports.browser.open(request.url) }

    override fun share(request: ShareText) = tell("sharing") { ports.sharing.share(request.text) }

    override fun copy(request: CopyText) = tell("clipboard") { ports.clipboard.copy(request.text) }

    override fun showFile(request: ShowFile) = tell("documents: show") {
        ports.documents.show(Document(request.path, request.mediaType, request.title))
    }

    override fun shareFile(request: ShareFile) = tell("documents: share") {
        ports.documents.share(Document(request.path, request.mediaType, request.title))
    }

    override fun scheduleDelivery(request: ScheduleDelivery) = tell("delivery") {
        ports.delivery.schedule(request.waiting.toInt())
    }

    override fun drawCity(map: BaseMap) {
        city.value = map
    }

    override fun close() = scope.cancel()

    private suspend fun picked(request: PickPhoto): PickedPhoto =
        try {
            ports.photos.pick(request)
        } catch (_: CancellationException) {
            PickedPhoto.Cancelled
        } catch (trouble: Throwable) {
            diagnostics.note("photos", trouble)
            PickedPhoto.Unavailable
        }

    private suspend fun located(request: Locate): PhoneFix =
        try {
            when (ports.locator.access()) {
                LocationAccess.DENIED -> PhoneFix.Denied
                LocationAccess.OFF -> PhoneFix.Off
                LocationAccess.GRANTED -> {
                    val timeout = request.timeoutMs.toLong().milliseconds
                    withTimeoutOrNull(timeout) { ports.locator.position(timeout) } ?: PhoneFix.TimedOut
                }
            }
        } catch (_: CancellationException) {
            PhoneFix.TimedOut
        } catch (trouble: Throwable) {
            diagnostics.note("locator", trouble)
            PhoneFix.TimedOut
        }

    private fun answer(resolve: () -> Unit) =
        try {
            resolve()
        } catch (stale: CoreException.Stale) {
            diagnostics.note("an answer that nobody waits for", stale)
        }

    private fun tell(what: String, act: () -> Unit) {
        scope.launch {
            try {
                act()
            } catch (trouble: Throwable) {
                diagnostics.note(what, trouble)
            }
        }
    }
}
