package gr.dimos.android

import android.app.Application
import android.content.Context
import android.content.pm.PackageManager
import android.content.res.Configuration
import gr.dimos.android.delivery.Notices
import gr.dimos.android.delivery.WorkDelivery
import gr.dimos.android.links.SystemBrowser
import gr.dimos.android.links.SystemClipboard
import gr.dimos.android.links.SystemDocuments
import gr.dimos.android.links.SystemSharing
import gr.dimos.android.photos.CameraAndPicker
import gr.dimos.android.photos.PhotoImport
import gr.dimos.android.place.PhoneLocator
import gr.dimos.android.push.Push
import gr.dimos.android.push.flavourPush
import gr.dimos.app.Intent
import gr.dimos.app.SettingsIntent
import gr.dimos.core.CoreConfig
import gr.dimos.core.SecretStore
import gr.dimos.store.BackgroundDelivery
import gr.dimos.store.CoreHost
import gr.dimos.store.CoreState
import gr.dimos.store.CoreStore
import gr.dimos.store.Diagnostics
import gr.dimos.store.Ports
import gr.dimos.ui.parts.Symbols
import java.io.File
import java.io.FileNotFoundException
import kotlin.time.Duration
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.launch

/** The app's parts and how they hang together. One for each process. */
class Parts(
    private val app: Application,
    private val server: () -> String = app::manifestServer,
    secrets: SecretStore = KeystoreSecrets(File(app.noBackupFilesDir, "secrets")),
    push: () -> Push = { flavourPush(app) },
) {
    private val diagnostics = Diagnostics()

    /** Work that outlives a screen. */
    val scope = CoroutineScope(SupervisorJob() + Dispatchers.Main.immediate)

    /** What is asked of a person. */
    val desk = Desk()

    /** What the operating system tells. */
    val signals = PhoneSignals(app)

    /** The app's language, here and among the phone's settings. */
    val language = AppLanguage(app)

    /** Photos from elsewhere. */
    val photos = PhotoImport(app)

    /** What is told while no screen shows. */
    val notices = Notices(app)

    /** Asks for [background] to be run. */
    val delivery = WorkDelivery(app) { signals.inFront.value }

    private val ports = Ports(
        photos = CameraAndPicker(app, desk, photos),
        locator = PhoneLocator(app, desk),
        browser = SystemBrowser(app, desk),
        sharing = SystemSharing(app, desk),
        clipboard = SystemClipboard(app),
        documents = SystemDocuments(app, desk),
        delivery = { waiting ->
            delivery.schedule(waiting)
            mayTell()
        },
        secrets = secrets,
    )

    /** The core, open from the first screen on. */
    val host = CoreHost(::config, CoreStore.Surroundings(ports, signals, Dispatchers.Main.immediate, diagnostics))

    /** Delivery with no screen. */
    val background = BackgroundDelivery(::config, secrets, diagnostics)

    private val push by lazy(push)
    private val passing = Passing(app)

    /** Whatever has to be there before the first screen or the first run of work. */
    fun start() {
        signals.listen()
        notices.makeChannels()
        scope.launch {
            host.state.collect { if (it is CoreState.Open) language.isSpoken(it.view.language) }
        }
        scope.launch(Dispatchers.IO) { passing.sweep() }
        scope.launch(Dispatchers.Default) {
            delivery.lookForNewsNowAndThen()
            push.start()
        }
    }

    /** Tells the core what was touched; of a language the phone hears, too, and of what is to be forgotten. */
    fun touched(intent: Intent) {
        host.send(intent)
        when (val setting = (intent as? Intent.Settings)?.intent) {
            is SettingsIntent.Language -> language.chosenHere(setting.tag)
            // What the core has taken over of them is its own to forget.
            is SettingsIntent.ForgetMe -> if (setting.confirmed) scope.launch(Dispatchers.IO) { passing.sweep(Duration.ZERO) }
            else -> Unit
        }
    }

    /** A screen came: the language may have been chosen in the phone's settings meanwhile. */
    fun opened(now: Configuration) {
        signals.languageIs(now)
        language.chosenThere()?.let { host.send(Intent.Settings(SettingsIntent.Language(it))) }
    }

    /** Explained and asked once, when there is something to tell of: a person has just sent something. */
    private fun mayTell() {
        // What says yes once is asked last: a question that cannot be put now is put later.
        if (signals.inFront.value && !desk.isAskingPermissions && notices.shouldAsk()) {
            scope.launch { if (desk.explain(WHY_TELL)) desk.askPermissions(listOf(notices.permission)) }
        }
    }

    /** Where the core keeps things: excluded from every backup, because it belongs to this phone's token. */
    private fun config() = CoreConfig(
        dataDir = File(app.noBackupFilesDir, "core").apply { mkdirs() }.path,
        serverUrl = server(),
        platform = "android",
        appVersion = app.packageManager.getPackageInfo(app.packageName, 0).versionName ?: "0",
        locale = signals.locale.value,
        bundledCity = app.bundledCity(),
    )
}

private val WHY_TELL = Desk.Explanation(Symbols.Bell, R.string.notices_title, R.string.notices_why)

private fun Context.manifestServer(): String {
    val about = packageManager.getApplicationInfo(packageName, PackageManager.GET_META_DATA)
    return checkNotNull(about.metaData?.getString("gr.dimos.server")) { "the manifest names no server" }
}

private fun Context.bundledCity(): String? =
    try {
        assets.open("city.json").bufferedReader().use { it.readText() }
    } catch (_: FileNotFoundException) {
        null
    }
