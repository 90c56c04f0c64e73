//! What a citizen does with reports that exist: the lists, a report's page, what is unsent.

use crate::phone::{Phone, SOON, Stuck};
use dimos_app::{
    Intent, ViewModel,
    intent::{MyCityIntent, MyReportsIntent, PhotoSource, ShelfChoice, Tab},
    my_city::MyCityView,
    my_reports::{MyReportsView, TicketView, UnsentRow},
    view::{Button, Screen},
};
use dimos_domain::ids::ReportId;
use std::{
    path::Path,
    time::{Duration, Instant},
};

/// A person who waits for something looks again this often.
const GLANCE: Duration = Duration::from_millis(1_500);

impl Phone {
    /// Does something with reports.
    pub fn my_reports(&self, intent: MyReportsIntent) {
        self.send(Intent::MyReports { intent });
    }

    /// Waits until the list shows something.
    ///
    /// # Errors
    /// It does not soon.
    pub fn listing(&self, what: &str, shows: impl Fn(&MyReportsView) -> bool) -> Result<MyReportsView, Stuck> {
        self.send(Intent::OpenTab { tab: Tab::MyReports });
        self.see(what, |screen| match screen {
            Screen::MyReports { my_reports } if shows(&my_reports) => Some(my_reports),
            _ => None,
        })
    }

    /// The ids in a list, those on its first page.
    ///
    /// # Errors
    /// The list does not come.
    pub fn list(&self, shelf: ShelfChoice) -> Result<Vec<String>, Stuck> {
        self.send(Intent::OpenTab { tab: Tab::MyReports });
        self.my_reports(MyReportsIntent::Filter { shelf });
        let view =
            self.listing("the list", |list| list.shelf == shelf && (list.empty.is_some() || !list.rows.is_empty()))?;
        Ok(view.rows.into_iter().map(|row| row.id).collect())
    }

    /// What is unsent.
    ///
    /// # Errors
    /// The list does not come.
    pub fn unsent(&self) -> Result<Vec<UnsentRow>, Stuck> {
        Ok(self.listing("what is unsent", |_| true)?.unsent)
    }

    /// Waits until nothing of theirs is unsent.
    ///
    /// # Errors
    /// Something still is.
    pub fn delivered(&self) -> Result<(), Stuck> {
        self.delivered_within(SOON)
    }

    /// Waits until nothing of theirs is unsent.
    ///
    /// # Errors
    /// Something still is after that time.
    pub fn delivered_within(&self, at_most: Duration) -> Result<(), Stuck> {
        self.send(Intent::OpenTab { tab: Tab::MyReports });
        let shows =
            |view: &ViewModel| matches!(&view.screen, Screen::MyReports { my_reports } if my_reports.unsent.is_empty());
        self.patiently("everything to be sent", at_most, Intent::Foreground, shows).map(drop)
    }

    /// Opens a report's page and waits until it shows something.
    ///
    /// # Errors
    /// It does not soon.
    pub fn ticket(&self, id: ReportId, what: &str, shows: impl Fn(&TicketView) -> bool) -> Result<TicketView, Stuck> {
        self.send(Intent::OpenTab { tab: Tab::MyReports });
        self.my_reports(MyReportsIntent::Open { report: id.to_string() });
        let refresh = Intent::MyReports { intent: MyReportsIntent::Refresh };
        self.send(refresh.clone());
        let shows = |view: &ViewModel| matches!(&view.screen, Screen::Ticket { ticket } if shows(ticket));
        match self.patiently(what, SOON, refresh, shows)?.screen {
            Screen::Ticket { ticket } => Ok(ticket),
            _ => Err(Stuck::missing(what)),
        }
    }

    /// Waits until the report has its number.
    ///
    /// # Errors
    /// It does not get one.
    pub fn number(&self, id: ReportId) -> Result<String, Stuck> {
        Ok(self.ticket(id, "a ticket number", has_number)?.row.number)
    }

    /// Takes a photo for what is being written on the open report's page.
    ///
    /// # Errors
    /// The app does not take it.
    pub fn photograph_for_ticket(&self, path: &Path) -> Result<(), Stuck> {
        self.send(Intent::DismissToast);
        self.will_photograph(path);
        self.my_reports(MyReportsIntent::AddPhoto { source: PhotoSource::Camera });
        let ready = |ticket: &TicketView| {
            !ticket.writing_photos.is_empty() && ticket.writing_photos.iter().all(|photo| !photo.busy)
        };
        let view = self.until("the photo", SOON, |view| {
            view.toast.is_some() || matches!(&view.screen, Screen::Ticket { ticket } if ready(ticket))
        })?;
        match view.toast {
            Some(toast) => Err(Stuck::Refused(toast.text)),
            None => Ok(()),
        }
    }

