//! Thousands of phones, each with its own bad luck, by seed: the engine against a store and a server that are models, over
//! a network that cuts before and after the effect, delays, doubles and swaps what it carries, while the person goes on
//! doing things and the phone dies at every point. Whatever happens: nothing is lost, nothing is done twice, the order on
//! each subject is kept, and what was refused is still there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use super::{
    engine::Engine,
    queue::{QueuedAct, QueuedPhoto},
    step::{Action, Failure, Outcome, Write},
};
use crate::{
    model::WedgeReason,
    testing::{act_id, at, job_id, media_id, report_id},
};
use dimos_api::problem::Code;
use dimos_domain::{act::Subject, ids::*};
use fastrand::Rng;
use jiff::{SignedDuration, Timestamp};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    time::Duration,
};

/// Schedules of one run of the tests.
const SCHEDULES: u64 = 2_000;

/// What a phone keeps: only this survives its death.
#[derive(Default)]
struct Kept {
    acts: Vec<QueuedAct>,
}

impl Kept {
    fn settle(&mut self, writes: Vec<Write>) {
        for write in writes {
            match write {
                Write::Delivered { act } => self.acts.retain(|kept| kept.id != act),
                Write::Later { act, attempt, next_at, cause } => self.act(act, |kept| {
                    (kept.attempt, kept.next_at, kept.cause) = (attempt, Some(next_at), Some(cause));
                }),
                Write::Wedged { act, .. } | Write::PhotoGone { act } => self.act(act, |kept| kept.wedged = true),
                Write::UploadMade { photo, url } => self.photo(photo, |kept| kept.url = Some(url.clone())),
                Write::UploadDone { photo } => self.photo(photo, |kept| kept.done = true),
                Write::UploadAnew { photo } => self.photo(photo, |kept| (kept.url, kept.done) = (None, false)),
                Write::PhotosAnew { act } => self.act(act, |kept| {
                    kept.renewed = true;
                    kept.photos.iter_mut().for_each(|photo| (photo.url, photo.done) = (None, false));
                }),
                Write::ForgetCursor => {}
            }
        }
    }

    fn act(&mut self, id: ActId, change: impl FnOnce(&mut QueuedAct)) {
        if let Some(act) = self.acts.iter_mut().find(|act| act.id == id) {
            change(act);
        }
    }

    fn photo(&mut self, id: MediaId, change: impl Fn(&mut QueuedPhoto)) {
        self.acts.iter_mut().flat_map(|act| &mut act.photos).filter(|photo| photo.id == id).for_each(change);
    }

    /// As the database gives it: how far an upload came is not kept.
    fn read(&self) -> Vec<QueuedAct> {
        let mut acts = self.acts.clone();
        acts.iter_mut().flat_map(|act| &mut act.photos).for_each(|photo| photo.offset = None);
        acts
    }
}

/// What the server knows. Idempotent by key; refuses what it must.
#[derive(Default)]
struct City {
    answered: HashSet<ActId>,
    effects: Vec<(Subject, ActId)>,
    uploads: HashMap<String, (MediaId, u64)>,
    photos: HashSet<MediaId>,
    hopeless: HashSet<ActId>,
    knows_phone: bool,
}

/// A request as the network carries it: may arrive late, twice, or never.
#[derive(Clone)]
enum Request {
    Act(QueuedAct),
    Create(MediaId),
    Probe(String),
    Piece { url: String, offset: u64, length: u64, bytes: u64 },
    Register,
    Pull,
}

