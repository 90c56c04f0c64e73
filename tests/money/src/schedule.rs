//! One schedule: what happens, in which order, and when the server dies, all from a seed.

use crate::{
    deeds::{Act, Deed, PERSONS, Town, home, morning},
    life::{Call, Hand, Life},
    model::{Model, text},
    outside::{Mood, World},
    provider::Outside,
    sound,
    verdict::{self, Truth},
};
use axum::http::Method;
use dimos_domain::ids::AttemptId;
use dimos_server::db::ms;
use fastrand::Rng;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
};
use tempfile::TempDir;

/// Steps of one schedule.
const STEPS: u32 = 40;
/// Kinds of bills in Lilliput: late ones grow, early ones shrink, plain ones stay.
const KINDS: [&str; 3] = ["harbour-dues", "footprint-fine", "visit-ticket"];

/// When the server dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deaths {
    /// As the seed has it.
    Seeded,
    /// Once, at this moment around a commit.
    At(u32),
}

/// A schedule being played.
pub struct Run<'a> {
    town: &'a Town,
    rng: Rng,
    clock: Hand,
    outside: Arc<Outside>,
    model: Model,
    life: Option<Life>,
    deaths: Option<u32>,
    /// How often the server died.
    pub died: u32,
    /// Moments around commits in all.
    pub moments: u32,
    waiting: Vec<Act>,
    steps: u32,
    _home: TempDir,
}

impl<'a> Run<'a> {
    /// The beginning of it.
    pub fn new(town: &'a Town, seed: u64, deaths: Deaths) -> Self {
        let mut rng = Rng::with_seed(seed);
        let home = home();
        let dir = home.path().join("life");
        town.copy_to(&dir);
        let clock = Hand::new(AtomicI64::new(ms(morning())));
        let mut world = World::new(rng.fork(), morning());
        world.mood = Mood::of(&mut rng);
        let outside = Arc::new(Outside(Mutex::new(world)));
        let often = [None, Some(120), Some(60), Some(20)][rng.usize(..4)];
        let run = Self {
            town,
            rng,
            life: Some(Life::begin(&dir, &clock, &outside)),
            clock,
            outside,
            model: town.model.clone(),
            deaths: if deaths == Deaths::Seeded { often } else { None },
            died: 0,
            moments: 0,
            waiting: Vec::new(),
            steps: 0,
            _home: home,
        };
        match deaths {
            Deaths::Seeded => run.doom(),
            Deaths::At(moment) => run.life().doom.in_moments(Some(moment)),
        }
        run
    }

    /// Plays it to the end.
    ///
    /// # Panics
    /// If anything is lost, doubled or unsound.
    pub fn play(&mut self) {
        for step in 0..STEPS {
            self.steps = step;
            self.step();
            self.must_be_sound(step % 10 == 9);
        }
        self.quiet();
        self.must_be_sound(true);
        let truth = Truth { model: self.model.clone(), takings: self.outside.world().takings.clone() };
        let wrong = self.life().look(move |tx| verdict::judge(tx, &truth));
        assert!(wrong.is_empty(), "not so:\n{}", wrong.join("\n"));
        self.moments += self.life().doom.passed();
    }

    /// What happened, in words.
    pub fn story(&self) -> String {
        self.outside.world().story.join("\n")
    }

    fn life(&self) -> &Life {
        self.life.as_ref().unwrap()
    }

    fn doom(&self) {
        let mut rng = self.rng.clone();
        self.life().doom.in_moments(self.deaths.map(|often| rng.u32(1..often)));
    }

    fn tell(&self, what: impl Into<String>) {
        self.outside.world().story.push(what.into());
    }

    fn must_be_sound(&mut self, deeply: bool) {
        let takings = self.outside.world().takings.clone();
        let wrong = self.life().look(move |tx| {
            let mut wrong = sound::books_are_sound(tx)?;
            wrong.extend(sound::nothing_is_invented(tx, &takings)?);
            if deeply {
                wrong.extend(sound::chain_is_whole(tx)?);
            }
            Ok(wrong)
        });
        assert!(wrong.is_empty(), "after step {}:\n{}", self.steps, wrong.join("\n"));
    }

    /// The server is dead: it is started again on what was on the disk.
    fn rise(&mut self) {
        self.died += 1;
        self.tell("the server dies");
        let dead = self.life.take().unwrap();
        self.moments += dead.doom.passed();
        let dir: PathBuf = dead.end();
        self.life = Some(Life::begin(&dir, &self.clock, &self.outside));
        self.rng.u64(..);
        self.doom();
    }

