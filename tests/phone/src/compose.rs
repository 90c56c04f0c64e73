//! How a citizen composes a report: the taps, in the order in which the screens ask for them.

use crate::phone::{Phone, Stuck};
use dimos_app::{
    Intent,
    intent::{PhotoSource, ReportIntent, ReportStep, ShelfChoice, Tab},
    report::{ReportView, ServiceGroupView},
    texts::t,
    view::Screen,
};
use dimos_domain::{ids::ReportId, l10n::Language};
use std::path::PathBuf;

/// Where a citizen says it is.
#[derive(Debug, Clone, PartialEq)]
pub enum At {
    /// Where the photo was taken.
    Photo,
    /// A tap on the map, in degrees north and east.
    Pin(f64, f64),
    /// The first street found by that name.
    Street(String),
    /// Where the phone is.
    Phone,
}

/// What a citizen reports.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Photos.
    pub photos: Vec<PathBuf>,
    /// In their words.
    pub words: String,
    /// Where.
    pub at: At,
    /// What kind of thing; empty takes what the phone suggests first.
    pub service: String,
    /// Answers to its questions.
    pub answers: Vec<(String, String)>,
    /// Name, e-mail and telephone; absent: anonymous.
    pub contact: Option<(String, String, String)>,
}

impl Told {
    /// Words about a service, at a tap on the map.
    #[must_use]
    pub fn new(service: &str, words: &str, at: (f64, f64)) -> Self {
        Self {
            photos: Vec::new(),
            words: words.to_owned(),
            at: At::Pin(at.0, at.1),
            service: service.to_owned(),
            answers: Vec::new(),
            contact: None,
        }
    }

    /// With a photo, whose place counts.
    #[must_use]
    pub fn photo(mut self, path: impl Into<PathBuf>) -> Self {
        self.photos.push(path.into());
        self.at = At::Photo;
        self
    }

    /// At another place.
    #[must_use]
    pub fn at(self, at: At) -> Self {
        Self { at, ..self }
    }

    /// With an answer to a question.
    #[must_use]
    pub fn answer(mut self, question: &str, value: &str) -> Self {
        self.answers.push((question.to_owned(), value.to_owned()));
        self
    }

    /// With a name, an e-mail address and a telephone number.
    #[must_use]
    pub fn named(self, name: &str, email: &str, phone: &str) -> Self {
        Self { contact: Some((name.to_owned(), email.to_owned(), phone.to_owned())), ..self }
    }
}

impl Phone {
    /// Does something while composing.
    pub fn report(&self, intent: ReportIntent) {
        self.send(Intent::Report { intent });
    }

    /// Waits until the composing screen shows something.
    ///
    /// # Errors
    /// It does not soon.
    pub fn composing(&self, what: &str, shows: impl Fn(&ReportView) -> bool) -> Result<ReportView, Stuck> {
        self.see(what, |screen| match screen {
            Screen::Report { report } if shows(&report) => Some(report),
            _ => None,
        })
    }

    /// Composes a report up to the review, where everything stands once more.
    ///
    /// # Errors
    /// The app refuses something on the way: a photo, the place, an answer that tells of danger.
    pub fn compose(&self, told: &Told) -> Result<ReportView, Stuck> {
        self.send(Intent::OpenTab { tab: Tab::Report });
        self.report(ReportIntent::New);
        self.composing("a new report", |view| view.composing)?;
        for path in &told.photos {
            self.add_photo(path)?;
        }
        self.report(ReportIntent::Describe { text: told.words.clone() });
        self.place(&told.at)?;
        let view = self.composing("the words", |view| view.composing)?;
        let suggested = view.suggestions.first().map(|option| option.code.clone()).unwrap_or_default();
        let code = if told.service.is_empty() { suggested } else { told.service.clone() };
        self.report(ReportIntent::ChooseService { code });
        for (question, value) in &told.answers {
            self.report(ReportIntent::Answer { question: question.clone(), value: value.clone() });
        }
        if let Some((name, email, phone)) = &told.contact {
            self.report(ReportIntent::SetAnonymous { anonymous: false });
            self.report(ReportIntent::SetContact { name: name.clone(), email: email.clone(), phone: phone.clone() });
        }
        self.report(ReportIntent::GoTo { step: ReportStep::Review });
        let view = self.composing("the review", |view| view.step == ReportStep::Review)?;
        view.emergency.clone().map_or(Ok(view), |danger| Err(Stuck::Refused(danger)))
    }

    /// What can be reported, or what of it some words find; begins a report.
    ///
    /// # Errors
    /// The list does not come.
    pub fn services(&self, words: &str) -> Result<Vec<ServiceGroupView>, Stuck> {
        self.send(Intent::OpenTab { tab: Tab::Report });
        self.report(ReportIntent::New);
        self.report(ReportIntent::GoTo { step: ReportStep::Service });
        self.report(ReportIntent::SearchServices { text: words.to_owned() });
        Ok(self.composing("the services", |view| view.step == ReportStep::Service)?.groups)
    }

    /// Waits until the app knows which open reports lie near what was composed, or that it cannot know, and gives back what
    /// it shows then.
    ///
    /// # Errors
    /// The answer does not come.
    pub fn look_around(&self) -> Result<ReportView, Stuck> {
        let asking = [Language::El, Language::En].map(|language| t(language, "report-nearby-asking"));
        self.composing("what lies near", |view| view.composing && !asking.contains(&view.nearby_message))
    }

