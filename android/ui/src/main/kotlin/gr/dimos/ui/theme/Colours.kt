package gr.dimos.ui.theme

import androidx.compose.material3.ColorScheme
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.Immutable
import androidx.compose.runtime.ReadOnlyComposable
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.graphics.Color
import gr.dimos.app.Tone

/** A colour to write on a quiet surface, and a pair for a filled one. */
@Immutable
data class ToneColours(val text: Color, val container: Color, val onContainer: Color)

/** The colours of the four tones, which Material's scheme has no names for. */
@Immutable
data class ToneScheme(
    val info: ToneColours,
    val good: ToneColours,
    val warning: ToneColours,
    val danger: ToneColours,
) {
    /** Those of one tone. */
    operator fun get(tone: Tone): ToneColours = when (tone) {
        Tone.INFO -> info
        Tone.GOOD -> good
        Tone.WARNING -> warning
        Tone.DANGER -> danger
    }
}

/** Deep Aegean blue and warm amber on paper. */
val LightColours: ColorScheme = lightColorScheme(
    primary = Color(0xFF0B4F7A),
    onPrimary = Color(0xFFFFFFFF),
    primaryContainer = Color(0xFFCFE5F7),
    onPrimaryContainer = Color(0xFF06304C),
    inversePrimary = Color(0xFF8CC8F2),
    secondary = Color(0xFF48606F),
    onSecondary = Color(0xFFFFFFFF),
    secondaryContainer = Color(0xFFD6E5F1),
    onSecondaryContainer = Color(0xFF162C3A),
    tertiary = Color(0xFF8A5200),
    onTertiary = Color(0xFFFFFFFF),
    tertiaryContainer = Color(0xFFFFDDB3),
    onTertiaryContainer = Color(0xFF3B2300),
    error = Color(0xFFB3261E),
    onError = Color(0xFFFFFFFF),
    errorContainer = Color(0xFFF9DEDC),
    onErrorContainer = Color(0xFF5C0F0A),
    background = Color(0xFFF6F9FC),
    onBackground = Color(0xFF15202A),
    surface = Color(0xFFF6F9FC),
    onSurface = Color(0xFF15202A),
    surfaceVariant = Color(0xFFDDE5EC),
    onSurfaceVariant = Color(0xFF41505C),
    surfaceTint = Color(0xFF0B4F7A),
    surfaceBright = Color(0xFFFFFFFF),
    surfaceDim = Color(0xFFD8DFE6),
    surfaceContainerLowest = Color(0xFFFFFFFF),
    surfaceContainerLow = Color(0xFFFFFFFF),
    surfaceContainer = Color(0xFFECF1F6),
    surfaceContainerHigh = Color(0xFFE6ECF2),
    surfaceContainerHighest = Color(0xFFE0E7EE),
    inverseSurface = Color(0xFF29343D),
    inverseOnSurface = Color(0xFFEDF2F6),
    outline = Color(0xFF66747F),
    outlineVariant = Color(0xFFC3CDD5),
)

/** The same by night. */
val DarkColours: ColorScheme = darkColorScheme(
    primary = Color(0xFF8CC8F2),
    onPrimary = Color(0xFF003351),
    primaryContainer = Color(0xFF0A4A72),
    onPrimaryContainer = Color(0xFFD3E9FA),
    inversePrimary = Color(0xFF0B4F7A),
    secondary = Color(0xFFB2C8D8),
    onSecondary = Color(0xFF1D323F),
    secondaryContainer = Color(0xFF31495A),
    onSecondaryContainer = Color(0xFFD6E5F1),
    tertiary = Color(0xFFFFB95C),
    onTertiary = Color(0xFF452B00),
    tertiaryContainer = Color(0xFF633F00),
    onTertiaryContainer = Color(0xFFFFDDB3),
    error = Color(0xFFF2B8B5),
    onError = Color(0xFF601410),
    errorContainer = Color(0xFF7A1F1A),
    onErrorContainer = Color(0xFFF9DEDC),
    background = Color(0xFF0E151B),
    onBackground = Color(0xFFDEE5EB),
    surface = Color(0xFF0E151B),
    onSurface = Color(0xFFDEE5EB),
    surfaceVariant = Color(0xFF3A4651),
    onSurfaceVariant = Color(0xFFC0CBD5),
    surfaceTint = Color(0xFF8CC8F2),
    surfaceBright = Color(0xFF343D45),
    surfaceDim = Color(0xFF0E151B),
    surfaceContainerLowest = Color(0xFF0A1015),
    surfaceContainerLow = Color(0xFF182129),
    surfaceContainer = Color(0xFF1B252D),
    surfaceContainerHigh = Color(0xFF252F38),
    surfaceContainerHighest = Color(0xFF303A44),
    inverseSurface = Color(0xFFDEE5EB),
    inverseOnSurface = Color(0xFF29343D),
    outline = Color(0xFF8794A0),
    outlineVariant = Color(0xFF3E4A55),
)

/** Tones by day. */
val LightTones = ToneScheme(
    info = ToneColours(Color(0xFF0B4F7A), Color(0xFFDCECF8), Color(0xFF06304C)),
    good = ToneColours(Color(0xFF1B6B3A), Color(0xFFD5F0DD), Color(0xFF0B3B1E)),
    warning = ToneColours(Color(0xFF8A5200), Color(0xFFFFE6C4), Color(0xFF472A00)),
    danger = ToneColours(Color(0xFFB3261E), Color(0xFFF9DEDC), Color(0xFF5C0F0A)),
)

/** Tones by night. */
val DarkTones = ToneScheme(
    info = ToneColours(Color(0xFF8CC8F2), Color(0xFF16405D), Color(0xFFD3E9FA)),
    good = ToneColours(Color(0xFF8AD7A4), Color(0xFF164A2B), Color(0xFFCDF2D8)),
    warning = ToneColours(Color(0xFFFFB95C), Color(0xFF573700), Color(0xFFFFE3BF)),
    danger = ToneColours(Color(0xFFF2B8B5), Color(0xFF7A1F1A), Color(0xFFF9DEDC)),
)

internal val LocalTones = staticCompositionLocalOf { LightTones }

/** The tones of the theme in use. */
val MaterialTheme.tones: ToneScheme
    @Composable
    @ReadOnlyComposable
    get() = LocalTones.current
