//! The form: a payment code and an amount, as they stand on the slip.

use super::{
    super::{
        frame::{About, Frame, Nav, answer, words},
        visit::Visit,
    },
    guard::OurForm,
    private, ticket, to,
    typed::{self, Typed},
};
use crate::{
    bills::{self, Shown},
    error::Error,
    extract::{Form, Path},
    ledger::{Author, Hand},
    state::App,
    throttle::Peer,
};
use askama::Template;
use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use dimos_api::{pay::LookupRequest, problem::Code};
use dimos_domain::money::OrganisationCode;
use serde::Deserialize;

/// The form.
#[derive(Template)]
#[template(path = "pages/pay/form.html")]
struct FormPage {
    frame: Frame,
    typed: Typed,
    /// Why there is no bill, or why this page is shown again.
    notice: Option<String>,
    examples: [String; 2],
}

impl FormPage {
    fn new(visit: &Visit, typed: Typed, notice: Option<String>) -> Self {
        let words = words(visit);
        let is_wrong = typed.rf_wrong.is_some() || typed.amount_wrong.is_some();
        let title = words.t(if is_wrong { "pay-form-wrong-title" } else { "pay-form-title" });
        let mut about = About::new(title, words.t("pay-form-about"), Nav::Pay);
        about.listed = !visit.is_view() && visit.here() == "/pay" && !is_wrong && notice.is_none();
        let examples = [words.t("pay-example-rf"), words.t("pay-example-amount")];
        Self { frame: Frame::new(visit, about), typed, notice, examples }
    }
}

/// Which organisation this city is to DIAS; no page where it takes no money.
fn ours(app: &App) -> Result<&OrganisationCode, Error> {
    let payments = app.city.city.payments.as_ref();
    payments.map(|payments| &payments.creditor.organisation).ok_or_else(|| Error::new(Code::NotFound))
}

/// The empty form; `?again` says that a found bill is no longer kept.
pub(super) async fn empty(State(app): State<App>, visit: Visit) -> Result<Response, Error> {
    ours(&app)?;
    let notice = visit.get("again").map(|_| words(&visit).t("pay-again"));
    answer(&visit, &FormPage::new(&visit, Typed::new(""), notice))
}

/// The form with the code of a slip: its QR code and address lead here.
pub(super) async fn prefilled(State(app): State<App>, visit: Visit, Path(rf): Path<String>) -> Result<Response, Error> {
    let ours = ours(&app)?;
    let typed = match typed::reference(&words(&visit), ours, &rf) {
        Ok(reference) => Typed::new(&reference.grouped()),
        Err(wrong) => Typed { rf_wrong: Some(wrong), ..Typed::new(&rf.chars().take(40).collect::<String>()) },
    };
    private(&visit, &FormPage::new(&visit, typed, None), StatusCode::OK)
}

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Fields {
    rf: String,
    amount: String,
}

/// Looks the bill up and leads to it.
pub(super) async fn look_up(
    State(app): State<App>,
    _: OurForm,
    peer: Peer,
    visit: Visit,
    Form(fields): Form<Fields>,
) -> Result<Response, Error> {
    let (words, ours) = (words(&visit), ours(&app)?);
    let (rf, amount) = match typed::read(&words, ours, &fields.rf, &fields.amount) {
        Ok(read) => read,
        Err(typed) => {
            return private(&visit, &FormPage::new(&visit, typed, None), StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    let again = |rf: &str| Typed { amount: fields.amount.chars().take(40).collect(), ..Typed::new(rf) };
    if let Err(refused) = bills::take_try(&app, &peer, Shown::ToGuest, rf.as_str(), app.clock.now()) {
        let problem = refused.problem(visit.language);
        let page = FormPage::new(&visit, again(&rf.grouped()), Some(problem.detail));
        let mut response = private(&visit, &page, StatusCode::TOO_MANY_REQUESTS)?;
        let wait = refused.wait_s().map(HeaderValue::from);
        response.headers_mut().extend(wait.map(|seconds| (header::RETRY_AFTER, seconds)));
        return Ok(response);
    }
    let request = LookupRequest { rf: rf.as_str().to_owned(), amount };
    let found = Hand::of(&app, Author::Guest).read(move |tx, by| bills::find_for(tx, by, &request)).await;
    match found {
        Ok(payable) => {
            let ticket = ticket::mint(&app.keys, payable.id, app.clock.now());
            Ok(to(&format!("/pay/bills/{ticket}")))
        }
        // Unknown, another amount, amended, cancelled: one answer, which tells nothing.
        Err(missing) if missing.code() == Code::NotFound => {
            let page = FormPage::new(&visit, again(&rf.grouped()), Some(words.t("pay-not-found")));
            private(&visit, &page, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(cause) => Err(cause),
    }
}
