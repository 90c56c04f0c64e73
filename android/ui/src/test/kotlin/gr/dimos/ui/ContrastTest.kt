package gr.dimos.ui

import androidx.compose.material3.ColorScheme
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.luminance
import gr.dimos.app.Tone
import gr.dimos.ui.theme.DarkColours
import gr.dimos.ui.theme.DarkTones
import gr.dimos.ui.theme.LightColours
import gr.dimos.ui.theme.LightTones
import gr.dimos.ui.theme.ToneScheme
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

/** Everything that is written can be read: WCAG 2.2, 1.4.3 (text 4.5:1) and 1.4.11 (outlines of controls 3:1). */
class ContrastTest {
    @Test
    fun `by day`() = assertEquals(emptyList<String>(), faint(LightColours, LightTones))

    @Test
    fun `by night`() = assertEquals(emptyList<String>(), faint(DarkColours, DarkTones))

    private fun faint(scheme: ColorScheme, tones: ToneScheme): List<String> {
        val sheets = with(scheme) {
            listOf(surface, surfaceContainerLow, surfaceContainer, surfaceContainerHigh, surfaceContainerHighest)
        }
        val pairs = with(scheme) {
            sheets.flatMap { sheet ->
                listOf(onSurface to sheet, onSurfaceVariant to sheet, primary to sheet, error to sheet)
            } + Tone.entries.flatMap { tone ->
                listOf(tones[tone].onContainer to tones[tone].container) + sheets.map { tones[tone].text to it }
            } + listOf(
                onPrimary to primary,
                onPrimaryContainer to primaryContainer,
                onSecondary to secondary,
                onSecondaryContainer to secondaryContainer,
                onTertiary to tertiary,
                onTertiaryContainer to tertiaryContainer,
                onError to error,
                onErrorContainer to errorContainer,
                onSurfaceVariant to surfaceVariant,
                inverseOnSurface to inverseSurface,
                inversePrimary to inverseSurface,
            )
        }
        val texts = pairs.filter { (ink, paper) -> contrast(ink, paper) < 4.5 }.map { "text $it" }
        val lines = sheets.filter { contrast(scheme.outline, it) < 3.0 }.map { "outline on $it" }
        return texts + lines
    }

    private fun contrast(one: Color, other: Color): Double {
        val (light, dark) = listOf(one.luminance(), other.luminance()).sortedDescending()
        return (light + 0.05) / (dark + 0.05)
    }
}
