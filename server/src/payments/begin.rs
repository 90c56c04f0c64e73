//! Beginning to pay by a provider's page. First what is wanted is written down, then the provider is asked, then its answer
//! is written down: whatever fails in between, nothing is forgotten and nothing happens twice.

use super::{
    attempts::{self, AttemptRow},
    providers::Offered,
    queries,
};
use crate::{
    bills::{self, Standing},
    db::Tx,
    error::Error,
    ledger::{Acting, Hand},
    state::App,
};
use dimos_api::{
    pay::{AttemptResponse, NewAttemptRequest, Part, ReturnTo},
    problem::Code,
};
use dimos_checkout::{Currency, NewOrder, OpenedOrder, ProviderError};
use dimos_domain::{
    ids::{AttemptId, DeviceId},
    money::{AttemptEvent, AttemptState, Cents},
};
use jiff::SignedDuration;
use serde_json::json;
use std::{collections::BTreeSet, time::Duration};

const MOST_PARTS: usize = 20;
/// How long a provider may take to open a page while somebody waits.
const OPENING: Duration = Duration::from_secs(10);
/// How long a page takes money: Stripe wants 30 minutes at least, from when it reads this.
const OPEN_MINUTES: i64 = 40;
/// When to ask for the first time about an attempt whose opening was never answered.
const FIRST_ASK_S: i64 = 60;

/// Begins to pay; the same attempt again goes on where it was.
///
/// # Errors
/// `not_found` for what the phone may not see; `wrong_amount` with the bill; `not_payable`; `key_reused` for an id with
/// other content; `provider_unavailable`.
pub(crate) async fn begin(
    app: &App,
    hand: Hand,
    device: Option<DeviceId>,
    request: NewAttemptRequest,
) -> Result<AttemptResponse, Error> {
    let unknown = || Error::new(Code::Invalid).because("provider").field("/provider");
    let offered = app.providers.offered(&request.provider).ok_or_else(unknown)?;
    let (way, id) = (offered.clone(), request.id);
    let addresses = app.providers.return_addresses(id, request.return_to);
    let work = move |tx: &Tx<'_>, by: &Acting<'_>| {
        let row = match attempts::attempt(tx, request.id)? {
            Some(before) => again(before, device, &request, &way)?,
            None => write(tx, by, device, &request, &way)?,
        };
        if needs_opening(&row) { order(tx, by, &row, &addresses).map(Some) } else { Ok(None) }
    };
    let order = hand.clone().write(work).await?;
    let refused = match order {
        None => None,
        Some(order) => {
            let opened = offered.provider.open(&order, OPENING).await;
            let never_reached = matches!(opened, Err(ProviderError::Unreachable { .. }));
            hand.later(app).write(move |tx, by| note(tx, by, id, &opened)).await?;
            never_reached.then(|| Error::new(Code::ProviderUnavailable).retry_after(30))
        }
    };
    match refused {
        Some(refused) => Err(refused),
        None => hand.later(app).read(move |tx, by| show(tx, by, device, id)).await,
    }
}

/// An attempt, for whom it belongs to.
///
/// # Errors
/// `not_found` for another's.
pub(crate) fn show(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    device: Option<DeviceId>,
    id: AttemptId,
) -> Result<AttemptResponse, Error> {
    let row = own(tx, device, id)?;
    let payment = row.payment.map(|id| queries::payment(tx, id)).transpose()?.flatten();
    Ok(row.shown(by, payment.map(|payment| payment.receipt.to_string())))
}

/// A phone's own attempt; a guest's is known only by its id, which nobody guesses.
pub(crate) fn own(tx: &Tx<'_>, device: Option<DeviceId>, id: AttemptId) -> Result<AttemptRow, Error> {
    let row = attempts::attempt(tx, id)?.filter(|row| row.device == device);
    row.ok_or_else(|| Error::new(Code::NotFound))
}

/// The same id came before: it must be the same attempt.
fn again(
    before: AttemptRow,
    device: Option<DeviceId>,
    request: &NewAttemptRequest,
    way: &Offered,
) -> Result<AttemptRow, Error> {
    let same = before.device == device
        && before.provider == way.provider.name()
        && before.method == way.method
        && before.parts == request.parts
        && before.return_to == request.return_to;
    if same { Ok(before) } else { Err(Error::new(Code::KeyReused)) }
}

/// Nobody was sent to a page yet: opening it (again) is safe.
fn needs_opening(row: &AttemptRow) -> bool {
    row.order.is_none() && matches!(row.state, AttemptState::Created | AttemptState::Pending | AttemptState::Unknown)
}

