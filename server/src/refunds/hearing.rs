//! What providers say of refunds, by an answer, a letter or a list: in any order and however often. Ours are known by the
//! name that we gave them, else by the provider's. What was given back at the provider's own desk nobody here asked for: a
//! whole payment is reversed, anything else waits for a person.

use super::{
    money::{came_back, left_the_provider, put_back},
    queries::{self, RefundRow, Way},
};
use crate::{
    db::Tx,
    error::Error,
    ledger::{Acting, Author},
    payments::{
        self, Heard, Misfit, PaymentRow,
        parked::{self, VOID},
    },
};
use dimos_checkout::{Currency, ProviderName, RefundStatus};
use dimos_domain::{
    ids::RefundId,
    money::{Cents, PaymentState, RefundEvent, RefundState},
};

/// What a provider says of a refund, of ours or not.
#[derive(Debug, Clone, Copy)]
pub struct RefundNews<'a> {
    /// Who says so.
    pub provider: ProviderName,
    /// Our refund, by the name that we gave it.
    pub refund: Option<RefundId>,
    /// Of which payment.
    pub transaction: &'a str,
    /// How it stands.
    pub status: &'a RefundStatus,
}

/// Hears of a refund.
///
/// # Errors
/// Only the database's.
pub fn hear_news(tx: &Tx<'_>, by: &Acting<'_>, news: &RefundNews<'_>) -> Result<Heard, Error> {
    let Some(payment) = payments::payment_by_transaction(tx, news.provider, news.transaction)? else {
        return Ok(Heard::NotYet);
    };
    match ours(tx, news, &payment)? {
        Some(id) => hear(tx, by, id, news.status).map(|()| Heard::Believed),
        None => hear_of_another(tx, by, news, &payment),
    }
}

/// Ours, of this payment: a name of ours for another one's is no name.
fn ours(tx: &Tx<'_>, news: &RefundNews<'_>, payment: &PaymentRow) -> Result<Option<RefundId>, Error> {
    let named = news.refund.map(|id| queries::refund(tx, id)).transpose()?.flatten();
    if let Some(row) = named.filter(|row| row.by_provider && row.payment == payment.id) {
        return Ok(Some(row.id));
    }
    let (RefundStatus::Succeeded { code, .. }
    | RefundStatus::Pending { code: Some(code) }
    | RefundStatus::Failed { code: Some(code), .. }) = news.status
    else {
        return Ok(None);
    };
    let all = queries::refunds_of(tx, payment.id)?;
    Ok(all.into_iter().find(|row| row.provider_ref.as_deref() == Some(code.as_str())).map(|row| row.id))
}

/// Hears how a refund of ours stands.
///
/// # Errors
/// Only the database's.
pub fn hear(tx: &Tx<'_>, by: &Acting<'_>, id: RefundId, status: &RefundStatus) -> Result<(), Error> {
    let Some(mut row) = queries::refund(tx, id)?.filter(|row| row.by_provider) else { return Ok(()) };
    match status {
        RefundStatus::Pending { code } => {
            row.provider_ref = code.as_ref().map(|code| code.as_str().to_owned()).or(row.provider_ref);
        }
        RefundStatus::NotKnown => return Ok(()),
        RefundStatus::Succeeded { code, amount } if is_over_without(&row, code.as_str()) => {
            let payment = payments::payment(tx, row.payment)?.ok_or_else(|| Error::internal("a payment is gone"))?;
            let provider = provider_of(tx, &row)?;
            return park(
                tx,
                by,
                provider,
                &payment,
                &after_all(provider, code.as_str(), &row),
                "left_after_all",
                *amount,
            );
        }
        RefundStatus::Succeeded { code, amount } => {
            row.provider_ref = Some(code.as_str().to_owned());
            is_known_now(tx, by, &row)?;
            if *amount != row.amount {
                return wrong_amount(tx, row, *amount);
            }
            let Some(state) = row.state.after(RefundEvent::SaidDone) else { return Ok(()) };
            row.state = state;
            row.ask_at = None;
            left_the_provider(tx, by, &row, provider_of(tx, &row)?)?;
        }
        RefundStatus::Failed { code: Some(code), .. } if is_over_without(&row, code.as_str()) => {
            let provider = provider_of(tx, &row)?;
            let fact = after_all(provider, code.as_str(), &row);
            return parked::is_settled(tx, by, (provider, &fact), Cents::ZERO, VOID);
        }
        RefundStatus::Failed { code, reason } => {
            let had_left = row.state == RefundState::Succeeded;
            let Some(state) = row.state.after(RefundEvent::SaidFailed) else { return Ok(()) };
            row.state = state;
            row.ask_at = None;
            row.provider_ref = code.as_ref().map(|code| code.as_str().to_owned()).or(row.provider_ref);
            row.failure = Some(reason.clone());
            if had_left {
                came_back(tx, by, &row, provider_of(tx, &row)?)?;
            }
            put_back(tx, by, &row, "failed")?;
            queries::update(tx, &row)?;
            if had_left {
                payments::ask_soon(tx, by, row.payment)?;
            } else {
                never_left(tx, by, &row)?;
            }
            return Ok(());
        }
    }
    queries::update(tx, &row)
}

