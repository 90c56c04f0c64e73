//! How a payable stands: what was paid for it and stands, what is expected on a day, and what surcharge and discount that
//! makes. Derived from the journal whenever it is asked.

use super::queries::{self, PayableRow};
use crate::{
    db::Tx,
    error::Error,
    ledger::{self, Account, Acting, EntryKind, Movement, NewEntry},
};
use dimos_domain::{
    ids::{PayableId, PaymentId},
    money::{Cents, Ended, Expected, Facts, PayableState, Terms, expected, payable_state},
};
use jiff::civil::Date;

/// What of one payment, or one use of credit, went to a payable and stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paid {
    /// Whose money; an id of its own where credit was used.
    pub payment: PaymentId,
    /// Whether it is credit that was used.
    pub from_credit: bool,
    /// When.
    pub on: Date,
    /// How much.
    pub cents: Cents,
}

/// How a payable stands.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The payable and its bill.
    pub payable: PayableRow,
    /// What was paid, oldest first.
    pub paid: Vec<Paid>,
    /// What the books say is owed.
    pub balance: Cents,
    /// What of surcharges is in the books.
    pub surcharge: Cents,
    /// What of discounts is in the books.
    pub discount: Cents,
}

/// What surcharge and discount there should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Surcharge.
    pub surcharge: Cents,
    /// Discount.
    pub discount: Cents,
}

fn overflow() -> Error {
    Error::internal("an amount is beyond counting")
}

/// Whether an entry of that kind is somebody's money for a payable, given or taken back.
const fn is_money(kind: EntryKind) -> bool {
    use EntryKind as K;
    match kind {
        K::Payment | K::Cash | K::Match | K::CreditUse | K::Carry | K::Refund | K::DisputeLost | K::TakenBack => true,
        K::Issue
        | K::Plan
        | K::Surcharge
        | K::Discount
        | K::Statement
        | K::Payout
        | K::Deposit
        | K::Charge
        | K::Aside
        | K::RefundDone
        | K::Dispute
        | K::DisputeWon
        | K::WriteOff => false,
    }
}

/// How a payable stands; none if there is no such payable.
///
/// # Errors
/// Only the database's.
pub fn standing(tx: &Tx<'_>, id: PayableId) -> Result<Option<Standing>, Error> {
    queries::payable(tx, id)?.map(|payable| Standing::of(tx, payable)).transpose()
}

impl Standing {
    /// Of a payable that was found already.
    ///
    /// # Errors
    /// Only the database's.
    pub fn of(tx: &Tx<'_>, payable: PayableRow) -> Result<Self, Error> {
        let movements = ledger::movements(tx, payable.id)?;
        let sum = |of: fn(&Movement) -> bool| Cents::total(movements.iter().filter(|m| of(m)).map(|m| m.cents));
        let balance = sum(|_| true).ok_or_else(overflow)?;
        let surcharge = sum(|m| m.kind == EntryKind::Surcharge).ok_or_else(overflow)?;
        let discount = sum(|m| m.kind == EntryKind::Discount).and_then(Cents::checked_neg).ok_or_else(overflow)?;
        Ok(Self { paid: net(&movements)?, payable, balance, surcharge, discount })
    }

    /// Everything that was paid.
    ///
    /// # Errors
    /// `internal` where it is beyond counting.
    pub fn total_paid(&self) -> Result<Cents, Error> {
        Cents::total(self.paid.iter().map(|paid| paid.cents)).ok_or_else(overflow)
    }

    /// What is expected on a day; nothing once it is no longer asked for.
    ///
    /// # Errors
    /// `internal` where it is beyond counting.
    pub fn expected(&self, on: Date) -> Result<Expected, Error> {
        if self.payable.ended.is_some() {
            let nothing = Cents::ZERO;
            let (principal, discount, surcharge, total) = (nothing, nothing, nothing, nothing);
            return Ok(Expected { principal, discount, surcharge, total, holds_until: None });
        }
        self.expected_with(&self.days(), on)
    }

    /// Where it stands on a day.
    ///
    /// # Errors
    /// `internal` where it is beyond counting.
    pub fn state(&self, on: Date) -> Result<PayableState, Error> {
        let paid = self.total_paid()?;
        let due = paid.checked_add(self.expected(on)?.total).ok_or_else(overflow)?;
        Ok(payable_state(&Facts { due, paid, ended: self.payable.ended }))
    }

    /// Whether money of a day would come after money of later days was counted, where that makes a difference.
    #[must_use]
    pub fn is_out_of_order(&self, on: Date) -> bool {
        let terms = self.terms();
        let depends_on_the_day = terms.early.is_some() || terms.late.is_some();
        depends_on_the_day && self.payable.ended.is_none() && self.paid.iter().any(|paid| paid.on > on)
    }

