//! Money that went back without us, taken over by a person: it is booked like a refund that the provider's desk asked for
//! and this person approved.

use super::{
    hearing::hear,
    money::{left_the_provider, set_aside},
    queries::{self, RefundRow},
};
use crate::{
    audit,
    db::Tx,
    error::Error,
    ledger::{Acting, Author},
    payments::PaymentRow,
};
use dimos_api::problem::Code;
use dimos_checkout::{ProviderName, RefundCode, RefundStatus};
use dimos_domain::{
    ids::RefundId,
    money::{Cents, RefundEvent, RefundState},
};
use uuid::Uuid;

/// What is written down as the reason.
const REASON: &str = "given back at the provider's own desk";

/// Books what went back: as the refund of ours that it can only be, where one of the same amount is under way and its
/// provider has no name for it; else as one that is new here.
///
/// # Errors
/// `forbidden` for nobody of the staff; `wrong_amount` if not so much of the payment is there; `wrong_state` while a refund is
/// asked for that could then not be given.
pub fn take_over(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    payment: &PaymentRow,
    provider: ProviderName,
    code: Option<RefundCode>,
    amount: Cents,
) -> Result<(), Error> {
    if !matches!(by.author, Author::Staff(..)) {
        return Err(Error::new(Code::Forbidden).because("refund-own"));
    }
    let may_be = |row: &RefundRow| {
        let under_way = matches!(row.state, RefundState::Submitted | RefundState::Unknown);
        under_way && row.by_provider && row.provider_ref.is_none() && row.amount == amount
    };
    if let (Some(code), Some(row)) =
        (code.clone(), queries::refunds_of(tx, payment.id)?.into_iter().find(|row| may_be(row)))
    {
        return hear(tx, by, row.id, &RefundStatus::Succeeded { code, amount });
    }
    let mut row = RefundRow {
        id: RefundId(Uuid::now_v7()),
        payment: payment.id,
        amount,
        reason: REASON.to_owned(),
        by_provider: true,
        iban: None,
        name: None,
        state: RefundState::Requested,
        requested_by: provider.to_string(),
        requested_at: by.now,
        decided_by: None,
        decided_at: None,
        provider_ref: code.map(String::from),
        file: None,
        asks: 0,
        ask_at: None,
        failure: None,
    };
    let exceeds = |held: Cents| held.checked_add(amount).is_none_or(|all| all > payment.amount);
    if exceeds(queries::under_way_of(tx, payment.id)?) {
        return Err(Error::new(Code::WrongAmount).because("refundable"));
    }
    // What is only asked for gives way to what has happened, by whom it is decided on.
    if exceeds(queries::asked_or_given_of(tx, payment.id)?) {
        return Err(Error::new(Code::WrongState).because("refund-asked"));
    }
    queries::insert(tx, &row)?;
    set_aside(tx, by, &row)?;
    left_the_provider(tx, by, &row, provider)?;
    for event in [RefundEvent::AnotherApproved, RefundEvent::Sent, RefundEvent::SaidDone] {
        row.state = row.state.after(event).ok_or_else(|| Error::internal("a refund cannot be taken over"))?;
    }
    row.decided_by = Some(by.actor());
    row.decided_at = Some(by.now);
    queries::update(tx, &row)?;
    let (actor, subject, detail) = (by.actor(), row.id.to_string(), payment.id.to_string());
    let kind = "refund_taken_over";
    audit::note(tx, by.now, &audit::Entry { kind, actor: Some(&actor), subject: &subject, detail: Some(&detail) })
}
