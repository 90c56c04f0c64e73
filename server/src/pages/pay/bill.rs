//! A bill that was found: what it is for, what is to be paid today, and how.

use super::{
    super::{
        frame::{About, Frame, Nav, words},
        visit::Visit,
        words::Words,
    },
    amounts::{self, Badge},
    leading_out, ticket, to,
};
use crate::{
    bills::{self, Standing},
    db::Tx,
    error::Error,
    extract::Path,
    ledger::{Acting, Author, Hand},
    payments::{self, Doubt},
    receipts,
    state::App,
};
use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use dimos_api::pay;
use dimos_documents::{qr, slip_pdf};
use dimos_domain::{
    ids::{AttemptId, PayableId},
    money::{Creditor, PayableState, day_of},
};
use fluent_bundle::FluentValue;
use uuid::Uuid;

/// The page.
#[derive(Template)]
#[template(path = "pages/pay/bill.html")]
struct BillPage {
    frame: Frame,
    ticket: String,
    title: String,
    number: String,
    period: String,
    instalment: Option<String>,
    is_paid: bool,
    badge: Badge,
    amount: String,
    reasons: Vec<String>,
    notice: Option<String>,
    plan: Vec<Row>,
    offer: Option<String>,
    ways: Option<Ways>,
    /// That it may be paid already: the ways to pay are behind this.
    doubt: Option<String>,
    /// Where to pay in cash and when, if the city says so.
    desk: Option<String>,
}

/// An instalment of a plan.
struct Row {
    href: String,
    name: String,
    due: String,
    amount: String,
    badge: Badge,
}

/// How it can be paid now.
struct Ways {
    rf: String,
    payee: String,
    iban: String,
    /// An SVG picture of ours.
    qr: Option<String>,
    /// Whether the city's code with the banks is one for trying only.
    is_test: bool,
    methods: Vec<(String, String)>,
    /// The id of the attempt that a press of a button begins: pressed twice, it is still one.
    attempt: String,
    cents: i64,
}

/// What the books say of it.
struct Found {
    bill: pay::Bill,
    payable: pay::Payable,
    doubt: Option<Doubt>,
}

fn find(tx: &Tx<'_>, by: &Acting<'_>, id: PayableId) -> Result<Found, Error> {
    let row = bills::payable(tx, id)?.ok_or_else(|| Error::internal("a payable is gone"))?;
    let bill = bills::show(tx, by, &row.bill)?;
    let payable = bill.payables.iter().find(|one| one.id == id).cloned();
    let payable = payable.ok_or_else(|| Error::internal("a payable without its bill"))?;
    Ok(Found { doubt: payments::doubt(tx, id)?, payable, bill })
}

/// The bill of a ticket.
pub(super) async fn bill(State(app): State<App>, visit: Visit, Path(ticket): Path<String>) -> Result<Response, Error> {
    let Some(id) = ticket::read(&app.keys, &ticket, app.clock.now()) else { return Ok(to("/pay?again=1")) };
    let hand = Hand::of(&app, Author::Guest).speaking(visit.language);
    let found = hand.read(move |tx, by| find(tx, by, id)).await?;
    leading_out(&visit, &BillPage::new(&app, &visit, ticket, found)?, StatusCode::OK)
}

/// The slip, to be printed.
pub(super) async fn slip(State(app): State<App>, visit: Visit, Path(ticket): Path<String>) -> Result<Response, Error> {
    let Some(id) = ticket::read(&app.keys, &ticket, app.clock.now()) else { return Ok(to("/pay?again=1")) };
    let (url, language) = (app.providers.public_url().to_owned(), visit.language);
    let hand = Hand::of(&app, Author::Guest).speaking(language);
    let made = hand.read(move |tx, by| {
        let row = bills::payable(tx, id)?.ok_or_else(|| Error::internal("a payable is gone"))?;
        receipts::slip(tx, by, &Standing::of(tx, row)?, &url)
    });
    match made.await? {
        Some(slip) => receipts::pdf(&format!("slip-{}.pdf", slip.reference), move || slip_pdf(&slip, language)).await,
        None => Ok(to(&format!("/pay/bills/{ticket}"))),
    }
}

