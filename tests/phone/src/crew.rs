//! What a crew does with its phone.

use crate::phone::{Phone, SOON, Stuck};
use dimos_app::{
    Intent, ViewModel,
    crew::{CrewView, JobView},
    intent::{CrewIntent, PhotoSource, SettingsIntent, Tab, WorkPhoto},
    settings::SettingsView,
    view::{Screen, Tone},
};
use std::path::Path;

impl Phone {
    /// Does something on the crew's screens.
    pub fn crew(&self, intent: CrewIntent) {
        self.send(Intent::Crew { intent });
    }

    /// Opens the settings and waits until they show something.
    ///
    /// # Errors
    /// They do not soon.
    pub fn settings(&self, what: &str, shows: impl Fn(&SettingsView) -> bool) -> Result<SettingsView, Stuck> {
        self.send(Intent::OpenTab { tab: Tab::Settings });
        self.see(what, |screen| match screen {
            Screen::Settings { settings } if shows(&settings) => Some(settings),
            _ => None,
        })
    }

    /// Makes this a crew's phone.
    ///
    /// # Errors
    /// The code is not good, or there is no network.
    pub fn enrol(&self, code: &str) -> Result<(), Stuck> {
        self.settings("the settings", |_| true)?;
        self.send(Intent::Settings { intent: SettingsIntent::TypeCode { code: code.to_owned() } });
        let enrol = self.settings("the code", |_| true)?.enrol;
        if let Some(why_not) = enrol.and_then(|button| button.why_not) {
            return Err(Stuck::Refused(why_not));
        }
        self.send(Intent::Settings { intent: SettingsIntent::Enrol });
        self.see("the crew's screen", |screen| match screen {
            Screen::Crew { .. } => Some(Ok(())),
            Screen::Settings { settings } => {
                settings.code.and_then(|field| field.error).map(|error| Err(Stuck::Refused(error)))
            }
            _ => None,
        })?
    }

    /// Opens the day and waits until it shows something.
    ///
    /// # Errors
    /// It does not soon.
    pub fn day(&self, what: &str, shows: impl Fn(&CrewView) -> bool) -> Result<CrewView, Stuck> {
        self.send(Intent::OpenTab { tab: Tab::Crew });
        let shows = |view: &ViewModel| matches!(&view.screen, Screen::Crew { crew } if shows(crew));
        match self.patiently(what, SOON, Intent::Crew { intent: CrewIntent::Refresh }, shows)?.screen {
            Screen::Crew { crew } => Ok(crew),
            _ => Err(Stuck::missing(what)),
        }
    }

    /// Opens a job and waits until it shows something.
    ///
    /// # Errors
    /// It does not soon.
    pub fn job(&self, id: &str, what: &str, shows: impl Fn(&JobView) -> bool) -> Result<JobView, Stuck> {
        self.send(Intent::OpenTab { tab: Tab::Crew });
        self.crew(CrewIntent::Open { job: id.to_owned() });
        self.job_shows(what, shows)
    }

    /// Waits until the open job shows something.
    ///
    /// # Errors
    /// It does not soon.
    pub fn job_shows(&self, what: &str, shows: impl Fn(&JobView) -> bool) -> Result<JobView, Stuck> {
        self.see(what, |screen| match screen {
            Screen::Job { job } if shows(&job) => Some(job),
            _ => None,
        })
    }

    /// Begins a job.
    ///
    /// # Errors
    /// It cannot be begun.
    pub fn start_job(&self, id: &str) -> Result<JobView, Stuck> {
        let job = self.job(id, "the job", |_| true)?;
        if job.start.is_none() {
            return Err(Stuck::Refused(job.row.status));
        }
        self.send(Intent::DismissToast);
        self.crew(CrewIntent::StartJob { job: id.to_owned() });
        self.job_kept("the job begun", |job| job.start.is_none())
    }

    /// Waits until the open job shows what was kept, or the phone says that it cannot keep it.
    fn job_kept(&self, what: &str, shows: impl Fn(&JobView) -> bool) -> Result<JobView, Stuck> {
        let kept = |view: &ViewModel| matches!(&view.screen, Screen::Job { job } if shows(job));
        let refused = |view: &ViewModel| view.toast.as_ref().is_some_and(|toast| toast.tone == Tone::Danger);
        let view = self.until(what, SOON, |view| kept(view) || refused(view))?;
        match (view.screen, view.toast) {
            (Screen::Job { job }, _) if shows(&job) => Ok(job),
            (_, Some(toast)) => Err(Stuck::Refused(toast.text)),
            _ => Err(Stuck::missing(what)),
        }
    }