/// Nothing is to be given any more, and of a refund by this name of the provider's nothing was known: that it is done is no
/// older news.
fn is_over_without(row: &RefundRow, code: &str) -> bool {
    let is_over = matches!(row.state, RefundState::Failed | RefundState::Rejected | RefundState::Withdrawn);
    is_over && row.provider_ref.as_deref() != Some(code)
}

/// The fact that money left for a refund that was over.
fn after_all(provider: ProviderName, code: &str, row: &RefundRow) -> String {
    format!("left_after_all:{provider}:{code}#{}", row.id)
}

/// Before its provider's name was known it may have been taken for another one's.
fn is_known_now(tx: &Tx<'_>, by: &Acting<'_>, row: &RefundRow) -> Result<(), Error> {
    let payment = payments::payment(tx, row.payment)?;
    let transaction = payment.as_ref().and_then(|payment| Some((payment.provider?, payment.transaction.as_deref()?)));
    let (Some((provider, transaction)), Some(code)) = (transaction, &row.provider_ref) else { return Ok(()) };
    parked::is_over(tx, by, &format!("{}:{code}", gone_back(provider, transaction)), "ours")
}

fn provider_of(tx: &Tx<'_>, row: &RefundRow) -> Result<ProviderName, Error> {
    let provider = payments::payment(tx, row.payment)?.and_then(|payment| payment.provider);
    provider.ok_or_else(|| Error::internal("a refund by no provider"))
}

/// Another amount than was asked for is no answer to what was asked: a person must look.
fn wrong_amount(tx: &Tx<'_>, mut row: RefundRow, said: Cents) -> Result<(), Error> {
    tracing::error!(refund = %row.id, %said, "a provider gave another amount back than it was told");
    row.failure = Some(format!("amount {said}"));
    row.state = row.state.after(RefundEvent::AnswerLost).unwrap_or(row.state);
    row.ask_at = None;
    queries::update(tx, &row)
}

/// Made at the provider's own desk, or by a server whose memory is gone.
fn hear_of_another(tx: &Tx<'_>, by: &Acting<'_>, news: &RefundNews<'_>, payment: &PaymentRow) -> Result<Heard, Error> {
    let fact = |code: &str| format!("{}:{code}", gone_back(news.provider, news.transaction));
    match news.status {
        RefundStatus::Pending { .. } | RefundStatus::NotKnown | RefundStatus::Failed { code: None, .. } => {
            Ok(Heard::Believed)
        }
        RefundStatus::Succeeded { code, amount } => {
            hear_that_another_is_done(tx, by, news.provider, payment, &fact(code.as_str()), *amount)
        }
        RefundStatus::Failed { code: Some(code), .. } => {
            let fact = fact(code.as_str());
            if parked::decision(tx, &fact)?.as_deref() == Some(REVERSED) {
                let fact = format!("came_back:{}:{}:{code}", news.provider, news.transaction);
                park(tx, by, news.provider, payment, &fact, "came_back", payment.amount)?;
                return Ok(Heard::Parked);
            }
            parked::is_settled(tx, by, (news.provider, &fact), Cents::ZERO, VOID)?;
            Ok(Heard::Believed)
        }
    }
}

fn hear_that_another_is_done(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    provider: ProviderName,
    payment: &PaymentRow,
    fact: &str,
    amount: Cents,
) -> Result<Heard, Error> {
    let whole = gone_back(provider, payment.transaction.as_deref().unwrap_or_default());
    // That it was done may be told after that it failed; and a part of what is known as a whole is no news.
    if parked::decision(tx, fact)?.is_some() || parked::is_known(tx, &whole)? {
        return Ok(Heard::Believed);
    }
    let reversed = payment.state == PaymentState::Reversed;
    let is_whole = amount == payment.amount;
    if reversed || (is_whole && !parked::has_more(tx, &whole)? && is_free(tx, payment)?) {
        if is_whole {
            parked::is_settled(tx, by, (provider, fact), amount, REVERSED)?;
        }
        return payments::reverse_at_provider(tx, by, payment, provider).map(|()| Heard::Believed);
    }
    park(tx, by, provider, payment, fact, "gone_back", amount).map(|()| Heard::Parked)
}

