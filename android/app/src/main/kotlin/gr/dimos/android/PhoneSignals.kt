package gr.dimos.android

import android.app.Activity
import android.app.Application
import android.content.ComponentCallbacks
import android.content.Context
import android.content.res.Configuration
import android.net.ConnectivityManager
import android.net.Network
import android.net.NetworkCapabilities
import android.os.Bundle
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
        app.registerActivityLifecycleCallbacks(Front(inFront))
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

/** Counts the screens that a person sees; one that is only made anew stays counted. */
private class Front(private val inFront: MutableStateFlow<Boolean>) : Application.ActivityLifecycleCallbacks {
    private var seen = 0

    override fun onActivityStarted(activity: Activity) {
        seen += 1
        inFront.value = true
    }

    override fun onActivityStopped(activity: Activity) {
        seen -= 1
        if (seen == 0 && !activity.isChangingConfigurations) inFront.value = false
    }

    override fun onActivityCreated(activity: Activity, saved: Bundle?) = Unit

    override fun onActivityResumed(activity: Activity) = Unit

    override fun onActivityPaused(activity: Activity) = Unit

    override fun onActivitySaveInstanceState(activity: Activity, kept: Bundle) = Unit

    override fun onActivityDestroyed(activity: Activity) = Unit
}
