package gr.dimos.android

import gr.dimos.core.City
import gr.dimos.core.TestSecrets
import org.robolectric.RuntimeEnvironment

/** The app over a city that runs beside the test, with secrets as long as the test: Robolectric has no Keystore. */
class TestApplication : DimosApplication() {
    override fun makeParts() = Parts(this, server, TestSecrets())

    companion object {
        /** Nobody listens there, until a test opens a [City]. */
        var server = "http://127.0.0.1:9"

        /** The app of this test. */
        val here get() = RuntimeEnvironment.getApplication() as TestApplication
    }
}
