//! Paying by instalments: what is left of a bill is split, each part with a reference and a due date of its own.

use super::{
    ending::{note, open_bill},
    issue::add_payable,
    queries, reminders,
    standing::Standing,
};
use crate::{
    db::Tx,
    error::Error,
    ledger::{self, Account, Acting, EntryKind, NewEntry},
};
use dimos_api::problem::Code;
use dimos_domain::{
    ids::BillId,
    money::{Expected, PlanError, instalments},
};

/// Splits a bill into instalments. The first is due when the bill is, or today if that is over.
///
/// # Errors
/// `not_found`; `not_payable` for a bill that has ended, is in a plan already, was paid in part, or has grown by a surcharge;
/// `invalid` for a number of instalments that its kind does not offer.
pub fn make_plan(tx: &Tx<'_>, by: &Acting<'_>, id: BillId, count: u8) -> Result<(), Error> {
    let bill = open_bill(tx, id)?;
    let terms = bill.terms.instalments.ok_or_else(|| Error::new(Code::NotPayable).because("no-plan"))?;
    let mut payables = queries::payables_of(tx, id)?;
    let (Some(whole), true) = (payables.pop(), payables.is_empty()) else {
        return Err(Error::new(Code::NotPayable).because("in-plan"));
    };
    let standing = Standing::of(tx, whole)?;
    let (today, on) = (by.today(), by.business_day(tx)?);
    if !can_be_split(&standing, standing.expected(today)?) {
        return Err(Error::new(Code::NotPayable).because("no-plan"));
    }
    let first_due = bill.due_on.max(today);
    let left = standing.balance;
    let split = instalments(left, count, first_due, &terms).map_err(refused)?;
    let whole = standing.payable.id;
    let credit = left.checked_neg().ok_or_else(|| Error::internal("an amount is beyond counting"))?;
    let mut postings = vec![(Account::Receivable(whole), credit)];
    queries::end_whole(tx, whole)?;
    reminders::drop_for(tx, by, id)?;
    let calendar = &by.city.city.calendar;
    for one in split {
        let due_on = calendar.working_day_from(one.due_on);
        let payable = add_payable(tx, by, &bill, one.number, one.amount, due_on)?;
        postings.push((Account::Receivable(payable.id), one.amount));
    }
    let fact = format!("plan:{id}");
    ledger::post(
        tx,
        by.now,
        NewEntry { kind: EntryKind::Plan, fact: &fact, payment: None, author: by.author, on, postings },
    )?;
    note(tx, by, "bill_in_plan", id, Some(&count.to_string()))
}

/// Only what is whole is split: nothing paid yet (money that came would have to follow), nothing grown.
pub(super) fn can_be_split(whole: &Standing, expected: Expected) -> bool {
    whole.paid.is_empty() && expected.surcharge.is_zero()
}

fn refused(cause: PlanError) -> Error {
    match cause {
        PlanError::NothingToPay => Error::new(Code::NotPayable),
        PlanError::Count { most } => {
            Error::new(Code::Invalid).because("plan-count").arg("most", most).field("/instalments")
        }
        PlanError::TooSmall { .. } | PlanError::TooFar => {
            Error::new(Code::Invalid).because("plan-small").field("/instalments")
        }
    }
}
