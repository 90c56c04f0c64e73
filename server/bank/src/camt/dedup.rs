//! The key by which the same money is known again, when a file comes twice, files overlap, or a notification comes before
//! its statement.

use super::{Account, Direction};
use dimos_domain::money::Cents;
use jiff::civil::Date;
use std::fmt;

/// By the bank's reference where it gives one: account, direction, whether it is a reversal, reference. The reversal of an
/// entry may carry the reference of what it takes back, so the reference alone is not enough. Where the bank gives none:
/// account, direction, reversal, place in the statement, amount, day, and the statement's identifier; then a notification
/// and a statement of the same money have different keys.
///
/// The same key with another amount is a contradiction for a human, not a repetition.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DedupKey(String);

impl DedupKey {
    /// To be kept: the same text for the same key in every version of this program.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn of(entry: &Known<'_>) -> Self {
        let Known { account, direction, is_reversal, .. } = entry;
        let way = match direction {
            Direction::Credit => 'C',
            Direction::Debit => 'D',
        };
        let reversal = if *is_reversal { "R" } else { "" };
        Self(match entry.reference {
            // Put together by hand: this is done for every entry.
            Some(reference) => {
                let account = account.as_str();
                let mut key = String::with_capacity(8 + account.len() + reference.len());
                key.push_str("ref|");
                key.push_str(account);
                key.push('|');
                key.push(way);
                key.push_str(reversal);
                key.push('|');
                key.push_str(reference);
                key
            }
            None => {
                let (index, amount, statement) = (entry.index, entry.amount.get(), entry.statement);
                let day = entry.day.map(|day| day.to_string()).unwrap_or_default();
                format!("pos|{account}|{way}{reversal}|{index}|{amount}|{day}|{statement}")
            }
        })
    }
}

impl fmt::Display for DedupKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a key is made of. No account's name holds a `|`: see where it is read.
pub(super) struct Known<'a> {
    pub(super) account: &'a Account,
    pub(super) direction: Direction,
    pub(super) is_reversal: bool,
    pub(super) reference: Option<&'a str>,
    pub(super) statement: &'a str,
    pub(super) index: u64,
    pub(super) amount: Cents,
    pub(super) day: Option<Date>,
}
