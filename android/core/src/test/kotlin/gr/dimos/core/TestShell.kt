package gr.dimos.core

import gr.dimos.app.BaseMap
import gr.dimos.app.CopyText
import gr.dimos.app.Locate
import gr.dimos.app.OpenUrl
import gr.dimos.app.PickPhoto
import gr.dimos.app.ScheduleDelivery
import gr.dimos.app.ShareFile
import gr.dimos.app.ShareText
import gr.dimos.app.ShowFile
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.Semaphore
import java.util.concurrent.TimeUnit

/** The operating system's part, for tests: writes down what the core asks, and on which thread. */
class TestShell : Shell {
    /** The threads that [render] was called on. */
    val renderedOn: MutableSet<String> = ConcurrentHashMap.newKeySet()
    val photosWanted = LinkedBlockingQueue<Pair<ULong, PickPhoto>>()
    val positionsWanted = LinkedBlockingQueue<Pair<ULong, Locate>>()
    val deliveriesWanted = LinkedBlockingQueue<ScheduleDelivery>()
    val opened = ConcurrentLinkedQueue<String>()
    val shared = ConcurrentLinkedQueue<String>()
    val copied = ConcurrentLinkedQueue<String>()
    val filesShown = ConcurrentLinkedQueue<String>()
    val filesShared = ConcurrentLinkedQueue<String>()
    val cities = ConcurrentLinkedQueue<BaseMap>()
    private val rendered = Semaphore(0)

    /** Waits until there may be something new to show. */
    fun awaitRender(milliseconds: Long) {
        rendered.tryAcquire(milliseconds, TimeUnit.MILLISECONDS)
        rendered.drainPermits()
    }

    override fun render() {
        renderedOn.add(Thread.currentThread().name)
        rendered.release()
    }

    override fun pickPhoto(id: ULong, request: PickPhoto) {
        photosWanted.put(id to request)
    }

    override fun locate(id: ULong, request: Locate) {
        positionsWanted.put(id to request)
    }

    override fun openUrl(request: OpenUrl) {
        opened.add(request.url)
    }

    override fun share(request: ShareText) {
        shared.add(request.text)
    }

    override fun copy(request: CopyText) {
        copied.add(request.text)
    }

    override fun showFile(request: ShowFile) {
        filesShown.add(request.path)
    }

    override fun shareFile(request: ShareFile) {
        filesShared.add(request.path)
    }

    override fun scheduleDelivery(request: ScheduleDelivery) {
        deliveriesWanted.put(request)
    }

    override fun drawCity(map: BaseMap) {
        cities.add(map)
        rendered.release()
    }
}

/** Secrets as long as the test lives. */
class TestSecrets : SecretStore {
    private val kept = ConcurrentHashMap<String, String>()
    val names: Set<String> get() = kept.keys.toSet()

    override fun get(name: String): String? = kept[name]

    override fun put(name: String, value: String) {
        kept[name] = value
    }

    override fun remove(name: String) {
        kept.remove(name)
    }
}
