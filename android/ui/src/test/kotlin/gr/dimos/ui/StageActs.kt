package gr.dimos.ui

import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasStateDescription
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.performTextReplacement
import gr.dimos.app.Intent
import gr.dimos.app.QuestionView
import gr.dimos.app.ReportIntent
import gr.dimos.app.ReportStep
import gr.dimos.app.Screen
import gr.dimos.app.Tab
import gr.dimos.store.SPOTS
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeSource

/** Waits until something outside the screens is there, and gives it. */
fun <T : Any> Stage.awaits(what: String, look: () -> T?): T {
    val deadline = TimeSource.Monotonic.markNow() + 1.minutes
    while (true) {
        idle()
        look()?.let { return it }
        check(deadline.hasNotPassedNow()) { "waited a minute for $what; the screen: ${phone.core.view()}".take(2_000) }
        phone.shell.awaitRender(100)
    }
}

/** Waits until this is to be seen, by leaving the app and coming back to it now and then, as a person does. */
fun Stage.seesLater(words: String) {
    repeat(20) {
        phone.core.send(Intent.Background)
        phone.core.send(Intent.Foreground)
        if (seesWithin(1.5.seconds, words)) return
    }
    sees(words)
}

/** Has a blocked gully reported by this phone, and opens its page in My reports; gives its id. */
fun Stage.reported(): String {
    fun tell(intent: ReportIntent) = phone.core.send(Intent.Report(intent)).also { idle() }
    phone.untilReady()
    tell(ReportIntent.New)
    tell(ReportIntent.Describe("The gully is blocked."))
    tell(ReportIntent.MovePin(SPOTS[0].first, SPOTS[0].second))
    tell(ReportIntent.ChooseService("blocked-gully"))
    // The last choice is the harmless one.
    phone.untilReport("the service") { it.service.isNotEmpty() }.questions.filterIsInstance<QuestionView.Choice>()
        .forEach { tell(ReportIntent.Answer(it.code, it.options.last().code)) }
    tell(ReportIntent.GoTo(ReportStep.REVIEW))
    phone.untilReport("a report that can be sent") { it.send.enabled }
    tell(ReportIntent.Send)
    phone.core.send(Intent.OpenTab(Tab.MY_REPORTS))
    tap("-000001")
    return awaits("its page") { (phone.core.view().screen as? Screen.Ticket)?.ticket?.row?.id }
}

/** Writes another text into the field of that name. */
@OptIn(ExperimentalTestApi::class)
fun Stage.replace(field: String, text: String) {
    sees(field)
    test.onAllNodes(hasText(field) and hasSetTextAction()).onFirst().performTextReplacement(text)
    idle()
}

/** Waits until a screen reader says this of something's state, for example why a button cannot be tapped. */
@OptIn(ExperimentalTestApi::class)
fun Stage.tells(words: String) = awaits("the state “$words”") {
    test.onAllNodes(hasStateDescription(words)).fetchSemanticsNodes().firstOrNull()
}
