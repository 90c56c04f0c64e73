//! Whether a receipt is the city's: what its QR code leads to.

use super::{
    super::{
        frame::{About, Frame, Nav, answer, words},
        visit::Visit,
    },
    private, to,
};
use crate::{
    error::Error,
    extract::Path,
    ledger::{Author, Hand},
    receipts::{self, Verified},
    state::App,
    throttle::Peer,
};
use askama::Template;
use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use dimos_api::problem::Code;
use dimos_domain::{money::VerificationCode, wording};

/// The form, with why it is shown again.
#[derive(Template)]
#[template(path = "pages/pay/verify.html")]
struct FormPage {
    frame: Frame,
    code: String,
    wrong: Option<String>,
}

/// A true receipt.
#[derive(Template)]
#[template(path = "pages/pay/verified.html")]
struct ReceiptPage {
    frame: Frame,
    reversed: bool,
    heading: String,
    detail: String,
    number: String,
    code: String,
    paid_on: String,
    issued_at: String,
    amount: String,
    kinds: String,
    gone_back: Option<String>,
}

impl FormPage {
    fn new(visit: &Visit, code: &str, wrong: Option<String>) -> Self {
        let words = words(visit);
        let mut about = About::new(words.t("pay-verify-title"), words.t("pay-verify-about"), Nav::Pay);
        about.listed = wrong.is_none() && !visit.is_view();
        Self { frame: Frame::new(visit, about), code: code.chars().take(40).collect(), wrong }
    }
}

/// The form; a code that was typed leads to its page.
pub(super) async fn form(State(app): State<App>, visit: Visit) -> Result<Response, Error> {
    if app.city.city.payments.is_none() {
        return Err(Error::new(Code::NotFound));
    }
    let Some(typed) = visit.get("code") else { return answer(&visit, &FormPage::new(&visit, "", None)) };
    match typed.parse::<VerificationCode>() {
        Ok(code) => Ok(to(&format!("/receipts/verify/{code}"))),
        Err(_) => {
            let wrong = words(&visit).t("pay-verify-typo");
            private(&visit, &FormPage::new(&visit, typed, Some(wrong)), StatusCode::UNPROCESSABLE_ENTITY)
        }
    }
}

/// The receipt of a code.
pub(super) async fn receipt(
    State(app): State<App>,
    peer: Peer,
    visit: Visit,
    Path(typed): Path<String>,
) -> Result<Response, Error> {
    let words = words(&visit);
    let Ok(code) = typed.parse::<VerificationCode>() else {
        let wrong = words.t("pay-verify-typo");
        return private(&visit, &FormPage::new(&visit, &typed, Some(wrong)), StatusCode::NOT_FOUND);
    };
    if let Err(refused) = app.throttles.receipts_by_peer.take(&peer.0, app.clock.now()) {
        let page = FormPage::new(&visit, &code.grouped(), Some(refused.problem(visit.language).detail));
        let mut response = private(&visit, &page, StatusCode::TOO_MANY_REQUESTS)?;
        let wait = refused.wait_s().map(HeaderValue::from);
        response.headers_mut().extend(wait.map(|seconds| (header::RETRY_AFTER, seconds)));
        return Ok(response);
    }
    let wanted = code.clone();
    let hand = Hand::of(&app, Author::Guest).speaking(visit.language);
    match hand.read(move |tx, by| receipts::verify(tx, by, &wanted)).await? {
        Some(verified) => private(&visit, &ReceiptPage::new(&visit, &verified), StatusCode::OK),
        None => {
            let wrong = words.t("pay-verify-unknown");
            private(&visit, &FormPage::new(&visit, &code.grouped(), Some(wrong)), StatusCode::NOT_FOUND)
        }
    }
}

impl ReceiptPage {
    fn new(visit: &Visit, verified: &Verified) -> Self {
        let words = words(visit);
        let language = visit.language;
        let number = verified.number.to_string();
        let reversed = verified.reversed;
        let heading = words.t(if reversed { "pay-verify-reversed" } else { "pay-verify-true" });
        let detail = words.of(if reversed { "pay-verify-reversed-detail" } else { "pay-verify-true-detail" }, &number);
        let mut about = About::new(heading.clone(), words.t("pay-verify-about"), Nav::Pay);
        about.listed = false;
        let kinds: Vec<&str> = verified.kinds.iter().map(|kind| kind.get(language)).collect();
        Self {
            frame: Frame::new(visit, about),
            reversed,
            heading,
            detail,
            number,
            code: verified.code.grouped(),
            paid_on: wording::date(language, verified.paid_on),
            issued_at: wording::date_time(language, verified.issued_at, &words.index.tz),
            amount: verified.amount.text(language),
            kinds: kinds.join(" · "),
            gone_back: (!reversed && verified.gone_back.is_positive()).then(|| verified.gone_back.text(language)),
        }
    }
}
