//! What a bank said, in plain records.

use super::{DedupKey, Remark};
use crate::xml::At;
use dimos_domain::money::{AmountError, Cents, Iban, RfReference};
use jiff::civil::Date;
use std::fmt;

/// One piece of a file, in the order in which it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// A statement, or a notification, begins.
    Statement(StatementHead),
    /// An entry on its account.
    Entry(StatementEntry),
    /// An entry that cannot be taken over: its reason, for a human.
    Refused(RefusedEntry),
    /// It ends. Only now is it known whether its entries add up: a statement that does not is an error instead.
    End(StatementTail),
}

/// What kind of message a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MessageKind {
    /// camt.053: what is booked, with balances. The truth.
    Statement,
    /// camt.054: single movements, early and without balances. The same money comes again in a statement.
    Notification,
}

impl fmt::Display for MessageKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Statement => "camt.053",
            Self::Notification => "camt.054",
        })
    }
}

/// An account as a bank names it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Account {
    /// By its IBAN, wherever in the message that stood.
    Iban(Iban),
    /// Otherwise; empty if the bank does not say.
    Other(String),
}

impl Account {
    /// The IBAN, if that is what it is.
    #[must_use]
    pub const fn iban(&self) -> Option<&Iban> {
        match self {
            Self::Iban(iban) => Some(iban),
            Self::Other(_) => None,
        }
    }

    /// As text; empty if the bank does not say.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Iban(iban) => iban.as_str(),
            Self::Other(text) => text,
        }
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An ISO 4217 code as written; whatever is not three capitals is no currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The only one that we book.
    pub const EUR: Self = Self(*b"EUR");

    /// Three capital letters.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let code: [u8; 3] = text.as_bytes().try_into().ok()?;
        code.iter().all(u8::is_ascii_uppercase).then_some(Self(code))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|letter| write!(f, "{}", char::from(*letter)))
    }
}

/// Which way money went, seen from the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Onto the account.
    Credit,
    /// Off the account.
    Debit,
}

/// How far an entry has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryStatus {
    /// On the account: the only one that counts in the balance.
    Booked,
    /// Expected, may still vanish.
    Pending,
    /// Told for information; no money.
    Information,
}

/// What is known when a statement begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementHead {
    /// Statement or notification.
    pub kind: MessageKind,
    /// The bank's identifier of it, unique for the account.
    pub id: String,
    /// Number in the bank's electronic sequence: a gap means that a file is missing.
    pub sequence: Option<u64>,
    /// Number in the legal sequence.
    pub legal_sequence: Option<u64>,
    /// Which account.
    pub account: Account,
    /// The account's currency, if the bank says so.
    pub currency: Option<Currency>,
    /// When it was made, as written.
    pub created: Option<String>,
    /// The balance before it, signed (in credit is positive), if it stands before the first entry.
    pub opening: Option<Balance>,
}

/// A balance in euro.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balance {
    /// Signed: in credit is positive.
    pub amount: Cents,
    /// Of which day.
    pub on: Option<Date>,
}

/// What is known when a statement ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementTail {
    /// The same as in its head.
    pub id: String,
    /// The balance before; none in a notification.
    pub opening: Option<Balance>,
    /// The balance after; none in a notification. The next statement's opening balance must be the same.
    pub closing: Option<Balance>,
    /// Sum of the booked entries, signed.
    pub booked: Cents,
    /// How many there were.
    pub counts: Counts,
    /// What was odd about the statement itself.
    pub remarks: Vec<Remark>,
}

/// How many entries of which kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Statements and notifications.
    pub statements: u64,
    /// Entries on the account.
    pub booked: u64,
    /// Entries expected.
    pub pending: u64,
    /// Entries told for information.
    pub information: u64,
    /// Entries that could not be taken over.
    pub refused: u64,
}

impl Counts {
    /// All entries.
    #[must_use]
    pub const fn entries(&self) -> u64 {
        self.booked + self.pending + self.information + self.refused
    }

    pub(super) const fn add(&mut self, other: &Self) {
        self.statements += other.statements;
        self.booked += other.booked;
        self.pending += other.pending;
        self.information += other.information;
        self.refused += other.refused;
    }
}

