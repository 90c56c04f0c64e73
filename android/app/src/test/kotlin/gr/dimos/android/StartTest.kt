package gr.dimos.android

import gr.dimos.app.Screen
import gr.dimos.core.City
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner

@RunWith(RobolectricTestRunner::class)
class StartTest {
    private lateinit var city: City

    @Before
    fun openCity() {
        city = City.open()
        TestApplication.server = city.url
    }

    @After
    fun closeCity() = city.close()

    @Test
    fun `the app starts over the real core and shows the report's first step`() {
        val activity = Robolectric.buildActivity(MainActivity::class.java).setup()
        val view = untilShown("the first screen") { it.takeIf { it.screen is Screen.Report } }
        assertEquals("en", view.language)
        activity.pause().stop().destroy()
    }
}
