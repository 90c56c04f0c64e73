package gr.dimos.store

import gr.dimos.app.PhoneFix
import gr.dimos.app.PickPhoto
import gr.dimos.app.PickedPhoto
import gr.dimos.core.SecretStore
import kotlin.time.Duration

/**
 * What only an operating system can do, one port for each. All but [secrets] are called on the main dispatcher. A port
 * may throw: that is caught, noted and answered as "could not be done".
 */
class Ports(
    val photos: PhotoPicker,
    val locator: Locator,
    val browser: Browser,
    val sharing: Sharing,
    val clipboard: Clipboard,
    val documents: Documents,
    val delivery: DeliveryScheduler,
    /** Called on threads of the core, where it may block. */
    val secrets: SecretStore,
)

/** Takes a photo or lets one be chosen. */
fun interface PhotoPicker {
    /**
     * Waits as long as the person takes. A photo is a JPEG or PNG file in the app's own storage, its EXIF untouched.
     * Cancelled when the core asks for another photo meanwhile, or is closed. If the process ends meanwhile, the photo
     * goes to the next one's core with [PickPhoto.belongsTo], as an intent.
     */
    suspend fun pick(request: PickPhoto): PickedPhoto
}

/** Finds out where the phone is. */
interface Locator {
    /** Whether that is allowed; asks the person where it can be asked, and waits as long as they take. */
    suspend fun access(): LocationAccess

    /** The position now. Called only after [access] was granted, and cancelled after [timeout]. */
    suspend fun position(timeout: Duration): PhoneFix
}

/** What the person and the phone allow. */
enum class LocationAccess { GRANTED, DENIED, OFF }

/** Opens addresses (`https:`, `geo:`, `tel:`) in whatever app they belong to. */
fun interface Browser {
    fun open(url: String)
}

/** Offers the system's share sheet. */
fun interface Sharing {
    fun share(text: String)
}

/** The system's clipboard. */
fun interface Clipboard {
    fun copy(text: String)
}

/** Documents in the app's own storage: receipts. */
interface Documents {
    /** Shows it in the phone's viewer. */
    fun show(document: Document)

    /** Offers the system's share sheet with it. */
    fun share(document: Document)
}

/** A file in the app's own storage, for example `receipt.pdf`, `application/pdf`. */
data class Document(val path: String, val mediaType: String, val title: String)

/** Asks the operating system to run [BackgroundDelivery] when there is a network, once for however many requests. */
fun interface DeliveryScheduler {
    /** [waiting] acts wait, at least one. */
    fun schedule(waiting: Int)
}
