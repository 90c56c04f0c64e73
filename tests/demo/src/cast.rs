//! Who takes part: citizens with their phones, and the few moves that every story is made of.

use crate::tell::Teller;
use dimos_app::{
    Intent, ViewModel,
    intent::{MyReportsIntent, PhotoSource, ReportIntent, ReportStep, ShelfChoice, Tab},
    my_reports::TicketView,
    report::ReportView,
    view::Screen,
};
use dimos_domain::ids::ReportId;
use dimos_phone::{Phone, PhoneOptions, Stuck};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

/// Longest wait for anything on a screen.
pub const SOON: Duration = Duration::from_secs(30);

/// A photo of the demo's.
pub fn photo(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/photos").join(name)
}

/// Somebody with a phone.
pub struct Person {
    /// Their phone.
    pub phone: Phone,
}

/// What a citizen reports.
#[derive(Debug, Clone, Default)]
pub struct Told<'a> {
    /// In their words.
    pub words: &'a str,
    /// Photos.
    pub photos: &'a [&'a str],
    /// The service they choose.
    pub service: &'a str,
    /// Answers to its questions.
    pub answers: &'a [(&'a str, &'a str)],
    /// A street typed in, where no photo knows the place.
    pub street: Option<&'a str>,
    /// Name, e-mail and telephone.
    pub contact: Option<(&'a str, &'a str, &'a str)>,
}

impl Person {
    /// Somebody gets a phone and opens the app.
    pub fn new(dir: &Path, server: &str, name: &'static str, locale: &str, offline: bool) -> Result<Self, Stuck> {
        let options = PhoneOptions {
            dir: dir.join("phones").join(name.to_lowercase()),
            server: server.to_owned(),
            locale: locale.to_owned(),
            offline: false,
            bundled_city: None,
        };
        let person = Self { phone: Phone::open(options)? };
        person.phone.ready()?;
        if offline {
            person.phone.set_online(false);
        }
        Ok(person)
    }

    fn report(&self, intent: ReportIntent) {
        self.phone.send(Intent::Report { intent });
    }

    fn composing(&self, what: &str, shows: impl Fn(&ReportView) -> bool) -> Result<ReportView, Stuck> {
        let view = self.phone.until(what, SOON, |view| match &view.screen {
            Screen::Report { report } => shows(report),
            _ => false,
        })?;
        match view.screen {
            Screen::Report { report } => Ok(report),
            _ => Err(Stuck::TooLong { what: what.to_owned(), after: SOON, screen: String::new() }),
        }
    }

    /// Composes a report up to the review, and gives back what the phone showed there.
    pub fn compose(&self, told: &Told<'_>, teller: &Teller) -> Result<ReportView, Stuck> {
        self.phone.send(Intent::OpenTab { tab: Tab::Report });
        self.report(ReportIntent::New);
        self.composing("a new report", |view| view.composing)?;
        for (index, name) in told.photos.iter().enumerate() {
            self.phone.will_photograph(&photo(name));
            self.report(ReportIntent::AddPhoto { source: PhotoSource::Camera });
            self.composing("the photo", |view| {
                view.photos.len() == index + 1 && view.photos.iter().all(|photo| !photo.busy)
            })?;
        }
        self.report(ReportIntent::Describe { text: told.words.to_owned() });
        self.report(ReportIntent::GoTo { step: ReportStep::Where });
        if let Some(street) = told.street {
            self.report(ReportIntent::SearchStreet { text: street.to_owned() });
            let view = self.composing("the street", |view| !view.place.streets.is_empty())?;
            teller.fact(&format!("types “{street}” and finds {}", view.place.streets.first().map_or("", |s| s)));
            self.report(ReportIntent::ChooseStreet { index: 0 });
        }
        let place = self.composing("a place", |view| view.place.is_set || view.place.outside.is_some())?.place;
        if let Some(outside) = place.outside {
            teller.reads(&outside);
            return self.composing("the refusal", |view| view.place.outside.is_some());
        }
        teller.fact(&format!("place: {} ({})", place.hint.value, place.source));
        self.report(ReportIntent::GoTo { step: ReportStep::Service });
        let view = self.composing("services", |view| view.step == ReportStep::Service)?;
        let suggested: Vec<&str> = view.suggestions.iter().map(|option| option.label.as_str()).collect();
        teller.fact(&format!("the phone suggests: {}", suggested.join(" · ")));
        self.report(ReportIntent::ChooseService { code: told.service.to_owned() });
        for (question, value) in told.answers {
            self.report(ReportIntent::Answer { question: (*question).to_owned(), value: (*value).to_owned() });
        }
        if let Some((name, email, phone)) = told.contact {
            self.report(ReportIntent::SetAnonymous { anonymous: false });
            self.report(ReportIntent::SetContact {
                name: name.to_owned(),
                email: email.to_owned(),
                phone: phone.to_owned(),
            });
        }
        self.report(ReportIntent::GoTo { step: ReportStep::Nearby });
        self.composing("the look around", |view| !view.nearby_message.is_empty() || view.step != ReportStep::Nearby)
    }

