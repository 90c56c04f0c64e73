package gr.dimos.android

import android.Manifest.permission.ACCESS_COARSE_LOCATION
import android.Manifest.permission.POST_NOTIFICATIONS
import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.content.Intent
import androidx.work.Data
import androidx.work.NetworkType
import androidx.work.OutOfQuotaPolicy
import androidx.work.WorkInfo
import androidx.work.WorkManager
import androidx.work.WorkerParameters
import androidx.work.impl.WorkManagerImpl
import androidx.work.impl.model.WorkSpec
import gr.dimos.android.delivery.DeliveryWorker
import gr.dimos.android.delivery.WorkDelivery
import gr.dimos.android.links.ACTION_CREW
import gr.dimos.android.links.ACTION_MY_REPORTS
import gr.dimos.android.links.Arrival
import gr.dimos.android.links.arrivalOf
import gr.dimos.app.Intent as AppIntent
import gr.dimos.app.MyReportsView
import gr.dimos.app.QuestionView
import gr.dimos.app.ReportIntent
import gr.dimos.app.ReportStep
import gr.dimos.app.ReportView
import gr.dimos.app.Screen
import gr.dimos.app.Tab
import gr.dimos.store.CoreFailure
import gr.dimos.store.DeliveryOutcome
import gr.dimos.store.NewerServer
import gr.dimos.store.isTicket
import java.util.UUID
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf

/** What waits is sent with no screen, by the real WorkManager, the real core and the real server. */
@RunWith(RobolectricTestRunner::class)
class DeliveryTest {
    @get:Rule val opened = Opened()

    private val work get() = WorkManager.getInstance(opened.app)
    private val shown get() = shadowOf(opened.app.getSystemService(NotificationManager::class.java))

    @Test
    fun `what was written without a network is sent by work in the background after the app has gone`() {
        opened.ready()
        opened.app.network(isThere = false)
        opened.see("that there is no network") { it.banner }
        file()
        assertEquals("only one waits", 1, until({ "work to wait" }) { waiting().takeIf { it.isNotEmpty() } }.size)
        assertTrue(mine { it.rows.isNotEmpty() }.rows.none { isTicket(it.number) })

        opened.killed()
        assertEquals(1, waiting().size)
        opened.parts.delivery.hurry()
        until({ "the work to be done; it is $all" }) {
            opened.app.network(isThere = true)
            all.firstOrNull { it.state == WorkInfo.State.SUCCEEDED }
        }
        assertTrue("the city has it before the app is opened again", "blocked-gully" in opened.publicReports())

        opened.ready()
        mine { it.rows.size == 1 && isTicket(it.rows[0].number) }
    }

    @Test
    fun `a run with a city that does not answer is tried again`() {
        opened.ready()
        opened.app.network(isThere = false)
        opened.see("that there is no network") { it.banner }
        file()
        opened.killed()
        opened.cityGoesDown()
        val outcome = runBlocking { opened.parts.background.run(5.seconds) }
        assertTrue("$outcome", outcome.comeAgain)
        opened.parts.delivery.hurry()
        val again = until({ "the work to wait for its next turn; it is $all" }) {
            opened.app.network(isThere = true)
            all.firstOrNull { it.runAttemptCount > 0 && it.state == WorkInfo.State.ENQUEUED }
        }
        assertTrue("$again", again.state == WorkInfo.State.ENQUEUED)
    }

    @Test
    fun `a city that speaks a newer version is told of, and what was written waits for the update`() {
        shadowOf(opened.app).grantPermissions(POST_NOTIFICATIONS)
        opened.ready()
        opened.app.network(isThere = false)
        opened.see("that there is no network") { it.banner }
        file()
        NewerServer().use { newer ->
            opened.cityIsAt(newer.url)
            opened.killed()
            opened.parts.delivery.hurry()
            until({ "a word about it; the work is $all" }) {
                opened.app.network(isThere = true)
                shown.allNotifications.map { "${shadowOf(it).contentText}" }.find { "a newer version" in it }
            }
            opened.ready()
            opened.see("the same in the app") { view -> view.banner?.takeIf { "what is unsent is kept" in it.text } }
            assertEquals(1, mine { it.unsent.isNotEmpty() }.unsent.size)
        }
        opened.cityIsAt()
        opened.killed()
        opened.ready()
        mine { it.unsent.isEmpty() && it.rows.size == 1 && isTicket(it.rows[0].number) }
    }