    /// "It is this one": what was composed goes to that report as a "me too"; gives back what the app said.
    ///
    /// # Errors
    /// That report is not among those near, or the phone cannot keep it.
    pub fn it_is_this(&self, report: &str) -> Result<String, Stuck> {
        let intent = ReportIntent::ItIsThis { report: report.to_owned() };
        self.attempt("the “me too” to be kept", Intent::Report { intent })
    }

    /// Adds a photo to the open report and waits until it is ready.
    ///
    /// # Errors
    /// The app does not take it.
    pub fn add_photo(&self, path: &std::path::Path) -> Result<ReportView, Stuck> {
        let had = self.composing("the photos", |view| view.composing)?.photos.len();
        self.send(Intent::DismissToast);
        self.will_photograph(path);
        self.report(ReportIntent::AddPhoto { source: PhotoSource::Camera });
        let arrived = |view: &ReportView| view.photos.len() > had && view.photos.iter().all(|photo| !photo.busy);
        let view = self.until("the photo", crate::SOON, |view| match &view.screen {
            Screen::Report { report } => {
                arrived(report) || (view.toast.is_some() && report.photos.iter().all(|photo| !photo.busy))
            }
            _ => false,
        })?;
        match (view.screen, view.toast) {
            (Screen::Report { report }, _) if arrived(&report) => Ok(report),
            (_, Some(toast)) => Err(Stuck::Refused(toast.text)),
            _ => Err(Stuck::missing("the photo")),
        }
    }

    fn place(&self, at: &At) -> Result<(), Stuck> {
        self.send(Intent::DismissToast);
        match at {
            At::Photo => {}
            At::Pin(lat, lon) => self.report(ReportIntent::MovePin { lat: *lat, lon: *lon }),
            At::Phone => self.report(ReportIntent::UsePhonePosition),
            At::Street(name) => {
                self.report(ReportIntent::SearchStreet { text: name.clone() });
                let view = self.composing("the street", |view| {
                    !view.place.streets.is_empty() || view.place.street_search.error.is_some()
                })?;
                if view.place.streets.is_empty() {
                    return Err(Stuck::Refused(view.place.street_search.error.unwrap_or_default()));
                }
                self.report(ReportIntent::ChooseStreet { index: 0 });
            }
        }
        if *at == At::Photo {
            // Without a place in the photo, the app asks the phone when this step comes to the front.
            self.report(ReportIntent::GoTo { step: ReportStep::Where });
        }
        let view = self.until("a place", crate::SOON, |view| match &view.screen {
            Screen::Report { report } => {
                !report.place.locating
                    && (report.place.is_set || report.place.outside.is_some() || view.toast.is_some())
            }
            _ => false,
        })?;
        match (view.screen, view.toast) {
            (Screen::Report { report }, toast) => match (report.place.outside, toast) {
                (Some(outside), _) => Err(Stuck::Refused(outside)),
                (None, Some(toast)) if !report.place.is_set => Err(Stuck::Refused(toast.text)),
                _ => Ok(()),
            },
            _ => Err(Stuck::missing("a place")),
        }
    }

    /// Sends what was composed; gives back the report's id once the phone has kept it.
    ///
    /// # Errors
    /// Something is missing, or the phone cannot keep it.
    pub fn send_report(&self) -> Result<ReportId, Stuck> {
        let known = self.list(ShelfChoice::Mine)?;
        self.send(Intent::OpenTab { tab: Tab::Report });
        self.report(ReportIntent::GoTo { step: ReportStep::Review });
        let view = self.composing("the review", |view| view.step == ReportStep::Review)?;
        if !view.send.enabled {
            return Err(Stuck::Refused(view.send.why_not.unwrap_or(view.send.label)));
        }
        self.attempt("the report to be kept", Intent::Report { intent: ReportIntent::Send })?;
        self.send(Intent::OpenTab { tab: Tab::MyReports });
        self.see("the report in the list", |screen| match screen {
            Screen::MyReports { my_reports } => {
                my_reports.rows.iter().find(|row| !known.contains(&row.id)).and_then(|row| row.id.parse().ok())
            }
            _ => None,
        })
    }

    /// Composes and sends.
    ///
    /// # Errors
    /// As [`Phone::compose`] and [`Phone::send_report`].
    pub fn files(&self, told: &Told) -> Result<ReportId, Stuck> {
        self.compose(told)?;
        self.send_report()
    }

    /// The drafts on the phone, by id.
    ///
    /// # Errors
    /// The list does not come.
    pub fn drafts(&self) -> Result<Vec<String>, Stuck> {
        self.send(Intent::OpenTab { tab: Tab::Report });
        let view = self.composing("the report screen", |_| true)?;
        Ok(ids(view))
    }

    /// Leaves the open report, which stays as a draft; the drafts on the phone then, the latest first.
    ///
    /// # Errors
    /// The list does not come.
    pub fn drafts_after_leaving(&self) -> Result<Vec<String>, Stuck> {
        self.report(ReportIntent::GoTo { step: ReportStep::What });
        self.send(Intent::Back);
        Ok(ids(self.composing("the drafts", |view| !view.composing)?))
    }
}

fn ids(view: ReportView) -> Vec<String> {
    view.drafts.into_iter().map(|draft| draft.id).collect()
}