    /// Whether more was paid than is owed, once surcharge and discount are what they should be.
    ///
    /// # Errors
    /// `internal` where it is beyond counting.
    pub fn is_overpaid(&self) -> Result<bool, Error> {
        Ok(self.payable.ended.is_none() && self.left(&self.days())?.is_negative())
    }

    /// How much of an amount paid on a day it takes; the rest is too much. Money that turns out to have come earlier than
    /// other money is counted on its own day, so a surcharge that was asked for meanwhile may shrink with it.
    ///
    /// # Errors
    /// `internal` where it is beyond counting.
    pub fn takes(&self, amount: Cents, on: Date) -> Result<Cents, Error> {
        let days = self.days();
        let asked = amount.min(self.expected_with(&days, on)?.total);
        if !asked.is_positive() {
            return Ok(Cents::ZERO);
        }
        if self.left_after(&days, asked, on)?.is_some() {
            return Ok(asked);
        }
        // What would be left falls as more is taken: halve the interval until the most that fits is found.
        let (mut fits, mut too_much) = (0_i64, asked.get());
        while too_much - fits > 1 {
            let middle = fits + (too_much - fits) / 2;
            let left = self.left_after(&days, Cents::new(middle), on)?;
            if left.is_some() { fits = middle } else { too_much = middle }
        }
        Ok(Cents::new(fits))
    }

    /// What surcharge and discount there should be once something more was paid on a day (or nothing more).
    ///
    /// # Errors
    /// `internal` where it is beyond counting.
    pub fn wanted_after(&self, more: Option<(Cents, Date)>) -> Result<Wanted, Error> {
        let mut days = self.days();
        days.extend(more.map(|(cents, on)| (on, cents)));
        self.wanted(&days)
    }

    fn wanted(&self, days: &[(Date, Cents)]) -> Result<Wanted, Error> {
        // Both are booked when money comes, as of the last day on which any came.
        let Some(last) = days.iter().map(|(on, _)| *on).max().filter(|_| self.payable.ended.is_none()) else {
            return Ok(Wanted { surcharge: Cents::ZERO, discount: Cents::ZERO });
        };
        let expected = self.expected_with(&self.up_to_the_amount(days)?, last)?;
        if expected.total.is_zero() && expected.discount.is_positive() {
            return Ok(Wanted { surcharge: Cents::ZERO, discount: expected.discount });
        }
        Ok(Wanted { surcharge: expected.surcharge, discount: Cents::ZERO })
    }

    /// Payments as far as they go against the amount, the earliest first: a surcharge grows with what was unpaid, and what
    /// was paid beyond is the payer's, never a surcharge.
    fn up_to_the_amount(&self, days: &[(Date, Cents)]) -> Result<Vec<(Date, Cents)>, Error> {
        let (mut days, mut left) = (days.to_vec(), self.payable.amount);
        days.sort_by_key(|(on, _)| *on);
        for (_, cents) in &mut days {
            *cents = left.min(*cents);
            left = left.checked_sub(*cents).ok_or_else(overflow)?;
        }
        Ok(days)
    }

    /// What would be owed if so much more had been paid on a day; none if that would be too much.
    fn left_after(&self, days: &[(Date, Cents)], more: Cents, on: Date) -> Result<Option<Cents>, Error> {
        let mut days = days.to_vec();
        days.push((on, more));
        let left = self.left(&days)?;
        Ok((!left.is_negative()).then_some(left))
    }

    /// What would be owed if so much had been paid; less than nothing if that is too much.
    fn left(&self, days: &[(Date, Cents)]) -> Result<Cents, Error> {
        let wanted = self.wanted(days)?;
        let paid = Cents::total(days.iter().map(|(_, cents)| *cents)).ok_or_else(overflow)?;
        let asked = self.payable.amount.checked_add(wanted.surcharge).ok_or_else(overflow)?;
        asked.checked_sub(wanted.discount).and_then(|due| due.checked_sub(paid)).ok_or_else(overflow)
    }

    fn expected_with(&self, days: &[(Date, Cents)], on: Date) -> Result<Expected, Error> {
        expected(&self.terms(), days, on).ok_or_else(overflow)
    }

    fn days(&self) -> Vec<(Date, Cents)> {
        self.paid.iter().map(|paid| (paid.on, paid.cents)).collect()
    }

    /// The terms, as they hold for this payable: only a whole bill is cheaper when it is paid early.
    fn terms(&self) -> Terms {
        let bill = &self.payable.bill;
        Terms {
            amount: self.payable.amount,
            issued_on: bill.issued_on,
            due_on: self.payable.due_on,
            early: bill.terms.early.filter(|_| self.payable.instalment == 0),
            late: bill.terms.late,
        }
    }
}

