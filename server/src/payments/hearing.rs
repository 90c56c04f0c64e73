//! What a provider says of an order, believed. It may be said twice, late, or before what comes before it: the same things
//! heard in any order leave the same books.

use super::{
    attempts::{self, AttemptRow},
    money_back::{Reversed, reverse_payment},
    orders,
    parked::{self, Misfit},
    queries::{self, PaymentRow},
    receive::{Received, receive},
    said::{Money, Status},
    silence,
};
use crate::{
    db::Tx,
    error::Error,
    ledger::{self, Account, Acting, EntryKind},
    refunds,
};
use dimos_api::pay::PaidBy;
use dimos_checkout::{Currency, ProviderName};
use dimos_domain::{
    ids::{AttemptId, PayableId},
    money::{AttemptEvent, AttemptState, Cents, PaymentEvent},
};

/// What became of what was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// It changed something, or was known.
    Believed,
    /// It does not fit what was asked for: it waits for a person.
    Parked,
    /// There is no such attempt, yet.
    NotYet,
}

/// How something was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It is the answer to a question, and settles it.
    Answer,
    /// It was told unasked. It may be of something else than what is being asked about: a second payment, say.
    Letter,
}

/// Hears how an attempt's order stands; none where its name is not known.
///
/// # Errors
/// Only the database's.
pub fn hear_order(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    id: AttemptId,
    order: Option<&str>,
    status: &Status,
    how: How,
) -> Result<Heard, Error> {
    let Some(mut row) = attempts::attempt(tx, id)? else { return Ok(Heard::NotYet) };
    if is_of_another_page(tx, by, &row, order, status)? {
        return Ok(Heard::Believed);
    }
    let (own, unpaid) = (row.order.clone(), row.payment.is_none());
    let (was, mut heard) = (row.state, Heard::Believed);
    // Only an answer settles a question, and not one that came up while it was given.
    let open = row.ask_at.filter(|at| how == How::Letter || *at <= by.now);
    // What was put aside waits for a person, whatever becomes of the page.
    let aside = row.reason.as_deref() == Some("parked") && row.payment.is_none();
    let event = match status {
        Status::Expired | Status::Cancelled | Status::NotKnown if aside => {
            row.ask_at = open;
            None
        }
        Status::Pending | Status::Failed { .. } if aside => None,
        Status::Pending => Some(AttemptEvent::ProviderSaysPending),
        Status::Expired => Some(AttemptEvent::ProviderSaysExpired),
        Status::Cancelled => Some(AttemptEvent::ProviderSaysCancelled),
        // About what was paid this is no news: providers forget.
        Status::NotKnown => Some(AttemptEvent::ProviderKnowsNothing),
        Status::Failed { reason } => {
            if row.state != AttemptState::Succeeded {
                row.reason = Some(reason.clone());
            }
            Some(AttemptEvent::ProviderSaysFailed)
        }
        Status::Paid(money) | Status::Reversed(money) => {
            heard = paid(tx, by, &mut row, money)?;
            match (heard, status) {
                (Heard::Believed, Status::Reversed(_)) => heard = reversed(tx, by, row.provider, money)?,
                (Heard::Parked, Status::Reversed(_)) => {
                    parked::is_over(tx, by, &fact(row.provider, &money.transaction), "reversed")?;
                }
                _ => {}
            }
            (row.payment.is_some()).then_some(AttemptEvent::ProviderSaysPaid)
        }
    };
    row.state = event.and_then(|event| row.state.after(event)).unwrap_or(row.state);
    if *status == Status::NotKnown && row.state == AttemptState::Failed && row.reason.is_none() {
        row.reason = Some("not_opened".to_owned());
    }
    if row.state != was {
        row.asks = 0;
        row.ask_at = open.into_iter().chain(row.next_ask(by.now)).min();
    }
    if heard == Heard::Parked && row.payment.is_none() {
        row.reason = Some("parked".to_owned());
        row.state = row.state.after(AttemptEvent::AnswerLost).unwrap_or(row.state);
        row.ask_at = open;
    }
    if let (Some(order), true) = (order, unpaid && row.payment.is_some()) {
        orders::keep(tx, by, &row, order)?;
        row.order = Some(order.to_owned());
    }
    attempts::update(tx, &row)?;
    silence::is_broken(tx, by, &row)?;
    if let Some(own) = own.filter(|own| row.order.as_ref() != Some(own)) {
        // It was paid on another page: on this one nobody is to pay it again.
        orders::close_soon(tx, by, row.provider, &own)?;
        silence::is_broken(tx, by, &AttemptRow { order: Some(own), ..row })?;
    }
    Ok(heard)
}