    fn step(&mut self) {
        match self.rng.u32(..130) {
            0..14 => self.issue(),
            14..36 => self.begin(),
            36..62 => {
                self.outside.world().payer_acts();
            }
            62..82 => self.letters(1),
            82..95 => self.tick(),
            95..103 => self.time_passes(),
            103..108 => self.cash(),
            108..111 => self.plan(),
            111..115 => self.amend(),
            115..117 => self.cancel(),
            117..120 => self.credit(),
            120..122 => self.close_day(),
            122..125 => self.about_an_attempt(),
            125..127 => self.decide(),
            _ => self.retry(),
        }
        if self.rng.u8(..4) == 0 {
            self.retry();
        }
    }

    /// Everything is delivered, repeated, asked and answered.
    fn quiet(&mut self) {
        self.tell("quiet");
        self.deaths = None;
        let mut world = self.outside.world();
        world.mood = Mood { mute: world.mood.mute, ..Mood::KIND };
        drop(world);
        self.life().doom.in_moments(None);
        for minutes in [0, 1, 2, 15, 30, 60, 120, 360, 24 * 60, 25 * 60, 48 * 60, 96 * 60] {
            while !self.waiting.is_empty() {
                self.retry();
            }
            while !self.outside.world().post.is_empty() {
                self.letters(1);
            }
            self.tick();
            self.pass(minutes * 60_000);
        }
        self.tick();
    }

    // ── Acts ────────────────────────────────────────────────────────────────────────────────────────────────────────

    fn act(&mut self, act: Act) {
        self.tell(format!("{:?} {} {}", act.deed, act.call.path, act.call.body.as_deref().unwrap_or_default()));
        if let Deed::Attempt(id) = act.deed {
            let body: Value = serde_json::from_str(act.call.body.as_deref().unwrap()).unwrap();
            self.model.attempts.insert(id, parts(&body));
        }
        let answer = self.life().run(self.life().call(&act.call));
        self.answered(act, answer);
    }

    fn answered(&mut self, act: Act, answer: Option<(u16, Value)>) {
        let Some((status, body)) = answer else {
            self.waiting.push(act);
            return self.rise();
        };
        self.tell(format!("  → {status} {}", body["code"].as_str().unwrap_or_default()));
        assert!(status < 500 || status == 503, "{act:?} → {status} {body}");
        match status {
            200..300 => self.done(&act, &body),
            503 => self.waiting.push(act),
            _ => {}
        }
    }

    fn done(&mut self, act: &Act, answer: &Value) {
        match &act.deed {
            Deed::Issue(owner) => self.model.issued(&answer["bill"], owner.clone()),
            Deed::Amend(old) if self.model.bills[old].asked => self.model.amended(old, &answer["bill"]),
            Deed::Cancel(id) => self.model.cancelled(id),
            Deed::Plan => self.model.in_plan(&answer["bill"]),
            Deed::Credit(bill) => {
                let owner = self.model.bills[bill].owner.clone();
                self.model.winding.insert(owner);
            }
            Deed::Cash(id) => {
                let body: Value = serde_json::from_str(act.call.body.as_deref().unwrap()).unwrap();
                self.model.cash.insert(id.clone(), parts(&body));
            }
            Deed::Attempt(id) | Deed::About(id) => {
                if answer["attempt"]["checkout_url"].is_string() {
                    self.outside.world().show(*id);
                }
            }
            Deed::Decide(Some(transaction)) => {
                self.model.decided.insert(transaction.clone());
            }
            Deed::Amend(_) | Deed::Decide(None) | Deed::Other => {}
        }
    }

    fn retry(&mut self) {
        if !self.waiting.is_empty() {
            let at = self.rng.usize(..self.waiting.len());
            let act = self.waiting.swap_remove(at);
            self.act(act);
        }
    }

    fn look(&mut self, call: &Call) -> Option<Value> {
        let answer = self.life().run(self.life().call(call));
        if answer.is_none() {
            self.rise();
        }
        answer.filter(|(status, _)| *status == 200).map(|(_, body)| body)
    }

    fn any_bill(&mut self) -> String {
        let asked: Vec<&String> = self.model.bills.iter().filter(|(_, bill)| bill.asked).map(|(id, _)| id).collect();
        asked[self.rng.usize(..asked.len())].clone()
    }

    fn phone(&mut self) -> String {
        self.town.phones[self.rng.usize(..self.town.phones.len())].clone()
    }

