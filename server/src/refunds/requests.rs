//! Asking for a refund and deciding on it. Nobody decides on their own request, and what is asked for must still be there.

use super::{
    hearing::never_left,
    money::{put_back, set_aside},
    queries::{self, RefundRow},
    seen::{destination, shown},
};
use crate::{
    audit, bills,
    db::Tx,
    error::Error,
    ledger::{Acting, Author},
    payments::{self, PaymentRow},
};
use dimos_api::{
    pay::{ApproveRefundRequest, NewRefundRequest, PaidBy},
    problem::Code,
};
use dimos_checkout::Refunds;
use dimos_domain::{
    ids::{PaymentId, RefundId},
    money::{Cents, Iban, PaymentState, RefundEvent, RefundState},
};
use serde_json::json;

/// What of a payment can still be asked back: what is there, less what was asked for already.
///
/// # Errors
/// Only the database's.
pub fn refundable(tx: &Tx<'_>, payment: PaymentId) -> Result<Cents, Error> {
    let asked = queries::refunds_of(tx, payment)?.into_iter().filter(|row| row.state == RefundState::Requested);
    let overflow = || Error::internal("an amount is beyond counting");
    let asked = Cents::total(asked.map(|row| row.amount)).ok_or_else(overflow)?;
    let left = payments::refundable(tx, payment)?.checked_sub(asked).ok_or_else(overflow)?;
    Ok(left.max(Cents::ZERO))
}

/// Asks for a refund. `can` is what the provider of the payment can do, where it came by one.
///
/// # Errors
/// `not_found`; `wrong_amount` if another amount can be given back by now than the requester saw, with that amount;
/// `wrong_state` for a payment that was reversed or is disputed; `invalid`; `bad_text` without a reason.
pub fn request(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    request: &NewRefundRequest,
    can: Option<Refunds>,
) -> Result<RefundRow, Error> {
    if queries::refund(tx, request.id)?.is_some() {
        return Err(Error::new(Code::KeyReused).field("/id"));
    }
    let missing = || Error::new(Code::NotFound).because("payment").field("/payment");
    let payment = payments::payment(tx, request.payment)?.ok_or_else(missing)?;
    if payment.state == PaymentState::Reversed || queries::is_disputed(tx, payment.id)? {
        return Err(Error::new(Code::WrongState).because("refund-payment"));
    }
    if !request.amount.is_positive() {
        return Err(Error::new(Code::Invalid).because("amount").field("/amount"));
    }
    let there = refundable(tx, payment.id)?;
    if there != request.refundable || request.amount > there {
        let wrong = Error::new(Code::WrongAmount).because("refundable").field("/refundable");
        return Err(wrong.with_extra(json!({ "refundable": there })));
    }
    let reason = bills::reason(&request.reason)?.to_owned();
    let (by_provider, iban, name) = way(tx, &payment, request, can)?;
    if iban.as_ref() == Some(&by.payments()?.creditor.iban) {
        return Err(Error::new(Code::Invalid).because("refund-own-account").field("/iban"));
    }
    let row = RefundRow {
        id: request.id,
        payment: payment.id,
        amount: request.amount,
        reason,
        by_provider,
        iban,
        name,
        state: RefundState::Requested,
        requested_by: by.actor(),
        requested_at: by.now,
        decided_by: None,
        decided_at: None,
        provider_ref: None,
        file: None,
        asks: 0,
        ask_at: None,
        failure: None,
    };
    queries::insert(tx, &row)?;
    note(tx, by, &row, "refund_requested")?;
    Ok(row)
}

/// How it goes back: by the provider where that can, else to an account: one that is named, or the payer's.
fn way(
    tx: &Tx<'_>,
    payment: &PaymentRow,
    request: &NewRefundRequest,
    can: Option<Refunds>,
) -> Result<(bool, Option<Iban>, Option<String>), Error> {
    let needs_account = || Error::new(Code::Invalid).because("refund-iban").field("/iban");
    if payment.source == PaidBy::Card && request.iban.is_none() {
        let goes = match can {
            Some(Refunds::Parts) | None => true,
            Some(Refunds::Whole) => request.amount == payment.amount,
            Some(Refunds::None) => false,
        };
        return if goes { Ok((true, None, None)) } else { Err(needs_account()) };
    }
    let (name, account) = payer(tx, payment)?;
    let iban = match &request.iban {
        Some(iban) => iban.parse().map_err(|_| needs_account())?,
        None => account.ok_or_else(needs_account)?,
    };
    Ok((false, Some(iban), Some(name)))
}

