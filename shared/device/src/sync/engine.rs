//! What to do next with the outbox: decides, never acts. Plain data in, plain data out, no clock, no network, no threads,
//! so that thousands of phones can be simulated. Whoever drives it asks [`Engine::next`], does that, says with
//! [`Engine::done`] how it went, and commits the [`Write`]s before asking again. It can be dropped at any moment and made
//! again from the store.
//!
//! Rules: acts on one subject go in the order in which they were done; an act waits for its photos; a wedged act holds
//! back its own subject only; small things before photos; push before pull.

use super::{
    backoff,
    queue::{Cause, QueuedAct, QueuedPhoto},
    step::{Action, Failure, Outcome, Write},
};
use crate::model::{Stop, WedgeReason};
use dimos_api::problem::Code;
use dimos_domain::{act::Subject, ids::*};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashSet;

/// Failures in a row after which a drain gives up for now.
const STRIKES: u32 = 6;
/// First piece of a photo; doubled while pieces are quick, halved when the network cuts.
const PIECE: u64 = 256 << 10;
const SMALLEST_PIECE: u64 = 32 << 10;
const LARGEST_PIECE: u64 = 1 << 20;
/// A piece that went up in less may be larger next time.
const QUICK: SignedDuration = SignedDuration::from_millis(1500);

/// The deciding part of a drain.
#[derive(Debug)]
pub struct Engine {
    acts: Vec<QueuedAct>,
    random: fastrand::Rng,
    deadline: Timestamp,
    registered: bool,
    registered_anew: bool,
    doing: Option<(Action, Timestamp)>,
    gate: Option<Timestamp>,
    strikes: u32,
    piece: u64,
    pull: Fetch,
    cursor_forgotten: bool,
    city: Fetch,
    stop: Option<Stop>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fetch {
    Wanted { attempt: u32, next_at: Option<Timestamp> },
    Done,
}

impl Fetch {
    const NOW: Self = Self::Wanted { attempt: 0, next_at: None };
}

impl Engine {
    /// An engine over the outbox as it is, that gives up at the deadline. What failed for want of a network is due at once:
    /// whoever starts a drain has reason to think that there is one.
    #[must_use]
    pub fn new(mut acts: Vec<QueuedAct>, registered: bool, deadline: Timestamp, random: fastrand::Rng) -> Self {
        for act in acts.iter_mut().filter(|act| act.cause == Some(Cause::Network)) {
            act.next_at = None;
        }
        Self {
            acts,
            random,
            deadline,
            registered,
            registered_anew: false,
            doing: None,
            gate: None,
            strikes: 0,
            piece: PIECE,
            pull: Fetch::NOW,
            cursor_forgotten: false,
            city: Fetch::Done,
            stop: None,
        }
    }

    /// The outbox was changed by somebody else.
    pub fn reload(&mut self, acts: Vec<QueuedAct>) {
        self.acts = acts;
    }

    /// Acts that still wait, wedged ones not counted.
    #[must_use]
    pub fn left(&self) -> usize {
        self.acts.iter().filter(|act| !act.wedged).count()
    }

    /// When the next attempt makes sense, if something waits for a time.
    #[must_use]
    pub fn next_at(&self) -> Option<Timestamp> {
        let acts = self.acts.iter().filter(|act| !act.wedged).filter_map(|act| act.next_at).min();
        acts.max(self.gate)
    }

    /// Decides.
    pub fn next(&mut self, now: Timestamp) -> Action {
        let action = self.decide(now);
        self.doing = Some((action.clone(), now));
        action
    }

