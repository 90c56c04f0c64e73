package gr.dimos.android

import android.app.Application
import android.content.ComponentCallbacks
import android.content.Context
import android.content.res.Configuration
import android.net.ConnectivityManager
import android.net.Network
import android.net.NetworkCapabilities
import androidx.lifecycle.DefaultLifecycleObserver
import androidx.lifecycle.LifecycleOwner
import androidx.lifecycle.ProcessLifecycleOwner
import gr.dimos.store.Signals
import kotlinx.coroutines.flow.MutableStateFlow

/** What Android tells: whether the app is in front, whether there is a network, which language. */
class PhoneSignals(private val app: Application) : Signals {
    private val network = app.getSystemService(Context.CONNECTIVITY_SERVICE) as ConnectivityManager

    override val inFront = MutableStateFlow(false)
    override val online = MutableStateFlow(isOnline())
    override val locale = MutableStateFlow(localeOf(app.resources.configuration))

    /** Listens from now on. */
    fun listen() {
        ProcessLifecycleOwner.get().lifecycle.addObserver(object : DefaultLifecycleObserver {
            override fun onStart(owner: LifecycleOwner) {
                inFront.value = true
            }

            override fun onStop(owner: LifecycleOwner) {
                inFront.value = false
            }
        })
        network.registerDefaultNetworkCallback(object : ConnectivityManager.NetworkCallback() {
            override fun onCapabilitiesChanged(which: Network, can: NetworkCapabilities) {
                online.value = can.hasCapability(NetworkCapabilities.NET_CAPABILITY_INTERNET)
            }

            override fun onLost(which: Network) {
                online.value = false
            }
        })
        app.registerComponentCallbacks(object : ComponentCallbacks {
            override fun onConfigurationChanged(now: Configuration) = languageIs(now)

            @Deprecated("Android asks no more")
            override fun onLowMemory() = Unit
        })
    }

    /** A screen or the app was given another language. */
    fun languageIs(now: Configuration) {
        locale.value = localeOf(now)
    }

    private fun isOnline(): Boolean =
        network.getNetworkCapabilities(network.activeNetwork)
            ?.hasCapability(NetworkCapabilities.NET_CAPABILITY_INTERNET) ?: false

    private fun localeOf(configuration: Configuration): String = configuration.locales[0].toLanguageTag()
}
