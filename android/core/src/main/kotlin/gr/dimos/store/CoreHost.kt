package gr.dimos.store

import gr.dimos.app.BaseMap
import gr.dimos.app.Intent
import gr.dimos.app.ViewModel
import gr.dimos.core.CoreConfig
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch

/** Where the core is. */
sealed interface CoreState {
    /** It is being opened: the system's own splash screen may stay. */
    data object Opening : CoreState

    /** It is open; [city] lies under its maps, once it is known. */
    data class Open(val view: ViewModel, val city: BaseMap?) : CoreState

    /** There is none: offer [CoreHost.tryAgain] and [CoreHost.diagnostics]. */
    data class Failed(val failure: CoreFailure) : CoreState
}

/**
 * Holds the app's one core from the start of the process to its end: opens it, opens it again after a failure, and
 * keeps what is sent meanwhile. All methods are called on the main thread.
 */
class CoreHost(
    private val config: () -> CoreConfig,
    private val surroundings: CoreStore.Surroundings,
) : AutoCloseable {
    private val scope = CoroutineScope(SupervisorJob() + surroundings.main)
    private val place = MutableStateFlow<CoreState>(CoreState.Opening)
    private val early = ArrayDeque<Intent>()
    private var store: CoreStore? = null
    private var opening: Job? = null

    /** What to show. */
    val state: StateFlow<CoreState> = place.asStateFlow()

    /** What went wrong lately. */
    val diagnostics: Diagnostics get() = surroundings.diagnostics

    /** Opens the core, unless it is open or being opened. */
    fun open() {
        if (opening?.isActive == true) return
        opening = scope.launch {
            place.value = CoreState.Opening
            store?.run { close(); awaitClosed() }
            store = null
            when (val opened = CoreStore.open(config, surroundings, ::failed)) {
                is CoreStore.Opening.Failed -> place.value = CoreState.Failed(opened.failure)
                is CoreStore.Opening.Ready -> show(opened.store)
            }
        }
    }

    /** Ends a core that failed and opens it again. */
    fun tryAgain() {
        opening?.cancel()
        open()
    }

    /** [CoreStore.send]; kept until there is a store. */
    fun send(intent: Intent) {
        store?.send(intent) ?: early.addLast(intent)
    }

    override fun close() {
        scope.cancel()
        store?.close()
    }

    /** Waits until the core of a host that was closed has ended. */
    suspend fun awaitClosed() = store?.awaitClosed() ?: Unit

    private suspend fun show(opened: CoreStore) {
        if (!currentCoroutineContext().isActive) return opened.close()
        store = opened
        while (early.isNotEmpty()) opened.send(early.removeFirst())
        opened.state.combine(opened.city, CoreState::Open).collect { place.value = it }
    }

    private fun failed(failure: CoreFailure) {
        scope.launch {
            opening?.cancel()
            place.value = CoreState.Failed(failure)
        }
    }
}
