package gr.dimos.android

import android.app.Activity
import android.content.Intent
import android.os.Bundle

/**
 * What the icon opens. [MainActivity] is there once, and starting it closes everything over it: a person who comes back
 * from their bank's app by the icon would lose the bank's page. So the icon only brings to the front what was there.
 */
class LauncherActivity : Activity() {
    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        if (isTaskRoot) startActivity(Intent(this, MainActivity::class.java).setAction(Intent.ACTION_MAIN))
        finish()
    }
}