/// One entry: a movement on the account, made of one or more transactions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementEntry {
    /// On which account.
    pub account: Account,
    /// The how-many-th of its statement, from 0.
    pub index: u64,
    /// Where in the file it begins.
    pub at: At,
    /// Never negative: `direction` says which way it went.
    pub amount: Cents,
    /// Which way it went; for a reversal, which way the money went now.
    pub direction: Direction,
    /// Whether it takes back an earlier entry.
    pub is_reversal: bool,
    /// How far it has come.
    pub status: EntryStatus,
    /// The day it was booked, in the bank's own time zone.
    pub booked_on: Option<Date>,
    /// The day from which it bears interest.
    pub value_on: Option<Date>,
    /// The bank's reference of the entry (`AcctSvcrRef`), or of its only transaction.
    pub bank_reference: Option<String>,
    /// The same for the same money, however often and in whichever message it comes.
    pub dedup: DedupKey,
    /// What the bank says of a collective booking.
    pub batch: Option<Batch>,
    /// The kind of movement: `PMNT/RCDT/ESCT`, or the bank's own code.
    pub bank_code: Option<String>,
    /// Charges of the entry as a whole; a cost to the account's owner is positive.
    pub charges: Cents,
    /// Its transactions; an entry without any has one that stands for the whole.
    pub details: Vec<Detail>,
    /// The entry's amount less its transactions': what no transaction accounts for, charges for the most part.
    pub difference: Cents,
    /// The bank's words on the entry.
    pub text: Option<String>,
    /// What was odd about it.
    pub remarks: Vec<Remark>,
}

impl StatementEntry {
    /// What changes on the account: signed, in credit is positive. None if it cannot be expressed.
    #[must_use]
    pub const fn signed(&self) -> Option<Cents> {
        match self.direction {
            Direction::Credit => Some(self.amount),
            Direction::Debit => self.amount.checked_neg(),
        }
    }

    /// What neither a transaction nor the charges that the bank names account for.
    #[must_use]
    pub fn unexplained(&self) -> Option<Cents> {
        let charges = self.details.iter().map(|detail| detail.charges).chain([self.charges]);
        let charges = Cents::total(charges)?;
        match self.direction {
            Direction::Credit => self.difference.checked_add(charges),
            Direction::Debit => self.difference.checked_sub(charges),
        }
    }
}

/// A collective booking.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Batch {
    /// How many transactions the bank says it holds.
    pub count: Option<u64>,
    /// How much, if it is in euro.
    pub total: Option<Cents>,
    /// Message by which we ordered it.
    pub message_id: Option<String>,
    /// Group of that message.
    pub payment_id: Option<String>,
}

/// One transaction of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Detail {
    /// Its part of the entry: positive in the entry's direction, negative against it.
    pub amount: Cents,
    /// Charges taken for it; a cost to the account's owner is positive.
    pub charges: Cents,
    /// The payer's identifier, passed along unchanged; none if it says `NOTPROVIDED`.
    pub end_to_end: Option<String>,
    /// The payer's bank's identifier.
    pub transaction_id: Option<String>,
    /// Our bank's reference of the transaction.
    pub bank_reference: Option<String>,
    /// Every valid creditor reference: structured ones first, then those found in free text; each once.
    pub references: Vec<RfReference>,
    /// Structured references that are none.
    pub other_references: Vec<String>,
    /// Free text, its lines joined by line feeds.
    pub text: String,
    /// Who paid.
    pub payer_name: Option<String>,
    /// From which account.
    pub payer_iban: Option<Iban>,
    /// Who was paid.
    pub payee_name: Option<String>,
    /// To which account.
    pub payee_iban: Option<Iban>,
    /// Why it came back: an ISO 20022 code such as `AC04`, or the bank's words.
    pub return_reason: Option<String>,
}

/// An entry that cannot be taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedEntry {
    /// On which account.
    pub account: Account,
    /// The how-many-th of its statement, from 0.
    pub index: u64,
    /// Where in the file it begins.
    pub at: At,
    /// The day it was booked.
    pub booked_on: Option<Date>,
    /// The bank's reference.
    pub bank_reference: Option<String>,
    /// Why.
    pub why: Refusal,
}

/// Why an entry cannot be taken over. The text reads after "entry 3 was refused: ".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not euro.
    #[error("it is in {0}, and the city books euro")]
    Currency(Currency),
    /// Which money is not said, or not as it should be.
    #[error("its currency is missing or none: {0:?}")]
    NoCurrency(String),
    /// No amount of cents.
    #[error("its amount {text:?} cannot be booked: {why}")]
    Amount {
        /// As written, cut to 40 characters.
        text: String,
        /// What is wrong with it.
        why: AmountError,
    },
    /// Neither credit nor debit.
    #[error("it does not say whether it is a credit or a debit")]
    NoDirection,
}