impl BillPage {
    fn new(app: &App, visit: &Visit, ticket: String, found: Found) -> Result<Self, Error> {
        let Found { bill, payable, doubt } = found;
        let words = words(visit);
        let today = day_of(words.now, &words.index.tz);
        let takes = app.city.city.payments.as_ref();
        let takes = takes.ok_or_else(|| Error::internal("a bill of a city that takes no money"))?;
        let title = bill.title.get(visit.language).to_owned();
        let mut about = About::new(title.clone(), words.t("pay-form-about"), Nav::Pay);
        about.listed = false;
        let notice = match visit.get("note") {
            Some("changed") => Some(words.t("pay-changed")),
            Some("unavailable") => Some(words.t("pay-unavailable")),
            _ => None,
        };
        let of = bill.payables.iter().map(|one| one.instalment).max().unwrap_or_default();
        let in_plan = payable.state == PayableState::InPlan;
        let rows = bill.payables.iter().filter(|one| in_plan && one.instalment > 0);
        Ok(Self {
            frame: Frame::new(visit, about),
            ticket,
            title,
            number: words.of("pay-bill-number", &bill.number),
            instalment: (payable.instalment > 0).then(|| instalment(&words, payable.instalment, of)),
            badge: amounts::badge(&words, &payable, today),
            is_paid: payable.state == PayableState::Paid,
            amount: payable.expected.total.text(visit.language),
            reasons: amounts::reasons(&words, &payable, today),
            notice,
            plan: rows.map(|one| Row::new(app, &words, one, of, today)).collect(),
            offer: bill.plan.filter(|_| payable.instalment == 0).map(|offer| {
                let values = [("n", FluentValue::from(offer.most))];
                words.with("pay-offer", &values)
            }),
            doubt: doubt.map(|doubt| words.t(said_of(doubt))),
            ways: Ways::new(app, &words, &takes.creditor, &payable)?,
            desk: takes.cash_desk.as_ref().map(|desk| desk.get(visit.language).to_owned()),
            period: bill.period,
        })
    }
}

const fn said_of(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Unknown => "pay-doubt-unknown",
        Doubt::Parked => "pay-doubt-parked",
    }
}

fn instalment(words: &Words, number: u8, of: u8) -> String {
    words.with("pay-instalment", &[("number", FluentValue::from(number)), ("of", FluentValue::from(of))])
}

impl Row {
    fn new(app: &App, words: &Words, payable: &pay::Payable, of: u8, today: jiff::civil::Date) -> Self {
        let left = payable.expected.total;
        let ticket = ticket::mint(&app.keys, payable.id, app.clock.now());
        Self {
            href: format!("/pay/bills/{ticket}"),
            name: instalment(words, payable.instalment, of),
            due: amounts::due(words, payable.due_on, today),
            amount: if left.is_positive() { left } else { payable.amount }.text(words.language),
            badge: amounts::badge(words, payable, today),
        }
    }
}

impl Ways {
    fn new(app: &App, words: &Words, creditor: &Creditor, payable: &pay::Payable) -> Result<Option<Self>, Error> {
        let total = payable.expected.total;
        if !total.is_positive() {
            return Ok(None);
        }
        let rf = payable.rf.grouped();
        let values = [("amount", total.text(words.language).into()), ("name", creditor.name.as_str().into())];
        let alt = words.with("pay-qr-alt", &values);
        let qr = payable.epc.as_ref().map(|text| qr::svg(text, &alt)).transpose().map_err(Error::internal)?;
        let named = |method: pay::Method| (method.provider, method.name.get(words.language).to_owned());
        Ok(Some(Self {
            rf,
            payee: creditor.name.clone(),
            iban: creditor.iban.grouped(),
            qr,
            is_test: creditor.organisation.is_test(),
            methods: app.providers.methods().into_iter().map(named).collect(),
            attempt: AttemptId(Uuid::now_v7()).to_string(),
            cents: total.get(),
        }))
    }
}
