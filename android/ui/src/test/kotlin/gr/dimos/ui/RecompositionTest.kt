package gr.dimos.ui

import androidx.compose.runtime.Composer
import androidx.compose.runtime.CompositionTracer
import androidx.compose.runtime.InternalComposeTracingApi
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.runSkikoComposeUiTest
import androidx.compose.ui.unit.Density
import gr.dimos.app.Intent
import gr.dimos.app.ReportStep
import gr.dimos.app.Screen
import gr.dimos.app.Toast
import gr.dimos.app.Tone
import gr.dimos.app.ViewModel
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** A view model comes whole with every letter that is typed; only what is different in it is drawn again. */
class RecompositionTest {
    @Test
    fun `a letter typed draws its field again and no other part`() {
        val before = ReportSamples(Samples("el")).step(ReportStep.WHAT)
        // Everything is another object, as it is when it comes from the core; one value is another.
        val after = ReportSamples(Samples("el")).step(ReportStep.WHAT).typed("Μεγάλη λακκούβα!")
        val drawn = drawnAgain(before, after)
        // Once for the value that came, once for the letters that it put into the field.
        assertEquals(2, drawn["DimosField"], "$drawn")
        assertEquals(emptyMap<String, Int>(), drawn - setOf("DimosField", "ReportScreen", "Composing", "Page"))
    }

    @Test
    fun `a message at the bottom draws no part of any screen again`() {
        val citizens = CitizenPicturesTest.screens.mapValues { (_, view) -> { view(Samples("el")) } }
        val others = MoneyAndWorkReachTest.screens.mapValues { (_, view) -> { view("el") } }
        val message = Toast(Tone.INFO, "Αντιγράφηκε.", null)
        val drawn = (citizens + others).mapValues { (_, view) ->
            // Two views of which nothing is the same object, as they come from the core.
            drawnAgain(view().copy(toast = null), view().copy(toast = message))
        }
        // Nothing but the message itself.
        val parts = listOf("Fading", "SymbolAndText", "ToastBar", "besideWords", "lettersAreLarge")
        assertEquals(setOf(parts.associateWith { 1 }), drawn.values.toSet())
    }

    @Test
    fun `a changed row of a list is the only row drawn again`() {
        val before = TownSamples(Samples("el")).mine()
        val mine = (before.screen as Screen.MyReports).myReports
        val rows = mine.rows.mapIndexed { index, row -> if (index == 1) row.copy(status = "Κλειστό") else row }
        val drawn = drawnAgain(before, before.copy(screen = Screen.MyReports(mine.copy(rows = rows))))
        assertEquals(1, drawn["ReportRowCard"], "$drawn")
        assertTrue("UnsentCard" !in drawn, "$drawn")
    }

    private fun ViewModel.typed(words: String): ViewModel {
        val report = (screen as Screen.Report).report
        return copy(screen = Screen.Report(report.copy(description = report.description.copy(value = words))))
    }

    /** How often each of our composables ran for the second view. */
    @OptIn(ExperimentalTestApi::class, InternalComposeTracingApi::class)
    private fun drawnAgain(before: ViewModel, after: ViewModel): Map<String, Int> {
        val counts = sortedMapOf<String, Int>()
        val counter = object : CompositionTracer {
            override fun isTraceInProgress() = true

            override fun traceEventStart(key: Int, dirty1: Int, dirty2: Int, info: String) {
                // "gr.dimos.ui.parts.DimosField (Fields.kt:28)"
                val name = info.substringBefore(" (")
                if (name.startsWith("gr.dimos.ui") && "<anonymous>" !in name) {
                    counts.merge(name.substringAfterLast('.'), 1, Int::plus)
                }
            }

            override fun traceEventEnd() = Unit
        }
        runSkikoComposeUiTest(Size(Picture.WIDTH.toFloat(), 2_000f), Density(1f)) {
            var view by mutableStateOf(before)
            val send = { _: Intent -> }
            setContent { DimosApp(view, send, TestSlots, false, TestFont) }
            waitForIdle()
            Composer.setTracer(counter)
            try {
                view = after
                waitForIdle()
            } finally {
                Composer.setTracer(object : CompositionTracer by counter {
                    override fun isTraceInProgress() = false
                })
            }
        }
        // The frame around the screens sees every view.
        return counts - setOf("DimosApp", "DimosTheme", "WithTabs", "Front", "ScreenInFront")
    }
}
