//! Beginning to pay by a provider's page. First what is wanted is written down, then the provider is asked, then its answer
//! is written down: whatever fails in between, nothing is forgotten and nothing happens twice.

use super::{
    attempts::{self, AttemptRow},
    money_back::kept,
    opening::{self, Claim, Holder},
    orders,
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
use dimos_checkout::{NewOrder, OpenedOrder, ProviderError};
use dimos_domain::{
    ids::{AttemptId, DeviceId},
    money::{AttemptEvent, AttemptState, Cents},
};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::time::Duration;
use tokio::time::Instant;

/// How long a provider may take to open a page while somebody waits.
const OPENING: Duration = Duration::from_secs(10);
/// How long somebody waits for another who opens the same page.
const LONGEST_WAIT: Duration = Duration::from_secs(15);
/// How often it is looked whether that one is done.
const EACH_LOOK: Duration = Duration::from_millis(50);
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
    let id = request.id;
    let addresses = app.providers.return_addresses(id, request.return_to);
    let patience = Instant::now() + LONGEST_WAIT;
    loop {
        let (way, request, addresses) = (offered.clone(), request.clone(), addresses.clone());
        let work = move |tx: &Tx<'_>, by: &Acting<'_>| step(tx, by, device, &request, &way, &addresses);
        match hand.later(app).write(work).await? {
            Step::Open(order, until) => open(app, &hand, &offered, &order, until).await?,
            Step::Wait => match wait(app, id, patience).await? {
                Holder::Someone => return Err(Error::new(Code::ProviderUnavailable).retry_after(5)),
                // Whoever opened it is gone: perhaps it is ours to open now.
                Holder::Dead => continue,
                Holder::Nobody => {}
            },
            Step::Nothing => {}
        }
        let shown = hand.later(app).read(move |tx, by| show(tx, by, device, id)).await?;
        // What has only been written down never reached the provider.
        let never_reached = shown.attempt.state == AttemptState::Created;
        return if never_reached { Err(Error::new(Code::ProviderUnavailable).retry_after(30)) } else { Ok(shown) };
    }
}

/// What is to be done for an attempt.
#[derive(Debug)]
enum Step {
    /// Open its page, before then.
    Open(Box<NewOrder>, Timestamp),
    /// Somebody is opening it.
    Wait,
    /// It has a page, or will never have one.
    Nothing,
}

fn step(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    device: Option<DeviceId>,
    request: &NewAttemptRequest,
    way: &Offered,
    addresses: &(String, String),
) -> Result<Step, Error> {
    let mut row = match attempts::attempt(tx, request.id)? {
        Some(before) => again(before, device, request, way)?,
        None => write(tx, by, device, request, way)?,
    };
    // What was put aside waits for a person, not for another page.
    if !needs_opening(&row) || row.reason.as_deref() == Some("parked") {
        return Ok(Step::Nothing);
    }
    let is_dead = row.opening_until.is_some_and(|until| until <= by.now);
    if is_dead && row.state == AttemptState::Created {
        // Whoever died while opening it may have opened it.
        row.state = row.state.after(AttemptEvent::AnswerLost).unwrap_or(row.state);
        attempts::update(tx, &row)?;
    }
    Ok(match opening::claim(tx, by, &row, addresses)? {
        Claim::Ours(order, until) => Step::Open(order, until),
        Claim::Theirs => Step::Wait,
        Claim::TooLate => Step::Nothing,
    })
}

/// Opens a page and writes down what came of it. An order beside the one that people are sent to is closed at once.
async fn open(app: &App, hand: &Hand, way: &Offered, order: &NewOrder, until: Timestamp) -> Result<(), Error> {
    let (id, provider) = (order.attempt, way.provider.name());
    let opened = way.provider.open(order, OPENING).await;
    let work = move |tx: &Tx<'_>, by: &Acting<'_>| {
        let surplus = note(tx, by, id, &opened)?;
        opening::release(tx, id, until)?;
        Ok(surplus)
    };
    match hand.later(app).write(work).await? {
        Some(surplus) => orders::close(app, provider, surplus, id).await,
        None => Ok(()),
    }
}

