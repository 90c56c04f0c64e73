//! Settings.

use super::{REPORT, open, report, screen, see, send, stored, there};
use crate::step::{Journey, Network, Step};
use dimos_app::{
    Intent,
    intent::{ReportIntent, SettingsIntent, Tab},
};

const SETTINGS: &str = "screen.settings.settings";

pub(super) fn journey() -> Journey {
    Journey {
        name: "settings",
        tells: "The language both ways, large text, what is remembered, and to be forgotten.",
        locale: "el-GR",
        steps: [spoken(), kept(), forgotten()].concat(),
    }
}

fn settings(intent: SettingsIntent) -> Step {
    send(Intent::Settings { intent })
}

fn language(tag: &str) -> Step {
    settings(SettingsIntent::Language { tag: tag.to_owned() })
}

fn spoken() -> Vec<Step> {
    [
        vec![Step::Phone("eleni", Network::There), there(REPORT, "start.label"), open(Tab::Settings)],
        vec![there(SETTINGS, "privacy_notice.label")],
        screen("greek"),
        vec![language("en")],
        screen("english"),
        vec![open(Tab::Report)],
        screen("english-elsewhere"),
        vec![open(Tab::Settings), language("el")],
        screen("greek-again"),
        vec![language(""), settings(SettingsIntent::PhoneLocale { tag: "en-GB".to_owned() })],
        screen("as-the-phone"),
    ]
    .concat()
}

fn kept() -> Vec<Step> {
    [
        vec![settings(SettingsIntent::LargeText { large: true })],
        vec![settings(SettingsIntent::RememberContact { remember: true })],
        screen("large-text"),
        vec![settings(SettingsIntent::TypeCode { code: "12".to_owned() })],
        screen("half-a-code"),
        stored(),
        vec![Step::Restart, there(REPORT, "start.label"), open(Tab::Settings)],
        vec![there(SETTINGS, "privacy_notice.label")],
        screen("after-a-restart"),
    ]
    .concat()
}

fn forgotten() -> Vec<Step> {
    [
        vec![open(Tab::Report), report(ReportIntent::New), report(ReportIntent::Describe { text: "Σχάρα".to_owned() })],
        vec![open(Tab::Settings), settings(SettingsIntent::ForgetMe { confirmed: false })],
        screen("what-would-be-lost"),
        vec![settings(SettingsIntent::ForgetMe { confirmed: true }), there("toast", "text")],
        vec![see(REPORT, "composing", "false")],
        screen("forgotten"),
    ]
    .concat()
}