fn write(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    device: Option<DeviceId>,
    request: &NewAttemptRequest,
    way: &Offered,
) -> Result<AttemptRow, Error> {
    let distinct: BTreeSet<_> = request.parts.iter().map(|part| part.payable).collect();
    if request.parts.is_empty() || request.parts.len() > MOST_PARTS || distinct.len() != request.parts.len() {
        return Err(Error::new(Code::Invalid).because("parts").arg("max", MOST_PARTS).field("/parts"));
    }
    for part in &request.parts {
        check_part(tx, by, device, part)?;
    }
    let amount = Cents::total(request.parts.iter().map(|part| part.amount));
    let row = AttemptRow {
        id: request.id,
        device,
        provider: way.provider.name(),
        method: way.method,
        order: None,
        checkout_url: None,
        return_to: request.return_to,
        state: AttemptState::Created,
        amount: amount.ok_or_else(|| Error::new(Code::Invalid).because("amount").field("/parts"))?,
        reason: None,
        payment: None,
        created_at: by.now,
        expires_at: None,
        asks: 0,
        asked_at: None,
        ask_at: by.now.checked_add(SignedDuration::from_secs(FIRST_ASK_S)).ok(),
        parts: request.parts.clone(),
    };
    attempts::insert(tx, &row)?;
    Ok(row)
}

/// What is expected, or less where the bill may be paid in parts.
pub(super) fn check_part(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    device: Option<DeviceId>,
    part: &Part,
) -> Result<Standing, Error> {
    let missing = || Error::new(Code::NotFound).because("payable").field("/parts");
    let standing = bills::standing(tx, part.payable)?.ok_or_else(missing)?;
    let bill = &standing.payable.bill;
    if let Some(device) = device
        && !bills::may_see(tx, device, bill)?
    {
        return Err(missing());
    }
    let expected = standing.expected(by.today())?.total;
    if !expected.is_positive() {
        let extra = json!({ "bill": bills::show(tx, by, bill)? });
        return Err(Error::new(Code::NotPayable).field("/parts").with_extra(extra));
    }
    let fits =
        part.amount == expected || (bill.terms.part_payment && part.amount.is_positive() && part.amount < expected);
    if fits {
        return Ok(standing);
    }
    let extra = json!({ "bill": bills::show(tx, by, bill)? });
    let expected = expected.text(by.language);
    Err(Error::new(Code::WrongAmount).arg("expected", expected).field("/parts").with_extra(extra))
}

/// What the provider is asked to open. The line that the payer reads names bills, never persons.
fn order(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    row: &AttemptRow,
    (return_to, give_up_to): &(String, String),
) -> Result<NewOrder, Error> {
    let payments = by.payments()?;
    let first = row.parts.first().map(|part| bills::payable(tx, part.payable)).transpose()?.flatten();
    let first = first.ok_or_else(|| Error::internal("an attempt for nothing"))?;
    let title = bills::title(payments, &first.bill);
    let more = if row.parts.len() > 1 { format!(" + {}", row.parts.len() - 1) } else { String::new() };
    let expires_at = by.now.checked_add(SignedDuration::from_mins(OPEN_MINUTES)).map_err(Error::internal)?;
    Ok(NewOrder {
        attempt: row.id,
        amount: row.amount,
        currency: Currency::EUR,
        description: format!("{}: {} {}{more}", payments.creditor.name, title.get(by.language), first.bill.number),
        reference: first.rf.as_str().to_owned(),
        language: by.language,
        method: row.method,
        return_to: return_to.clone(),
        give_up_to: give_up_to.clone(),
        expires_at,
    })
}

/// Writes down what the provider answered to the opening.
fn note(tx: &Tx<'_>, by: &Acting<'_>, id: AttemptId, opened: &Result<OpenedOrder, ProviderError>) -> Result<(), Error> {
    let mut row = attempts::attempt(tx, id)?.ok_or_else(|| Error::internal("an attempt is gone"))?;
    let event = match opened {
        Ok(order) => {
            row.order = Some(order.code.as_str().to_owned());
            row.checkout_url = Some(order.checkout_url.clone());
            row.expires_at = Some(order.expires_at);
            if row.state == AttemptState::Unknown {
                AttemptEvent::ProviderSaysPending
            } else {
                AttemptEvent::SentToProvider
            }
        }
        Err(ProviderError::Refused { code }) => {
            row.reason = Some(code.clone());
            AttemptEvent::ProviderSaysFailed
        }
        Err(ProviderError::Unreachable { why }) => {
            tracing::warn!(provider = %row.provider, why, "a payment page was not opened");
            return Ok(());
        }
        Err(cause @ (ProviderError::NoAnswer { .. } | ProviderError::Malformed { .. })) => {
            tracing::warn!(provider = %row.provider, %cause, "whether a payment page was opened is not known");
            AttemptEvent::AnswerLost
        }
    };
    row.state = row.state.after(event).unwrap_or(row.state);
    row.asks = 0;
    row.ask_at = row.next_ask(by.now);
    attempts::update(tx, &row)
}

/// Which of the two addresses of ours a page leads back to.
pub(super) fn addresses(public_url: &str, id: AttemptId, to: ReturnTo) -> (String, String) {
    match to {
        ReturnTo::App => (format!("dimos://pay/attempts/{id}"), format!("dimos://pay/attempts/{id}?gave_up=1")),
        ReturnTo::Web => {
            (format!("{public_url}/pay/attempts/{id}"), format!("{public_url}/pay/attempts/{id}?gave_up=1"))
        }
    }
}