    @Test
    fun `what is sent on leaving the app is urgent, and not urgent where the phone's quota is used up`() {
        opened.parts.delivery.hurry()
        val spec = until({ "work" }) { spec() }
        assertTrue(spec.expedited)
        assertEquals(OutOfQuotaPolicy.RUN_AS_NON_EXPEDITED_WORK_REQUEST, spec.outOfQuotaPolicy)
        assertEquals(NetworkType.CONNECTED, spec.constraints.requiredNetworkType)
    }

    @Test
    fun `who leaves the app while something waits has it sent at once`() {
        opened.ready()
        opened.app.network(isThere = false)
        opened.see("that there is no network") { it.banner }
        file()
        until({ "work for later" }) { spec()?.takeIf { !it.expedited && it.initialDelay > 0 } }
        opened.left()
        until({ "the same, urgent; it is ${spec()}" }) { spec()?.takeIf { it.expedited && it.initialDelay == 0L } }
    }

    @Test
    fun `before Android 12 urgent work shows that it runs, in a quiet channel`() {
        val info = runBlocking { DeliveryWorker(opened.app, parameters()).getForegroundInfo() }
        val shown = info.notification
        assertEquals("sending", shown.channelId)
        assertEquals("Sending what waits", "${shadowOf(shown).contentText}")
        assertTrue(shown.flags and Notification.FLAG_ONGOING_EVENT != 0)
    }

    @Test
    fun `news and what was refused are told with no word of what they are about`() {
        shadowOf(opened.app).grantPermissions(POST_NOTIFICATIONS)
        opened.parts.notices.tell(ran(refused = 2, reports = 1))
        val texts = shown.allNotifications.map { shadowOf(it).contentText.toString() }
        val refused = "The city did not take 2 of your messages: have a look"
        assertEquals(setOf("There is news of one report", refused), texts.toSet())
        opened.parts.notices.tell(ran(updateRequired = true))
        val now = shown.allNotifications.map { shadowOf(it).contentText.toString() }
        assertTrue("$now", now.any { it.startsWith("The city speaks a newer version") })
        val channels = shown.notificationChannels.map { (it as NotificationChannel).id }
        assertEquals(setOf("news", "refused", "sending"), channels.toSet())
    }

    @Test
    fun `a crew is told that its plan has changed, and a tap leads there`() {
        shadowOf(opened.app).grantPermissions(POST_NOTIFICATIONS)
        opened.parts.notices.tell(ran(reports = 2, jobs = 3))
        val led = shown.allNotifications.associate { notice ->
            "${shadowOf(notice).contentText}" to shadowOf(notice.contentIntent).savedIntent.action
        }
        val plan = "The crew's plan has changed: 3 jobs" to ACTION_CREW
        assertEquals(mapOf(plan, "There is news of 2 reports" to ACTION_MY_REPORTS), led)
        assertEquals(Arrival.Told(AppIntent.OpenTab(Tab.CREW)), arrivalOf(Intent(ACTION_CREW)))
    }

    @Test
    fun `what this phone did is no news, what the city did is`() {
        shadowOf(opened.app).grantPermissions(POST_NOTIFICATIONS)
        opened.ready()
        opened.app.network(isThere = false)
        opened.see("that there is no network") { it.banner }
        file()
        val report = mine { it.rows.isNotEmpty() }.rows[0].id
        opened.killed()
        val own = runBlocking { opened.parts.background.run(60.seconds) } as DeliveryOutcome.Ran
        assertEquals("$own", listOf(1, 0, 0), listOf(own.delivered, own.left, own.reportsWithNews))
        opened.staff("dispatcher").resolve(report)
        val theirs = runBlocking { opened.parts.background.run(60.seconds) } as DeliveryOutcome.Ran
        assertEquals("$theirs", listOf(1, 0), listOf(theirs.reportsWithNews, theirs.jobsWithNews))
        opened.parts.notices.tell(own)
        assertEquals(0, shown.size())
    }

