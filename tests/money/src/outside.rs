//! The world outside: orders at a provider, the money it took (that is the truth), and the letters it writes about it.

use crate::{bank::Bank, givings::Giving};
use dimos_checkout::{Currency, DisputeNews, Fact, NewOrder, OrderStatus, Paid, Webhook};
use dimos_domain::{
    ids::{AttemptId, RefundId},
    money::Cents,
};
use fastrand::Rng;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// How kind the world is.
#[derive(Debug, Clone, Copy)]
pub struct Mood {
    /// Calls in a hundred that go wrong.
    pub lost: u8,
    /// Letters about orders never come.
    pub mute: bool,
    /// Payers in a hundred whose money does not fit.
    pub misfits: u8,
    /// Takings in a hundred that are reversed or disputed.
    pub regrets: u8,
}

impl Mood {
    /// Nothing goes wrong any more.
    pub const KIND: Self = Self { lost: 0, mute: false, misfits: 0, regrets: 0 };

    /// One from the seed.
    pub fn of(rng: &mut Rng) -> Self {
        Self {
            lost: [0, 10, 30, 60][rng.usize(..4)],
            mute: rng.u8(..4) == 0,
            misfits: [0, 0, 10, 30][rng.usize(..4)],
            regrets: [0, 5, 30][rng.usize(..3)],
        }
    }
}

/// What became of a dispute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dispute {
    /// The money is held back.
    Open(i64),
    /// It stayed with the city.
    Won(i64),
    /// It went back.
    Lost(i64),
}

/// Money that the provider took.
#[derive(Debug, Clone)]
pub struct Taking {
    /// What the provider calls it.
    pub transaction: String,
    /// For which attempt.
    pub attempt: AttemptId,
    /// How much.
    pub cents: i64,
    /// In what.
    pub currency: &'static str,
    /// Whether it is what was asked for.
    pub fits: bool,
    /// When.
    pub at: Timestamp,
    /// It went back at once.
    pub reversed: bool,
    /// A payer's bank wants it back.
    pub dispute: Option<Dispute>,
}

/// How an order stands at the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// It waits for the payer.
    Open,
    /// The payer's last try failed.
    Declined,
    /// It was closed, by time or by us.
    Closed,
    /// Money was taken.
    Paid,
}

/// An order at the provider.
#[derive(Debug)]
pub struct Order {
    /// What it asks for.
    pub cents: i64,
    /// How it stands.
    pub page: Page,
    /// Until when.
    pub expires_at: Timestamp,
    /// Somebody was shown the page: nobody else can pay there.
    pub shown: bool,
}

/// A letter on its way; it may come again.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Which of all that were written.
    pub number: usize,
    /// How often it still comes.
    pub copies: u8,
}

/// The world.
#[derive(Debug)]
pub struct World {
    pub(crate) rng: Rng,
    /// How kind it is.
    pub mood: Mood,
    /// What time it is there, as here.
    pub now: Timestamp,
    /// Orders that were opened.
    pub orders: BTreeMap<AttemptId, Order>,
    /// The truth.
    pub takings: Vec<Taking>,
    /// Everything that was ever written.
    pub written: Vec<Webhook>,
    /// What is on its way.
    pub post: Vec<Letter>,
    /// What the provider gives back, or did not.
    pub givings: BTreeMap<RefundId, Giving>,
    /// What it has paid out, gross.
    pub paid_out: i64,
    /// The city's bank.
    pub bank: Bank,
    /// What happened, in words.
    pub story: Vec<String>,
}

impl World {
    /// An empty one.
    pub fn new(mut rng: Rng, now: Timestamp) -> Self {
        Self {
            bank: Bank::new(rng.fork()),
            givings: BTreeMap::new(),
            paid_out: 0,
            rng,
            mood: Mood::KIND,
            now,
            orders: BTreeMap::new(),
            takings: Vec::new(),
            written: Vec::new(),
            post: Vec::new(),
            story: Vec::new(),
        }
    }

    /// Something happens so often in a hundred.
    pub fn chance(&mut self, percent: u8) -> bool {
        self.rng.u8(..100) < percent
    }

    pub(crate) fn opened(&mut self, order: &NewOrder) {
        let (cents, expires_at) = (order.amount.get(), order.expires_at);
        self.orders.entry(order.attempt).or_insert(Order { cents, page: Page::Open, expires_at, shown: false });
    }

    /// Somebody sees an order's page.
    pub fn show(&mut self, id: AttemptId) {
        if let Some(order) = self.orders.get_mut(&id) {
            order.shown = true;
        }
    }

    /// A payer somewhere does something; false if there is nobody.
    pub fn payer_acts(&mut self) -> bool {
        let shown = self.orders.iter().filter(|(_, order)| order.shown);
        let attempts: Vec<AttemptId> = shown.map(|(id, _)| *id).collect();
        if attempts.is_empty() {
            return false;
        }
        let id = attempts[self.rng.usize(..attempts.len())];
        self.close_by_time(id);
        let (page, mood) = (self.orders[&id].page, self.mood);
        match page {
            Page::Open | Page::Declined if self.chance(15) => self.declines(id),
            Page::Open | Page::Declined => self.pays(id),
            // Late success after failure: some providers do that, within a day. What comes even later is told by letter.
            Page::Closed if self.chance(25) && !(mood.mute && self.is_long_over(id)) => self.pays(id),
            Page::Closed => return false,
            // Twice on one order: only its letter tells of the second.
            Page::Paid if !mood.mute && self.chance(10) => self.pays(id),
            Page::Paid if self.chance(mood.regrets) => self.regrets(id),
            Page::Paid => return false,
        }
        true
    }

