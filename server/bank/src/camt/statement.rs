//! A statement while it is read, and the rule that it must add up.

use super::{
    Account, Balance, BalanceFault, CamtError, Counts, Currency, Direction, MessageKind, Refusal, Remark, Side,
    StatementHead, StatementTail, amount, detail::Money,
};
use dimos_domain::money::Cents;
use jiff::civil::Date;

/// A statement that says more odd things than this has said enough.
const MOST_REMARKS: usize = 20;

/// A statement of which not everything is known yet.
#[derive(Debug, Default)]
pub(super) struct StatementDraft {
    pub(super) id: String,
    pub(super) sequence: Option<u64>,
    pub(super) legal_sequence: Option<u64>,
    pub(super) created: Option<String>,
    pub(super) account: Option<Account>,
    pub(super) currency: Option<Currency>,
    pub(super) balance: BalanceDraft,
    pub(super) said_entries: Option<u64>,
    pub(super) is_announced: bool,
    pub(super) counts: Counts,
    opening: Option<BalanceDraft>,
    /// `PRCD`, the last closing balance, stands for the opening one where a bank writes no `OPBD`.
    before: Option<BalanceDraft>,
    closing: Option<BalanceDraft>,
    booked: Cents,
    remarks: Vec<Remark>,
}

/// A balance as it is read.
#[derive(Debug, Default, Clone)]
pub(super) struct BalanceDraft {
    pub(super) code: String,
    pub(super) amount: Money,
    pub(super) direction: Option<Direction>,
    pub(super) on: Option<Date>,
}

impl BalanceDraft {
    fn read(self, statement: &str, side: Side) -> Result<Balance, CamtError> {
        let statement = statement.to_owned();
        let unreadable = |text, why| CamtError::BalanceUnreadable { statement: statement.clone(), side, text, why };
        let amount = match self.amount {
            Some(Ok(amount)) => amount,
            Some(Err(Refusal::Currency(currency))) => {
                return Err(CamtError::BalanceCurrency { statement, side, currency });
            }
            Some(Err(Refusal::Amount { text, why })) => return Err(unreadable(text, BalanceFault::Amount(why))),
            Some(Err(Refusal::NoCurrency(text))) => return Err(unreadable(text, BalanceFault::NoCurrency)),
            Some(Err(Refusal::NoDirection)) | None => return Err(CamtError::NoBalance { statement, side }),
        };
        let signed = self.direction.and_then(|direction| amount::signed(amount, direction));
        let amount = signed.ok_or_else(|| unreadable(amount.to_string(), BalanceFault::NoDirection))?;
        Ok(Balance { amount, on: self.on })
    }
}

impl StatementDraft {
    /// A balance was read: the first opening and the last closing one count, where a statement covers several days.
    pub(super) fn keep_balance(&mut self) {
        let balance = std::mem::take(&mut self.balance);
        match balance.code.as_str() {
            "OPBD" if self.opening.is_none() => self.opening = Some(balance),
            "PRCD" if self.before.is_none() => self.before = Some(balance),
            "CLBD" => self.closing = Some(balance),
            _ => {}
        }
    }

    /// The account, as far as it was read.
    pub(super) fn account(&self) -> Account {
        self.account.clone().unwrap_or_else(|| Account::Other(String::new()))
    }

    /// What is known before the first entry.
    pub(super) fn head(&self, kind: MessageKind) -> StatementHead {
        let opening = self.opening.clone().or_else(|| self.before.clone());
        StatementHead {
            kind,
            id: self.id.clone(),
            sequence: self.sequence,
            legal_sequence: self.legal_sequence,
            account: self.account(),
            currency: self.currency,
            created: self.created.clone(),
            opening: opening.and_then(|balance| balance.read(&self.id, Side::Opening).ok()),
        }
    }

    /// Something odd.
    pub(super) fn remark(&mut self, remark: Remark) {
        if self.remarks.len() < MOST_REMARKS {
            self.remarks.push(remark);
        }
    }

    /// A booked entry counts.
    pub(super) fn book(&mut self, signed: Option<Cents>) -> Result<(), CamtError> {
        let booked = signed.and_then(|signed| self.booked.checked_add(signed));
        self.booked = booked.ok_or_else(|| CamtError::TooMuch { statement: self.id.clone() })?;
        Ok(())
    }

    /// Everything is known: opening + booked entries = closing, or the file is refused. Notifications have no balances.
    pub(super) fn finish(mut self, kind: MessageKind) -> Result<StatementTail, CamtError> {
        let are = self.counts.entries();
        if let Some(said) = self.said_entries.filter(|said| *said != are) {
            self.remark(Remark::EntryCount { said, are });
        }
        let (opening, closing) = match kind {
            MessageKind::Notification => (None, None),
            MessageKind::Statement => {
                let (opening, closing) = self.check()?;
                (Some(opening), Some(closing))
            }
        };
        Ok(StatementTail {
            id: self.id,
            opening,
            closing,
            booked: self.booked,
            counts: self.counts,
            remarks: self.remarks,
        })
    }

    fn check(&mut self) -> Result<(Balance, Balance), CamtError> {
        let missing = |side| CamtError::NoBalance { statement: self.id.clone(), side };
        let opening = self.opening.take().or_else(|| self.before.take()).ok_or_else(|| missing(Side::Opening))?;
        let closing = self.closing.take().ok_or_else(|| missing(Side::Closing))?;
        let (opening, closing) = (opening.read(&self.id, Side::Opening)?, closing.read(&self.id, Side::Closing)?);
        let off_by = opening.amount.checked_add(self.booked).and_then(|sum| sum.checked_sub(closing.amount));
        let off_by = off_by.ok_or_else(|| CamtError::TooMuch { statement: self.id.clone() })?;
        if off_by.is_zero() {
            return Ok((opening, closing));
        }
        Err(CamtError::DoesNotAddUp {
            statement: self.id.clone(),
            opening: opening.amount,
            booked: self.booked,
            closing: closing.amount,
            off_by,
            refused: self.counts.refused,
            not_booked: self.counts.pending + self.counts.information,
        })
    }
}