    @Test
    fun `who has sent something is told why there would be notifications before the phone asks, and only once`() {
        opened.ready()
        val desk = opened.parts.desk
        file()
        assertEquals(R.string.notices_why, until({ "why" }) { desk.explaining.value }.text)
        assertTrue("nothing is asked yet", shadowOf(opened.activity).lastRequestedPermission == null)
        desk.explained(true)
        val asked = until({ "the system's dialogue" }) { shadowOf(opened.activity).lastRequestedPermission }
        assertEquals(listOf(POST_NOTIFICATIONS), asked.requestedPermissions.toList())
        assertTrue("never again", !opened.parts.notices.shouldAsk())
    }

    @Test
    fun `whether there may be notifications is asked later where something else is being asked`() {
        opened.ready()
        val asking = opened.parts.scope.launch { opened.parts.desk.askPermissions(listOf(ACCESS_COARSE_LOCATION)) }
        file()
        mine { it.rows.size == 1 }
        assertTrue("it is still to be asked", opened.parts.notices.shouldAsk())
        asking.cancel()
    }

    @Test
    fun `who allows no notifications gets none, and a failed run says nothing`() {
        shadowOf(opened.app).denyPermissions(POST_NOTIFICATIONS)
        opened.parts.notices.tell(ran(refused = 1, reports = 1, jobs = 1))
        shadowOf(opened.app).grantPermissions(POST_NOTIFICATIONS)
        opened.parts.notices.tell(DeliveryOutcome.Failed(CoreFailure.Storage("full")))
        assertEquals(0, shown.size())
    }

    /** What WorkManager gives its workers. */
    private fun parameters(): WorkerParameters {
        val manager = work as WorkManagerImpl
        return WorkerParameters(
            UUID.randomUUID(), Data.EMPTY, emptyList(), WorkerParameters.RuntimeExtras(), 1, 0, Runnable::run,
            EmptyCoroutineContext, manager.workTaskExecutor, manager.configuration.workerFactory,
            { _, _, _ -> error("nothing is told of") }, { _, _, _ -> error("nothing is shown") },
        )
    }

    private fun ran(refused: Int = 0, reports: Int = 0, jobs: Int = 0, updateRequired: Boolean = false) =
        DeliveryOutcome.Ran(delivered = 1, refused, left = 0, reports, jobs, updateRequired)

    private val all get() = work.getWorkInfosForUniqueWork(WorkDelivery.DELIVERY).get()

    /** The newest of [all] as WorkManager keeps it. */
    private fun spec(): WorkSpec? {
        val id = all.lastOrNull { !it.state.isFinished }?.id ?: return null
        val kept = (work as WorkManagerImpl).workDatabase.workSpecDao()
        return runBlocking(Dispatchers.IO) { kept.getWorkSpec("$id") }
    }

    private fun waiting() = all.filter { it.state == WorkInfo.State.ENQUEUED }

    /** A blocked gully, composed and sent. */
    private fun file() {
        say(ReportIntent.New)
        say(ReportIntent.Describe("Βουλωμένη σχάρα, λιμνάζουν νερά."))
        say(ReportIntent.MovePin(40.6350, 22.9391))
        say(ReportIntent.ChooseService("blocked-gully"))
        for (question in seeReport("the service") { it.service.isNotEmpty() }.questions) {
            // The last choice is the harmless one.
            if (question is QuestionView.Choice) say(ReportIntent.Answer(question.code, question.options.last().code))
        }
        say(ReportIntent.GoTo(ReportStep.REVIEW))
        seeReport("a report that can be sent") { it.send.enabled }
        say(ReportIntent.Send)
    }

    private fun say(intent: ReportIntent) = opened.send(AppIntent.Report(intent))

    private fun mine(shows: (MyReportsView) -> Boolean): MyReportsView {
        opened.send(AppIntent.OpenTab(Tab.MY_REPORTS))
        return opened.see("my reports") { view -> (view.screen as? Screen.MyReports)?.myReports?.takeIf(shows) }
    }

    private fun seeReport(what: String, shows: (ReportView) -> Boolean): ReportView =
        opened.see(what) { view -> (view.screen as? Screen.Report)?.report?.takeIf(shows) }
}
