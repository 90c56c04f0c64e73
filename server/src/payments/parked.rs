//! Facts that do not fit: another amount or currency than was asked for, money that is gone and cannot be taken back. They
//! are shown to the treasury and wait for a person; nothing is ever applied by itself.

use super::{
    attempts, hearing, queries,
    receive::{Received, receive},
};
use crate::{
    audit,
    db::{Tx, ms},
    error::Error,
    ledger::{Account, Acting, EntryKind},
    listing::{Page, Wanted},
    refunds,
    reports::columns::{maybe_parsed, parsed, time},
};
use dimos_api::{
    pay::{PageQuery, PaidBy, ParkedDecision, ParkedFact, ParkedResponse},
    problem::Code,
};
use dimos_checkout::{Currency, ProviderName, TransactionCode};
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
    /// `amount`, `currency`, `loss`, `dispute`, `gone_back`, `came_back`, `left_after_all`, `mute`, `unplaced`,
    /// `unreadable`.
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

/// A fact that waits needs nobody any more; why.
pub(crate) fn is_over(tx: &Tx<'_>, by: &Acting<'_>, fact: &str, why: &str) -> Result<(), Error> {
    tx.execute(
        "UPDATE parked SET decided_at = ?2, decided_by = ?3, decision = ?4 WHERE fact = ?1 AND decided_at IS NULL",
        (fact, ms(by.now), by.actor(), why),
    )?;
    Ok(())
}

/// The same for each fact that begins so.
pub(crate) fn all_are_over(tx: &Tx<'_>, by: &Acting<'_>, prefix: &str, why: &str) -> Result<(), Error> {
    let (first, behind) = within(prefix);
    tx.execute(
        "UPDATE parked SET decided_at = ?3, decided_by = ?4, decision = ?5 \
         WHERE (fact = ?6 OR (fact >= ?1 AND fact < ?2)) AND decided_at IS NULL",
        (first, behind, ms(by.now), by.actor(), why, prefix),
    )?;
    Ok(())
}

/// A fact needs somebody again.
pub(super) fn is_back(tx: &Tx<'_>, fact: &str, why_it_did_not: &str) -> Result<(), Error> {
    tx.execute(
        "UPDATE parked SET decided_at = NULL, decided_by = NULL, decision = NULL WHERE fact = ?1 AND decision = ?2",
        (fact, why_it_did_not),
    )?;
    Ok(())
}

/// A fact that is settled without a person, and why: it is not shown, nor when it is told later.
pub(crate) fn is_settled(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    (provider, fact): (ProviderName, &str),
    amount: Cents,
    why: &str,
) -> Result<(), Error> {
    is_over(tx, by, fact, why)?;
    tx.execute(
        "INSERT INTO parked (fact, provider, reason, amount, currency, at, decided_at, decided_by, decision) \
         VALUES (?1, ?2, ?3, ?6, 'EUR', ?4, ?4, ?5, ?3) ON CONFLICT (fact) DO NOTHING",
        (fact, provider.as_str(), why, ms(by.now), by.actor(), amount.get()),
    )?;
    Ok(())
}

/// What was decided on a fact.
pub(crate) fn decision(tx: &Tx<'_>, fact: &str) -> Result<Option<String>, Error> {
    let sql = "SELECT decision FROM parked WHERE fact = ?1 AND decided_at IS NOT NULL";
    Ok(tx.one(sql, [fact], |row| row.get::<_, Option<String>>(0))?.flatten())
}

/// What is decided about a fact that turned out to be none.
pub(crate) const VOID: &str = "void";

/// Whether a fact was put aside, and is one.
pub(crate) fn is_known(tx: &Tx<'_>, fact: &str) -> Result<bool, Error> {
    let sql = "SELECT EXISTS (SELECT 1 FROM parked WHERE fact = ?1 AND decision IS NOT ?2)";
    Ok(tx.one(sql, (fact, VOID), |row| row.get(0))?.unwrap_or(false))
}

/// Whether facts were put aside that begin with this one and go on, and are some.
pub(crate) fn has_more(tx: &Tx<'_>, prefix: &str) -> Result<bool, Error> {
    let (first, behind) = within(prefix);
    let sql = "SELECT EXISTS (SELECT 1 FROM parked WHERE fact >= ?1 AND fact < ?2 AND decision IS NOT ?3)";
    Ok(tx.one(sql, (first, behind, VOID), |row| row.get(0))?.unwrap_or(false))
}