    fn issue(&mut self) {
        let person = (self.rng.u8(..4) > 0).then(|| self.rng.usize(..PERSONS.len()));
        let (kind, cents) = (KINDS[self.rng.usize(..3)], self.rng.i64(1_000..30_000));
        // Some are late already.
        let due = (self.rng.u8(..3) == 0 && kind == "harbour-dues").then(|| "2026-11-25".to_owned());
        let act = self.town.issue(person, kind, cents, due);
        self.act(act);
    }

    /// What a phone could pay now: payable, expected, whether parts are taken, whose.
    fn seen(&mut self, phone: &str) -> Vec<(String, i64, bool, String)> {
        let Some(all) = self.look(&Call::get(phone, "/pay/bills")) else { return Vec::new() };
        let mut seen = Vec::new();
        for bill in all["bills"].as_array().unwrap() {
            for payable in bill["payables"].as_array().unwrap() {
                let cents = payable["expected"]["total"].as_i64().unwrap();
                if cents > 0 && self.model.payables.contains_key(payable["id"].as_str().unwrap()) {
                    seen.push((text(&payable["id"]), cents, bill["part_payment"] == json!(true), text(&bill["id"])));
                }
            }
        }
        seen
    }

    fn chosen(&mut self, phone: &str) -> Option<Value> {
        let seen = self.seen(phone);
        if seen.is_empty() {
            return None;
        }
        let mut parts = vec![];
        let first = self.rng.usize(..seen.len());
        let owner = self.model.owner(&seen[first].0).clone();
        for (at, (payable, cents, in_parts, _)) in seen.iter().enumerate() {
            let too = self.rng.u8(..5) == 0 && *self.model.owner(payable) == owner;
            if at == first || too {
                let amount = if *in_parts && self.rng.u8(..3) == 0 { self.rng.i64(1..=*cents) } else { *cents };
                parts.push(json!({ "payable": payable, "amount": amount }));
            }
        }
        Some(json!(parts))
    }

    fn begin(&mut self) {
        let phone = self.phone();
        if self.rng.u8(..4) == 0 {
            self.look_up(&phone);
        }
        let Some(parts) = self.chosen(&phone) else { return };
        let act = self.town.attempt(&phone, &parts);
        if self.rng.u8(..4) > 0 {
            return self.act(act);
        }
        // Two phones pay the same at once.
        let other = self.phone();
        let twin = self.town.attempt(&other, &parts);
        self.tell("two at once:");
        for one in [&act, &twin] {
            let Deed::Attempt(id) = one.deed else { continue };
            self.model.attempts.insert(id, self::parts(&json!({ "parts": parts })));
        }
        let life = self.life.take().unwrap();
        let both = life.run(async { tokio::join!(life.call(&act.call), life.call(&twin.call), life.tick()) });
        self.life = Some(life);
        match both {
            Some((one, two, ())) => {
                self.answered(act, Some(one));
                self.answered(twin, Some(two));
            }
            None => {
                self.waiting.push(twin);
                self.answered(act, None);
            }
        }
    }

    /// A guest's slip comes onto a phone.
    fn look_up(&mut self, phone: &str) {
        let bill = self.any_bill();
        let (rf, amount) = self.model.slips[&bill].clone();
        let call = Call::post(phone, "/pay/lookups", &json!({ "rf": rf, "amount": amount }), &bill);
        self.look(&call);
    }

    fn cash(&mut self) {
        let phone = self.phone();
        if let Some(parts) = self.chosen(&phone) {
            let act = self.town.cash(&parts);
            self.act(act);
        }
    }

    fn plan(&mut self) {
        let phone = self.phone();
        let seen = self.seen(&phone);
        if !seen.is_empty() {
            let bill = &seen[self.rng.usize(..seen.len())].3;
            let body = json!({ "instalments": self.rng.u8(2..5) });
            let act = self.town.act(Deed::Plan, &phone, format!("/pay/bills/{bill}/plan"), &body);
            self.act(act);
        }
    }

    fn credit(&mut self) {
        let phone = self.phone();
        let seen = self.seen(&phone);
        if !seen.is_empty() {
            let bill = seen[self.rng.usize(..seen.len())].3.clone();
            let act =
                self.town.act(Deed::Credit(bill.clone()), &phone, format!("/pay/bills/{bill}/credit"), &json!({}));
            self.act(act);
        }
    }

    fn amend(&mut self) {
        let id = self.any_bill();
        let bill = self.model.bills[&id].clone();
        let cents = (bill.cents / 2 + self.rng.i64(..bill.cents)).max(100);
        let act = self.town.amend(&id, &bill.kind, cents);
        self.act(act);
    }

