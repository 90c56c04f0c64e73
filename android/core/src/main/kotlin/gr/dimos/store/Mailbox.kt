package gr.dimos.store

import gr.dimos.core.DimosCore
import kotlinx.coroutines.channels.Channel

/** What waits for the core's thread: calls in their order, and whether there is something new to show. */
internal class Mailbox {
    val calls = Channel<(DimosCore) -> Unit>(Channel.UNLIMITED)
    val renders = Channel<Unit>(Channel.CONFLATED)

    /** Posts a call; drops it after [close]. */
    fun post(call: (DimosCore) -> Unit) {
        calls.trySend(call)
    }

    fun render() {
        renders.trySend(Unit)
    }

    /** Lets no more calls in. */
    fun close() {
        calls.close()
    }
}