/// How a page ends that nobody was sent to says nothing of the one that people see; money on it does.
fn is_of_another_page(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    row: &AttemptRow,
    order: Option<&str>,
    status: &Status,
) -> Result<bool, Error> {
    let another = order.filter(|order| row.order.as_deref().is_some_and(|own| own != *order));
    let Some(another) = another else { return Ok(false) };
    let is_new = orders::keep(tx, by, row, another)?;
    let is_money = matches!(status, Status::Paid(_) | Status::Reversed(_));
    if is_new && !is_money {
        orders::close_soon(tx, by, row.provider, another)?;
    }
    Ok(!is_money)
}

/// The fact that a provider took money.
#[must_use]
pub(super) fn fact(provider: ProviderName, transaction: &str) -> String {
    format!("paid:{provider}:{transaction}")
}

fn paid(tx: &Tx<'_>, by: &Acting<'_>, row: &mut AttemptRow, money: &Money) -> Result<Heard, Error> {
    let fact = fact(row.provider, &money.transaction);
    let misfit = match (money.currency.as_str(), money.amount) {
        // Somebody decided to take it as it is.
        _ if ledger::find(tx, &fact)?.is_some() => None,
        (currency, _) if currency != Currency::EUR.as_str() => Some("currency"),
        (_, amount) if amount != row.amount => Some("amount"),
        _ => None,
    };
    if let Some(reason) = misfit {
        let (amount, currency) = (money.amount, money.currency.as_str());
        let (provider, attempt, at) = (row.provider, Some(row.id), money.at);
        parked::park(tx, &Misfit { fact: &fact, provider, attempt, reason, amount, currency, at })?;
        return Ok(Heard::Parked);
    }
    let parts: Vec<(PayableId, Cents)> = row.parts.iter().map(|part| (part.payable, part.amount)).collect();
    let booked = receive(
        tx,
        by,
        &Received {
            fact: &fact,
            kind: EntryKind::Payment,
            id: None,
            source: PaidBy::Card,
            provider: Some((row.provider, &money.transaction)),
            from: Account::Clearing(row.provider),
            amount: money.amount,
            // Nobody pays before they begin to, or tomorrow.
            on: by.day(money.at).max(by.day(row.created_at)).min(by.today()),
            parts: &parts,
        },
    )?;
    // A second payment of the same order is money all the same; the first one is the attempt's.
    row.payment.get_or_insert(booked.payment.id);
    Ok(Heard::Believed)
}

fn reversed(tx: &Tx<'_>, by: &Acting<'_>, provider: ProviderName, money: &Money) -> Result<Heard, Error> {
    match queries::payment_by_transaction(tx, provider, &money.transaction)? {
        Some(payment) => refunds::hear_reversed(tx, by, provider, &payment),
        None => Ok(Heard::NotYet),
    }
}

/// The fact that a provider took a whole payment back.
#[must_use]
pub fn reversed_fact(provider: ProviderName, transaction: &str) -> String {
    format!("reversed:{provider}:{transaction}")
}

/// A whole payment went back at its provider, without a refund of ours.
///
/// # Errors
/// Only the database's.
pub fn reverse_at_provider(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    payment: &PaymentRow,
    provider: ProviderName,
) -> Result<(), Error> {
    let fact = reversed_fact(provider, payment.transaction.as_deref().unwrap_or_default());
    let to = Account::Clearing(provider);
    match reverse_payment(tx, by, payment, PaymentEvent::ProviderReversed, &fact, to)? {
        Reversed::WithLoss(lost) => {
            let (amount, currency, attempt) = (lost, Currency::EUR.as_str(), attempts::attempt_of(tx, payment.id)?);
            let fact = format!("{fact}#loss");
            parked::park(tx, &Misfit { fact: &fact, provider, attempt, reason: "loss", amount, currency, at: by.now })
        }
        Reversed::Now | Reversed::Before => Ok(()),
    }
}
