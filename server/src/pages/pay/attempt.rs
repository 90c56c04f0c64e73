//! What became of an attempt to pay: paid, failed, still waiting, or not known to anybody yet. Never says more than is
//! known. The attempt's id is its secret: only the browser that began it has it.

use super::{
    super::{
        frame::{About, Frame, Nav, words},
        visit::Visit,
    },
    guard::OurForm,
    leading_out, ticket, to,
};
use crate::{
    bills,
    db::Tx,
    error::Error,
    extract::Path,
    ledger::{Acting, Author, Hand},
    payments::{self, AttemptRow, ReceiptRow},
    receipts::{self, ForWhom},
    state::App,
};
use askama::Template;
use axum::{
    extract::State,
    http::{HeaderName, HeaderValue, StatusCode},
    response::Response,
};
use dimos_api::{pay, problem::Code};
use dimos_domain::{ids::AttemptId, l10n::Text, money::AttemptState, wording};
use std::fmt;
use uuid::Uuid;

/// Seconds until the page asks again by itself.
const AGAIN_S: u8 = 10;

/// How it stands for who looks at the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    Paid,
    /// It was, and its money is gone again.
    TakenBack,
    Waiting,
    Unknown,
    /// Money came that does not fit: a person looks at it.
    Parked,
    /// A person looked at it and did not count it for this.
    Aside,
    /// With nothing paid, for all that is known.
    Over,
}

