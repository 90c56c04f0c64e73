package gr.dimos.ui

import gr.dimos.app.ReportStep
import gr.dimos.ui.theme.DimosTheme
import org.junit.jupiter.api.Test

/** How that looks which the platform says by itself, and the app in a wide window. */
class PlatformPicturesTest {
    @Test
    fun `the app cannot start`() = Picture.checkDrawn("failed") { look ->
        DimosTheme(look.dark, font = TestFont) { FailureScreen(PlatformWords(look.language).failure("failed_storage"), {}, {}) }
    }

    @Test
    fun `why the position is asked for`() = Picture.checkDrawn("rationale") { look ->
        val place = ReportSamples(Samples(look.language)).step(ReportStep.WHERE)
        DimosApp(place, {}, TestSlots, look.dark, TestFont, city = RealCity.map(look.language))
        DimosTheme(look.dark, font = TestFont) { ExplanationDialog(PlatformWords(look.language).whyPosition()) {} }
    }

    @Test
    fun `why there would be notifications`() = Picture.checkDrawn("notices") { look ->
        DimosApp(TownSamples(Samples(look.language)).mine(), {}, TestSlots, look.dark, TestFont)
        DimosTheme(look.dark, font = TestFont) { ExplanationDialog(PlatformWords(look.language).whyNotices()) {} }
    }

    @Test
    fun `a tablet has its tabs at the side`() =
        Picture.check("wide", height = 800, width = 1_280) { TownSamples(Samples(it)).mine() }
}