/// Waits until nobody opens it any more, or for as long as anybody waits.
async fn wait(app: &App, id: AttemptId, patience: Instant) -> Result<Holder, Error> {
    loop {
        let now = app.clock.now();
        match app.db.read(move |tx| opening::holder(tx, id, now)).await? {
            Holder::Someone if Instant::now() < patience => tokio::time::sleep(EACH_LOOK).await,
            holder => return Ok(holder),
        }
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
    let kept = row.payment.map_or(Ok(Cents::ZERO), |id| kept(tx, id))?;
    Ok(row.shown(by, payment.as_ref(), kept))
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
    let amount = bills::check_parts(&request.parts)?;
    for part in &request.parts {
        check_part(tx, by, device, part)?;
    }
    let row = AttemptRow {
        id: request.id,
        device,
        provider: way.provider.name(),
        method: way.method,
        order: None,
        checkout_url: None,
        return_to: request.return_to,
        state: AttemptState::Created,
        amount,
        reason: None,
        payment: None,
        created_at: by.now,
        expires_at: None,
        asks: 0,
        asked_at: None,
        ask_at: by.now.checked_add(SignedDuration::from_secs(FIRST_ASK_S)).ok(),
        opening_until: None,
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

/// Writes down what the provider answered to the opening; an order that nobody is to pay by, if it is one.
fn note(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    id: AttemptId,
    opened: &Result<OpenedOrder, ProviderError>,
) -> Result<Option<String>, Error> {
    let mut row = attempts::attempt(tx, id)?.ok_or_else(|| Error::internal("an attempt is gone"))?;
    let order = match opened {
        Ok(order) => order,
        Err(cause) => return not_opened(tx, by, row, cause).map(|()| None),
    };
    let code = order.code.as_str();
    orders::keep(tx, by, &row, code)?;
    if row.order.is_none() {
        row.order = Some(code.to_owned());
        row.checkout_url = Some(order.checkout_url.clone());
        row.expires_at = Some(order.expires_at);
        let event = match row.state {
            AttemptState::Unknown => AttemptEvent::ProviderSaysPending,
            _ => AttemptEvent::SentToProvider,
        };
        row.state = row.state.after(event).unwrap_or(row.state);
        row.asks = 0;
        row.ask_at = row.next_ask(by.now);
        attempts::update(tx, &row)?;
    }
    let is_over = matches!(row.state, AttemptState::Failed | AttemptState::Expired | AttemptState::Cancelled);
    if row.order.as_deref() == Some(code) && !is_over {
        return Ok(None);
    }
    // People are sent to another page, or to none any more.
    orders::close_soon(tx, by, row.provider, code)?;
    Ok(Some(code.to_owned()))
}

fn not_opened(tx: &Tx<'_>, by: &Acting<'_>, mut row: AttemptRow, cause: &ProviderError) -> Result<(), Error> {
    tracing::warn!(provider = %row.provider, %cause, "a payment page was not opened, or nobody knows");
    if row.order.is_some() {
        // Somebody else has opened it: it is there, whatever became of this try.
        return Ok(());
    }
    let event = match cause {
        ProviderError::Unreachable { .. } if row.state == AttemptState::Created => return opening::forget(tx, row.id),
        ProviderError::Unreachable { .. } => return Ok(()),
        // An order that the provider has seen is not declined by refusing it once more.
        ProviderError::Refused { code } if row.state != AttemptState::Pending => {
            row.reason = Some(code.clone());
            AttemptEvent::ProviderSaysFailed
        }
        ProviderError::Refused { .. } | ProviderError::NoAnswer { .. } | ProviderError::Malformed { .. } => {
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
