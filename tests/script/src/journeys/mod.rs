//! The journeys. A screen is recorded when nothing on it is under way any more: what is waited for stands before it.

mod citizen;
mod crew;
mod pay;
mod settings;

use crate::step::{Is, Journey, Step};
use dimos_app::{
    Intent,
    intent::{MyReportsIntent, PhotoSource, ReportIntent, ReportStep, Tab},
};

/// Where the parts of a screen stand in its outline.
const REPORT: &str = "screen.report.report";
const MINE: &str = "screen.my_reports.my_reports";
const TICKET: &str = "screen.ticket.ticket";

/// All of them.
#[must_use]
pub fn journeys() -> Vec<Journey> {
    vec![citizen::journey(), crew::journey(), pay::journey(), settings::journey()]
}

fn send(intent: Intent) -> Step {
    Step::Send(intent)
}

fn open(tab: Tab) -> Step {
    send(Intent::OpenTab { tab })
}

fn report(intent: ReportIntent) -> Step {
    send(Intent::Report { intent })
}

fn go_to(step: ReportStep) -> Step {
    report(ReportIntent::GoTo { step })
}

fn mine(intent: MyReportsIntent) -> Step {
    send(Intent::MyReports { intent })
}

fn write(text: &str) -> Step {
    mine(MyReportsIntent::Write { text: text.to_owned() })
}

/// Waits until this stands there.
fn see(screen: &str, at: &str, value: &'static str) -> Step {
    Step::See { path: format!("{screen}.{at}"), is: Is::Just(value), again: None }
}

/// Waits until something stands there.
fn there(screen: &str, at: &str) -> Step {
    Step::See { path: format!("{screen}.{at}"), is: Is::There, again: None }
}

/// Waits until nothing stands there.
fn gone(screen: &str, at: &str) -> Step {
    Step::See { path: format!("{screen}.{at}"), is: Is::Gone, again: None }
}

/// Waits as a person does who now and then does this.
fn pulling(wait: Step, intent: Intent) -> Step {
    match wait {
        Step::See { path, is, .. } => Step::See { path, is, again: Some(intent) },
        other => other,
    }
}

/// Waits for news of the open report.
fn news(wait: Step) -> Step {
    pulling(wait, Intent::MyReports { intent: MyReportsIntent::Refresh })
}

fn keep(name: &'static str, screen: &str, at: &str) -> Step {
    Step::Keep { name, path: format!("{screen}.{at}") }
}

/// The whole screen, once the message at the bottom was read.
fn screen(name: &'static str) -> Vec<Step> {
    vec![send(Intent::DismissToast), Step::Expect(name)]
}

/// The whole screen with its message at the bottom.
fn told(name: &'static str) -> Vec<Step> {
    vec![there("toast", "text"), Step::Expect(name)]
}

/// What was typed is on the phone's disk: what is read comes after what was kept.
fn stored() -> Vec<Step> {
    let unknown = "00000000-0000-7000-8000-000000000001".to_owned();
    vec![
        open(Tab::MyReports),
        mine(MyReportsIntent::Open { report: unknown }),
        see(TICKET, "busy", "false"),
        send(Intent::Back),
    ]
}

/// A photo is taken for the open report.
fn photographed(file: &'static str) -> Vec<Step> {
    vec![
        Step::Photographs(file),
        report(ReportIntent::AddPhoto { source: PhotoSource::Camera }),
        see(REPORT, "photos[0].busy", "false"),
        see(REPORT, "place.is_set", "true"),
    ]
}
