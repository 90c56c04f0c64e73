//! One schedule: what happens, in which order, and when the server dies, all from a seed.

use crate::{
    deeds::{Act, Town, home, morning},
    life::{Call, Hand, Life},
    model::Model,
    outside::{Mood, World},
    provider::Outside,
    sound,
    tally::{self, Tally},
    verdict::{self, Truth},
};
use axum::http::Method;
use dimos_server::{db::ms, soundness};
use fastrand::Rng;
use jiff::Timestamp;
use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
};
use tempfile::TempDir;

/// Steps of one schedule.
const STEPS: u32 = 60;

/// How often everything that waits is repeated before somebody asks why.
const PATIENCE: u32 = 2_000;

/// How long the server is dead.
const DEATH_MS: i64 = 31_000;

/// What happens more often than the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Theme {
    Everything,
    Refunds,
    Bank,
    Regrets,
    /// Bills that grow with the months, and are paid by instalments.
    Months,
}

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
    pub(crate) town: &'a Town,
    pub(crate) rng: Rng,
    clock: Hand,
    pub(crate) outside: Arc<Outside>,
    pub(crate) model: Model,
    pub(crate) life: Option<Life>,
    deaths: Option<u32>,
    pub(crate) theme: Theme,
    /// How often the server died.
    pub died: u32,
    /// Moments around commits in all.
    pub moments: u32,
    /// What was played, by kind.
    pub played: Tally,
    pub(crate) waiting: Vec<Act>,
    steps: u32,
    checked: u32,
    /// Not quiet yet.
    pub(crate) playing: bool,
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
        let themes = [Theme::Everything, Theme::Refunds, Theme::Bank, Theme::Regrets, Theme::Months];
        let theme = themes[rng.usize(..themes.len())];
        if matches!(theme, Theme::Refunds | Theme::Regrets) {
            world.mood.regrets = 60;
        }
        let outside = Arc::new(Outside(Mutex::new(world)));
        let often = [None, Some(120), Some(60), Some(20)][rng.usize(..4)];
        let run = Self {
            town,
            theme,
            rng,
            life: Some(Life::begin(&dir, &clock, &outside)),
            clock,
            outside,
            model: town.model.clone(),
            deaths: if deaths == Deaths::Seeded { often } else { None },
            died: 0,
            moments: 0,
            played: Tally::new(),
            waiting: Vec::new(),
            steps: 0,
            checked: 0,
            playing: true,
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
        let world = self.outside.world();
        let (takings, givings, bank) = (world.takings.clone(), world.givings.clone(), world.bank.clone());
        drop(world);
        let truth = Truth { model: self.model.clone(), takings, givings, bank };
        let (wrong, played) = self.life().look(move |tx| {
            let mut played = tally::of(tx, &truth)?;
            let mut wrong = verdict::judge(tx, &truth, &mut played)?;
            if !wrong.is_empty() {
                wrong.extend(sound::journal(tx)?);
            }
            Ok((wrong, played))
        });
        assert!(wrong.is_empty(), "not so:\n{}", wrong.join("\n"));
        self.played = played;
        self.moments += self.life().doom.passed();
    }

    /// What happened, in words.
    pub fn story(&self) -> String {
        self.outside.world().story.join("\n")
    }

    pub(crate) fn life(&self) -> &Life {
        self.life.as_ref().unwrap()
    }

    fn doom(&self) {
        let mut rng = self.rng.clone();
        self.life().doom.in_moments(self.deaths.map(|often| rng.u32(1..often)));
    }

    pub(crate) fn tell(&self, what: impl Into<String>) {
        self.outside.world().story.push(what.into());
    }

    fn must_be_sound(&mut self, deeply: bool) {
        // Where nothing was committed nothing can have changed.
        let moments = self.moments + self.life().doom.passed();
        if moments == self.checked && !deeply {
            return;
        }
        self.checked = moments;
        let takings = self.outside.world().takings.clone();
        let wrong = self.life().look(move |tx| {
            let mut wrong: Vec<String> = sound::books_are_sound(tx)?;
            wrong.extend(sound::nothing_is_invented(tx, &takings)?);
            if deeply {
                wrong.extend(soundness::chain_is_whole(tx)?.iter().map(ToString::to_string));
            }
            if !wrong.is_empty() {
                wrong.extend(sound::journal(tx)?);
            }
            Ok(wrong)
        });
        assert!(wrong.is_empty(), "after step {}:\n{}", self.steps, wrong.join("\n"));
    }

    /// The server is dead: it is started again on what was on the disk.
    pub(crate) fn rise(&mut self) {
        self.died += 1;
        self.tell("the server dies");
        let dead = self.life.take().unwrap();
        self.moments += dead.doom.passed();
        let dir: PathBuf = dead.end();
        // It takes longer to be there again than a page that was being opened is held: nobody waits for the dead.
        self.pass(DEATH_MS);
        self.life = Some(Life::begin(&dir, &self.clock, &self.outside));
        self.rng.u64(..);
        self.doom();
    }

    fn step(&mut self) {
        // Half of a schedule that has a theme is its theme; of months, more: phones would pay each instalment by its own name.
        let themed = match self.theme {
            Theme::Everything => false,
            Theme::Months => self.rng.u8(..4) > 0,
            _ => self.rng.bool(),
        };
        let at = match (self.theme, self.rng.usize(..8)) {
            _ if !themed => self.rng.u32(..196),
            // First there must be something to give back.
            (Theme::Months, at) if self.steps < STEPS / 4 => [0, 0, 0, 108, 108, 108, 130, 148][at],
            (_, at) if self.steps < STEPS / 4 => [0, 14, 14, 36, 36, 62, 103, 130][at],
            (Theme::Refunds, at) => [172, 172, 179, 179, 179, 36, 62, 192][at],
            (Theme::Bank, at) => [130, 130, 130, 148, 148, 162, 162, 187][at],
            (Theme::Regrets, at) => [14, 36, 36, 36, 117, 62, 62, 125][at],
            (Theme::Months, at) => [95, 95, 108, 130, 130, 130, 148, 148][at],
            (Theme::Everything, _) => unreachable!("it has none"),
        };
        match at {
            130..148 => self.bank(),
            148..162 => self.import(),
            162..172 => self.queue(),
            172..179 => self.ask_back(),
            179..187 => self.decide_refund(),
            187..189 => self.order(),
            189 => self.order_again(),
            190..192 => self.answer(),
            192..196 => self.outside.world().givings_go_on(),
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
        self.playing = false;
        self.deaths = None;
        let mut world = self.outside.world();
        world.mood = Mood { mute: world.mood.mute, ..Mood::KIND };
        drop(world);
        self.life().doom.in_moments(None);
        for minutes in [0, 1, 2, 15, 30, 60, 120, 360, 24 * 60, 25 * 60, 48 * 60, 96 * 60] {
            let mut patience = PATIENCE;
            while !self.waiting.is_empty() || !self.outside.world().post.is_empty() {
                self.retry();
                self.letters(1);
                self.pass(1_000);
                patience -= 1;
                assert!(patience > 0, "repeated for ever: {:?}", self.waiting);
            }
            self.tick();
            self.settle_bank(false);
            self.pass(minutes * 60_000);
        }
        self.tick();
        self.settle_bank(true);
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

    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.clock.load(Ordering::Relaxed)).unwrap()
    }

    fn time_passes(&mut self) {
        const DAY: i64 = 24 * 60;
        let minutes = match self.theme {
            Theme::Months => [DAY, 10 * DAY, 30 * DAY, 60 * DAY][self.rng.usize(..4)],
            _ => [1, 5, 30, 60, 6 * 60, DAY, 5 * DAY, 12 * DAY][self.rng.usize(..8)],
        };
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