    fn decide(&self, now: Timestamp) -> Action {
        if let Some(stop) = &self.stop {
            return Action::Finish(Some(stop.clone()));
        }
        if now >= self.deadline {
            return Action::Finish(Some(Stop::Deadline));
        }
        if let Some(gate) = self.gate.filter(|gate| *gate > now) {
            return self.wait(gate);
        }
        if !self.registered {
            return Action::Register;
        }
        let mut next_due: Option<Timestamp> = None;
        let mut with_photos = None;
        for act in free(&self.acts) {
            match act.next_at.filter(|next_at| backoff::lies_ahead(*next_at, now)) {
                Some(next_at) => next_due = Some(next_due.map_or(next_at, |soonest| soonest.min(next_at))),
                None => match act.photos.iter().find(|photo| !photo.done) {
                    None => return Action::Send { act: act.id },
                    Some(photo) => with_photos = with_photos.or(Some((act, photo))),
                },
            }
        }
        if let Some((act, photo)) = with_photos {
            return self.upload(act, photo);
        }
        for (fetch, action) in [(self.pull, Action::Pull), (self.city, Action::FetchCity)] {
            match fetch {
                Fetch::Wanted { next_at: Some(next_at), .. } if next_at > now => {
                    next_due = Some(next_due.map_or(next_at, |soonest| soonest.min(next_at)));
                }
                Fetch::Wanted { .. } => return action,
                Fetch::Done => {}
            }
        }
        next_due.map_or(Action::Finish(None), |until| self.wait(until))
    }

    fn wait(&self, until: Timestamp) -> Action {
        if until < self.deadline { Action::Wait { until } } else { Action::Finish(Some(Stop::Waiting)) }
    }

    fn upload(&self, act: &QueuedAct, photo: &QueuedPhoto) -> Action {
        let (act, id) = (act.id, photo.id);
        match (&photo.url, photo.offset) {
            (None, _) => Action::CreateUpload { act, photo: id },
            (Some(url), None) => Action::ProbeUpload { act, photo: id, url: url.clone() },
            (Some(url), Some(offset)) => {
                let length = self.piece.min(photo.bytes.saturating_sub(offset));
                Action::SendPiece { act, photo: id, url: url.clone(), offset, length }
            }
        }
    }

    /// Hears how the last action went.
    pub fn done(&mut self, now: Timestamp, outcome: Outcome) -> Vec<Write> {
        let Some((action, since)) = self.doing.take() else { return Vec::new() };
        let failed = match outcome {
            Outcome::Failed(failure) => return self.failed(now, &action, failure),
            Outcome::OutOfTime => {
                self.stop = Some(Stop::Deadline);
                return Vec::new();
            }
            Outcome::Registered => {
                self.registered = true;
                Ok(Vec::new())
            }
            Outcome::Created { url } => self.created(&action, url),
            Outcome::Arrived { bytes } => self.arrived(&action, bytes, now.duration_since(since)),
            Outcome::Delivered => self.delivered(&action),
            Outcome::Pulled { more, city_is_stale } => {
                self.pull = if more { Fetch::NOW } else { Fetch::Done };
                if city_is_stale {
                    self.city = Fetch::NOW;
                }
                Ok(Vec::new())
            }
            Outcome::CityFetched => {
                self.city = Fetch::Done;
                Ok(Vec::new())
            }
        };
        match failed {
            Ok(writes) => {
                self.strikes = 0;
                self.gate = None;
                writes
            }
            Err(failure) => self.failed(now, &action, failure),
        }
    }

    fn delivered(&mut self, action: &Action) -> Result<Vec<Write>, Failure> {
        let Action::Send { act } = action else { return Ok(Vec::new()) };
        self.acts.retain(|queued| queued.id != *act);
        Ok(vec![Write::Delivered { act: *act }])
    }

    fn created(&mut self, action: &Action, url: String) -> Result<Vec<Write>, Failure> {
        let Action::CreateUpload { act, photo } = action else { return Ok(Vec::new()) };
        if let Some(queued) = self.photo(*act, *photo) {
            queued.url = Some(url.clone());
            // If the server knew it already and has more, it says so at the first piece.
            queued.offset = Some(0);
        }
        Ok(vec![Write::UploadMade { photo: *photo, url }])
    }

