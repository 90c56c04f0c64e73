package gr.dimos.android.place

import android.Manifest.permission.ACCESS_COARSE_LOCATION
import android.Manifest.permission.ACCESS_FINE_LOCATION
import android.annotation.SuppressLint
import android.content.Context
import android.content.Intent
import android.content.pm.PackageManager
import android.location.Location
import android.location.LocationManager
import android.net.Uri
import android.os.Build
import android.os.CancellationSignal
import android.provider.Settings
import androidx.core.content.ContextCompat
import androidx.core.content.edit
import androidx.core.location.LocationManagerCompat
import gr.dimos.android.Desk
import gr.dimos.android.R
import gr.dimos.app.PhoneFix
import gr.dimos.store.LocationAccess
import gr.dimos.store.Locator
import gr.dimos.ui.parts.Symbols
import kotlin.coroutines.resume
import kotlin.time.Duration
import kotlinx.coroutines.Job
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withTimeoutOrNull

/** The phone's own location service, with or without Google's. An approximate position will do. */
class PhoneLocator(private val context: Context, private val desk: Desk) : Locator {
    private val manager = context.getSystemService(Context.LOCATION_SERVICE) as LocationManager
    private val memory = context.getSharedPreferences("permissions", Context.MODE_PRIVATE)

    override suspend fun access(): LocationAccess = when {
        !isGranted() && !ask() -> LocationAccess.DENIED
        !LocationManagerCompat.isLocationEnabled(manager) -> LocationAccess.OFF
        else -> LocationAccess.GRANTED
    }

    override suspend fun position(timeout: Duration): PhoneFix {
        val found = best(providers(), timeout * PATIENCE) ?: return PhoneFix.TimedOut
        return PhoneFix.Found(found.latitude, found.longitude, found.accuracy)
    }

    /**
     * Android asks twice and never again, without saying so. It wants an explanation exactly between the two, so who
     * was to be told once, and is refused without being to be told before or after, was not asked at all: then only the
     * settings help. What counts is how this question was answered: the settings may have been changed ("Ask every time").
     */
    private suspend fun ask(): Boolean {
        val mustExplain = desk.shouldExplain(ACCESS_FINE_LOCATION)
        if (mustExplain) {
            refusedOnce = true
            if (!desk.explain(WHY)) return false
        }
        val answer = desk.askPermissions(listOf(ACCESS_FINE_LOCATION, ACCESS_COARSE_LOCATION))
        val granted = answer.any { it.value }
        // No answer at all: Android broke the question off.
        val refused = answer.isNotEmpty() && !granted
        if (granted) {
            refusedOnce = false
        } else if (refused && refusedOnce && !mustExplain && !desk.shouldExplain(ACCESS_FINE_LOCATION)) {
            if (desk.explain(SETTINGS)) openSettings()
        }
        return granted
    }

    private var refusedOnce: Boolean
        get() = memory.getBoolean("location-refused", false)
        set(value) = memory.edit { putBoolean("location-refused", value) }

    private fun openSettings() {
        val app = Uri.fromParts("package", context.packageName, null)
        val settings = Intent(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, app)
        context.startActivity(settings.addFlags(Intent.FLAG_ACTIVITY_NEW_TASK))
    }

    private fun isGranted() = has(ACCESS_FINE_LOCATION) || has(ACCESS_COARSE_LOCATION)

    private fun has(permission: String) =
        ContextCompat.checkSelfPermission(context, permission) == PackageManager.PERMISSION_GRANTED

    private fun providers(): List<String> = listOfNotNull(
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) LocationManager.FUSED_PROVIDER else null,
        LocationManager.GPS_PROVIDER.takeIf { has(ACCESS_FINE_LOCATION) },
        LocationManager.NETWORK_PROVIDER,
    ).filter { LocationManagerCompat.hasProvider(manager, it) && manager.isProviderEnabled(it) }

    /** The first answer that is exact enough for a pin, or in time the most exact one; none where none comes. */
    private suspend fun best(providers: List<String>, patience: Duration): Location? = coroutineScope {
        val fixes = Channel<Location?>(Channel.UNLIMITED)
        val asked = providers.map { launch { fixes.send(current(it)) } }
        var best: Location? = null
        withTimeoutOrNull(patience) {
            for (i in asked.indices) {
                best = listOfNotNull(best, fixes.receive()).minByOrNull { it.accuracy }
                if (best.let { it != null && it.accuracy <= EXACT_M }) break
            }
        }
        asked.forEach(Job::cancel)
        best
    }

    // Asked for only after access was granted.
    @SuppressLint("MissingPermission")
    private suspend fun current(provider: String): Location? = suspendCancellableCoroutine { waiting ->
        val signal = CancellationSignal()
        waiting.invokeOnCancellation { signal.cancel() }
        LocationManagerCompat.getCurrentLocation(manager, provider, signal, ContextCompat.getMainExecutor(context)) {
            if (waiting.isActive) waiting.resume(it)
        }
    }

    private companion object {
        /** A street's width: whoever waits longer gets no better pin. */
        const val EXACT_M = 30f

        /** The part of the time after which a rough position is better than none. */
        const val PATIENCE = 0.8

        val WHY = Desk.Explanation(Symbols.Place, R.string.location_title, R.string.location_why)
        val SETTINGS = Desk.Explanation(
            Symbols.Place,
            R.string.location_title,
            R.string.location_settings,
            R.string.open_settings,
        )
    }
}
