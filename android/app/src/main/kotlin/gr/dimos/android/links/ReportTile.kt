package gr.dimos.android.links

import android.annotation.SuppressLint
import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import android.os.Build
import android.service.quicksettings.Tile
import android.service.quicksettings.TileService
import gr.dimos.android.MainActivity

/** The tile in the quick settings: one tap to a report. */
class ReportTile : TileService() {
    override fun onStartListening() {
        qsTile?.apply {
            state = Tile.STATE_INACTIVE
            updateTile()
        }
    }

    override fun onClick() {
        if (isLocked) unlockAndRun(::open) else open()
    }

    // The older way is the only one there was.
    @SuppressLint("StartActivityAndCollapseDeprecated")
    @Suppress("DEPRECATION")
    private fun open() {
        val report = reporting(this)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.UPSIDE_DOWN_CAKE) {
            startActivityAndCollapse(PendingIntent.getActivity(this, 0, report, PendingIntent.FLAG_IMMUTABLE))
        } else {
            startActivityAndCollapse(report)
        }
    }
}

/** What opens the app to report. */
internal fun reporting(context: Context): Intent =
    Intent(ACTION_REPORT).setClass(context, MainActivity::class.java).addFlags(Intent.FLAG_ACTIVITY_NEW_TASK)