/// Who paid, as the bank says; else who owed.
fn payer(tx: &Tx<'_>, payment: &PaymentRow) -> Result<(String, Option<Iban>), Error> {
    let by_bank = tx.one(
        "SELECT s.name, s.iban FROM statement_entries e JOIN statement_payers s ON s.entry = e.id \
         WHERE e.payment = ?1 AND e.amount > 0 LIMIT 1",
        [payment.id.to_string()],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)),
    )?;
    let (name, iban) = by_bank.unwrap_or_default();
    if !name.trim().is_empty() {
        return Ok((name, iban.parse().ok()));
    }
    let sql = "SELECT name FROM debtor_contacts WHERE debtor = ?1";
    let owed = tx.one(sql, [payment.debtor.to_string()], |row| row.get(0))?;
    Ok((owed.unwrap_or_default(), iban.parse().ok()))
}

/// Approves a refund: another person than asked for it, who names what was seen. Its amount is set aside from then on.
///
/// # Errors
/// `not_found`; `forbidden` for one's own request; `version_conflict` with the refund if it is of another amount or goes
/// somewhere else; `wrong_state`; `wrong_amount` if it is no longer there.
pub fn approve(tx: &Tx<'_>, by: &Acting<'_>, id: RefundId, seen: &ApproveRefundRequest) -> Result<RefundRow, Error> {
    let mut row = of_another(tx, by, id)?;
    if seen.amount != row.amount || seen.to != destination(tx, &row)? {
        return Err(Error::new(Code::VersionConflict).with_extra(json!({ "refund": shown(tx, by, &row)? })));
    }
    row.state = after(&row, RefundEvent::AnotherApproved)?;
    if queries::is_disputed(tx, row.payment)? {
        return Err(Error::new(Code::WrongState).because("refund-payment"));
    }
    set_aside(tx, by, &row)?;
    decide(&mut row, by);
    row.ask_at = row.by_provider.then_some(by.now);
    queries::update(tx, &row)?;
    note(tx, by, &row, "refund_approved")?;
    Ok(row)
}

/// Turns a refund down: another person than asked for it.
///
/// # Errors
/// `not_found`; `forbidden`; `wrong_state`; `bad_text` without a reason.
pub fn reject(tx: &Tx<'_>, by: &Acting<'_>, id: RefundId, why: &str) -> Result<RefundRow, Error> {
    let mut row = of_another(tx, by, id)?;
    row.state = after(&row, RefundEvent::AnotherRejected)?;
    row.failure = Some(bills::reason(why)?.to_owned());
    decide(&mut row, by);
    queries::update(tx, &row)?;
    note(tx, by, &row, "refund_rejected")?;
    Ok(row)
}

/// Takes a request back, by who made it, as long as nothing left the house.
///
/// # Errors
/// `not_found`; `forbidden` for another's; `wrong_state`.
pub fn withdraw(tx: &Tx<'_>, by: &Acting<'_>, id: RefundId) -> Result<RefundRow, Error> {
    let mut row = queries::refund(tx, id)?.ok_or_else(|| Error::new(Code::NotFound))?;
    if row.requested_by != by.actor() {
        return Err(Error::new(Code::Forbidden).because("refund-not-own"));
    }
    let approved = row.state == RefundState::Approved;
    row.state = after(&row, RefundEvent::RequesterWithdrew)?;
    if approved {
        put_back(tx, by, &row, "withdrawn")?;
    }
    row.ask_at = None;
    queries::update(tx, &row)?;
    if approved && row.by_provider {
        never_left(tx, by, &row)?;
    }
    note(tx, by, &row, "refund_withdrawn")?;
    Ok(row)
}

fn of_another(tx: &Tx<'_>, by: &Acting<'_>, id: RefundId) -> Result<RefundRow, Error> {
    let row = queries::refund(tx, id)?.ok_or_else(|| Error::new(Code::NotFound))?;
    // A person decides, and not the one who asked.
    if row.requested_by == by.actor() || !matches!(by.author, Author::Staff(..)) {
        return Err(Error::new(Code::Forbidden).because("refund-own"));
    }
    Ok(row)
}

fn after(row: &RefundRow, event: RefundEvent) -> Result<RefundState, Error> {
    row.state.after(event).ok_or_else(|| Error::new(Code::WrongState).because("refund"))
}

fn decide(row: &mut RefundRow, by: &Acting<'_>) {
    row.decided_by = Some(by.actor());
    row.decided_at = Some(by.now);
}

fn note(tx: &Tx<'_>, by: &Acting<'_>, row: &RefundRow, kind: &str) -> Result<(), Error> {
    let (actor, subject, detail) = (by.actor(), row.id.to_string(), row.payment.to_string());
    audit::note(tx, by.now, &audit::Entry { kind, actor: Some(&actor), subject: &subject, detail: Some(&detail) })
}
