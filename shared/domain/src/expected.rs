//! What a report or a job will look like once an act that still waits on the phone is delivered. Folded over the server's
//! copy each time it is shown, never kept: when the server's newer copy comes, the expectation is simply gone. Folding an
//! act that the copy already shows changes nothing. What the workflow does not allow is not expected.

use crate::{
    act::{Comment, Deed, JobUpdate, NewReport, Support},
    ids::*,
    job::{Job, JobState},
    report::{Happening, Photo, PhotoKind, Rating, Relation, Report, TimelineEntry},
    workflow::{self, Action, Role, State},
};
use jiff::Timestamp;

/// A report that the server has not seen: its number is empty, its version 0. `at` is when it was written.
#[must_use]
pub fn first(new: &NewReport, at: Timestamp) -> Report {
    Report {
        id: new.id,
        number: String::new(),
        version: 0,
        service: new.service.clone(),
        state: State::Submitted,
        description: new.description.clone(),
        located: new.located,
        place_hint: new.place_hint.clone(),
        area: None,
        answers: new.answers.clone(),
        contact: None,
        photos: new.photos.iter().map(|id| Photo { id: *id, kind: PhotoKind::Report }).collect(),
        priority: 1,
        department: None,
        crew: None,
        scheduled_for: None,
        due_at: None,
        created_at: at,
        updated_at: at,
        supporters: 0,
        duplicate_of: None,
        question: None,
        rating: None,
        reason: None,
        public: false,
        relation: Relation::Reporter,
        timeline: vec![TimelineEntry { seq: 0, at, who: Role::Reporter, what: Happening::Reported }],
    }
}

/// A report with one waiting act on it. An act on something else, or one that the copy already shows, changes nothing.
#[must_use]
pub fn report(base: Report, deed: &Deed, at: Timestamp) -> Report {
    let mut fold = Fold { report: base, at };
    match deed {
        Deed::Support { report, body } if *report == fold.report.id => fold.support(body),
        Deed::Follow { report, body } if *report == fold.report.id => fold.follow(body.follow),
        Deed::Comment { report, body } if *report == fold.report.id => fold.comment(&body.text, &body.photos),
        Deed::Answer { report, body } if *report == fold.report.id => fold.answer(body),
        Deed::Rate { report, body } if *report == fold.report.id => fold.rate(body),
        Deed::Reopen { report, body } if *report == fold.report.id => fold.reopen(body),
        Deed::Withdraw { report, body } if *report == fold.report.id => fold.withdraw(body),
        _ => {}
    }
    fold.report
}

struct Fold {
    report: Report,
    at: Timestamp,
}

impl Fold {
    fn me(&self) -> Role {
        if self.report.relation == Relation::Reporter { Role::Reporter } else { Role::Citizen }
    }

    fn happens(&mut self, what: Happening) {
        self.report.timeline.push(TimelineEntry { seq: 0, at: self.at, who: self.me(), what });
        self.report.updated_at = self.report.updated_at.max(self.at);
    }

    fn step(&mut self, action: Action, note: &str) -> bool {
        let from = self.report.state;
        let Ok(to) = workflow::next(from, action, self.me()) else { return false };
        self.report.state = to;
        self.happens(Happening::Moved { action, from, to, note: words(note) });
        true
    }

    fn photos(&mut self, photos: &[MediaId]) {
        for id in photos {
            if self.report.photos.iter().all(|known| known.id != *id) {
                let photo = Photo { id: *id, kind: PhotoKind::FollowUp };
                self.report.photos.push(photo);
                self.happens(Happening::PhotoAdded { photo });
            }
        }
    }

    fn comment(&mut self, text: &str, photos: &[MediaId]) {
        let me = self.me();
        let known = |entry: &TimelineEntry| {
            entry.who == me && matches!(&entry.what, Happening::Commented { text: said } if said == text)
        };
        if let Some(text) = words(text)
            && !self.report.timeline.iter().any(known)
        {
            self.happens(Happening::Commented { text });
        }
        self.photos(photos);
    }

    fn support(&mut self, body: &Support) {
        if self.report.relation == Relation::Reporter || !self.report.state.is_open() {
            return;
        }
        if self.report.relation != Relation::Supporter {
            self.report.relation = Relation::Supporter;
            self.report.supporters = self.report.supporters.saturating_add(1);
            self.happens(Happening::Supported { supporters: self.report.supporters });
        }
        self.comment(&body.text, &body.photos);
    }

    fn follow(&mut self, follow: bool) {
        self.report.relation = match (self.report.relation, follow) {
            (Relation::None, true) => Relation::Follower,
            (Relation::Follower | Relation::Supporter, false) => Relation::None,
            (other, _) => other,
        };
    }

    fn rate(&mut self, rating: &Rating) {
        if self.me() != Role::Reporter || self.report.rating.as_ref() == Some(rating) {
            return;
        }
        if matches!(self.report.state, State::Resolved | State::Confirmed) {
            self.report.rating = Some(rating.clone());
            self.happens(Happening::Rated { stars: rating.stars });
            self.step(Action::Confirm, "");
        }
    }

    fn answer(&mut self, body: &Comment) {
        if self.step(Action::Answer, &body.text) {
            self.report.question = None;
            self.photos(&body.photos);
        }
    }

    fn reopen(&mut self, body: &Comment) {
        if self.step(Action::Reopen, &body.text) {
            self.photos(&body.photos);
        }
    }

    fn withdraw(&mut self, body: &Comment) {
        if self.step(Action::Withdraw, &body.text) {
            self.report.reason = words(&body.text);
            self.photos(&body.photos);
        }
    }
}

fn words(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A job with one waiting act on it. An act on something else, or one that no longer fits, changes nothing.
#[must_use]
pub fn job(mut base: Job, deed: &Deed) -> Job {
    match deed {
        Deed::StartJob { job, body } if *job == base.id => {
            if base.state == JobState::Planned {
                base.state = JobState::Started { at: body.at };
            }
            add(&mut base, body);
        }
        Deed::CloseJob { job, body } if *job == base.id => {
            if base.state.is_open() {
                base.state = JobState::Done { at: body.at };
            }
            add(&mut base, body);
        }
        Deed::CannotDoJob { job, reason, body } if *job == base.id => {
            if base.state.is_open() {
                base.state = JobState::NotDone { at: body.at, reason: *reason };
            }
            add(&mut base, body);
        }
        Deed::NoteJob { job, body } if *job == base.id => add(&mut base, body),
        Deed::OrderJobs { body } if body.on == base.on => {
            let place = body.jobs.iter().position(|job| *job == base.id);
            if let Some(place) = place.and_then(|place| u16::try_from(place).ok()) {
                base.sequence = place;
            }
        }
        _ => {}
    }
    base.discreet()
}

fn add(job: &mut Job, update: &JobUpdate) {
    if let Some(note) = words(&update.note)
        && !job.notes.contains(&note)
    {
        job.notes.push(note);
    }
    for photo in &update.photos {
        if job.photos.iter().all(|known| known.id != photo.id) {
            job.photos.push(Photo { id: photo.id, kind: photo.kind });
        }
    }
}

#[cfg(test)]
mod tests;
