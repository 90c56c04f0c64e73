package gr.dimos.ui

import androidx.compose.ui.geometry.Size
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher.Companion.keyIsDefined
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.performSemanticsAction
import androidx.compose.ui.test.runSkikoComposeUiTest
import androidx.compose.ui.unit.Density
import org.junit.jupiter.api.Test

/** TalkBack says whether something is folded, and unfolds it. */
@OptIn(ExperimentalTestApi::class)
class FoldingTest {
    @Test
    fun `the reasons why a job cannot be done are unfolded and folded by TalkBack too`() =
        runSkikoComposeUiTest(Size(Picture.WIDTH.toFloat(), 3_000f), Density(1f)) {
            setContent { DimosApp(CrewSamples("en").job(), {}, TestSlots, dark = false, font = TestFont) }
            val heading = hasText("Could not be done", substring = true)
            onNode(heading and keyIsDefined(SemanticsActions.Expand)).performSemanticsAction(SemanticsActions.Expand)
            onNode(heading and keyIsDefined(SemanticsActions.Collapse)).performSemanticsAction(SemanticsActions.Collapse)
            onNode(heading and keyIsDefined(SemanticsActions.Expand)).assertExists()
        }
}
