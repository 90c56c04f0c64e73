package gr.dimos.store

import gr.dimos.app.PhoneFix
import gr.dimos.app.PhotoSource
import gr.dimos.app.PickedPhoto
import gr.dimos.core.SecretStore
import gr.dimos.core.TestSecrets
import java.nio.file.Path
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.LinkedBlockingQueue
import kotlin.time.Duration
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.MutableStateFlow

/** An operating system for tests: a person who answers, and a note of everything that was asked for. */
class TestPorts(val secrets: SecretStore = TestSecrets()) {
    /** What the person does in the camera or the picker; without an answer the port waits, as they do. */
    val photos = Channel<() -> PickedPhoto>(Channel.UNLIMITED)
    val photosAsked = LinkedBlockingQueue<PhotoSource>()

    /** What each of them is for. */
    val photosBelong = LinkedBlockingQueue<String>()
    val opened = LinkedBlockingQueue<String>()
    val shared = LinkedBlockingQueue<String>()
    val copied = LinkedBlockingQueue<String>()
    val documentsShown = LinkedBlockingQueue<Document>()
    val documentsShared = LinkedBlockingQueue<Document>()
    val deliveries = LinkedBlockingQueue<Int>()

    /** The threads on which ports were called. */
    val calledOn: MutableSet<String> = ConcurrentHashMap.newKeySet()

    /** What the locator does. */
    var access: suspend () -> LocationAccess = { LocationAccess.DENIED }
    var position: suspend (Duration) -> PhoneFix = { PhoneFix.TimedOut }

    /** The next photo that is asked for will be this file. */
    fun willPick(file: Path) = will { PickedPhoto.Picked("$file") }

    /** What comes of the next photo that is asked for. */
    fun will(answer: () -> PickedPhoto) {
        photos.trySend(answer)
    }

    /** As a [CoreStore] wants them. */
    val ports = Ports(
        photos = { request ->
            noted()
            photosBelong.put(request.belongsTo)
            photosAsked.put(request.source)
            photos.receive()()
        },
        locator = object : Locator {
            override suspend fun access(): LocationAccess {
                noted()
                return this@TestPorts.access()
            }

            override suspend fun position(timeout: Duration): PhoneFix {
                noted()
                return this@TestPorts.position(timeout)
            }
        },
        browser = { noted().let { _ -> opened.put(it) } },
        sharing = { noted().let { _ -> shared.put(it) } },
        clipboard = { noted().let { _ -> copied.put(it) } },
        documents = object : Documents {
            override fun show(document: Document) = noted().let { documentsShown.put(document) }

            override fun share(document: Document) = noted().let { documentsShared.put(document) }
        },
        delivery = { noted().let { _ -> deliveries.put(it) } },
        secrets = secrets,
    )

    private fun noted() {
        calledOn += threadName()
    }
}

/** The thread's name without what coroutines add to it in tests. */
fun threadName(): String = Thread.currentThread().name.substringBefore(" @")

/** What a test lets the operating system tell. */
class TestSignals(online: Boolean = true, locale: String = "el-GR") : Signals {
    override val inFront = MutableStateFlow(true)
    override val online = MutableStateFlow(online)
    override val locale = MutableStateFlow(locale)
}
