//! The city's bank as it is: what moved on the account (that is the truth), the orders that it was given, and what became of
//! them. What it writes about all that is in [`files`].

mod files;
mod payers;

pub use files::File;

use dimos_domain::money::Iban;
use fastrand::Rng;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What the account held before anything of it was known here.
pub const OPENING: i64 = 5_000_000;

/// What somebody could pay by transfer.
#[derive(Debug, Clone)]
pub struct Slip {
    /// Which payable.
    pub payable: String,
    /// Its reference.
    pub rf: String,
    /// What it asks for.
    pub cents: i64,
}

/// What a part of a movement is, in truth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Money that names one payable, as it should be named.
    Names(String),
    /// Money that names nothing that there is, or not clearly.
    Riddle,
    /// What the bank keeps for itself.
    Charge,
    /// A provider's payout.
    Payout(Payout),
    /// A refund leaving, by its identifier.
    Refund(String),
    /// It takes back this movement.
    Return(usize),
    /// A refund that its payee's bank sent back.
    CameBack,
}

/// A provider's payout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payout {
    /// Its name.
    pub code: String,
    /// Taken, less what went back.
    pub gross: i64,
    /// What of that the provider kept.
    pub fees: i64,
}

/// A part of a movement: a transaction of it, or its charges.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Positive: came in.
    pub cents: i64,
    /// What it is.
    pub what: What,
    /// Who paid; each payment's payer is called otherwise, so that it is known again.
    pub name: String,
    /// From where.
    pub iban: Option<Iban>,
    /// The payer's identifier.
    pub end_to_end: Option<String>,
    /// The bank's reference of this part alone.
    pub own_reference: Option<String>,
    /// References in the place for them.
    pub structured: Vec<String>,
    /// The payer's words.
    pub lines: Vec<String>,
    /// Why it came back.
    pub return_reason: Option<&'static str>,
}

/// Something that moved on the account.
#[derive(Debug, Clone)]
pub struct Movement {
    /// The bank's reference.
    pub reference: String,
    /// When.
    pub day: Date,
    /// Whether the bank says that it takes another one back.
    pub is_reversal: bool,
    /// What it is made of.
    pub pieces: Vec<Piece>,
}

impl Movement {
    /// What changes on the account.
    pub fn cents(&self) -> i64 {
        self.pieces.iter().map(|piece| piece.cents).sum()
    }

    /// By what a part of it is known again: the payer's name, else the bank's reference and the way that it went.
    pub fn key(&self, piece: &Piece) -> String {
        if piece.name.is_empty() { key("", &self.reference, piece.cents) } else { piece.name.clone() }
    }
}

/// By what a row of the server's is known to be a part of a movement.
pub fn key(name: &str, reference: &str, cents: i64) -> String {
    if name.is_empty() { format!("{reference}/{}", if cents < 0 { "out" } else { "in" }) } else { name.to_owned() }
}

/// How a transfer that the city ordered stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ordered {
    /// It will be looked at.
    Waits,
    /// It left.
    Left,
    /// It left, and came back.
    CameBack,
    /// It does not go.
    Refused,
}

/// A transfer that the city ordered.
#[derive(Debug, Clone)]
pub struct Transfer {
    /// How much.
    pub cents: i64,
    /// How it stands.
    pub state: Ordered,
    /// In how many orders it stood: the bank does all of them.
    pub times: u32,
    /// In which the first time.
    message: String,
}

/// The bank.
#[derive(Debug, Clone)]
pub struct Bank {
    rng: Rng,
    /// Everything that moved.
    pub movements: Vec<Movement>,
    /// Transfers that were ordered, by their identifier.
    pub transfers: BTreeMap<String, Transfer>,
    messages: BTreeSet<String>,
    /// Statements and notifications on their way; each may come again.
    pub post: Vec<File>,
    /// Answers to orders on their way; each may come again.
    pub answers: Vec<File>,
    /// Where the last statement began, and where it ended.
    began: usize,
    told: usize,
    statements: u64,
    notifications: u64,
    /// What was paid for last.
    begun: Option<String>,
}

impl Bank {
    /// One where nothing has moved yet.
    pub fn new(rng: Rng) -> Self {
        Self {
            rng,
            movements: Vec::new(),
            transfers: BTreeMap::new(),
            messages: BTreeSet::new(),
            post: Vec::new(),
            answers: Vec::new(),
            began: 0,
            told: 0,
            statements: 0,
            notifications: 0,
            begun: None,
        }
    }

    /// What moved in all.
    pub fn moved(&self) -> i64 {
        self.movements.iter().map(Movement::cents).sum()
    }

    /// Something happens on the account.
    pub fn moves(&mut self, day: Date, slips: &[Slip]) -> String {
        let before = self.movements.len();
        match self.rng.u8(..20) {
            _ if self.rng.u8(..3) == 0 && self.gives_back(day) => {}
            0..13 => self.pays(day, slips),
            13..15 => self.pays_together(day, slips),
            15 => self.charges(day),
            _ => self.returns(day),
        }
        self.movements.get(before).map(|movement| format!("  the bank: {movement:?}")).unwrap_or_default()
    }

    fn add(&mut self, day: Date, pieces: Vec<Piece>) {
        let reference = format!("B{}", self.movements.len() + 1);
        self.movements.push(Movement { reference, day, is_reversal: false, pieces });
    }