    /// Sends what was composed; gives back the report's id once the phone has kept it.
    pub fn send(&self) -> Result<ReportId, Stuck> {
        let before = self.list(ShelfChoice::Mine)?.len();
        self.phone.send(Intent::OpenTab { tab: Tab::Report });
        self.report(ReportIntent::GoTo { step: ReportStep::Review });
        self.composing("the review", |view| view.send.enabled)?;
        self.report(ReportIntent::Send);
        let what = "the report in the list";
        self.phone.send(Intent::OpenTab { tab: Tab::MyReports });
        let view = self.phone.until(what, SOON, |view| rows(view).len() > before)?;
        rows(&view).into_iter().find_map(|id| id.parse().ok()).ok_or(Stuck::TooLong {
            what: what.to_owned(),
            after: SOON,
            screen: String::new(),
        })
    }

    /// The ids in a list.
    pub fn list(&self, shelf: ShelfChoice) -> Result<Vec<String>, Stuck> {
        self.phone.send(Intent::OpenTab { tab: Tab::MyReports });
        self.phone.send(Intent::MyReports { intent: MyReportsIntent::Filter { shelf } });
        let view = self.phone.until("the list", SOON, |view| {
            matches!(&view.screen, Screen::MyReports { my_reports } if my_reports.shelf == shelf
                && (my_reports.empty.is_some() || !my_reports.rows.is_empty() || !my_reports.unsent.is_empty()))
        })?;
        Ok(rows(&view))
    }

    /// Waits until a report's page shows something.
    pub fn ticket(&self, id: ReportId, what: &str, shows: impl Fn(&TicketView) -> bool) -> Result<TicketView, Stuck> {
        self.phone.send(Intent::OpenTab { tab: Tab::MyReports });
        self.phone.send(Intent::MyReports { intent: MyReportsIntent::Open { report: id.to_string() } });
        self.phone.send(Intent::MyReports { intent: MyReportsIntent::Refresh });
        let deadline = std::time::Instant::now() + SOON;
        loop {
            let seen = self.phone.until(
                what,
                Duration::from_millis(1_500),
                |view| matches!(&view.screen, Screen::Ticket { ticket } if shows(ticket)),
            );
            match seen {
                Ok(ViewModel { screen: Screen::Ticket { ticket }, .. }) => return Ok(ticket),
                Err(stuck) if std::time::Instant::now() >= deadline => return Err(stuck),
                // A person looks again now and then.
                _ => self.phone.send(Intent::MyReports { intent: MyReportsIntent::Refresh }),
            }
        }
    }

    /// Waits until the open report's page shows something.
    pub fn ticket_shows(&self, what: &str, shows: impl Fn(&TicketView) -> bool) -> Result<(), Stuck> {
        let on_screen = |view: &ViewModel| matches!(&view.screen, Screen::Ticket { ticket } if shows(ticket));
        self.phone.until(what, SOON, on_screen).map(drop)
    }

    /// Does something on the open report's page.
    pub fn my_reports(&self, intent: MyReportsIntent) {
        self.phone.send(Intent::MyReports { intent });
    }

    /// Waits until nothing of theirs is unsent.
    pub fn delivered(&self) -> Result<(), Stuck> {
        self.phone.send(Intent::OpenTab { tab: Tab::MyReports });
        self.phone
            .until(
                "everything to be sent",
                SOON,
                |view| matches!(&view.screen, Screen::MyReports { my_reports } if my_reports.unsent.is_empty()),
            )
            .map(drop)
    }
}

/// The ids in a list on the screen.
pub fn rows(view: &ViewModel) -> Vec<String> {
    match &view.screen {
        Screen::MyReports { my_reports } => my_reports.rows.iter().map(|row| row.id.clone()).collect(),
        _ => Vec::new(),
    }
}