    fn arrived(&mut self, action: &Action, bytes: u64, took: SignedDuration) -> Result<Vec<Write>, Failure> {
        let (act, photo, sent_from) = match action {
            Action::ProbeUpload { act, photo, .. } => (*act, *photo, None),
            Action::SendPiece { act, photo, offset, .. } => (*act, *photo, Some(*offset)),
            _ => return Ok(Vec::new()),
        };
        let Some(queued) = self.photo(act, photo) else { return Ok(Vec::new()) };
        if bytes > queued.bytes {
            return Err(Failure::UploadGone);
        }
        if sent_from.is_some_and(|from| bytes <= from) && bytes < queued.bytes {
            return Err(Failure::Server { retry_after: None });
        }
        queued.offset = Some(bytes);
        let complete = bytes == queued.bytes;
        queued.done = complete;
        if sent_from.is_some() {
            // Progress: what comes next is not the same failure again.
            if let Some(queued) = self.act(act) {
                queued.attempt = 0;
            }
            if took < QUICK {
                self.piece = (self.piece * 2).min(LARGEST_PIECE);
            }
        }
        Ok(if complete { vec![Write::UploadDone { photo }] } else { Vec::new() })
    }

    fn failed(&mut self, now: Timestamp, action: &Action, failure: Failure) -> Vec<Write> {
        match &failure {
            Failure::Upgrade => {
                self.stop = Some(Stop::Upgrade);
                return Vec::new();
            }
            Failure::Unauthenticated => {
                // The token was lost or withdrawn: one new registration, then it is for a person to look at.
                if self.registered_anew || *action == Action::Register {
                    self.stop = Some(Stop::Unauthenticated);
                }
                (self.registered, self.registered_anew) = (false, true);
                return Vec::new();
            }
            _ => {}
        }
        let delay = self.strike(now, &failure);
        match action {
            Action::Register => {
                if matches!(failure, Failure::Refused(_)) {
                    self.stop = Some(Stop::Unauthenticated);
                } else {
                    self.gate = self.gate.max(Some(backoff::after(now, delay)));
                }
                Vec::new()
            }
            Action::Pull => self.pull_failed(now, &failure),
            Action::FetchCity => {
                self.city = refetch(self.city, now, &failure, &mut self.random);
                Vec::new()
            }
            Action::CreateUpload { act, photo }
            | Action::ProbeUpload { act, photo, .. }
            | Action::SendPiece { act, photo, .. } => self.upload_failed(now, *act, *photo, failure),
            Action::Send { act } => self.send_failed(now, *act, failure),
            Action::Wait { .. } | Action::Finish(_) => Vec::new(),
        }
    }

    /// Counts failures in a row and shuts the gate for everything where the trouble is everybody's.
    fn strike(&mut self, now: Timestamp, failure: &Failure) -> SignedDuration {
        if matches!(failure, Failure::Refused(_) | Failure::FileGone | Failure::UploadGone | Failure::WrongOffset) {
            // The server is there and answers.
            (self.strikes, self.gate) = (0, None);
            return SignedDuration::ZERO;
        }
        self.strikes += 1;
        let delay = match failure {
            Failure::Busy { retry_after } => backoff::delay(&mut self.random, self.strikes, *retry_after),
            _ => backoff::pause(&mut self.random, self.strikes),
        };
        if matches!(failure, Failure::Network | Failure::Busy { .. }) {
            self.gate = Some(backoff::after(now, delay));
        }
        if self.strikes >= STRIKES {
            self.stop = Some(if *failure == Failure::Network { Stop::Offline } else { Stop::Waiting });
        }
        delay
    }

    fn pull_failed(&mut self, now: Timestamp, failure: &Failure) -> Vec<Write> {
        if matches!(failure, Failure::Refused(_)) && !self.cursor_forgotten {
            self.cursor_forgotten = true;
            return vec![Write::ForgetCursor];
        }
        self.pull = refetch(self.pull, now, failure, &mut self.random);
        Vec::new()
    }

