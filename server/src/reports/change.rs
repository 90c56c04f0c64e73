//! The one place through which a report changes: it asks the workflow for every step, keeps the fields that hang on a
//! state in order, writes the log with what was before and after, the row, and the jobs that show the report.

use super::{
    photos::{self, Shown, TakenBy},
    queries,
    ticket::Ticket,
};
use crate::{
    db::Tx,
    error::Error,
    jobs,
    sync::{self, Author, Changed, Line, Subject, What},
};
use dimos_api::problem::Code;
use dimos_domain::{
    ids::*,
    report::{CorrectedField, Happening, Photo, PhotoKind, TimelineEntry},
    workflow::{self, Action, Refusal, Role, State},
};
use jiff::Timestamp;

/// A change of one report in the making.
pub struct Change<'a> {
    before: Option<Ticket>,
    /// As it will be. Its state changes only by [`Change::step`].
    pub ticket: Ticket,
    author: &'a Author,
    now: Timestamp,
    said: Vec<(Role, What)>,
    photos: Vec<Photo>,
    photos_for_staff: Vec<Photo>,
    job: Option<JobId>,
}

impl<'a> Change<'a> {
    /// Of a report that exists.
    #[must_use]
    pub fn of(ticket: Ticket, author: &'a Author, now: Timestamp) -> Self {
        Self {
            before: Some(ticket.clone()),
            ticket,
            author,
            now,
            said: Vec::new(),
            photos: Vec::new(),
            photos_for_staff: Vec::new(),
            job: None,
        }
    }

    /// The arrival of a new one, with the photos it came with.
    #[must_use]
    pub fn arrival(ticket: Ticket, photos: &[MediaId], author: &'a Author, now: Timestamp) -> Self {
        let photos = photos.iter().map(|id| Photo { id: *id, kind: PhotoKind::Report }).collect();
        let said = vec![(author.role, What::Shown(Happening::Reported))];
        Self { before: None, ticket, author, now, said, photos, photos_for_staff: Vec::new(), job: None }
    }

    /// Whose photos come from a job.
    #[must_use]
    pub const fn on_job(mut self, job: JobId) -> Self {
        self.job = Some(job);
        self
    }

    /// Takes a step as the author.
    ///
    /// # Errors
    /// [`Refusal`] if the workflow has no such step, or not for the author.
    pub fn step(&mut self, action: Action, note: Option<String>) -> Result<State, Refusal> {
        self.step_as(self.author.role, action, note)
    }

    /// Takes a step that follows by rule.
    ///
    /// # Errors
    /// [`Refusal`] if the workflow has no such step, or not for rules.
    pub fn step_by_rule(&mut self, action: Action) -> Result<State, Refusal> {
        self.step_as(Role::System, action, None)
    }

    fn step_as(&mut self, role: Role, action: Action, note: Option<String>) -> Result<State, Refusal> {
        let from = self.ticket.state;
        let to = workflow::next(from, action, role)?;
        settle(&mut self.ticket, from, to, self.now);
        self.said.push((role, What::Shown(Happening::Moved { action, from, to, note })));
        Ok(to)
    }

    /// Says what the author did, for the timeline.
    pub fn say(&mut self, happening: Happening) {
        self.said.push((self.author.role, What::Shown(happening)));
    }

    /// Says what follows by rule, for the timeline.
    pub fn say_by_rule(&mut self, happening: Happening) {
        self.said.push((Role::System, What::Shown(happening)));
    }

    /// Says what only the log keeps.
    pub fn note(&mut self, unseen: sync::Unseen) {
        self.said.push((self.author.role, What::Unseen(unseen)));
    }

    /// Attaches photos that were checked before.
    pub fn attach(&mut self, kind: PhotoKind, photos: &[MediaId]) {
        for id in photos {
            let photo = Photo { id: *id, kind };
            self.photos.push(photo);
            self.say(Happening::PhotoAdded { photo });
        }
    }

    /// Attaches photos that only those see who work on the report. Nothing is said of them: what is said names them.
    pub fn attach_for_staff(&mut self, photos: &[Photo]) {
        self.photos_for_staff.extend_from_slice(photos);
    }

    /// Sets the priority; says so, if it is another one.
    pub fn set_priority(&mut self, role: Role, priority: u8) {
        let before = std::mem::replace(&mut self.ticket.priority, priority);
        if before != priority {
            let (before, after) = (before.to_string(), priority.to_string());
            let corrected = Happening::Corrected { field: CorrectedField::Priority, before, after };
            self.said.push((role, What::Shown(corrected)));
        }
    }