/// Payments and what was taken back of them, together; oldest first.
fn net(movements: &[Movement]) -> Result<Vec<Paid>, Error> {
    let mut paid: Vec<Paid> = Vec::new();
    for movement in movements.iter().filter(|movement| is_money(movement.kind)) {
        let Some(payment) = movement.payment else {
            return Err(Error::internal("money for a payable that is nobody's payment"));
        };
        let cents = movement.cents.checked_neg().ok_or_else(overflow)?;
        match paid.iter_mut().find(|one| one.payment == payment) {
            Some(one) => one.cents = one.cents.checked_add(cents).ok_or_else(overflow)?,
            None => paid.push(Paid { payment, from_credit: movement.from_credit, on: movement.on, cents }),
        }
    }
    paid.retain(|one| !one.cents.is_zero());
    paid.sort_by_key(|one| one.on);
    Ok(paid)
}

/// Where money for a payable goes today: to itself; to the instalments of its plan, oldest first; to the bill that took
/// its place; nowhere if it was cancelled.
///
/// # Errors
/// Only the database's.
pub fn targets(tx: &Tx<'_>, payable: &PayableRow) -> Result<Vec<PayableRow>, Error> {
    match payable.ended {
        None => Ok(vec![payable.clone()]),
        Some(Ended::Cancelled) => Ok(Vec::new()),
        Some(Ended::InPlan) => {
            let all = queries::payables_of(tx, payable.bill.id)?;
            Ok(all.into_iter().filter(|one| one.instalment > 0 && one.ended.is_none()).collect())
        }
        Some(Ended::Superseded) => {
            let Some(next) = queries::successor(tx, payable.bill.id)? else { return Ok(Vec::new()) };
            let all = queries::payables_of(tx, next)?;
            // A chain of amendments ends: each bill supersedes an older one.
            let found: Result<Vec<_>, _> =
                all.iter().filter(|one| one.instalment == 0).map(|whole| targets(tx, whole)).collect();
            Ok(found?.into_iter().flatten().collect())
        }
    }
}

/// Books the difference between the surcharge and discount that a payable should have and those it has. Entries that make
/// more owed come before the money, those that make less owed after it: nothing is ever below zero in between.
#[derive(Debug, Default)]
pub(crate) struct Adjustments {
    before: Vec<(EntryKind, PayableId, Account, Cents)>,
    after: Vec<(EntryKind, PayableId, Account, Cents)>,
}

impl Adjustments {
    /// Adds what one payable needs.
    pub(crate) fn add(&mut self, standing: &Standing, wanted: Wanted) -> Result<(), Error> {
        let head = &standing.payable.bill.terms.tax_head;
        let id = standing.payable.id;
        let more_surcharge = wanted.surcharge.checked_sub(standing.surcharge).ok_or_else(overflow)?;
        let less_discount = standing.discount.checked_sub(wanted.discount).ok_or_else(overflow)?;
        let both = [
            (EntryKind::Surcharge, Account::Surcharge(head.clone()), more_surcharge),
            (EntryKind::Discount, Account::Discount(head.clone()), less_discount),
        ];
        for (kind, account, owed) in both {
            if owed.is_positive() {
                self.before.push((kind, id, account, owed));
            } else if owed.is_negative() {
                self.after.push((kind, id, account, owed));
            }
        }
        Ok(())
    }

    /// Posts what makes more owed; call before the money is posted.
    pub(crate) fn post_before(&self, tx: &Tx<'_>, by: &Acting<'_>, fact: &str, on: Date) -> Result<(), Error> {
        self.before.iter().try_for_each(|one| post(tx, by, fact, on, one))
    }

    /// Posts what makes less owed; call after the money was posted.
    pub(crate) fn post_after(&self, tx: &Tx<'_>, by: &Acting<'_>, fact: &str, on: Date) -> Result<(), Error> {
        self.after.iter().try_for_each(|one| post(tx, by, fact, on, one))
    }
}

fn post(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    fact: &str,
    on: Date,
    (kind, payable, account, owed): &(EntryKind, PayableId, Account, Cents),
) -> Result<(), Error> {
    let fact = format!("{fact}#{}:{payable}", kind.as_str());
    let credit = owed.checked_neg().ok_or_else(overflow)?;
    let postings = vec![(Account::Receivable(*payable), *owed), (account.clone(), credit)];
    ledger::post(tx, by.now, NewEntry { kind: *kind, fact: &fact, payment: None, author: by.author, on, postings })?;
    Ok(())
}

/// Books what surcharge and discount a payable should have after money was taken back from it by the entry of a fact.
///
/// # Errors
/// Only the database's.
pub fn readjust(tx: &Tx<'_>, by: &Acting<'_>, payable: PayableId, fact: &str, on: Date) -> Result<(), Error> {
    let Some(standing) = standing(tx, payable)? else { return Ok(()) };
    let mut adjustments = Adjustments::default();
    adjustments.add(&standing, standing.wanted_after(None)?)?;
    adjustments.post_before(tx, by, fact, on)?;
    adjustments.post_after(tx, by, fact, on)
}
