package gr.dimos.store

import gr.dimos.app.BaseMap
import gr.dimos.app.Intent
import gr.dimos.app.Screen
import gr.dimos.app.ViewModel
import gr.dimos.core.CoreConfig
import gr.dimos.core.DimosCore
import java.util.concurrent.Executors
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExecutorCoroutineDispatcher
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.cancel
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield

/**
 * The core as the app holds it: what to show, and where to say what a person did. The core is called on one thread of
 * its own, in order, because a call may wait for the phone's storage; no method here blocks.
 */
class CoreStore private constructor(
    private val core: DimosCore,
    private val mailbox: Mailbox,
    private val shell: PortShell,
    private val thread: ExecutorCoroutineDispatcher,
    private val surroundings: Surroundings,
    private val onFailure: (CoreFailure) -> Unit,
    /** The city that lies under every map, once it is known: another object only with another version of it. */
    val city: StateFlow<BaseMap?>,
    told: Told,
) : AutoCloseable {
    private val scope = CoroutineScope(SupervisorJob() + thread)
    private val shown = MutableStateFlow(core.view())
    private val showing = Mutex()
    private val later = ArrayDeque<Intent>()
    private val work: Job

    /** What to show, set on the main dispatcher: the newest view model, at most one for each frame. */
    val state: StateFlow<ViewModel> = shown.asStateFlow()

    init {
        val listening = listOf(
            scope.launch { render() },
            scope.launch { surroundings.signals.after(told).collect(::send) },
        )
        work = scope.launch {
            handleCalls()
            listening.forEach(Job::cancel)
            shell.close()
            core.close()
        }
        work.invokeOnCompletion {
            scope.cancel()
            thread.close()
        }
    }

    /**
     * Tells the core what a person or the operating system did, in the order of the calls. What needs the city (a link,
     * a tab, a shared photo) waits until the app has started. After [close] it is dropped.
     */
    fun send(intent: Intent) {
        mailbox.post { if (isReady() || !intent.waitsForStart()) it.send(intent) else later += intent }
    }

    /** Waits until what was sent so far is done and shown. What takes time (the network, photos) still goes on then. */
    suspend fun settled() {
        val done = CompletableDeferred<Unit>(work)
        val posted = mailbox.post {
            try {
                show()
            } finally {
                done.complete(Unit)
            }
        }
        if (posted) done.join() else done.cancel()
    }

    /** Ends the core after what was sent so far. May be called more than once. */
    override fun close() = mailbox.close()

    /** Waits until the core of a store that was closed has ended. */
    suspend fun awaitClosed() = work.join()

    private fun isReady() = shown.value.screen !is Screen.Starting && later.isEmpty()

    private suspend fun handleCalls() {
        for (call in mailbox.calls) {
            guarded { call(core) }
            // The screen is read between two calls, however many wait.
            yield()
        }
    }

    private suspend fun render() {
        for (signal in mailbox.renders) {
            guarded { show() }
            delay(surroundings.frame)
        }
    }

    private suspend fun show() = showing.withLock {
        val view = core.view()
        withContext(surroundings.main) { shown.value = view }
        if (view.screen !is Screen.Starting) while (later.isNotEmpty()) core.send(later.removeFirst())
    }

    private inline fun guarded(call: () -> Unit) {
        try {
            call()
        } catch (cancelled: CancellationException) {
            throw cancelled
        } catch (trouble: Throwable) {
            surroundings.diagnostics.note("the core", trouble)
            onFailure(CoreFailure.of(trouble))
        }
    }

    /** What a store lives in. */
    class Surroundings(
        val ports: Ports,
        val signals: Signals,
        /** Where ports are called and [state] is set. */
        val main: CoroutineDispatcher,
        val diagnostics: Diagnostics = Diagnostics(),
        /** The least time between two view models. */
        val frame: Duration = 16.milliseconds,
    )

    /** What came of opening. */
    sealed interface Opening {
        /** It is open: its first view model says that it is starting. */
        class Ready(val store: CoreStore) : Opening

        /** It is not. */
        class Failed(val failure: CoreFailure) : Opening
    }

    companion object {
        /**
         * Opens the core; not to be cancelled. [config] is called on the core's thread, where it may read files.
         * [onFailure] is told on that thread of a mistake in the core: then it has to be closed and opened again.
         */
        suspend fun open(
            config: () -> CoreConfig,
            surroundings: Surroundings,
            onFailure: (CoreFailure) -> Unit = {},
        ): Opening {
            val thread = coreThread()
            return try {
                withContext(thread + NonCancellable) { Opening.Ready(made(config(), surroundings, onFailure, thread)) }
            } catch (trouble: Throwable) {
                thread.close()
                surroundings.diagnostics.note("opening the core", trouble)
                Opening.Failed(CoreFailure.of(trouble))
            }
        }

        private fun made(
            config: CoreConfig,
            around: Surroundings,
            onFailure: (CoreFailure) -> Unit,
            thread: ExecutorCoroutineDispatcher,
        ): CoreStore {
            val mailbox = Mailbox()
            val city = MutableStateFlow<BaseMap?>(null)
            val shell = PortShell(around.ports, around.main, mailbox, around.diagnostics, city)
            val core = DimosCore(config, shell, GuardedSecrets(around.ports.secrets, around.diagnostics).readable())
            val told = around.signals.now()
            told.opening().forEach(core::send)
            return CoreStore(core, mailbox, shell, thread, around, onFailure, city.asStateFlow(), told)
        }

        private fun coreThread() =
            Executors.newSingleThreadExecutor { Thread(it, "dimos-core").apply { isDaemon = true } }
                .asCoroutineDispatcher()
    }
}
