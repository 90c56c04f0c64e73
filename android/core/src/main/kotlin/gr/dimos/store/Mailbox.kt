package gr.dimos.store

import gr.dimos.core.DimosCore
import kotlinx.coroutines.channels.Channel

/** What waits for the core's thread: calls in their order, and whether there is something new to show. */
internal class Mailbox {
    val calls = Channel<suspend (DimosCore) -> Unit>(Channel.UNLIMITED)
    val renders = Channel<Unit>(Channel.CONFLATED)

    /** Posts a call; after [close] it is dropped, and false. */
    fun post(call: suspend (DimosCore) -> Unit): Boolean = calls.trySend(call).isSuccess

    /** Lets no more calls in. */
    fun close() {
        calls.close()
    }
}