/// From `prefix:` to what comes behind all that begin so.
fn within(prefix: &str) -> (String, String) {
    (format!("{prefix}:"), format!("{prefix};"))
}

/// Whether a treasurer would take what a fact tells of.
pub(super) fn is_proposed(tx: &Tx<'_>, id: i64) -> Result<bool, Error> {
    let sql = "SELECT proposed_by IS NOT NULL FROM parked WHERE id = ?1 AND decided_at IS NULL";
    Ok(tx.one(sql, [id], |row| row.get(0))?.unwrap_or(false))
}

/// What waits, oldest first.
pub(super) fn waiting(tx: &Tx<'_>, query: &PageQuery) -> Result<Page<ParkedFact>, Error> {
    let wanted = Wanted::of(tx, query.limit, query.after.as_deref(), "SELECT 1 FROM parked WHERE id = ?1")?;
    let rows = tx.all(
        "SELECT id, provider, attempt, reason, amount, currency, at, fact, \
         coalesce((SELECT name FROM accounts a WHERE a.id = proposed_by), proposed_by) FROM parked WHERE decided_at IS NULL \
         AND (?2 IS NULL OR (at, id) > (SELECT at, id FROM parked WHERE id = ?2)) ORDER BY at, id LIMIT ?1",
        (wanted.and_one(), &wanted.after),
        |row| {
            Ok(ParkedFact {
                id: row.get(0)?,
                provider: row.get(1)?,
                attempt: maybe_parsed(row, 2)?,
                reason: row.get(3)?,
                amount: row.get(4).map(Cents::new)?,
                currency: row.get(5)?,
                at: time(row, 6)?,
                reference: reference(&row.get::<_, String>(7)?).to_owned(),
                proposed_by: row.get(8)?,
            })
        },
    )?;
    wanted.page(tx, rows, "SELECT count(*) FROM parked WHERE decided_at IS NULL", [], |fact| fact.id.to_string())
}

/// The same, as it is answered.
pub(super) fn answer(tx: &Tx<'_>, query: &PageQuery) -> Result<ParkedResponse, Error> {
    let Page { rows: facts, total, next } = waiting(tx, query)?;
    Ok(ParkedResponse { facts, total, next })
}

/// A fact that waits for a decision.
struct Waiting {
    fact: String,
    provider: ProviderName,
    attempt: Option<AttemptId>,
    reason: String,
    amount: Cents,
    currency: String,
    at: Timestamp,
    /// What one treasurer said, and who.
    proposed: Option<(String, String)>,
}

impl Waiting {
    /// Whether there is money of ours in it: whose currency and whose payment are known.
    fn can_be_taken(&self) -> bool {
        let is_known = match self.reason.as_str() {
            "amount" | "mute" => self.attempt.is_some() && self.currency == Currency::EUR.as_str(),
            reason => reason == "gone_back",
        };
        is_known && self.amount.is_positive()
    }
}

/// What the provider calls what a fact is about: its third part.
fn reference(fact: &str) -> &str {
    let part = fact.splitn(3, ':').nth(2).unwrap_or_default();
    part.split('#').next().unwrap_or_default()
}

fn untakable() -> Error {
    Error::new(Code::NotPayable).because("parked")
}

