//! What is in front: the tabs, the line at the top, and the screen of the feature whose turn it is.

use crate::{
    app::storage_text,
    controls, crew,
    intent::Tab,
    model::Model,
    my_city, my_reports, pay, report, settings,
    texts::{t, tv},
    view::{Banner, Button, Screen, StartingView, TabView, Toast, Tone, ViewModel},
};

/// Builds it.
#[must_use]
pub fn view(model: &Model) -> ViewModel {
    let language = model.language();
    ViewModel {
        language: language.tag().to_owned(),
        large_text: model.settings.preferences.large_text,
        tabs: tabs(model),
        banner: banner(model),
        toast: model.toast.as_ref().map(|toast| Toast {
            tone: toast.tone,
            text: toast.text.clone(),
            action: toast.undo.map(|_| t(language, "undo")),
        }),
        can_go_back: model.my_reports.is_open()
            || model.crew.is_open()
            || model.tab != Tab::Report
            || model.report.open.is_some(),
        screen: screen(model),
        words: controls::words(language),
    }
}

fn screen(model: &Model) -> Screen {
    let language = model.language();
    if let Some(trouble) = model.trouble {
        return Screen::Starting {
            starting: StartingView {
                message: storage_text(model, trouble),
                busy: false,
                retry: Some(Button::new(t(language, "try-again"))),
            },
        };
    }
    if !model.started || (model.city.is_none() && model.tab != Tab::Settings) {
        let waiting = model.syncing || !model.started;
        let key = if waiting { "starting" } else { "no-city-yet" };
        return Screen::Starting {
            starting: StartingView {
                message: t(language, key),
                busy: waiting,
                retry: (!waiting).then(|| Button::new(t(language, "try-again"))),
            },
        };
    }
    if let Some(ticket) = my_reports::ticket_view(model) {
        return Screen::Ticket { ticket };
    }
    match model.tab {
        Tab::Report => Screen::Report { report: report::view(model) },
        Tab::MyReports => Screen::MyReports { my_reports: my_reports::list_view(model) },
        Tab::MyCity => Screen::MyCity { my_city: my_city::view(model) },
        Tab::Pay => pay::screen(model),
        Tab::Crew => match crew::job_view(model) {
            Some(job) => Screen::Job { job },
            None => Screen::Crew { crew: crew::day_view(model) },
        },
        Tab::Settings => Screen::Settings { settings: settings::view(model) },
    }
}

fn tabs(model: &Model) -> Vec<TabView> {
    let language = model.language();
    let badge = |tab| match tab {
        Tab::Report => model.report.drafts.len(),
        Tab::MyReports => my_reports::unseen(model),
        Tab::Pay => pay::urgent(model),
        Tab::Crew => crew::open_jobs(model),
        Tab::MyCity | Tab::Settings => 0,
    };
    [
        (Tab::Report, "tab-report"),
        (Tab::MyReports, "tab-my-reports"),
        (Tab::MyCity, "tab-my-city"),
        (Tab::Pay, "tab-pay"),
        (Tab::Crew, "tab-crew"),
        (Tab::Settings, "tab-settings"),
    ]
    .into_iter()
    .filter(|(tab, _)| match tab {
        Tab::Crew => model.crew_code.is_some(),
        Tab::Pay => pay::takes_payments(model),
        Tab::Report | Tab::MyReports | Tab::MyCity | Tab::Settings => true,
    })
    .map(|(tab, key)| {
        let title = t(language, key);
        let badge = u32::try_from(badge(tab)).unwrap_or(u32::MAX);
        let spoken = if badge == 0 {
            title.clone()
        } else {
            tv(language, "tab-with-badge", &[("title", title.clone().into()), ("n", badge.into())])
        };
        TabView { tab, selected: model.tab == tab, badge, spoken, title }
    })
    .collect()
}

fn banner(model: &Model) -> Option<Banner> {
    let language = model.language();
    let waiting = model.unsent.len();
    let wedged = model.unsent.iter().filter(|row| row.delivery.needs_person()).count();
    if model.upgrade_required {
        Some(Banner { tone: Tone::Danger, text: t(language, "upgrade-required") })
    } else if wedged > 0 {
        Some(Banner { tone: Tone::Warning, text: tv(language, "banner-wedged", &[("n", wedged.into())]) })
    } else if model.offline && waiting > 0 {
        Some(Banner { tone: Tone::Info, text: tv(language, "banner-offline-waiting", &[("n", waiting.into())]) })
    } else if model.offline {
        Some(Banner { tone: Tone::Info, text: t(language, "banner-offline") })
    } else {
        None
    }
}
