//! A provider that does not say how an attempt ended, long after its page closed. Nobody guesses: the attempt is unknown,
//! the treasury is told, and the provider is asked on. It ends when the provider speaks, by a letter or an answer, or when a
//! person finds the payment on the provider's pages and takes it under the name that it has there.

use super::{
    attempts::{self, AttemptRow},
    parked::{self, Misfit},
};
use crate::{db::Tx, error::Error, ledger::Acting};
use dimos_checkout::Currency;
use dimos_domain::{ids::AttemptId, money::AttemptEvent};

/// Why the treasury is not told any more.
const TOLD: &str = "told";

/// Whether a provider answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answered {
    /// It said how the order stands.
    Yes,
    /// It did not.
    No,
}

fn fact(row: &AttemptRow) -> Option<String> {
    row.order.as_ref().map(|order| format!("mute:{}:{order}", row.provider))
}

/// After a question: tells the treasury if the end of an attempt should be known by now, and is not.
pub(super) fn note(tx: &Tx<'_>, by: &Acting<'_>, id: AttemptId, answered: Answered) -> Result<(), Error> {
    let Some(mut row) = attempts::attempt(tx, id)? else { return Ok(()) };
    let known = row.payment.is_some() || (!row.state.is_open() && answered == Answered::Yes);
    // Nobody was ever sent to a page without a name; what was put aside waits for a person already.
    let (Some(fact), false) = (fact(&row), row.reason.as_deref() == Some("parked")) else { return Ok(()) };
    if known || !row.is_overdue(by.now) {
        return Ok(());
    }
    if let Some(state) = row.state.after(AttemptEvent::AnswerLost) {
        row.state = state;
        attempts::update(tx, &row)?;
    }
    let (amount, currency) = (row.amount, Currency::EUR.as_str());
    let (provider, attempt, at) = (row.provider, Some(row.id), row.created_at);
    parked::is_back(tx, &fact, TOLD)?;
    parked::park(tx, &Misfit { fact: &fact, provider, attempt, reason: "mute", amount, currency, at })
}

/// The provider has said how it ended.
pub(super) fn is_broken(tx: &Tx<'_>, by: &Acting<'_>, row: &AttemptRow) -> Result<(), Error> {
    match fact(row).filter(|_| !row.state.is_open()) {
        Some(fact) => parked::is_over(tx, by, &fact, TOLD),
        None => Ok(()),
    }
}
