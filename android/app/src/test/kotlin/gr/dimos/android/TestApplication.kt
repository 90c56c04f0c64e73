package gr.dimos.android

import android.net.ConnectivityManager
import android.net.NetworkCapabilities
import android.view.Choreographer
import androidx.compose.runtime.MonotonicFrameClock
import androidx.compose.ui.platform.AndroidUiDispatcher
import androidx.core.content.FileProvider
import androidx.work.Configuration
import gr.dimos.android.push.NoPush
import gr.dimos.core.City
import gr.dimos.core.SecretStore
import gr.dimos.core.TestSecrets
import kotlin.coroutines.ContinuationInterceptor
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadows.ShadowApplication
import org.robolectric.shadows.ShadowNetworkCapabilities

/** The app over a city that runs beside the test, with secrets as long as the test: Robolectric has no Keystore. */
class TestApplication : DimosApplication() {
    /** The phone's secure storage. */
    val secrets = LockableSecrets()

    private var process: Parts? = null

    override val parts: Parts get() = process ?: Parts(this, { server }, secrets, { NoPush }).also { process = it }

    /** WorkManager works in the app's own process only, and Robolectric names none. */
    override val workManagerConfiguration get() = Configuration.Builder().setDefaultProcessName(packageName).build()

    override fun onCreate() {
        forgetTheTestBefore()
        ShadowApplication.setProcessName(packageName)
        network(isThere = true)
        super.onCreate()
    }

    /** On a phone static fields end with the process; here they would keep the folders and frames of another test. */
    private fun forgetTheTestBefore() {
        val work = Class.forName("androidx.work.impl.WorkManagerImpl")
        for (name in listOf("sDelegatedInstance", "sDefaultInstance")) work.field(name)[null] = null
        (FileProvider::class.java.field("sCache")[null] as MutableMap<*, *>).clear()
        giveComposeThisTestsFrames()
    }

    /**
     * Compose keeps the first test's Choreographer, and believes its call to the main thread to be on the way still.
     * Robolectric has made a new Choreographer and emptied the main thread's queue: without this, no later test would
     * ever see its screen drawn a second time (https://github.com/robolectric/robolectric/issues/9043).
     */
    private fun giveComposeThisTestsFrames() {
        val dispatcher = checkNotNull(AndroidUiDispatcher.Main[ContinuationInterceptor])
        val clock = checkNotNull(AndroidUiDispatcher.Main[MonotonicFrameClock])
        for (keeper in listOf(dispatcher, clock)) {
            keeper.javaClass.field("choreographer")[keeper] = Choreographer.getInstance()
        }
        for (name in listOf("scheduledTrampolineDispatch", "scheduledFrameDispatch")) {
            dispatcher.javaClass.field(name)[dispatcher] = false
        }
    }

    private fun Class<*>.field(name: String) = getDeclaredField(name).apply { isAccessible = true }

    /** Android ends the process, as it does whenever it likes, and starts it again: only the disk remembers. */
    fun dieAndComeBack() {
        end()
        parts.start()
    }

    /** Android ends the process. */
    fun end() {
        process?.host?.close()
        process = null
    }

    /** The network comes or goes. */
    fun network(isThere: Boolean) {
        val manager = checkNotNull(getSystemService(ConnectivityManager::class.java))
        val capabilities = ShadowNetworkCapabilities.newInstance()
        if (isThere) {
            val can = shadowOf(capabilities)
            can.addCapability(NetworkCapabilities.NET_CAPABILITY_INTERNET)
            can.addCapability(NetworkCapabilities.NET_CAPABILITY_VALIDATED)
            can.addCapability(NetworkCapabilities.NET_CAPABILITY_NOT_METERED)
        }
        val network = checkNotNull(manager.activeNetwork)
        shadowOf(manager).setNetworkCapabilities(network, capabilities)
        shadowOf(manager).networkCallbacks.forEach { it.onCapabilitiesChanged(network, capabilities) }
    }

    companion object {
        /** Nobody listens there, until a test opens a [City]. */
        var server = "http://127.0.0.1:9"

        /** The app of this test. */
        val here get() = RuntimeEnvironment.getApplication() as TestApplication
    }
}

/** Secrets as a phone has them that was not unlocked since it was switched on. */
class LockableSecrets(private val secrets: TestSecrets = TestSecrets()) : SecretStore by secrets {
    @Volatile var areLocked = false

    override fun get(name: String): String? {
        check(!areLocked) { "locked" }
        return secrets.get(name)
    }
}