    /// Does something on the open report's page that is kept on the phone at once; gives back what the app said.
    ///
    /// # Errors
    /// The app refuses, or does not offer it now.
    pub fn act(&self, intent: MyReportsIntent) -> Result<String, Stuck> {
        // The core does nothing, and says nothing, where a button cannot be tapped: the button says why.
        if let Screen::Ticket { ticket } = self.view().screen {
            let button = offered(&ticket, &intent).ok_or_else(|| Stuck::Refused(not_offered(&ticket)))?;
            if !button.enabled {
                return Err(Stuck::Refused(button.why_not.as_ref().unwrap_or(&button.label).clone()));
            }
        }
        self.attempt("what was done to be kept", Intent::MyReports { intent })
    }

    /// Writes something on the open report's page and sends it as what it is meant to be.
    ///
    /// # Errors
    /// As [`Phone::act`].
    pub fn write(&self, text: &str, then: MyReportsIntent) -> Result<String, Stuck> {
        self.my_reports(MyReportsIntent::Write { text: text.to_owned() });
        self.act(then)
    }

    /// Takes the open report back, with words; the app asks "really?" first and is answered.
    ///
    /// # Errors
    /// As [`Phone::act`].
    pub fn withdraw(&self, text: &str) -> Result<String, Stuck> {
        // The words first: whatever is typed after the question takes it back.
        self.my_reports(MyReportsIntent::Write { text: text.to_owned() });
        let button = || match self.view().screen {
            Screen::Ticket { ticket } => ticket.withdraw.map(|button| button.label),
            _ => None,
        };
        let before = button();
        match self.act(MyReportsIntent::Withdraw) {
            // The button says now that one more tap does it.
            Err(Stuck::Refused(_)) if button() != before => self.act(MyReportsIntent::Withdraw),
            done => done,
        }
    }

    /// Looks around a point of the map.
    ///
    /// # Errors
    /// No answer comes.
    pub fn around(&self, lat: f64, lon: f64) -> Result<MyCityView, Stuck> {
        self.send(Intent::OpenTab { tab: Tab::MyCity });
        self.send(Intent::MyCity { intent: MyCityIntent::AroundPoint { lat, lon } });
        self.see("what is around", |screen| match screen {
            Screen::MyCity { my_city } if !my_city.busy => Some(my_city),
            _ => None,
        })
    }

    /// Waits as a person does who now and then asks again.
    ///
    /// # Errors
    /// It does not come in time.
    pub fn patiently(
        &self,
        what: &str,
        at_most: Duration,
        again: Intent,
        shows: impl Fn(&ViewModel) -> bool,
    ) -> Result<ViewModel, Stuck> {
        let deadline = Instant::now() + at_most;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.until(what, GLANCE.min(left), &shows) {
                Ok(view) => return Ok(view),
                Err(Stuck::TooLong { what, screen, .. }) if left <= GLANCE => {
                    return Err(Stuck::TooLong { what, after: at_most, screen });
                }
                Err(stuck) if left <= GLANCE => return Err(stuck),
                Err(_) => self.send(again.clone()),
            }
        }
    }
}

/// What is said where something is not offered: how the report stands.
#[must_use]
pub fn not_offered(ticket: &TicketView) -> String {
    format!("{}: {}", ticket.row.number, ticket.row.status)
}

/// The button on a report's page for what somebody wants to do there, if it is offered now.
#[must_use]
pub fn offered<'a>(ticket: &'a TicketView, wanted: &MyReportsIntent) -> Option<&'a Button> {
    match wanted {
        MyReportsIntent::Comment => ticket.comment.as_ref(),
        MyReportsIntent::Answer => ticket.answer.as_ref(),
        MyReportsIntent::Rate { .. } => ticket.rate.as_ref(),
        MyReportsIntent::Reopen => ticket.reopen.as_ref(),
        MyReportsIntent::Withdraw => ticket.withdraw.as_ref(),
        MyReportsIntent::Support => ticket.support.as_ref(),
        // One button: it follows, or stops following.
        MyReportsIntent::Follow { follow } => ticket.follow.as_ref().filter(|_| ticket.following != *follow),
        _ => None,
    }
}

/// Whether a report's page shows a number that the city gave.
#[must_use]
pub fn has_number(ticket: &TicketView) -> bool {
    ticket.row.number.len() > 6 && ticket.row.number.chars().rev().take(6).all(|c| c.is_ascii_digit())
}