    fn cancel(&mut self) {
        let id = self.any_bill();
        let act = self.town.cancel(&id);
        self.act(act);
    }

    fn close_day(&mut self) {
        let day = lilliput_day(self.now());
        let token = &self.town.treasurer;
        let act = self.town.act(Deed::Other, token, format!("/treasury/days/{day}/close"), &json!({}));
        self.act(act);
    }

    fn about_an_attempt(&mut self) {
        let ids: Vec<AttemptId> = self.model.attempts.keys().copied().collect();
        if ids.is_empty() {
            return;
        }
        let id = ids[self.rng.usize(..ids.len())];
        let phone = self.phone();
        let mut call = Call::get(&phone, format!("/pay/attempts/{id}"));
        if self.rng.u8(..4) == 0 {
            (call.method, call.path) = (Method::POST, format!("/pay/attempts/{id}/cancel"));
        }
        self.act(Act { deed: Deed::About(id), call });
    }

    fn decide(&mut self) {
        let waiting = Call::get(&self.town.treasurer, "/treasury/parked");
        let Some(waiting) = self.look(&waiting) else { return };
        let facts = waiting["facts"].as_array().unwrap();
        if facts.is_empty() {
            return;
        }
        let fact = &facts[self.rng.usize(..facts.len())];
        let take = self.rng.bool();
        let (attempt, cents) = (fact["attempt"].as_str().unwrap_or_default(), fact["amount"].as_i64().unwrap());
        let of = |taking: &&crate::outside::Taking| {
            taking.attempt.to_string() == attempt && taking.cents == cents && !taking.fits
        };
        // Twins would be mixed up here, not there: leave them waiting.
        let found: Vec<_> =
            self.outside.world().takings.iter().filter(of).map(|taking| taking.transaction.clone()).collect();
        if found.len() == 1 {
            let deed = Deed::Decide(take.then(|| found[0].clone()));
            let path = format!("/treasury/parked/{}/decide", fact["id"]);
            let act = self.town.act(deed, &self.town.treasurer, path, &json!({ "take": take, "note": "decided" }));
            self.act(act);
        }
    }

    // ── Letters and time ────────────────────────────────────────────────────────────────────────────────────────────

    /// Letters come, in any order; one that is not thanked for comes again.
    fn letters(&mut self, many: usize) {
        for _ in 0..many {
            let mut world = self.outside.world();
            if world.post.is_empty() {
                return;
            }
            let at = self.rng.usize(..world.post.len());
            let (number, last) = (world.post[at].number, world.post[at].copies == 1);
            let letter = format!("letter {:?}", world.written[number]);
            world.story.push(letter);
            drop(world);
            let signature =
                if self.rng.u8(..12) == 0 { ["stale", "future", "wrong"][self.rng.usize(..3)] } else { "good" };
            let call = Call {
                method: Method::POST,
                path: "/pay/webhooks/sandbox".to_owned(),
                token: None,
                headers: vec![("signature", signature.to_owned())],
                body: Some(number.to_string()),
            };
            let Some((status, body)) = self.life().run(self.life().call(&call)) else { return self.rise() };
            assert_eq!(status, if signature == "good" { 200 } else { 400 }, "{body}");
            let mut world = self.outside.world();
            if signature == "good" && last {
                world.post.swap_remove(at);
            } else if signature == "good" {
                world.post[at].copies -= 1;
            }
        }
    }

    fn tick(&mut self) {
        self.tell("tick");
        if self.life().run(self.life().tick()).is_none() {
            self.rise();
        }
    }

    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.clock.load(Ordering::Relaxed)).unwrap()
    }

    fn time_passes(&mut self) {
        let minutes = [1, 5, 30, 60, 6 * 60, 24 * 60, 5 * 24 * 60, 12 * 24 * 60][self.rng.usize(..8)];
        let ms = self.rng.i64(1..=minutes * 60_000);
        self.pass(ms);
    }

    fn pass(&mut self, ms: i64) {
        self.clock.fetch_add(ms, Ordering::Relaxed);
        let now = self.now();
        self.outside.world().now = now;
        self.tell(format!("it is {now}"));
    }
}

fn parts(body: &Value) -> Vec<(String, i64)> {
    let parts = body["parts"].as_array().unwrap().iter();
    parts.map(|part| (text(&part["payable"]), part["amount"].as_i64().unwrap())).collect()
}

/// Yesterday there.
fn lilliput_day(now: Timestamp) -> jiff::civil::Date {
    dimos_domain::money::day_of(now, &crate::life::lilliput().tz).yesterday().unwrap()
}