    /// Makes a department, perhaps a crew, responsible; says so.
    pub fn make_responsible(&mut self, role: Role, department: DepartmentCode, crew: Option<CrewCode>) {
        self.ticket.department = Some(department.clone());
        self.ticket.crew.clone_from(&crew);
        self.said.push((role, What::Shown(Happening::Assigned { department, crew })));
    }

    /// Writes everything; the report as it is then. Nothing said: nothing written.
    ///
    /// # Errors
    /// `missing_photo`; `key_reused` if a new report has the id of another; else only the database's.
    pub fn save(self, tx: &Tx<'_>) -> Result<Ticket, Error> {
        self.save_with_timeline(tx).map(|(ticket, _)| ticket)
    }

    /// [`Change::save`], with the entries that it added to the timeline.
    ///
    /// # Errors
    /// As there.
    pub fn save_with_timeline(mut self, tx: &Tx<'_>) -> Result<(Ticket, Vec<TimelineEntry>), Error> {
        if self.said.is_empty() {
            return Ok((self.ticket, Vec::new()));
        }
        let lines = self.lines();
        let first = sync::append(tx, self.now, self.author, &lines)?;
        let many = i64::try_from(lines.len()).map_err(Error::internal)?;
        self.ticket.version = first + many - 1;
        self.ticket.updated_at = self.now;
        self.write(tx, first)?;
        Ok((self.ticket, timeline(first, self.now, lines)))
    }

    fn write(&self, tx: &Tx<'_>, first: i64) -> Result<(), Error> {
        let by = TakenBy { device: self.author.name.as_deref(), job: self.job, shown: Shown::AsTheReport };
        let Some(before) = &self.before else {
            if !queries::insert(tx, &self.ticket)? {
                return Err(Error::new(Code::KeyReused).field("/id").because("report-id"));
            }
            return photos::attach(tx, &self.ticket, first, by, &self.photos);
        };
        queries::update(tx, &self.ticket)?;
        photos::attach(tx, &self.ticket, first, by, &self.photos)?;
        photos::attach(tx, &self.ticket, first, TakenBy { shown: Shown::ToStaff, ..by }, &self.photos_for_staff)?;
        if before.public != self.ticket.public {
            photos::show(tx, &self.ticket)?;
        }
        jobs::report_changed(tx, self.now, self.author, before, &self.ticket, !self.photos.is_empty())
    }

    fn lines(&mut self) -> Vec<Line> {
        let subject = Subject::Report(self.ticket.id);
        let changes = self.changed();
        let said = std::mem::take(&mut self.said);
        let mut lines: Vec<Line> =
            said.into_iter().map(|(role, what)| Line { subject, role, what, changed: None }).collect();
        if let Some(last) = lines.last_mut() {
            last.changed = changes;
        }
        lines
    }

    fn changed(&self) -> Option<Changed> {
        let mut before = self.before.as_ref().map(Ticket::facts).unwrap_or_default();
        let mut changed = Changed::default();
        for (name, after) in self.ticket.facts() {
            let before = before.remove(&name).unwrap_or_default();
            if before != after {
                changed.before.insert(name.clone(), before);
                changed.after.insert(name, after);
            }
        }
        (!changed.after.is_empty()).then_some(changed)
    }
}

/// What was added to the timeline.
fn timeline(first: i64, at: Timestamp, lines: Vec<Line>) -> Vec<TimelineEntry> {
    (first..)
        .zip(lines)
        .filter_map(|(seq, line)| match line.what {
            What::Shown(what) => Some(TimelineEntry { seq, at, who: line.role, what }),
            What::Unseen(_) | What::Job(_) => None,
        })
        .collect()
}

/// What hangs on a state: set on entering, forgotten on leaving.
fn settle(ticket: &mut Ticket, from: State, to: State, now: Timestamp) {
    ticket.state = to;
    match from {
        State::NeedsInfo => ticket.question = None,
        State::Duplicate => ticket.duplicate_of = None,
        State::Rejected | State::Forwarded => ticket.reason = None,
        _ => {}
    }
    match to {
        State::Resolved => ticket.resolved_at = Some(now),
        State::Assigned => ticket.scheduled_for = None,
        State::Scheduled | State::InProgress | State::Confirmed | State::Submitted => {}
        State::Withdrawn => {
            ticket.public = false;
            off_the_plan(ticket);
        }
        State::Reopened => {
            ticket.resolved_at = None;
            ticket.rating = None;
            off_the_plan(ticket);
        }
        _ => off_the_plan(ticket),
    }
}

fn off_the_plan(ticket: &mut Ticket) {
    ticket.crew = None;
    ticket.scheduled_for = None;
}