impl View {
    fn of(row: &AttemptRow, waits_for_a_person: bool) -> Self {
        match row.state {
            AttemptState::Unknown if row.is_parked() && waits_for_a_person => Self::Parked,
            AttemptState::Unknown if row.is_parked() => Self::Aside,
            AttemptState::Succeeded => Self::Paid,
            AttemptState::Created | AttemptState::Pending => Self::Waiting,
            AttemptState::Unknown => Self::Unknown,
            AttemptState::Failed | AttemptState::Expired | AttemptState::Cancelled => Self::Over,
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "pages/pay/attempt.html")]
struct AttemptPage {
    frame: Frame,
    view: View,
    heading: String,
    detail: String,
    id: String,
    what: String,
    number: String,
    amount: String,
    receipt: Option<Given>,
    checkout: Option<String>,
    /// Whether the page asks again by itself.
    asks: bool,
    again: Option<Again>,
    back: Option<String>,
}

/// The receipt that was given.
struct Given {
    number: String,
    on: String,
    verify: String,
}

/// Another attempt.
struct Again {
    ticket: String,
    attempt: String,
    cents: i64,
    methods: Vec<(String, String)>,
}

/// What the books say of it.
struct Found {
    attempt: pay::Attempt,
    title: Text,
    number: String,
    receipt: Option<ReceiptRow>,
    /// What another attempt would be for.
    left: Option<pay::Part>,
    view: View,
}

fn missing() -> Error {
    Error::new(Code::NotFound)
}

async fn row(app: &App, id: AttemptId) -> Result<AttemptRow, Error> {
    app.db.read(move |tx| payments::own(tx, None, id)).await
}

fn find(tx: &Tx<'_>, by: &Acting<'_>, id: AttemptId) -> Result<Found, Error> {
    let attempt = payments::show_attempt(tx, by, None, id)?.attempt;
    let view = match View::of(&payments::own(tx, None, id)?, payments::waits_for_a_person(tx, id)?) {
        View::Paid if attempt.taken_back => View::TakenBack,
        view => view,
    };
    let part = attempt.parts.first().ok_or_else(missing)?;
    let payable = bills::payable(tx, part.payable)?.ok_or_else(missing)?;
    let left = bills::standing(tx, payable.id)?.map(|standing| standing.expected(by.today())).transpose()?;
    let left = left.map(|expected| expected.total).filter(|total| total.is_positive());
    Ok(Found {
        title: bills::title(by.payments()?, &payable.bill),
        number: payable.bill.number.clone(),
        receipt: receipt_of(tx, &attempt)?,
        left: left.map(|amount| pay::Part { payable: payable.id, amount }),
        view,
        attempt,
    })
}

fn receipt_of(tx: &Tx<'_>, attempt: &pay::Attempt) -> Result<Option<ReceiptRow>, Error> {
    let number = attempt.receipt.as_ref().and_then(|number| number.parse().ok());
    number.map_or(Ok(None), |number| payments::receipt(tx, number))
}

/// How an attempt stands. While it is open, its provider is asked.
pub(super) async fn attempt(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<AttemptId>,
) -> Result<Response, Error> {
    let row = row(&app, id).await?;
    if visit.get("gave_up").is_some() {
        // The provider's page leads here when its reader turned back.
        if row.state != AttemptState::Succeeded {
            payments::cancel(&app, &row).await?;
        }
        return Ok(to(&format!("/pay/attempts/{id}")));
    }
    payments::ask_for_someone(&app, &row).await?;
    let hand = Hand::of(&app, Author::Guest).speaking(visit.language);
    let found = hand.read(move |tx, by| find(tx, by, id)).await?;
    let page = AttemptPage::new(&app, &visit, found);
    let asks = page.asks;
    let mut response = leading_out(&visit, &page, StatusCode::OK)?;
    if asks {
        response.headers_mut().insert(HeaderName::from_static("refresh"), HeaderValue::from(u16::from(AGAIN_S)));
    }
    Ok(response)
}

/// Gives it up, because its owner says so. It may turn out to be paid.
pub(super) async fn cancel(State(app): State<App>, _: OurForm, Path(id): Path<AttemptId>) -> Result<Response, Error> {
    let row = row(&app, id).await?;
    payments::cancel(&app, &row).await?;
    Ok(to(&format!("/pay/attempts/{id}")))
}

/// The receipt, for who paid.
pub(super) async fn receipt(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<AttemptId>,
) -> Result<Response, Error> {
    let url = app.providers.public_url().to_owned();
    let hand = Hand::of(&app, Author::Guest).speaking(visit.language);
    let document = hand.read(move |tx, by| {
        let attempt = payments::show_attempt(tx, by, None, id)?.attempt;
        let row = receipt_of(tx, &attempt)?.ok_or_else(missing)?;
        receipts::receipt(tx, by, &row, ForWhom::Anybody, &url)
    });
    receipts::receipt_file(document.await?, visit.language).await
}

impl AttemptPage {
    fn new(app: &App, visit: &Visit, found: Found) -> Self {
        let words = words(visit);
        let Found { attempt, title, number, receipt, left, view } = found;
        let heading = words.t(match (view, attempt.state) {
            (View::Paid, _) => "pay-attempt-paid",
            (View::TakenBack, _) => "pay-attempt-taken-back",
            (View::Waiting, _) => "pay-attempt-waiting",
            (View::Unknown, _) => "pay-attempt-unknown",
            (View::Parked, _) => "pay-attempt-parked",
            (View::Aside, _) => "pay-attempt-aside",
            (View::Over, AttemptState::Cancelled) => "pay-attempt-cancelled",
            (View::Over, AttemptState::Expired) => "pay-attempt-expired",
            (View::Over, _) => "pay-attempt-failed",
        });
        let detail = match view {
            View::Paid if attempt.kept.is_positive() => {
                words.of("pay-attempt-kept-detail", &attempt.kept.text(visit.language))
            }
            View::Paid => words.t("pay-attempt-paid-detail"),
            View::TakenBack => words.t("pay-attempt-taken-back-detail"),
            View::Waiting => words.t("pay-attempt-waiting-detail"),
            View::Unknown => {
                let detail = words.t("pay-attempt-unknown-detail");
                attempt.reason.as_ref().map_or_else(|| detail.clone(), |reason| format!("{reason} {detail}"))
            }
            View::Parked => words.t("pay-attempt-parked-detail"),
            View::Aside => words.t("pay-attempt-aside-detail"),
            View::Over => attempt.reason.clone().unwrap_or_else(|| words.t("pay-attempt-over-detail")),
        };
        let mut about = About::new(heading.clone(), words.t("pay-form-about"), Nav::Pay);
        about.listed = false;
        let is_open = matches!(view, View::Waiting | View::Unknown | View::Parked);
        let named = |method: pay::Method| (method.provider, method.name.get(visit.language).to_owned());
        let ticket_of = |payable| ticket::mint(&app.keys, payable, app.clock.now());
        let back = attempt.parts.first().map(|part| format!("/pay/bills/{}", ticket_of(part.payable)));
        Self {
            frame: Frame::new(visit, about),
            view,
            heading,
            detail,
            id: attempt.id.to_string(),
            what: title.get(visit.language).to_owned(),
            number: words.of("pay-bill-number", &number),
            amount: attempt.amount.text(visit.language),
            receipt: receipt.map(|row| Given {
                number: row.number.to_string(),
                on: wording::date_time(visit.language, row.issued_at, &words.index.tz),
                verify: format!("/receipts/verify/{}", row.code),
            }),
            checkout: attempt.checkout_url.filter(|_| view == View::Waiting),
            asks: is_open && visit.get("still").is_none(),
            again: left.filter(|_| matches!(view, View::Over | View::Aside | View::TakenBack)).map(|part| Again {
                ticket: ticket_of(part.payable),
                attempt: AttemptId(Uuid::now_v7()).to_string(),
                cents: part.amount.get(),
                methods: app.providers.methods().into_iter().map(named).collect(),
            }),
            back,
        }
    }
}

impl fmt::Display for View {
    /// As a class of the style.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Paid => "good",
            Self::Waiting => "waiting",
            Self::Unknown | Self::Parked => "unknown",
            Self::Over | Self::Aside | Self::TakenBack => "over",
        })
    }
}
