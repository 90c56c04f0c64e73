//! A crew.

use super::{MINE, REPORT, go_to, gone, keep, open, pulling, report, screen, see, send, there};
use crate::step::{Act, Journey, Network, Step};
use dimos_app::{
    Intent,
    intent::{CrewIntent, PhotoSource, ReportIntent, ReportStep, SettingsIntent, Tab, WorkPhoto},
};

const DAY: &str = "screen.crew.crew";
const JOB: &str = "screen.job.job";

pub(super) fn journey() -> Journey {
    Journey {
        name: "crew",
        tells: "Enrolled by a code; the first job with its photos, one that cannot be done, both in a cellar without a network.",
        locale: "en-GB",
        steps: [planned(), enrolled(), worked(), sent()].concat(),
    }
}

fn crew(intent: CrewIntent) -> Step {
    send(Intent::Crew { intent })
}

/// Three blocked gullies, a few hundred metres from each other, are on today's plan.
fn planned() -> Vec<Step> {
    let filed = |name, kept, lat, lon, total| {
        vec![
            open(Tab::Report),
            report(ReportIntent::New),
            report(ReportIntent::Describe {
                text: "Βουλωμένη σχάρα, λιμνάζουν νερά.".to_owned()
            }),
            report(ReportIntent::MovePin { lat, lon }),
            report(ReportIntent::ChooseService { code: "blocked-gully".to_owned() }),
            go_to(ReportStep::Review),
            see(REPORT, "send.enabled", "true"),
            report(ReportIntent::Send),
            open(Tab::MyReports),
            see(MINE, "total", total),
            pulling(gone(MINE, "unsent[0].act"), Intent::Foreground),
            keep(name, MINE, "rows[0].id"),
            Step::Act(Act::Schedule { report: kept }),
        ]
    };
    [
        vec![Step::Phone("eleni", Network::There), there(REPORT, "start.label")],
        filed("first", "{first}", 40.6350, 22.9391, "1"),
        filed("second", "{second}", 40.6405, 22.9436, "2"),
        filed("third", "{third}", 40.6268, 22.9524, "3"),
    ]
    .concat()
}

fn enrolled() -> Vec<Step> {
    let settings = |intent| send(Intent::Settings { intent });
    [
        vec![Step::Phone("crew", Network::There), there(REPORT, "start.label"), open(Tab::Settings)],
        vec![
            Step::Act(Act::CrewCode { name: "code" }),
            settings(SettingsIntent::TypeCode { code: "{code}".to_owned() }),
        ],
        screen("code-typed"),
        vec![settings(SettingsIntent::Enrol), pulling(there(DAY, "jobs[2].id"), crew_refresh())],
        vec![see(DAY, "refreshing", "false")],
        screen("day"),
        vec![keep("clean", DAY, "jobs[0].id"), keep("blocked", DAY, "jobs[1].id")],
    ]
    .concat()
}

fn crew_refresh() -> Intent {
    Intent::Crew { intent: CrewIntent::Refresh }
}

fn worked() -> Vec<Step> {
    let opened = |job: &str| crew(CrewIntent::Open { job: job.to_owned() });
    let photo = |file, kind, at| {
        vec![
            Step::Photographs(file),
            crew(CrewIntent::AddPhoto { source: PhotoSource::Camera, kind }),
            see(JOB, at, "false"),
        ]
    };
    let note = |text: &str| crew(CrewIntent::WriteNote { text: text.to_owned() });
    [
        vec![opened("{clean}"), there(JOB, "start.label")],
        screen("job"),
        vec![Step::Network(Network::Gone), crew(CrewIntent::StartJob { job: "{clean}".to_owned() })],
        vec![gone(JOB, "start.label"), there(JOB, "close.label")],
        screen("begun-in-the-cellar"),
        photo("street-4.jpg", WorkPhoto::Before, "before[0].busy"),
        photo("street-1.jpg", WorkPhoto::After, "after[0].busy"),
        vec![note("Cleared.")],
        screen("before-and-after"),
        vec![crew(CrewIntent::CloseJob), open(Tab::Crew), see(DAY, "jobs[2].pending", "true")],
        vec![opened("{blocked}"), there(JOB, "cannot_reasons[0].code"), note("A parked car stands on the grate.")],
        screen("cannot-be-done"),
        vec![crew(CrewIntent::CannotDo { reason: "no_access".to_owned() }), open(Tab::Crew)],
        vec![see(DAY, "jobs[1].pending", "true"), see(DAY, "jobs[2].pending", "true")],
        screen("two-of-three-unsent"),
    ]
    .concat()
}

fn sent() -> Vec<Step> {
    let stands = |report, state| Step::Stands { report, state };
    [
        vec![Step::Network(Network::There)],
        vec![pulling(see(DAY, "jobs[1].pending", "false"), crew_refresh())],
        vec![pulling(see(DAY, "jobs[2].pending", "false"), crew_refresh()), see(DAY, "refreshing", "false")],
        screen("all-sent"),
        vec![stands("{third}", "resolved"), stands("{second}", "triaged"), stands("{first}", "scheduled")],
        vec![crew(CrewIntent::Open { job: "{clean}".to_owned() }), there(JOB, "row.id")],
        screen("closed-job"),
    ]
    .concat()
}
