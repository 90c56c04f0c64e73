//! Asking providers what became of attempts: when somebody waits for it, when a hint came, and by the clock, ever more
//! rarely. The question is outside every transaction; only the answer is written down.

use super::{
    attempts::{self, AttemptRow},
    hearing::{self, How},
    orders, queries,
    said::Status,
    silence::{self, Answered},
};
use crate::{
    db::Tx,
    error::Error,
    ledger::{Acting, Author, Hand},
    refunds::{self, RefundNews},
    state::App,
};
use dimos_checkout::{OrderRef, OrderStatus, PaymentProvider, ProviderError, RefundSeen, TransactionCode};
use dimos_domain::{
    ids::{AttemptId, PaymentId},
    money::{AttemptEvent, AttemptState},
};
use std::{sync::Arc, time::Duration};

/// How long an answer may take when nobody waits.
pub(super) const PATIENT: Duration = Duration::from_secs(15);
/// How long when somebody does.
const WAITING: Duration = Duration::from_secs(3);
/// Attempts asked about in one round.
const AT_ONCE: u32 = 50;

/// Asks about everything that is due; how many. Called by the clock.
///
/// # Errors
/// Only the database's: a provider that does not answer is asked again later.
pub async fn ask_due(app: &App) -> Result<usize, Error> {
    let now = app.clock.now();
    let due = app.db.read(move |tx| attempts::due(tx, now, AT_ONCE)).await?;
    for id in &due {
        ask_one(app, *id, PATIENT).await?;
    }
    let closed = orders::close_due(app).await?;
    Ok(due.len() + closed)
}

/// Asks because somebody waits, if it was not asked just now.
pub(crate) async fn ask_for_someone(app: &App, row: &AttemptRow) -> Result<(), Error> {
    // What waits for a person is not asked about, nor what is being opened just now.
    let opening = row.opening_until.is_some_and(|until| until > app.clock.now());
    let open = matches!(row.state, AttemptState::Pending | AttemptState::Unknown) && row.ask_at.is_some() && !opening;
    let now = app.clock.now();
    if open && row.may_be_asked(now) <= now { ask_one(app, row.id, WAITING).await } else { Ok(()) }
}

/// Asks about one attempt.
///
/// # Errors
/// Only the database's.
pub async fn ask_one(app: &App, id: AttemptId, within: Duration) -> Result<(), Error> {
    let Some(row) = app.db.read(move |tx| attempts::attempt(tx, id)).await? else { return Ok(()) };
    let Some(provider) = app.providers.get(row.provider) else {
        // Taken out of the configuration meanwhile: it is asked again when it is back.
        tracing::warn!(provider = %row.provider, "an attempt waits for a provider that is not configured");
        return write(app, &row, None).await;
    };
    let answer = provider.ask(&order_ref(&row), within).await;
    write(app, &row, Some(answer)).await?;
    match row.payment {
        Some(payment) => look_for_refunds(app, &row, payment, &provider, within).await,
        None => Ok(()),
    }
}

/// What of a payment went back: every refund that its provider knows of, ours or not.
async fn look_for_refunds(
    app: &App,
    row: &AttemptRow,
    payment: PaymentId,
    provider: &Arc<dyn PaymentProvider>,
    within: Duration,
) -> Result<(), Error> {
    let paid = app.db.read(move |tx| queries::payment(tx, payment)).await?;
    let transaction = paid.and_then(|paid| paid.transaction?.parse::<TransactionCode>().ok());
    let Some(transaction) = transaction else { return Ok(()) };
    let (id, name) = (row.id, row.provider);
    let seen = match provider.refunds(&order_ref(row), &transaction, within).await {
        Ok(seen) => seen,
        Err(cause) => {
            tracing::warn!(provider = %name, %cause, "a provider did not say what of a payment went back");
            return Hand::of(app, Author::Provider(name)).write(move |tx, by| look_again(tx, by, id)).await;
        }
    };
    for RefundSeen { refund, status } in seen {
        let transaction = transaction.clone();
        let hear = move |tx: &Tx<'_>, by: &Acting<'_>| {
            let news = RefundNews { provider: name, refund, transaction: transaction.as_str(), status: &status };
            refunds::hear_news(tx, by, &news).map(|_| ())
        };
        Hand::of(app, Author::Provider(name)).write(hear).await?;
    }
    Ok(())
}