    fn charges(&mut self, day: Date) {
        let fee = nameless(-self.rng.i64(10..500), What::Charge);
        self.add(day, vec![fee]);
    }

    /// A provider pays out, less what it keeps. Now and then its text does not say so.
    pub fn pays_out(&mut self, day: Date, gross: i64) {
        let (code, fees) = (format!("SP{}", self.movements.len() + 1), gross * 3 / 200);
        let decimal = |cents: i64| format!("{}.{:02}", cents / 100, cents % 100);
        let line = format!("DIMOS SANDBOX PAYOUT {code} GROSS {} FEES {}", decimal(gross), decimal(fees));
        let line = if self.rng.u8(..4) == 0 { "COLLECTED FOR YOU".to_owned() } else { line };
        let piece = nameless(gross - fees, What::Payout(Payout { code, gross, fees }));
        self.add(day, vec![Piece { name: self.payer(1), lines: vec![line], ..piece }]);
    }

    /// A transfer that was taken is sent back: it bears the reference of what it takes back, or the payer's identifier.
    fn returns(&mut self, day: Date) {
        let returned = |of: usize| {
            let is_it = |piece: &Piece| matches!(&piece.what, What::Return(one) if *one == of);
            self.movements.iter().any(|movement| movement.pieces.iter().any(is_it))
        };
        let can = |(at, movement): (usize, &Movement)| match movement.pieces.as_slice() {
            [Piece { what: What::Names(_) | What::Riddle, .. }] if !returned(at) => Some(at),
            _ => None,
        };
        let candidates: Vec<usize> = self.movements.iter().enumerate().filter_map(can).collect();
        if candidates.is_empty() {
            return;
        }
        let of = candidates[self.rng.usize(..candidates.len())];
        let original = self.movements[of].clone();
        let end_to_end = original.pieces[0].end_to_end.clone();
        let is_reversal = end_to_end.is_none() || self.rng.bool();
        let piece = nameless(-original.cents(), What::Return(of));
        self.add(day, vec![Piece { end_to_end, return_reason: (!is_reversal).then_some("AC04"), ..piece }]);
        if is_reversal {
            let movement = self.movements.last_mut().unwrap();
            (movement.is_reversal, movement.reference) = (true, original.reference);
        }
    }

    /// A refund comes back: its payee's account is closed.
    fn gives_back(&mut self, day: Date) -> bool {
        let left: Vec<String> =
            self.transfers.iter().filter(|(_, one)| one.state == Ordered::Left).map(|(id, _)| id.clone()).collect();
        if left.is_empty() {
            return false;
        }
        let id = &left[self.rng.usize(..left.len())];
        let transfer = self.transfers.get_mut(id).unwrap();
        transfer.state = Ordered::CameBack;
        let cents = transfer.cents;
        let piece = nameless(cents, What::CameBack);
        let piece = Piece { end_to_end: Some(id.clone()), return_reason: Some("AC04"), ..piece };
        self.add(day, vec![Piece { name: self.payer(1), ..piece }]);
        true
    }

    /// An order (pain.001): each transfer of it is done once for each message, however often the message comes.
    pub fn ordered(&mut self, order: &str) {
        let between = |text: &str, tag: &str| {
            text.split_once(&format!("<{tag}")).and_then(|(_, rest)| rest.split_once('>')).map(|(_, rest)| {
                let end = rest.find('<').unwrap_or(rest.len());
                rest[..end].to_owned()
            })
        };
        let message = between(order, "MsgId").unwrap();
        if !self.messages.insert(message.clone()) {
            return;
        }
        for transfer in order.split("<CdtTrfTxInf>").skip(1) {
            let (id, amount) = (between(transfer, "EndToEndId").unwrap(), between(transfer, "InstdAmt").unwrap());
            let cents = amount.replace('.', "").parse().unwrap();
            let refused = self.rng.u8(..5) == 0;
            let state = if refused { Ordered::Refused } else { Ordered::Waits };
            let message = message.clone();
            let new = Transfer { cents, state, times: 0, message };
            self.transfers.entry(id).or_insert(new).times += 1;
        }
        self.answers(&message);
    }

    /// Whether something was ordered and not done.
    pub fn has_orders(&self) -> bool {
        self.transfers.values().any(|one| one.state == Ordered::Waits)
    }

    /// It does what was ordered: something of it, or all.
    pub fn works(&mut self, day: Date, all: bool) {
        let waits: Vec<String> =
            self.transfers.iter().filter(|(_, one)| one.state == Ordered::Waits).map(|(id, _)| id.clone()).collect();
        for id in waits {
            if !all && self.rng.bool() {
                continue;
            }
            let transfer = self.transfers.get_mut(&id).unwrap();
            transfer.state = Ordered::Left;
            let (cents, times, message) = (transfer.cents, transfer.times, transfer.message.clone());
            for _ in 0..times {
                let piece = nameless(-cents, What::Refund(id.clone()));
                self.add(day, vec![Piece { end_to_end: Some(id.clone()), ..piece }]);
            }
            if self.rng.bool() {
                self.answers(&message);
            }
        }
    }
}

/// A movement of the bank's own, or of the city's: nobody's name is on it.
fn nameless(cents: i64, what: What) -> Piece {
    Piece {
        cents,
        what,
        name: String::new(),
        iban: None,
        end_to_end: None,
        own_reference: None,
        structured: Vec::new(),
        lines: Vec::new(),
        return_reason: None,
    }
}
