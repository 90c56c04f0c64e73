package gr.dimos.ui

import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.platform.AccessibilityManager
import androidx.compose.ui.platform.LocalAccessibilityManager
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.SemanticsNodeInteraction
import androidx.compose.ui.test.SkikoComposeUiTest
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasScrollToNodeAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isEnabled
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.performTextInput
import androidx.compose.ui.test.runSkikoComposeUiTest
import androidx.compose.ui.unit.Density
import gr.dimos.app.BaseMap
import gr.dimos.app.Intent
import gr.dimos.app.PhoneFix
import gr.dimos.app.PickedPhoto
import gr.dimos.core.City
import gr.dimos.core.Phone
import java.nio.file.Files
import java.nio.file.Path
import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.TimeSource

/**
 * The screens over the real core and a real server, touched by what a person sees: the words on them, or what a screen
 * reader says.
 */
@OptIn(ExperimentalTestApi::class)
class Stage private constructor(
    val test: SkikoComposeUiTest,
    val city: City,
    val phone: Phone,
    private val dir: Path,
) {
    private var view by mutableStateOf(phone.core.view())
    private var ground by mutableStateOf<BaseMap?>(null)

    /** Photos that the camera takes next. */
    val camera = ArrayDeque<String>()

    private var position: PhoneFix = PhoneFix.TimedOut

    /** Where the phone is from now on. */
    fun standAt(lat: Double, lon: Double) {
        position = PhoneFix.Found(lat, lon, 10f)
    }

    /** Touches what says this, as soon as it can be touched. */
    fun tap(words: String) {
        val node = find(says(words) and hasClickAction() and isEnabled() and !hasSetTextAction())
        // A message at the bottom may lie over it: who does not want its button waits until it has gone.
        if (view.toast?.let { words !in "${it.text} ${it.action}" } == true) {
            phone.core.send(Intent.DismissToast)
            idle()
        }
        // What stays where it is needs no scrolling to.
        runCatching { node.performScrollTo() }
        node.performClick()
        idle()
    }

    /** Types into the field of that name. */
    fun type(field: String, text: String) =
        find(hasText(field) and hasSetTextAction()).performTextInput(text).let { idle() }

    /** Waits until this is to be seen, further down perhaps. */
    fun sees(words: String): SemanticsNodeInteraction = find(says(words))

    /** Whether this comes to be seen in time, further down perhaps. */
    fun seesWithin(time: Duration, words: String): Boolean = look(says(words), time) != null

    /** Whether this can be seen now without scrolling. */
    fun shows(words: String): Boolean = test.onAllNodes(says(words)).fetchSemanticsNodes().isNotEmpty()

    /** Takes what the core says now. */
    fun idle() {
        phone.shell.positionsWanted.poll()?.let { (id, _) -> phone.core.resolveLocation(id, position) }
        phone.shell.photosWanted.poll()?.let { (id, _) -> phone.core.resolvePhoto(id, picked()) }
        ground = phone.shell.cities.lastOrNull()
        view = phone.core.view()
        test.waitForIdle()
    }

    private fun picked(): PickedPhoto {
        val name = camera.removeFirstOrNull() ?: return PickedPhoto.Cancelled
        val folder = Files.createDirectories(dir.resolve("camera"))
        val copy = Files.createTempFile(folder, "photo", ".jpg")
        Files.write(copy, Files.readAllBytes(Path.of(System.getProperty("dimos.photos"), name)))
        return PickedPhoto.Picked(copy.toString())
    }

    private fun find(matcher: SemanticsMatcher): SemanticsNodeInteraction = checkNotNull(look(matcher, 1.minutes)) {
        "waited a minute for ${matcher.description}; the screen was: ${"$view".take(3_000)}"
    }

    private fun look(matcher: SemanticsMatcher, time: Duration): SemanticsNodeInteraction? {
        val deadline = TimeSource.Monotonic.markNow() + time
        while (true) {
            idle()
            val found = test.onAllNodes(matcher)
            if (found.fetchSemanticsNodes().isNotEmpty() || scrolledTo(matcher)) return found.onFirst()
            if (deadline.hasPassedNow()) return null
            phone.shell.awaitRender(100)
        }
    }

    private fun scrolledTo(matcher: SemanticsMatcher): Boolean {
        val lists = test.onAllNodes(hasScrollToNodeAction())
        if (lists.fetchSemanticsNodes().isEmpty()) return false
        return try {
            lists.onFirst().performScrollToNode(matcher)
            true
        } catch (_: AssertionError) {
            false
        }
    }

    private fun says(words: String) =
        hasText(words, substring = true) or hasContentDescription(words, substring = true) or
            SemanticsMatcher("its state contains “$words”") {
                words in it.config.getOrNull(SemanticsProperties.StateDescription).orEmpty()
            }

    companion object {
        /** Opens a city with these options of its server and a phone, and lets the story happen on its screen. */
        fun run(dir: Path, locale: String = "el-GR", vararg options: String, story: Stage.() -> Unit) {
            City.open(*options).use { city ->
                Phone(dir.resolve("phone"), city.url, locale).open().use { phone ->
                    runSkikoComposeUiTest(Size(Picture.WIDTH.toFloat(), Picture.HEIGHT.toFloat()), Density(1f)) {
                        val stage = Stage(this, city, phone, dir)
                        setContent {
                            CompositionLocalProvider(LocalAccessibilityManager provides Patience) {
                                DimosApp(
                                    stage.view,
                                    phone.core::send,
                                    TestSlots,
                                    dark = false,
                                    font = TestFont,
                                    city = stage.ground,
                                )
                            }
                        }
                        stage.idle()
                        stage.story()
                    }
                }
            }
        }
    }
}

/** The clock of these tests runs ahead of everybody's: a message at the bottom stays until the core takes it away. */
private object Patience : AccessibilityManager {
    override fun calculateRecommendedTimeoutMillis(
        originalTimeoutMillis: Long,
        containsIcons: Boolean,
        containsText: Boolean,
        containsControls: Boolean,
    ) = Long.MAX_VALUE
}