    /// Photographs a job before the work or after it.
    ///
    /// # Errors
    /// The app does not take the photo.
    pub fn photograph_job(&self, id: &str, path: &Path, kind: WorkPhoto) -> Result<(), Stuck> {
        let job = self.job(id, "the job", |_| true)?;
        let offered = match kind {
            WorkPhoto::Before => job.add_before.is_some(),
            WorkPhoto::After => job.add_after.is_some(),
        };
        if !offered {
            return Err(Stuck::Refused(job.row.status));
        }
        let known: Vec<String> = all_photos(&job).map(|photo| photo.id.clone()).collect();
        self.send(Intent::DismissToast);
        self.will_photograph(path);
        self.crew(CrewIntent::AddPhoto { source: PhotoSource::Camera, kind });
        let arrived = |job: &JobView| all_photos(job).any(|photo| !photo.busy && !known.contains(&photo.id));
        let view = self.until("the photo", SOON, |view| {
            view.toast.is_some() || matches!(&view.screen, Screen::Job { job } if arrived(job))
        })?;
        match (view.screen, view.toast) {
            (Screen::Job { job }, _) if arrived(&job) => Ok(()),
            (_, Some(toast)) => Err(Stuck::Refused(toast.text)),
            _ => Err(Stuck::missing("the photo")),
        }
    }

    /// Writes a note on a job without closing it.
    ///
    /// # Errors
    /// The job takes none.
    pub fn note_job(&self, id: &str, note: &str) -> Result<(), Stuck> {
        self.job(id, "the job", |_| true)?;
        self.crew(CrewIntent::WriteNote { text: note.to_owned() });
        let job = self.job_shows("the note", |_| true)?;
        match job.send_note {
            Some(send) if send.enabled => {}
            Some(send) => return Err(Stuck::Refused(send.why_not.unwrap_or(send.label))),
            None => return Err(Stuck::Refused(job.row.status)),
        }
        self.send(Intent::DismissToast);
        self.crew(CrewIntent::SendNote);
        self.job_kept("the note kept", |job| job.send_note.is_none()).map(drop)
    }

    /// Closes a job as done, with a note.
    ///
    /// # Errors
    /// It cannot be closed: the photo of the finished work is missing, say.
    pub fn close_job(&self, id: &str, note: &str) -> Result<String, Stuck> {
        self.job(id, "the job", |_| true)?;
        self.crew(CrewIntent::WriteNote { text: note.to_owned() });
        let job = self.job_shows("the job", |_| true)?;
        match job.close {
            Some(close) if close.enabled => {}
            Some(close) => return Err(Stuck::Refused(close.why_not.unwrap_or(close.label))),
            None => return Err(Stuck::Refused(job.row.status)),
        }
        self.attempt("the job closed", Intent::Crew { intent: CrewIntent::CloseJob })
    }

    /// Gives a job back, with a reason and a note.
    ///
    /// # Errors
    /// It cannot be given back, or the reason needs a note.
    pub fn cannot_do_job(&self, id: &str, reason: &str, note: &str) -> Result<String, Stuck> {
        let job = self.job(id, "the job", |_| true)?;
        if !job.cannot_reasons.iter().any(|known| known.code == reason) {
            let known: Vec<&str> = job.cannot_reasons.iter().map(|known| known.code.as_str()).collect();
            return Err(Stuck::Refused(if known.is_empty() { job.row.status } else { known.join(", ") }));
        }
        self.crew(CrewIntent::WriteNote { text: note.to_owned() });
        let reason = reason.to_owned();
        self.attempt("the job given back", Intent::Crew { intent: CrewIntent::CannotDo { reason } })
    }

    /// The whole work on a job: begin, photograph, photograph, close.
    ///
    /// # Errors
    /// As its parts.
    pub fn fix(&self, id: &str, before: &Path, after: &Path, note: &str) -> Result<(), Stuck> {
        self.start_job(id)?;
        self.photograph_job(id, before, WorkPhoto::Before)?;
        self.photograph_job(id, after, WorkPhoto::After)?;
        self.close_job(id, note).map(drop)
    }
}

fn all_photos(job: &JobView) -> impl Iterator<Item = &dimos_app::view::PhotoView> {
    job.photos.iter().chain(&job.before).chain(&job.after)
}
