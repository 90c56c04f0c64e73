//! Disputes: a payer's bank wants a payment back. The money is held back while it lasts; lost, the bills are owed again.

use super::{
    hearing::{Heard, reversed_fact},
    in_order,
    money_back::{free_used_credit, receivables, refundable, take_back},
    parked::{self, Misfit},
    queries::{self, PaymentRow},
    said::News,
};
use crate::{
    db::{Tx, ms},
    error::Error,
    ledger::{self, Account, Acting, EntryKind, NewEntry},
    reports::columns::{named, parsed},
};
use dimos_checkout::{Currency, ProviderName};
use dimos_domain::{
    ids::{DisputeId, PaymentId},
    money::{Cents, DisputeEvent, DisputeState, PaymentEvent},
};
use uuid::Uuid;

/// What a provider says of a dispute.
pub(super) struct Disputed<'a> {
    pub(super) provider: ProviderName,
    pub(super) reference: &'a str,
    pub(super) transaction: &'a str,
    pub(super) amount: Cents,
    pub(super) currency: &'a str,
    pub(super) news: News,
}

struct Row {
    id: DisputeId,
    amount: Cents,
    state: DisputeState,
}

/// Hears how a dispute stands. That it was lost may be heard before that it was opened.
pub(super) fn hear(tx: &Tx<'_>, by: &Acting<'_>, said: &Disputed<'_>) -> Result<Heard, Error> {
    let Some(payment) = queries::payment_by_transaction(tx, said.provider, said.transaction)? else {
        return Ok(Heard::NotYet);
    };
    if said.currency != Currency::EUR.as_str() || !said.amount.is_positive() || said.amount > payment.amount {
        return park(tx, by, said, "dispute", said.amount).map(|()| Heard::Parked);
    }
    let row = match find(tx, said)? {
        Some(row) => row,
        None => open(tx, by, &payment, said)?,
    };
    let event = match said.news {
        News::Opened => return Ok(Heard::Believed),
        News::Won => DisputeEvent::ProviderSaysWon,
        News::Lost => DisputeEvent::ProviderSaysLost,
    };
    let Some(state) = row.state.after(event) else { return Ok(Heard::Believed) };
    if state == DisputeState::Won {
        move_money(tx, by, &payment, said, row.id, row.amount, EntryKind::DisputeWon)?;
    } else {
        lose(tx, by, &payment, said, &row)?;
    }
    tx.execute(
        "UPDATE disputes SET state = ?2, closed_at = ?3 WHERE id = ?1",
        (row.id.to_string(), state.as_str(), ms(by.now)),
    )?;
    Ok(Heard::Believed)
}

fn find(tx: &Tx<'_>, said: &Disputed<'_>) -> Result<Option<Row>, Error> {
    tx.one(
        "SELECT id, amount, state FROM disputes WHERE provider = ?1 AND reference = ?2",
        (said.provider.as_str(), said.reference),
        |row| Ok(Row { id: parsed(row, 0)?, amount: row.get(1).map(Cents::new)?, state: named(row, 2)? }),
    )
}

fn open(tx: &Tx<'_>, by: &Acting<'_>, payment: &PaymentRow, said: &Disputed<'_>) -> Result<Row, Error> {
    let row = Row { id: DisputeId(Uuid::now_v7()), amount: said.amount, state: DisputeState::Opened };
    tx.execute(
        "INSERT INTO disputes (id, payment, provider, reference, amount, reason, state, opened_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, '', ?6, ?7)",
        (
            row.id.to_string(),
            payment.id.to_string(),
            said.provider.as_str(),
            said.reference,
            row.amount.get(),
            row.state.as_str(),
            ms(by.now),
        ),
    )?;
    move_money(tx, by, payment, said, row.id, row.amount, EntryKind::Dispute)?;
    Ok(row)
}

