//! Facts that do not fit: another amount or currency than was asked for, money that is gone and cannot be taken back. They
//! are shown to the treasury and wait for a person; nothing is ever applied by itself.

use super::{
    attempts, hearing,
    receive::{Received, receive},
};
use crate::{
    db::{Tx, ms},
    error::Error,
    ledger::{Account, Acting, EntryKind},
    reports::columns::{maybe_parsed, parsed, time},
};
use dimos_api::{
    pay::{PaidBy, ParkedDecision, ParkedFact},
    problem::Code,
};
use dimos_checkout::{Currency, ProviderName};
use dimos_domain::{
    ids::AttemptId,
    money::{AttemptEvent, Cents},
};
use jiff::Timestamp;

/// A fact that does not fit.
#[derive(Debug, Clone, Copy)]
pub struct Misfit<'a> {
    /// What happened outside, uniquely.
    pub fact: &'a str,
    /// Who says so.
    pub provider: ProviderName,
    /// Of which attempt.
    pub attempt: Option<AttemptId>,
    /// `amount`, `currency`, `loss`, `dispute`.
    pub reason: &'a str,
    /// How much.
    pub amount: Cents,
    /// In what.
    pub currency: &'a str,
    /// When it happened there.
    pub at: Timestamp,
}

/// Puts a fact aside for a person, once.
///
/// # Errors
/// Only the database's.
pub fn park(tx: &Tx<'_>, misfit: &Misfit<'_>) -> Result<(), Error> {
    let parked = tx.execute(
        "INSERT INTO parked (fact, provider, attempt, reason, amount, currency, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
         ON CONFLICT (fact) DO NOTHING",
        (
            misfit.fact,
            misfit.provider.as_str(),
            misfit.attempt.map(|id| id.to_string()),
            misfit.reason,
            misfit.amount.get(),
            misfit.currency,
            ms(misfit.at),
        ),
    )?;
    if parked == 1 {
        tracing::warn!(provider = %misfit.provider, reason = misfit.reason, "a payment does not fit and waits for a person");
        metrics::counter!("dimos_payments_parked_total").increment(1);
    }
    Ok(())
}

/// The money of a parked fact went back by itself: nobody can take it any more.
pub(super) fn is_gone(tx: &Tx<'_>, by: &Acting<'_>, fact: &str) -> Result<(), Error> {
    tx.execute(
        "UPDATE parked SET decided_at = ?2, decided_by = ?3, decision = 'reversed' WHERE fact = ?1 AND decided_at IS NULL",
        (fact, ms(by.now), by.actor()),
    )?;
    Ok(())
}

/// What waits, oldest first.
pub(super) fn waiting(tx: &Tx<'_>) -> Result<Vec<ParkedFact>, Error> {
    tx.all(
        "SELECT id, provider, attempt, reason, amount, currency, at FROM parked WHERE decided_at IS NULL ORDER BY at LIMIT 200",
        [],
        |row| {
            Ok(ParkedFact {
                id: row.get(0)?,
                provider: row.get(1)?,
                attempt: maybe_parsed(row, 2)?,
                reason: row.get(3)?,
                amount: row.get(4).map(Cents::new)?,
                currency: row.get(5)?,
                at: time(row, 6)?,
            })
        },
    )
}

/// Decides on a fact: takes the money that came, as much as it is, for what the attempt was for; or only notes why not.
///
/// # Errors
/// `not_found`; `not_payable` for money that cannot be taken: another currency, nothing that came.
pub(super) fn decide(tx: &Tx<'_>, by: &Acting<'_>, id: i64, decision: &ParkedDecision) -> Result<(), Error> {
    let found = tx.one(
        "SELECT fact, provider, attempt, reason, amount, currency, at FROM parked WHERE id = ?1 AND decided_at IS NULL",
        [id],
        |row| {
            let provider: ProviderName = parsed(row, 1)?;
            let (fact, reason, currency): (String, String, String) = (row.get(0)?, row.get(3)?, row.get(5)?);
            let amount = row.get(4).map(Cents::new)?;
            Ok((fact, provider, maybe_parsed::<AttemptId>(row, 2)?, reason, amount, currency, time(row, 6)?))
        },
    )?;
    let (fact, provider, attempt, reason, amount, currency, at) = found.ok_or_else(|| Error::new(Code::NotFound))?;
    if decision.take {
        let row = attempt.map(|id| attempts::attempt(tx, id)).transpose()?.flatten();
        let fits = reason == "amount" && currency == Currency::EUR.as_str();
        let mut row = row.filter(|_| fits).ok_or_else(|| Error::new(Code::NotPayable).because("parked"))?;
        let transaction = fact.strip_prefix(&hearing::fact(provider, "")).unwrap_or_default();
        let parts: Vec<_> = row.parts.iter().map(|part| (part.payable, part.amount)).collect();
        let received = Received {
            fact: &fact,
            kind: EntryKind::Payment,
            id: None,
            source: PaidBy::Card,
            provider: Some((provider, transaction)),
            from: Account::Clearing(provider),
            amount,
            on: by.day(at),
            parts: &parts,
        };
        let booked = receive(tx, by, &received)?;
        row.payment.get_or_insert(booked.payment.id);
        row.state = row.state.after(AttemptEvent::ProviderSaysPaid).unwrap_or(row.state);
        row.asks = 0;
        row.ask_at = row.next_ask(by.now);
        attempts::update(tx, &row)?;
    }
    tx.execute(
        "UPDATE parked SET decided_at = ?2, decided_by = ?3, decision = ?4 WHERE id = ?1",
        (id, ms(by.now), by.actor(), &decision.note),
    )?;
    Ok(())
}