    fn is_long_over(&self, id: AttemptId) -> bool {
        self.now > self.orders[&id].expires_at + SignedDuration::from_hours(24)
    }

    fn close_by_time(&mut self, id: AttemptId) {
        let now = self.now;
        let order = self.orders.get_mut(&id).unwrap();
        if matches!(order.page, Page::Open | Page::Declined) && order.expires_at < now {
            order.page = Page::Closed;
            self.write_of_order(id, OrderStatus::Expired);
        }
    }

    fn declines(&mut self, id: AttemptId) {
        self.orders.get_mut(&id).unwrap().page = Page::Declined;
        self.write_of_order(id, OrderStatus::Failed { reason: "declined".to_owned() });
    }

    fn pays(&mut self, id: AttemptId) {
        let asked = self.orders[&id].cents;
        let (cents, currency) = match self.chance(self.mood.misfits) {
            false => (asked, "EUR"),
            true if self.rng.bool() => (asked, "USD"),
            true => ((asked + self.rng.i64(-asked / 2..=asked)).max(1), "EUR"),
        };
        let transaction = format!("t-{}", self.takings.len() + 1);
        let fits = cents == asked && currency == "EUR";
        self.story.push(format!("  pays {cents} {currency} for {id} as {transaction}"));
        let at = self.now;
        self.takings.push(Taking {
            transaction,
            attempt: id,
            cents,
            currency,
            fits,
            at,
            reversed: false,
            dispute: None,
        });
        self.orders.get_mut(&id).unwrap().page = Page::Paid;
        let status = OrderStatus::Paid(paid(self.takings.last().unwrap()));
        self.write_of_order(id, status);
        // Succeeds, then is reversed at once.
        if self.chance(self.mood.regrets / 3) {
            self.reverses(self.takings.len() - 1);
        }
    }

    fn regrets(&mut self, id: AttemptId) {
        let of: Vec<usize> = (0..self.takings.len()).filter(|at| self.takings[*at].attempt == id).collect();
        let at = of[self.rng.usize(..of.len())];
        let taking = self.takings[at].clone();
        // What was given back already is not asked for again.
        let most = taking.cents - self.given(&taking.transaction);
        let (cents, news) = match taking.dispute {
            _ if !taking.fits || taking.reversed => return,
            None if most <= 0 => return,
            None => (if self.rng.bool() { most } else { self.rng.i64(1..=most) }, DisputeNews::Opened),
            Some(Dispute::Open(cents)) if self.rng.bool() => (cents, DisputeNews::Won),
            Some(Dispute::Open(cents)) => (cents, DisputeNews::Lost),
            Some(_) => return,
        };
        self.takings[at].dispute = Some(match news {
            DisputeNews::Opened => Dispute::Open(cents),
            DisputeNews::Won => Dispute::Won(cents),
            DisputeNews::Lost => Dispute::Lost(cents),
        });
        self.story.push(format!("  dispute of {cents} about {} {news:?}", taking.transaction));
        let fact = Fact::Dispute {
            dispute: format!("d-{}", taking.transaction).parse().unwrap(),
            transaction: taking.transaction.parse().unwrap(),
            amount: Cents::new(cents),
            currency: Currency::EUR,
            news,
            at: self.now,
        };
        self.write(fact);
    }

    fn reverses(&mut self, at: usize) {
        self.takings[at].reversed = true;
        let taking = self.takings[at].clone();
        self.story.push(format!("  reverses {}", taking.transaction));
        self.write_of_order(taking.attempt, OrderStatus::Reversed(paid(&taking)));
    }

    /// A letter about an order, unless the provider is mute; now and then only a hint that something happened.
    fn write_of_order(&mut self, id: AttemptId, status: OrderStatus) {
        // Of a second payment on one order, and of what became of it, only a letter tells.
        if self.mood.mute {
            return;
        }
        let order = order_code(id).parse().unwrap();
        let many = self.takings.iter().filter(|taking| taking.attempt == id).count() > 1;
        if !many && self.chance(15) {
            self.write(Fact::AskAgain { order, transaction: None });
        } else {
            let attempt = self.rng.bool().then_some(id);
            self.write(Fact::Order { attempt, order, status });
        }
    }

    pub(crate) fn write(&mut self, fact: Fact) {
        // The same news are sometimes told as two events.
        for _ in 0..=u8::from(self.chance(10)) {
            let number = self.written.len();
            let event = format!("e-{number}").parse().unwrap();
            self.written.push(Webhook { event, fact: fact.clone() });
            let copies = [1, 1, 1, 2, 3][self.rng.usize(..5)];
            self.post.push(Letter { number, copies });
        }
    }

    /// What the provider says when it is asked.
    pub(crate) fn status(&mut self, id: AttemptId) -> OrderStatus {
        if !self.orders.contains_key(&id) {
            return OrderStatus::NotKnown;
        }
        self.close_by_time(id);
        let first = self.takings.iter().find(|taking| taking.attempt == id);
        match (self.orders[&id].page, first) {
            (_, Some(taking)) if taking.reversed => OrderStatus::Reversed(paid(taking)),
            (_, Some(taking)) => OrderStatus::Paid(paid(taking)),
            (Page::Declined, None) => OrderStatus::Failed { reason: "declined".to_owned() },
            (Page::Closed, None) => OrderStatus::Expired,
            (Page::Open | Page::Paid, None) => OrderStatus::Pending,
        }
    }
}

/// The provider's name for an order.
pub fn order_code(attempt: AttemptId) -> String {
    format!("o-{attempt}")
}

fn paid(taking: &Taking) -> Paid {
    Paid {
        transaction: taking.transaction.parse().unwrap(),
        amount: Cents::new(taking.cents),
        currency: taking.currency.parse().unwrap(),
        at: taking.at,
        fee: None,
    }
}
