package gr.dimos.ui.theme

import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Shapes
import androidx.compose.material3.Typography
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.remember
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.style.LineBreak
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp

/** Distances between things, so that screens line up. */
object Spacing {
    val tiny = 4.dp
    val small = 8.dp
    val medium = 12.dp
    val large = 16.dp
    val huge = 24.dp

    /** The least side of what a finger should hit. */
    val touch = 48.dp
}

/** How much larger than the phone's own setting texts are when the person asks for it in the app. */
const val LARGE_TEXT_SCALE = 1.25f

private val shapes = Shapes(
    extraSmall = RoundedCornerShape(6.dp),
    small = RoundedCornerShape(10.dp),
    medium = RoundedCornerShape(14.dp),
    large = RoundedCornerShape(20.dp),
    extraLarge = RoundedCornerShape(28.dp),
)

/** Colours, type and shapes of the app. The font is the phone's own unless a test asks for another. */
@Composable
fun DimosTheme(
    dark: Boolean,
    largeText: Boolean = false,
    font: FontFamily = FontFamily.Default,
    content: @Composable () -> Unit,
) {
    val density = LocalDensity.current
    val scaled = remember(density, largeText) {
        Density(density.density, density.fontScale * if (largeText) LARGE_TEXT_SCALE else 1f)
    }
    CompositionLocalProvider(
        LocalTones provides if (dark) DarkTones else LightTones,
        LocalDensity provides scaled,
    ) {
        MaterialTheme(
            colorScheme = if (dark) DarkColours else LightColours,
            shapes = shapes,
            typography = remember(font) { typography(font) },
            content = content,
        )
    }
}

private fun typography(font: FontFamily): Typography {
    val base = Typography()
    fun TextStyle.own(weight: FontWeight? = null, lineBreak: LineBreak = LineBreak.Paragraph) =
        copy(fontFamily = font, fontWeight = weight ?: fontWeight, lineBreak = lineBreak, letterSpacing = 0.1.sp)
    return Typography(
        displayLarge = base.displayLarge.own(),
        displayMedium = base.displayMedium.own(),
        displaySmall = base.displaySmall.own(),
        headlineLarge = base.headlineLarge.own(FontWeight.Bold, LineBreak.Heading),
        headlineMedium = base.headlineMedium.own(FontWeight.Bold, LineBreak.Heading),
        headlineSmall = base.headlineSmall.own(FontWeight.Bold, LineBreak.Heading),
        titleLarge = base.titleLarge.own(FontWeight.Bold, LineBreak.Heading),
        titleMedium = base.titleMedium.own(FontWeight.Medium, LineBreak.Heading),
        titleSmall = base.titleSmall.own(FontWeight.Medium, LineBreak.Heading),
        bodyLarge = base.bodyLarge.own(),
        bodyMedium = base.bodyMedium.own(),
        bodySmall = base.bodySmall.own(),
        labelLarge = base.labelLarge.own(FontWeight.Medium),
        labelMedium = base.labelMedium.own(FontWeight.Medium),
        labelSmall = base.labelSmall.own(FontWeight.Medium),
    )
}