    fn upload_failed(&mut self, now: Timestamp, act: ActId, photo: MediaId, failure: Failure) -> Vec<Write> {
        let mut writes = Vec::new();
        if let Some(queued) = self.photo(act, photo) {
            // Wherever the server stands, it has to say so again.
            queued.offset = None;
            if failure == Failure::UploadGone {
                queued.url = None;
                writes.push(Write::UploadAnew { photo });
            }
        }
        match failure {
            Failure::Refused(reason) => {
                // Should the person try again, then from the beginning.
                writes.push(Write::UploadAnew { photo });
                writes.extend(self.wedge(act, reason));
            }
            Failure::FileGone => {
                if let Some(queued) = self.act(act) {
                    queued.wedged = true;
                }
                writes.push(Write::PhotoGone { act });
            }
            other => {
                if other == Failure::Network {
                    self.piece = (self.piece / 2).max(SMALLEST_PIECE);
                }
                writes.extend(self.later(now, act, &other));
            }
        }
        writes
    }

    fn send_failed(&mut self, now: Timestamp, act: ActId, failure: Failure) -> Vec<Write> {
        let Failure::Refused(reason) = failure else { return self.later(now, act, &failure) };
        match self.act(act) {
            Some(queued) if reason.code == Code::MissingPhoto && !queued.renewed && !queued.photos.is_empty() => {
                queued.renewed = true;
                for photo in &mut queued.photos {
                    (photo.url, photo.offset, photo.done) = (None, None, false);
                }
                vec![Write::PhotosAnew { act }]
            }
            _ => self.wedge(act, reason),
        }
    }

    fn wedge(&mut self, act: ActId, reason: WedgeReason) -> Vec<Write> {
        if let Some(queued) = self.act(act) {
            queued.wedged = true;
        }
        vec![Write::Wedged { act, reason }]
    }

    fn later(&mut self, now: Timestamp, act: ActId, failure: &Failure) -> Vec<Write> {
        let Some(at) = self.acts.iter().position(|queued| queued.id == act) else { return Vec::new() };
        let attempt = self.acts.get(at).map_or(0, |queued| queued.attempt).saturating_add(1);
        let (cause, told) = match failure {
            Failure::Network => (Cause::Network, None),
            Failure::Server { retry_after } | Failure::Busy { retry_after } => (Cause::Server, *retry_after),
            _ => (Cause::Server, None),
        };
        let next_at = backoff::after(now, backoff::delay(&mut self.random, attempt, told));
        if let Some(queued) = self.acts.get_mut(at) {
            (queued.attempt, queued.next_at, queued.cause) = (attempt, Some(next_at), Some(cause));
        }
        vec![Write::Later { act, attempt, next_at, cause }]
    }

    fn act(&mut self, id: ActId) -> Option<&mut QueuedAct> {
        self.acts.iter_mut().find(|act| act.id == id)
    }

    fn photo(&mut self, act: ActId, id: MediaId) -> Option<&mut QueuedPhoto> {
        self.act(act)?.photos.iter_mut().find(|photo| photo.id == id)
    }
}

fn refetch(fetch: Fetch, now: Timestamp, failure: &Failure, random: &mut fastrand::Rng) -> Fetch {
    let Fetch::Wanted { attempt, .. } = fetch else { return fetch };
    let told = match failure {
        Failure::Refused(_) => return Fetch::Done,
        Failure::Server { retry_after } | Failure::Busy { retry_after } => *retry_after,
        _ => None,
    };
    let attempt = attempt.saturating_add(1);
    Fetch::Wanted { attempt, next_at: Some(backoff::after(now, backoff::delay(random, attempt, told))) }
}

/// The acts whose turn it may be: nothing before them on their subject. A day's order also waits for what was done on jobs
/// before it, since it names the jobs that were open then; a wedged act on a job does not hold it.
fn free(acts: &[QueuedAct]) -> impl Iterator<Item = &QueuedAct> {
    let mut before = HashSet::new();
    let mut jobs_wait = false;
    acts.iter().filter(move |act| {
        let held = match act.subject {
            Subject::Day(_) => jobs_wait,
            Subject::Job(_) => {
                jobs_wait |= !act.wedged;
                false
            }
            Subject::Report(_) => false,
        };
        before.insert(act.subject) && !held && !act.wedged
    })
}

#[cfg(test)]
mod tests;
