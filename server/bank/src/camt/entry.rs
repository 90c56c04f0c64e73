//! An entry while it is read, and how its transactions account for it.

use super::{
    Account, Batch, DedupKey, Detail, Direction, EntryStatus, Refusal, RefusedEntry, Remark, StatementEntry,
    dedup::Known,
    detail::{Charges, DetailDraft, Money, fault},
};
use crate::xml::At;
use dimos_domain::money::Cents;
use jiff::civil::Date;

/// An entry of which not everything is known yet.
#[derive(Debug, Default)]
pub(super) struct EntryDraft {
    pub(super) at: Option<At>,
    pub(super) amount: Money,
    pub(super) direction: Option<Direction>,
    pub(super) is_reversal: bool,
    pub(super) status: Option<EntryStatus>,
    pub(super) booked_on: Option<Date>,
    pub(super) value_on: Option<Date>,
    pub(super) reference: Option<String>,
    /// `Domn/Cd`, `Fmly/Cd` and `SubFmlyCd`, joined by slashes.
    pub(super) code: String,
    pub(super) own_code: Option<String>,
    pub(super) charges: Charges,
    pub(super) details: Vec<DetailDraft>,
    pub(super) batch: Option<Batch>,
    pub(super) batch_total: Money,
    pub(super) text: Option<String>,
    pub(super) remarks: Vec<Remark>,
    /// Bytes kept of it so far.
    pub(super) size: usize,
}

/// What became of it.
pub(super) enum Finished {
    Entry(Box<StatementEntry>),
    Refused(Box<RefusedEntry>),
    /// Its transactions come to more than can be counted.
    TooMuch,
}

impl EntryDraft {
    /// Everything is known.
    pub(super) fn finish(mut self, account: &Account, statement: &str, index: u64) -> Finished {
        let at = self.at.unwrap_or(At { line: 0, byte: 0 });
        let amount = self.amount.take().unwrap_or_else(|| Err(Refusal::NoCurrency(String::new())));
        let known = amount.and_then(|amount| Ok((amount, self.direction.ok_or(Refusal::NoDirection)?)));
        let (amount, direction) = match known {
            Ok(known) => known,
            Err(why) => {
                return Finished::Refused(Box::new(RefusedEntry {
                    account: account.clone(),
                    index,
                    at,
                    booked_on: self.booked_on,
                    bank_reference: self.reference,
                    why,
                }));
            }
        };
        if self.details.is_empty() {
            self.details.push(DetailDraft::default());
        }
        self.read_entry_text();
        let mut remarks = std::mem::take(&mut self.remarks);
        if self.status.is_none() && !remarks.iter().any(|remark| matches!(remark, Remark::Status(_))) {
            remarks.push(Remark::Status(String::new()));
        }
        let mut details = std::mem::take(&mut self.details);
        share_out(&mut details, amount, direction, &mut remarks);
        let details: Vec<Detail> = details.into_iter().map(|draft| draft.detail).collect();
        let Some(of_details) = Cents::total(details.iter().map(|detail| detail.amount)) else {
            return Finished::TooMuch;
        };
        let Some(difference) = amount.checked_sub(of_details) else { return Finished::TooMuch };
        self.check_batch(details.len() as u64, of_details, &mut remarks);
        let of_the_only_one = match details.as_slice() {
            [only] => only.bank_reference.clone(),
            _ => None,
        };
        let bank_reference = self.reference.or(of_the_only_one);
        let dedup = DedupKey::of(&Known {
            account,
            direction,
            is_reversal: self.is_reversal,
            reference: bank_reference.as_deref(),
            statement,
            index,
            amount,
            day: self.booked_on.or(self.value_on),
        });
        Finished::Entry(Box::new(StatementEntry {
            account: account.clone(),
            index,
            at,
            amount,
            direction,
            is_reversal: self.is_reversal,
            status: self.status.unwrap_or(EntryStatus::Information),
            booked_on: self.booked_on,
            value_on: self.value_on,
            bank_reference,
            dedup,
            batch: self.batch,
            bank_code: if self.code.is_empty() { self.own_code } else { Some(self.code) },
            charges: self.charges.finish(&mut remarks),
            details,
            difference,
            text: self.text,
            remarks,
        }))
    }

    /// The entry's own words belong to its only transaction as well, if that says nothing.
    fn read_entry_text(&mut self) {
        if let ([only], Some(text)) = (self.details.as_mut_slice(), &self.text) {
            if only.detail.text.is_empty() {
                only.line(text);
            }
            if only.detail.references.is_empty() {
                only.look_for_references(text);
            }
        }
    }

    fn check_batch(&mut self, details: u64, of_details: Cents, remarks: &mut Vec<Remark>) {
        let Some(batch) = &mut self.batch else { return };
        match self.batch_total.take() {
            None => {}
            Some(Ok(total)) => batch.total = Some(total),
            Some(Err(refusal)) => remarks.push(Remark::BatchAmount(fault(&refusal))),
        }
        // A batch without any transactions is told as one sum: nothing to compare.
        if let Some(said) = batch.count.filter(|said| *said != details && details > 1) {
            remarks.push(Remark::BatchCount { said, are: details });
        }
        if let Some(said) = batch.total.filter(|said| *said != of_details && details > 1) {
            remarks.push(Remark::BatchTotal { said, are: of_details });
        }
    }
}

/// Gives each transaction its amount. What cannot be used is nothing, so that it is found in the entry's difference; the
/// only transaction of an entry without a usable amount is the whole entry.
fn share_out(details: &mut [DetailDraft], whole: Cents, direction: Direction, remarks: &mut Vec<Remark>) {
    let is_only = details.len() == 1;
    // An entry is what remains of its transactions: if all of them went the other way, their signs say nothing.
    let signs_count = details.iter().any(|draft| draft.direction.is_none_or(|of_detail| of_detail == direction));
    for draft in details {
        let remark = match draft.amount() {
            Some(Ok(amount)) => {
                let is_against = signs_count && draft.direction.is_some_and(|of_detail| of_detail != direction);
                // Amounts are not negative, so their negation is always there.
                draft.detail.amount = if is_against { amount.checked_neg().unwrap_or_default() } else { amount };
                continue;
            }
            Some(Err(Refusal::Currency(currency))) => Some(Remark::DetailCurrency(currency)),
            Some(Err(Refusal::Amount { text, why })) => Some(Remark::DetailAmount { text, why }),
            Some(Err(_)) => Some(Remark::NoDetailAmount),
            None => (!is_only).then_some(Remark::NoDetailAmount),
        };
        draft.detail.amount = if is_only { whole } else { Cents::ZERO };
        remarks.extend(remark.filter(|remark| !remarks.contains(remark)));
    }
}