impl City {
    fn take(&mut self, request: &Request) -> Outcome {
        if !self.knows_phone && !matches!(request, Request::Register) {
            return Outcome::Failed(Failure::Unauthenticated);
        }
        match request {
            Request::Register => {
                self.knows_phone = true;
                Outcome::Registered
            }
            Request::Pull => Outcome::Pulled { more: false, city_is_stale: false },
            Request::Act(act) if self.answered.contains(&act.id) => Outcome::Delivered,
            Request::Act(act) if self.hopeless.contains(&act.id) => refusal(Code::WrongState),
            Request::Act(act) if act.photos.iter().any(|photo| !self.photos.contains(&photo.id)) => {
                refusal(Code::MissingPhoto)
            }
            Request::Act(act) => {
                self.answered.insert(act.id);
                self.effects.push((act.subject, act.id));
                Outcome::Delivered
            }
            Request::Create(photo) => {
                let url = format!("/{photo}");
                self.uploads.entry(url.clone()).or_insert((*photo, 0));
                Outcome::Created { url }
            }
            Request::Probe(url) => match self.uploads.get(url) {
                Some((_, arrived)) => Outcome::Arrived { bytes: *arrived },
                None => Outcome::Failed(Failure::UploadGone),
            },
            Request::Piece { url, offset, length, bytes } => match self.uploads.get_mut(url) {
                None => Outcome::Failed(Failure::UploadGone),
                Some((_, arrived)) if arrived != offset => Outcome::Failed(Failure::WrongOffset),
                Some((photo, arrived)) => {
                    *arrived += length;
                    if arrived == bytes {
                        self.photos.insert(*photo);
                    }
                    Outcome::Arrived { bytes: *arrived }
                }
            },
        }
    }

    /// Now and then it loses what nobody has used yet, or forgets the phone.
    fn has_an_accident(&mut self, random: &mut Rng) {
        match random.u8(0..60) {
            0 => self.knows_phone = false,
            1 => {
                self.uploads.clear();
                self.photos.clear();
            }
            _ => {}
        }
    }
}

fn refusal(code: Code) -> Outcome {
    Outcome::Failed(Failure::Refused(WedgeReason::of(code)))
}

struct World {
    random: Rng,
    now: Timestamp,
    kept: Kept,
    city: City,
    /// Still on the way somewhere in the network.
    late: Vec<Request>,
    done: Vec<(Subject, ActId)>,
    discarded: HashSet<ActId>,
    trouble: u8,
}

impl World {
    fn new(seed: u64) -> Self {
        let mut random = Rng::with_seed(seed);
        let trouble = random.u8(0..70);
        Self {
            random,
            now: at(0),
            kept: Kept::default(),
            city: City::default(),
            late: Vec::new(),
            done: Vec::new(),
            discarded: HashSet::new(),
            trouble,
        }
    }

    fn person_does_something(&mut self) {
        let n = self.done.len() as u128;
        let day = "2026-11-22".parse().unwrap();
        let subject = match self.random.u8(0..8) {
            0 => Subject::Day(day),
            1 | 2 => Subject::Job(job_id(self.random.u128(0..2))),
            _ => Subject::Report(report_id(self.random.u128(0..4))),
        };
        let id = act_id(n);
        let photos = (0..self.random.u128(0..3) * u128::from(self.random.bool()))
            .map(|photo| QueuedPhoto {
                id: media_id(n * 10 + photo),
                bytes: self.random.u64(1..900_000),
                url: None,
                offset: None,
                done: false,
            })
            .collect();
        if self.random.u8(0..12) == 0 {
            self.city.hopeless.insert(id);
        }
        let (attempt, next_at, cause, renewed, wedged) = (0, None, None, false, false);
        self.kept.acts.push(QueuedAct { id, subject, attempt, next_at, cause, renewed, wedged, photos });
        self.done.push((subject, id));
    }

    /// The person looks at what is stuck: tries again, or takes it back.
    fn person_decides(&mut self) {
        let stuck: Vec<_> = self.kept.acts.iter().filter(|act| act.wedged).map(|act| act.id).collect();
        for id in stuck {
            if self.random.bool() {
                self.city.hopeless.remove(&id);
                self.kept.act(id, |act| {
                    (act.wedged, act.attempt, act.next_at, act.renewed) = (false, 0, None, false);
                });
            } else {
                self.kept.acts.retain(|act| act.id != id);
                self.discarded.insert(id);
            }
        }
    }

    fn request(&self, action: &Action) -> Option<Request> {
        let act = |id: &ActId| self.kept.acts.iter().find(|act| act.id == *id);
        Some(match action {
            Action::Register => Request::Register,
            Action::Pull | Action::FetchCity => Request::Pull,
            Action::Send { act: id } => Request::Act(act(id)?.clone()),
            Action::CreateUpload { photo, .. } => Request::Create(*photo),
            Action::ProbeUpload { url, .. } => Request::Probe(url.clone()),
            Action::SendPiece { act: id, photo, url, offset, length } => {
                let bytes = act(id)?.photos.iter().find(|one| one.id == *photo)?.bytes;
                Request::Piece { url: url.clone(), offset: *offset, length: *length, bytes }
            }
            Action::Wait { .. } | Action::Finish(_) => return None,
        })
    }