/// What is decided on money that went back and made its payment a reversed one.
const REVERSED: &str = "reversed";

/// The fact that money of a payment went back without us; with a code of the provider's, one piece of it.
fn gone_back(provider: ProviderName, transaction: &str) -> String {
    format!("gone_back:{provider}:{transaction}")
}

/// No refund holds anything of it and nobody disputes it.
fn is_free(tx: &Tx<'_>, payment: &PaymentRow) -> Result<bool, Error> {
    Ok(queries::under_way_of(tx, payment.id)?.is_zero() && !queries::is_disputed(tx, payment.id)?)
}

fn park(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    provider: ProviderName,
    payment: &PaymentRow,
    fact: &str,
    reason: &str,
    amount: Cents,
) -> Result<(), Error> {
    let (attempt, currency, at) = (payments::attempt_of(tx, payment.id)?, Currency::EUR.as_str(), by.now);
    parked::park(tx, &Misfit { fact, provider, attempt, reason, amount, currency, at })
}

/// A provider says that a whole payment went back. If that are refunds of ours by this provider, it is no news: they are
/// asked about. What goes back by transfer the provider knows nothing of.
///
/// # Errors
/// Only the database's.
pub fn hear_reversed(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    provider: ProviderName,
    payment: &PaymentRow,
) -> Result<Heard, Error> {
    let transaction = payment.transaction.as_deref().unwrap_or_default();
    let under_way = queries::under_way_by(tx, payment.id, Way::Provider)?;
    if payment.state == PaymentState::Reversed {
        return Ok(Heard::Believed);
    }
    if under_way.is_zero() {
        parked::all_are_over(tx, by, &gone_back(provider, transaction), REVERSED)?;
        return payments::reverse_at_provider(tx, by, payment, provider).map(|()| Heard::Believed);
    }
    queries::ask_now(tx, by.now, payment.id)?;
    parked::is_settled(tx, by, (provider, &told_reversed(provider, transaction)), payment.amount, "ours")?;
    let rest = payment.amount.checked_sub(under_way).ok_or_else(|| Error::internal("an amount is beyond counting"))?;
    let fact = gone_back(provider, transaction);
    if !rest.is_positive() || parked::has_more(tx, &fact)? {
        return Ok(Heard::Believed);
    }
    park(tx, by, provider, payment, &fact, "gone_back", rest).map(|()| Heard::Parked)
}

/// The note that a provider said of a whole payment that it went back, and was taken for a refund of ours.
fn told_reversed(provider: ProviderName, transaction: &str) -> String {
    format!("told_reversed:{provider}:{transaction}")
}

/// A refund that was under way never left: it did not make its payment a reversed one. What the provider says of the payment
/// may have been taken for it, so it is asked; of a second payment of one order it does not answer, and there what it told
/// counts.
pub(super) fn never_left(tx: &Tx<'_>, by: &Acting<'_>, row: &RefundRow) -> Result<(), Error> {
    payments::ask_soon(tx, by, row.payment)?;
    let Some(payment) = payments::payment(tx, row.payment)? else { return Ok(()) };
    let (Some(provider), Some(transaction)) = (payment.provider, payment.transaction.as_deref()) else { return Ok(()) };
    if parked::decision(tx, &told_reversed(provider, transaction))?.is_some() {
        let by = Acting { author: &Author::Provider(provider), ..*by };
        hear_reversed(tx, &by, provider, &payment)?;
    }
    Ok(())
}

/// A provider says how much of a payment went back in all, and nothing of single refunds: it is asked for those.
///
/// # Errors
/// Only the database's.
pub fn hear_gone_back(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    provider: ProviderName,
    transaction: &str,
    total: Cents,
) -> Result<Heard, Error> {
    let Some(payment) = payments::payment_by_transaction(tx, provider, transaction)? else { return Ok(Heard::NotYet) };
    queries::ask_now(tx, by.now, payment.id)?;
    if payments::ask_soon(tx, by, payment.id)? || payment.state == PaymentState::Reversed {
        return Ok(Heard::Believed);
    }
    // A second payment of one order, about which nothing can be asked.
    let known = queries::under_way_by(tx, payment.id, Way::Provider)?;
    let rest = total.checked_sub(known).ok_or_else(|| Error::internal("an amount is beyond counting"))?;
    let fact = gone_back(provider, transaction);
    if !rest.is_positive() || parked::has_more(tx, &fact)? {
        return Ok(Heard::Believed);
    }
    park(tx, by, provider, &payment, &fact, "gone_back", rest).map(|()| Heard::Parked)
}