/// Opened: from the provider into the dispute. Won: back again.
fn move_money(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    payment: &PaymentRow,
    said: &Disputed<'_>,
    id: DisputeId,
    amount: Cents,
    kind: EntryKind,
) -> Result<(), Error> {
    let minus = amount.checked_neg().ok_or_else(|| Error::internal("an amount is beyond counting"))?;
    let (held, clearing) = if kind == EntryKind::Dispute { (amount, minus) } else { (minus, amount) };
    let postings = vec![(Account::Disputed(id), held), (Account::Clearing(said.provider), clearing)];
    let fact = format!("{}:{}:{}", kind.as_str(), said.provider, said.reference);
    let on = by.business_day(tx)?;
    let entry = NewEntry { kind, fact: &fact, payment: Some(payment.id), author: by.author, on, postings };
    ledger::post(tx, by.now, entry)?;
    Ok(())
}

/// The bills are owed again, as far as this payment or the credit it left paid them; what is not there any more is the
/// city's loss.
fn lose(tx: &Tx<'_>, by: &Acting<'_>, payment: &PaymentRow, said: &Disputed<'_>, row: &Row) -> Result<(), Error> {
    let overflow = || Error::internal("an amount is beyond counting");
    let kind = EntryKind::DisputeLost;
    let fact = format!("{}:{}:{}", kind.as_str(), said.provider, said.reference);
    free_used_credit(tx, by, payment.id, row.amount, &fact)?;
    let there = refundable(tx, payment.id)?.min(row.amount);
    let lost = row.amount.checked_sub(there).ok_or_else(overflow)?;
    let mut postings = take_back(tx, payment.id, there)?;
    let touched = receivables(&postings);
    postings.push((Account::WriteOff, lost));
    postings.push((Account::Disputed(row.id), row.amount.checked_neg().ok_or_else(overflow)?));
    let on = by.business_day(tx)?;
    ledger::post(
        tx,
        by.now,
        NewEntry { kind, fact: &fact, payment: Some(payment.id), author: by.author, on, postings },
    )?;
    if lost.is_positive() {
        park(tx, by, said, "loss", lost)?;
    }
    // It may be lost in more than one part.
    let earlier = queries::lost_in_disputes(tx, payment.id)?;
    if earlier.checked_add(row.amount).ok_or_else(overflow)? >= payment.amount
        && let Some(state) = payment.state.after(PaymentEvent::DisputeLost)
    {
        queries::set_state(tx, payment.id, state)?;
    }
    for payable in touched {
        in_order::readjust(tx, by, payable, &fact)?;
        in_order::reapply(tx, by, payable, &fact)?;
    }
    Ok(())
}

/// What of a payment was given up, as it was not there any more when it was lost.
///
/// # Errors
/// Only the database's.
pub fn lost_of(tx: &Tx<'_>, payment: PaymentId) -> Result<Cents, Error> {
    let sql = "SELECT coalesce(sum(p.cents), 0) FROM journal_entries e JOIN postings p ON p.entry = e.no \
        JOIN ledger_accounts a ON a.id = p.account AND a.kind = 'write_off' WHERE e.payment = ?1";
    Ok(tx.one(sql, [payment.to_string()], |row| row.get(0).map(Cents::new))?.unwrap_or_default())
}

/// What a lost dispute or a reversal had cost the city came back.
///
/// # Errors
/// Only the database's.
pub fn nothing_is_lost(tx: &Tx<'_>, by: &Acting<'_>, payment: PaymentId) -> Result<(), Error> {
    let sql = "SELECT provider, reference FROM disputes WHERE payment = ?1 AND state = 'lost'";
    let lost = tx.all(sql, [payment.to_string()], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let made_good = |fact: &str| parked::is_over(tx, by, fact, "made_good");
    if let Some(PaymentRow { provider: Some(provider), transaction: Some(code), .. }) = queries::payment(tx, payment)? {
        made_good(&format!("{}#loss", reversed_fact(provider, &code)))?;
    }
    lost.iter().try_for_each(|(provider, reference)| made_good(&parked_as(provider, reference, "loss")))
}

fn parked_as(provider: &str, reference: &str, reason: &str) -> String {
    format!("dispute:{provider}:{reference}#{reason}")
}

fn park(tx: &Tx<'_>, by: &Acting<'_>, said: &Disputed<'_>, reason: &str, amount: Cents) -> Result<(), Error> {
    let fact = parked_as(said.provider.as_str(), said.reference, reason);
    let (provider, currency) = (said.provider, said.currency);
    parked::park(tx, &Misfit { fact: &fact, provider, attempt: None, reason, amount, currency, at: by.now })
}