    /// The network at its worst.
    fn carry(&mut self, request: Request) -> Outcome {
        self.now += SignedDuration::from_millis(self.random.i64(1..3_000));
        if !self.late.is_empty() && self.random.u8(0..4) == 0 {
            let one = self.random.usize(0..self.late.len());
            let late = self.late.swap_remove(one);
            self.city.take(&late);
        }
        if self.random.u8(0..100) >= self.trouble {
            if self.random.u8(0..10) == 0 {
                self.late.push(request.clone());
            }
            return self.city.take(&request);
        }
        let retry_after = self.random.bool().then(|| Duration::from_secs(self.random.u64(0..30)));
        match self.random.u8(0..6) {
            0 => Outcome::Failed(Failure::Network),
            1 => {
                self.late.push(request);
                Outcome::Failed(Failure::Network)
            }
            2 => Outcome::Failed(Failure::Server { retry_after }),
            3 => Outcome::Failed(Failure::Busy { retry_after }),
            _ => {
                self.city.take(&request);
                Outcome::Failed(Failure::Network)
            }
        }
    }

    /// One life of the app: from a start to a death or a good end.
    fn live(&mut self) {
        let deadline = self.now + SignedDuration::from_secs(self.random.i64(1..120));
        let random = Rng::with_seed(self.random.u64(..));
        let mut engine = Engine::new(self.kept.read(), self.city.knows_phone || self.random.bool(), deadline, random);
        loop {
            self.city.has_an_accident(&mut self.random);
            if self.random.u8(0..20) == 0 && self.done.len() < 30 {
                self.person_does_something();
                engine.reload(self.kept.read());
            }
            let action = engine.next(self.now);
            let Some(request) = self.request(&action) else {
                match action {
                    Action::Wait { until } => {
                        assert!(until > self.now, "waits for what is past");
                        self.now = until;
                        continue;
                    }
                    Action::Finish(_) => return,
                    gone => panic!("{gone:?} of something that is not there"),
                }
            };
            if self.dies() {
                return;
            }
            let outcome = self.carry(request);
            if self.dies() {
                return;
            }
            let writes = engine.done(self.now, outcome);
            if self.dies() {
                return;
            }
            self.kept.settle(writes);
        }
    }

    fn dies(&mut self) -> bool {
        self.random.u8(0..60) == 0
    }

    fn check(&self) {
        let mut seen = HashSet::new();
        let mut order: BTreeMap<String, ActId> = BTreeMap::new();
        for (subject, act) in &self.city.effects {
            assert!(seen.insert(*act), "{act} was done twice");
            let last = order.insert(format!("{subject:?}"), *act);
            assert!(last.is_none_or(|last| last < *act), "{act} overtook {last:?}");
        }
        let kept: HashSet<_> = self.kept.acts.iter().map(|act| act.id).collect();
        for (_, act) in &self.done {
            assert!(kept.contains(act) || seen.contains(act) || self.discarded.contains(act), "{act} is lost");
        }
    }
}

fn simulate(seed: u64) {
    let mut world = World::new(seed);
    for _ in 0..world.random.u8(1..12) {
        world.person_does_something();
    }
    for _ in 0..world.random.u8(2..12) {
        world.live();
        world.check();
        if world.random.u8(0..4) == 0 {
            world.person_decides();
        }
        world.now += SignedDuration::from_secs(world.random.i64(0..600));
    }
    // At last a good network, and a person who decides about everything.
    world.trouble = 0;
    for _ in 0..400 {
        if world.kept.acts.is_empty() {
            break;
        }
        world.person_decides();
        world.now += SignedDuration::from_secs(600);
        world.live();
        world.check();
    }
    assert!(world.kept.acts.is_empty(), "{:?} never went", world.kept.acts);
}

#[test]
fn whatever_happens_nothing_is_lost_or_done_twice() {
    for seed in 0..SCHEDULES {
        if std::panic::catch_unwind(|| simulate(seed)).is_err() {
            panic!("seed {seed} fails: DIMOS_SEED={seed} cargo test -p dimos-device one_schedule");
        }
    }
}

/// The schedule of `DIMOS_SEED`, to look at it closely.
#[test]
fn one_schedule() {
    simulate(std::env::var("DIMOS_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0));
}