/// A question that was not answered is asked once more.
fn look_again(tx: &Tx<'_>, by: &Acting<'_>, id: AttemptId) -> Result<(), Error> {
    let Some(mut row) = attempts::attempt(tx, id)?.filter(|row| row.ask_at.is_none()) else { return Ok(()) };
    row.ask_at = row.ask_later(by.now);
    attempts::update(tx, &row)
}

/// Gives an attempt up, because its owner did. It may turn out to be paid.
pub(crate) async fn cancel(app: &App, row: &AttemptRow) -> Result<(), Error> {
    let answer = match app.providers.get(row.provider) {
        Some(provider) if row.order.is_some() => Some(provider.cancel(&order_ref(row), PATIENT).await),
        _ => None,
    };
    let took_nothing = matches!(answer, None | Some(Ok(OrderStatus::Cancelled | OrderStatus::Expired)));
    let (id, author) = (row.id, Author::Provider(row.provider));
    if took_nothing {
        return Hand::of(app, author).write(move |tx, by| give_up(tx, by, id)).await;
    }
    // A page that cannot be closed may still take money: it is the owner's word against it, so it is asked on.
    let closes_by_itself = matches!(answer, Some(Ok(OrderStatus::Pending | OrderStatus::Failed { .. })));
    write(app, row, answer).await?;
    if closes_by_itself { Hand::of(app, author).write(move |tx, by| give_up(tx, by, id)).await } else { Ok(()) }
}

fn give_up(tx: &Tx<'_>, by: &Acting<'_>, id: AttemptId) -> Result<(), Error> {
    let Some(mut row) = attempts::attempt(tx, id)? else { return Ok(()) };
    if let Some(state) = row.state.after(AttemptEvent::CitizenGaveUp) {
        row.state = state;
        row.asks = 0;
        row.ask_at = row.next_ask(by.now);
        attempts::update(tx, &row)?;
    }
    Ok(())
}

fn order_ref(row: &AttemptRow) -> OrderRef {
    // What stands in our table was a code when it was written.
    let code = row.order.as_deref().and_then(|code| code.parse().ok());
    OrderRef { attempt: row.id, code, transaction: None }
}

async fn write(app: &App, row: &AttemptRow, answer: Option<Result<OrderStatus, ProviderError>>) -> Result<(), Error> {
    let (id, author, due, order) = (row.id, Author::Provider(row.provider), row.ask_at, row.order.clone());
    let status = match answer {
        Some(Ok(status)) => Some(Status::from(status)),
        Some(Err(cause)) => {
            tracing::warn!(provider = %row.provider, %cause, "a provider did not say how an attempt stands");
            None
        }
        None => None,
    };
    let work = move |tx: &Tx<'_>, by: &Acting<'_>| {
        let Some(mut row) = attempts::attempt(tx, id)? else { return Ok(()) };
        row.asks = row.asks.saturating_add(1);
        row.asked_at = Some(by.now);
        // A hint that came while the provider was answering may be of something younger than the answer.
        let hinted = row.ask_at.filter(|_| row.ask_at != due);
        row.ask_at = hinted.into_iter().chain(row.next_ask(by.now)).min();
        if status.is_none() && row.ask_at.is_none() {
            // The last question of all was not answered: what was not heard is not known.
            row.ask_at = row.ask_later(by.now);
        }
        attempts::update(tx, &row)?;
        match &status {
            Some(status) => {
                hearing::hear_order(tx, by, id, order.as_deref(), status, How::Answer)?;
                silence::note(tx, by, id, Answered::Yes)
            }
            None => silence::note(tx, by, id, Answered::No),
        }
    };
    Hand::of(app, author).write(work).await
}
