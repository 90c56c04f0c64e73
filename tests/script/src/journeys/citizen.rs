//! A citizen.

use super::{
    MINE, REPORT, TICKET, go_to, gone, keep, mine, news, open, photographed, report, screen, see, send, stored, there,
    told, write,
};
use crate::step::{Act, Journey, Network, Step};
use dimos_app::{
    Intent,
    intent::{MyCityIntent, MyReportsIntent, PhotoSource, ReportIntent, ReportStep, Tab},
};

const CITY: &str = "screen.my_city.my_city";

pub(super) fn journey() -> Journey {
    Journey {
        name: "citizen",
        tells: "From the photo to the stars, with airplane mode and a restart in the middle of composing.",
        locale: "el-GR",
        steps: [began(), composed(), sent(), answered(), fixed(), looked_around()].concat(),
    }
}

/// A new phone without a network knows no city; with one it does.
fn began() -> Vec<Step> {
    let mut steps = vec![Step::Phone("eleni", Network::Gone), see("screen.starting.starting", "busy", "false")];
    steps.push(Step::Expect("no-city-yet"));
    steps.extend([Step::Network(Network::There), there(REPORT, "start.label")]);
    steps.extend(screen("nothing-composed"));
    steps
}

fn composed() -> Vec<Step> {
    let words = "Βουλωμένο φρεάτιο, γεμάτο φύλλα. Με την πρώτη βροχή λιμνάζει ο δρόμος.".to_owned();
    let answer = |value: &str| report(ReportIntent::Answer { question: "danger".to_owned(), value: value.to_owned() });
    [
        vec![report(ReportIntent::New), report(ReportIntent::Describe { text: words })],
        photographed("street-6.jpg"),
        vec![there(REPORT, "suggestions[0].code")],
        screen("photo-and-words"),
        vec![Step::Network(Network::Gone), go_to(ReportStep::Where)],
        screen("place-in-airplane-mode"),
        stored(),
        vec![Step::Restart, open(Tab::Report), keep("draft", REPORT, "drafts[0].id")],
        screen("draft-after-restart"),
        vec![report(ReportIntent::Resume { draft: "{draft}".to_owned() }), see(REPORT, "photos[0].busy", "false")],
        vec![go_to(ReportStep::Service)],
        screen("services"),
        vec![report(ReportIntent::ChooseService { code: "flooding".to_owned() }), go_to(ReportStep::Questions)],
        vec![answer("trapped")],
        screen("danger"),
        vec![answer("no"), go_to(ReportStep::Nearby)],
        screen("nearby-without-network"),
        vec![go_to(ReportStep::Contact)],
        vec![report(ReportIntent::SetAnonymous { anonymous: false })],
        vec![report(ReportIntent::SetContact {
            name: "Ελένη Παπαδοπούλου".to_owned(),
            email: "eleni@example".to_owned(),
            phone: "2310".to_owned(),
        })],
        screen("contact-with-mistakes"),
        vec![report(ReportIntent::SetAnonymous { anonymous: true }), go_to(ReportStep::Review)],
        vec![see(REPORT, "send.enabled", "true")],
        screen("review"),
    ]
    .concat()
}

fn sent() -> Vec<Step> {
    [
        vec![report(ReportIntent::Send), open(Tab::MyReports), keep("report", MINE, "rows[0].id")],
        screen("unsent"),
        vec![Step::Network(Network::There), gone(MINE, "unsent[0].act"), see(MINE, "refreshing", "false")],
        screen("sent"),
        vec![mine(MyReportsIntent::Open { report: "{report}".to_owned() }), see(TICKET, "busy", "false")],
        vec![news(there(TICKET, "photos[0].thumb_path"))],
        screen("ticket"),
    ]
    .concat()
}

fn answered() -> Vec<Step> {
    [
        vec![Step::Act(Act::Ask { report: "{report}", question: "Σε ποια γωνία;" }), news(there(TICKET, "question"))],
        vec![write("Στη βόρεια")],
        screen("asked"),
        vec![mine(MyReportsIntent::Answer), news(gone(TICKET, "question")), news(gone(TICKET, "unsent[0].act"))],
        screen("answered"),
    ]
    .concat()
}

fn fixed() -> Vec<Step> {
    let resolved = || Step::Act(Act::Resolve { report: "{report}" });
    let stands = |state| Step::Stands { report: "{report}", state };
    [
        vec![resolved(), news(there(TICKET, "reopen.label"))],
        screen("fixed"),
        vec![
            Step::Photographs("street-5.jpg"),
            mine(MyReportsIntent::AddPhoto { source: PhotoSource::Library }),
            see(TICKET, "writing_photos[0].busy", "false"),
            write("Δεν έφτιαξε"),
            mine(MyReportsIntent::Reopen),
            news(gone(TICKET, "reopen.label")),
            news(gone(TICKET, "unsent[0].act")),
        ],
        vec![stands("reopened")],
        screen("not-fixed"),
        vec![resolved(), news(see(TICKET, "rate.enabled", "true")), mine(MyReportsIntent::Rate { stars: 4 })],
        vec![news(see(TICKET, "stars", "4")), news(gone(TICKET, "unsent[0].act"))],
        vec![stands("confirmed")],
        screen("rated"),
    ]
    .concat()
}

fn looked_around() -> Vec<Step> {
    let look = |intent| send(Intent::MyCity { intent });
    [
        vec![Step::IsAt(40.6101, 22.9574), open(Tab::MyCity), look(MyCityIntent::AroundMe), see(CITY, "busy", "false")],
        vec![look(MyCityIntent::OnlyOpen { only_open: false }), there(CITY, "rows[0].thumb_path")],
        screen("around"),
        vec![look(MyCityIntent::SearchStreet { text: "Δελφ".to_owned() }), there(CITY, "streets[0]")],
        screen("streets"),
        vec![report(ReportIntent::PhotoShared { path: "/no/such/photo.jpg".to_owned() })],
        told("no-photo"),
    ]
    .concat()
}