/// Decides on a fact: takes the money that came, as much as it is, for what the attempt was for; or only notes why not. From
/// the city's limit on, money is taken once a second treasurer says the same.
///
/// # Errors
/// `not_found`; `not_payable` for money that cannot be taken: another currency, nothing that came; `invalid` without
/// the provider's name for money that nobody told of; `forbidden` for who says the same twice.
pub(super) fn decide(tx: &Tx<'_>, by: &Acting<'_>, id: i64, decision: &ParkedDecision) -> Result<(), Error> {
    let found = tx.one(
        "SELECT fact, provider, attempt, reason, amount, currency, at, proposed, proposed_by FROM parked \
         WHERE id = ?1 AND decided_at IS NULL",
        [id],
        |row| {
            Ok(Waiting {
                fact: row.get(0)?,
                provider: parsed(row, 1)?,
                attempt: maybe_parsed(row, 2)?,
                reason: row.get(3)?,
                amount: row.get(4).map(Cents::new)?,
                currency: row.get(5)?,
                at: time(row, 6)?,
                proposed: row.get::<_, Option<String>>(7)?.zip(row.get(8)?),
            })
        },
    )?;
    let waiting = found.ok_or_else(|| Error::new(Code::NotFound))?;
    if decision.take {
        if !waiting.can_be_taken() {
            return Err(untakable());
        }
        if !waiting.amount.is_believable() {
            return Err(Error::new(Code::Invalid).because("amount-too-large"));
        }
        let named = decision.transaction.as_deref().and_then(|code| code.parse::<TransactionCode>().ok());
        if waiting.reason == "mute" && named.is_none() {
            return Err(Error::new(Code::Invalid).because("parked-transaction"));
        }
        if !is_signed(by, &waiting, decision)? {
            return propose(tx, by, id, decision);
        }
        match waiting.reason.as_str() {
            "amount" => take_money(tx, by, &waiting, &waiting.fact, waiting.amount)?,
            "mute" => {
                let fact = hearing::fact(waiting.provider, named.as_ref().map_or("", TransactionCode::as_str));
                take_money(tx, by, &waiting, &fact, waiting.amount)?;
            }
            "gone_back" => take_loss(tx, by, &waiting)?,
            _ => return Err(untakable()),
        }
    }
    tx.execute(
        "UPDATE parked SET decided_at = ?2, decided_by = ?3, decision = ?4 WHERE id = ?1",
        (id, ms(by.now), by.actor(), &decision.note),
    )?;
    let (actor, subject) = (by.actor(), id.to_string());
    let detail = Some(if decision.take { "taken" } else { "left" });
    audit::note(tx, by.now, &audit::Entry { kind: "parked_decided", actor: Some(&actor), subject: &subject, detail })
}

/// Whether enough persons say so: one below the city's limit, two from there on.
fn is_signed(by: &Acting<'_>, waiting: &Waiting, decision: &ParkedDecision) -> Result<bool, Error> {
    if !by.payments()?.needs_second_signature(waiting.amount) {
        return Ok(true);
    }
    match &waiting.proposed {
        Some((said, first)) if said == called(decision) => {
            if *first == by.actor() {
                Err(Error::new(Code::Forbidden).because("second-signature"))
            } else {
                Ok(true)
            }
        }
        _ => Ok(false),
    }
}

/// Notes what one treasurer says, in the place of what was said before.
fn propose(tx: &Tx<'_>, by: &Acting<'_>, id: i64, decision: &ParkedDecision) -> Result<(), Error> {
    let actor = by.actor();
    tx.execute("UPDATE parked SET proposed = ?2, proposed_by = ?3 WHERE id = ?1", (id, called(decision), &actor))?;
    let (subject, detail) = (id.to_string(), Some("taken"));
    audit::note(tx, by.now, &audit::Entry { kind: "parked_proposed", actor: Some(&actor), subject: &subject, detail })
}

/// What a decision calls the payment.
fn called(decision: &ParkedDecision) -> &str {
    decision.transaction.as_deref().unwrap_or_default()
}

/// The money came: it is taken for what its attempt was for.
fn take_money(tx: &Tx<'_>, by: &Acting<'_>, waiting: &Waiting, fact: &str, amount: Cents) -> Result<(), Error> {
    let provider = waiting.provider;
    let row = waiting.attempt.map(|id| attempts::attempt(tx, id)).transpose()?.flatten();
    let mut row = row.ok_or_else(untakable)?;
    let transaction = fact.strip_prefix(&hearing::fact(provider, "")).unwrap_or_default();
    let parts: Vec<_> = row.parts.iter().map(|part| (part.payable, part.amount)).collect();
    let received = Received {
        fact,
        kind: EntryKind::Payment,
        id: None,
        source: PaidBy::Card,
        provider: Some((provider, transaction)),
        from: Account::Clearing(provider),
        amount,
        on: by.day(waiting.at),
        parts: &parts,
    };
    let booked = receive(tx, by, &received)?;
    row.payment.get_or_insert(booked.payment.id);
    row.state = row.state.after(AttemptEvent::ProviderSaysPaid).unwrap_or(row.state);
    row.asks = 0;
    row.ask_at = row.next_ask(by.now);
    attempts::update(tx, &row)
}

/// The money went back at the provider's own desk.
fn take_loss(tx: &Tx<'_>, by: &Acting<'_>, waiting: &Waiting) -> Result<(), Error> {
    let mut parts = reference(&waiting.fact).splitn(2, ':');
    let (transaction, code) = (parts.next().unwrap_or_default(), parts.next());
    let payment = queries::payment_by_transaction(tx, waiting.provider, transaction)?.ok_or_else(untakable)?;
    let code = code.and_then(|code| code.parse().ok());
    refunds::take_over(tx, by, &payment, waiting.provider, code, waiting.amount)
}
