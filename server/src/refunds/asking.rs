//! Refunds by a provider. First it is written down that it goes out, then the provider is told, then its answer is written
//! down. Where no answer comes the refund is unknown: the provider is asked, and only if it has no trace of it is it told
//! again, of the same refund.

use super::{
    hearing::hear,
    queries::{self, RefundRow},
};
use crate::{
    db::Tx,
    error::Error,
    ledger::{Acting, Author, Hand},
    payments::{self, PaymentRow},
    state::App,
};
use dimos_checkout::{
    Currency, NewRefund, OrderRef, PaymentProvider, ProviderError, ProviderName, RefundRef, RefundStatus,
};
use dimos_domain::{
    ids::{AttemptId, RefundId},
    money::{RefundEvent, RefundState},
};
use jiff::SignedDuration;
use std::{sync::Arc, time::Duration};

/// How long an answer may take.
const PATIENT: Duration = Duration::from_secs(15);
/// Refunds worked through in one round.
const AT_ONCE: u32 = 20;
/// Seconds until a provider is asked again; then the last one again and again.
const AGAIN_S: [i64; 6] = [15, 60, 300, 1_800, 7_200, 21_600];

/// Everything that a provider needs to know of a refund.
struct Told {
    row: RefundRow,
    payment: PaymentRow,
    provider: ProviderName,
    order: OrderRef,
}

/// Tells providers of approved refunds and asks about those under way; how many. Called by the clock.
///
/// # Errors
/// Only the database's: a provider that does not answer is asked again later.
pub async fn send_due(app: &App) -> Result<usize, Error> {
    let now = app.clock.now();
    let due = app.db.read(move |tx| queries::due(tx, now, AT_ONCE)).await?;
    for id in &due {
        send_one(app, *id).await?;
    }
    Ok(due.len())
}

/// Tells a provider of a refund, or asks about it if it was told before.
///
/// # Errors
/// Only the database's.
pub async fn send_one(app: &App, id: RefundId) -> Result<(), Error> {
    let begun = Hand::of(app, Author::Rule).write(move |tx, by| begin(tx, by, id)).await?;
    let Some((told, is_first)) = begun else { return Ok(()) };
    let Some(provider) = app.providers.get(told.provider) else {
        tracing::warn!(provider = %told.provider, "a refund waits for a provider that is not configured");
        return Ok(());
    };
    let answer = if is_first { tell(&provider, &told).await } else { ask(&provider, &told).await };
    let author = Author::Provider(told.provider);
    Hand::of(app, author).write(move |tx, by| note(tx, by, id, &answer)).await
}

/// Writes down that a refund goes out now, or is asked about now, and when next.
fn begin(tx: &Tx<'_>, by: &Acting<'_>, id: RefundId) -> Result<Option<(Told, bool)>, Error> {
    let Some(mut row) = queries::refund(tx, id)? else { return Ok(None) };
    let is_first = row.state == RefundState::Approved;
    let open = is_first || matches!(row.state, RefundState::Submitted | RefundState::Unknown);
    if !row.by_provider || !open {
        return Ok(None);
    }
    let payment = payments::payment(tx, row.payment)?.ok_or_else(|| Error::internal("a payment is gone"))?;
    let provider = payment.provider.ok_or_else(|| Error::internal("a refund by no provider"))?;
    let attempt = tx.one(
        "SELECT id, order_ref FROM attempts WHERE provider = ?1 AND payment = ?2",
        (provider.as_str(), payment.id.to_string()),
        |row| Ok((crate::reports::columns::parsed::<AttemptId>(row, 0)?, row.get::<_, Option<String>>(1)?)),
    )?;
    // A second payment of one order has no attempt of its own: providers know it by its transaction.
    let (attempt, code) = attempt.unwrap_or((AttemptId(payment.id.0), None));
    let transaction = payment.transaction.as_deref().and_then(|code| code.parse().ok());
    let order = OrderRef { attempt, code: code.and_then(|code| code.parse().ok()), transaction };
    if is_first {
        row.state =
            row.state.after(RefundEvent::Sent).ok_or_else(|| Error::internal("an approved refund cannot go"))?;
    }
    let [.., last] = AGAIN_S;
    let wait = usize::try_from(row.asks).ok().and_then(|asks| AGAIN_S.get(asks)).copied().unwrap_or(last);
    row.asks = row.asks.saturating_add(1);
    row.ask_at = Some(by.now.checked_add(SignedDuration::from_secs(wait)).map_err(Error::internal)?);
    queries::update(tx, &row)?;
    Ok(Some((Told { row, payment, provider, order }, is_first)))
}

async fn tell(provider: &Arc<dyn PaymentProvider>, told: &Told) -> Result<RefundStatus, ProviderError> {
    let Some(transaction) = told.order.transaction.clone() else {
        return Err(ProviderError::Refused { code: "no_transaction".to_owned() });
    };
    let refund = NewRefund {
        refund: told.row.id,
        order: told.order.clone(),
        transaction,
        amount: told.row.amount,
        paid: told.payment.amount,
        currency: Currency::EUR,
    };
    provider.refund(&refund, PATIENT).await
}

/// Asks; where the provider has no trace of the refund it is told again, of the same one.
async fn ask(provider: &Arc<dyn PaymentProvider>, told: &Told) -> Result<RefundStatus, ProviderError> {
    let Some(transaction) = told.order.transaction.clone() else {
        return Err(ProviderError::Refused { code: "no_transaction".to_owned() });
    };
    let code = told.row.provider_ref.as_deref().and_then(|code| code.parse().ok());
    let asked = RefundRef { refund: told.row.id, code, order: told.order.clone(), transaction };
    match provider.ask_refund(&asked, PATIENT).await {
        Ok(RefundStatus::NotKnown) => tell(provider, told).await,
        // A question that is refused says nothing of the refund.
        Err(ProviderError::Refused { code }) => {
            tracing::warn!(provider = %told.provider, code, "a provider does not answer for a refund");
            Ok(RefundStatus::Pending { code: None })
        }
        answer => answer,
    }
}

fn note(tx: &Tx<'_>, by: &Acting<'_>, id: RefundId, answer: &Result<RefundStatus, ProviderError>) -> Result<(), Error> {
    let status = match answer {
        Ok(status) => status.clone(),
        // What was done meanwhile, as a letter said, is refused because it was.
        Err(ProviderError::Refused { .. }) if is_done(tx, id)? => return Ok(()),
        Err(ProviderError::Refused { code }) => RefundStatus::Failed { code: None, reason: code.clone() },
        Err(cause) => {
            tracing::warn!(%cause, "a provider did not say how a refund stands");
            if cause.may_have_happened()
                && let Some(mut row) = queries::refund(tx, id)?
                && let Some(state) = row.state.after(RefundEvent::AnswerLost)
            {
                row.state = state;
                queries::update(tx, &row)?;
            }
            return Ok(());
        }
    };
    hear(tx, by, id, &status)
}

fn is_done(tx: &Tx<'_>, id: RefundId) -> Result<bool, Error> {
    Ok(queries::refund(tx, id)?.is_some_and(|row| row.state == RefundState::Succeeded))
}
