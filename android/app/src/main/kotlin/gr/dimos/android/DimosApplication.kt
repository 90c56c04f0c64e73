package gr.dimos.android

import android.app.Application
import androidx.work.Configuration

/** The process: holds the app's parts, and opens no core before there is a screen. */
open class DimosApplication : Application(), Configuration.Provider {
    private val made by lazy { Parts(this) }

    /** Everything that lives as long as the process. */
    open val parts: Parts get() = made

    /** WorkManager starts when it is first needed, not before every first screen. */
    override val workManagerConfiguration: Configuration get() = Configuration.Builder().build()

    override fun onCreate() {
        super.onCreate()
        parts.start()
    }
}
