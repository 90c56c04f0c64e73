//! The page that a payer sees. Plain HTML, in two languages, good without JavaScript. It asks for no card: there is none.

use super::{
    bank::Bank,
    config::Control,
    form::{self, Field},
    plan::{Call, Fault, PageAnswer},
    store::{By, Kept, No},
    wire::OrderState as Standing,
    words::Words,
};
use crate::DisputeNews;
use askama::Template;
use axum::{
    Form, Router,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use dimos_domain::l10n::Language;
use jiff::tz::TimeZone;
use reqwest::Url;
use serde::Deserialize;

/// The page's style.
const STYLE: &str = include_str!("../../templates/bank.css");

pub fn routes() -> Router<Bank> {
    Router::new()
        .route("/style.css", get(style))
        .route("/pay/{code}", get(show).post(act))
        .route("/pay/{code}/control", post(control))
}

#[derive(Template)]
#[template(path = "order.html")]
struct OrderPage {
    words: &'static Words,
    tag: &'static str,
    other: (&'static str, &'static str),
    payee: String,
    order: Option<Shown>,
    view: View,
    /// Where the button leads back to.
    back: Option<String>,
}

/// What is to be paid.
struct Shown {
    code: String,
    amount: String,
    description: String,
    reference: String,
    until: String,
    choose: &'static str,
    control: Option<ControlForm>,
}

struct ControlForm {
    fields: Vec<Field>,
    was_set: bool,
    paid: bool,
}

/// What the page is about now.
enum View {
    Choose { failed: Option<&'static str> },
    Code { code: String, wrong: bool },
    Told { good: bool, title: &'static str, detail: &'static str },
}

#[derive(Deserialize)]
struct Asked {
    lang: Option<String>,
    /// What the last form led to.
    after: Option<String>,
}

impl Asked {
    fn language(&self, order: Option<&Kept>) -> Language {
        let chosen = self.lang.as_deref().and_then(|tag| Language::ALL.into_iter().find(|one| one.tag() == tag));
        chosen.or_else(|| order.map(|order| order.asked.language)).unwrap_or_default()
    }
}

async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "max-age=3600")], STYLE)
}

async fn show(State(bank): State<Bank>, Path(code): Path<String>, Query(asked): Query<Asked>) -> Response {
    let found = bank.off_thread(move |bank| bank.read(By::Code(&code))).await;
    match found {
        Ok(order) => bank.page(&order, &asked, view(&order, &asked), StatusCode::OK),
        Err(no) => bank.apology(&asked, None, &no),
    }
}

fn view(order: &Kept, asked: &Asked) -> View {
    let words = Words::of(asked.language(Some(order)));
    let told = |good, title, detail| View::Told { good, title, detail };
    match (order.state, &order.code_shown) {
        (Standing::Open | Standing::Failed, Some(code)) => {
            let wrong = asked.after.as_deref() == Some("wrong");
            View::Code { code: code.clone(), wrong }
        }
        (Standing::Open, None) => View::Choose { failed: None },
        (Standing::Failed, None) => View::Choose { failed: Some(words.why(order.reason.as_deref())) },
        (Standing::Paid, _) => told(true, words.paid, words.paid_detail),
        (Standing::Reversed, _) => told(false, words.reversed, words.reversed_detail),
        (Standing::Expired, _) => told(false, words.expired, words.expired_detail),
        (Standing::Cancelled, _) => told(false, words.cancelled, words.cancelled_detail),
    }
}

#[derive(Deserialize)]
struct Pressed {
    act: String,
    #[serde(default)]
    with: String,
    #[serde(default)]
    code: String,
}

/// Where a form leads.
enum Next {
    /// Back to the page, saying this.
    Here(&'static str),
    /// Back to whoever sent the payer.
    Back(String),
    /// Nowhere: no answer.
    Lost(Box<Kept>),
}

async fn act(
    State(bank): State<Bank>,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
    Form(pressed): Form<Pressed>,
) -> Response {
    let done = bank.off_thread(move |bank| press(bank, &code, &pressed)).await;
    match done {
        Ok(Next::Here(after)) => here(&asked, after),
        Ok(Next::Back(to)) => see_other(&to),
        Ok(Next::Lost(order)) => {
            let words = Words::of(asked.language(Some(&order)));
            let view = View::Told { good: false, title: words.lost, detail: words.lost_detail };
            bank.page(&order, &asked, view, StatusCode::GATEWAY_TIMEOUT)
        }
        // Somebody was faster, in another window: the page tells.
        Err(No::Refused(_)) => here(&asked, ""),
        Err(no) => bank.apology(&asked, None, &no),
    }
}

fn press(bank: &Bank, code: &str, pressed: &Pressed) -> Result<Next, No> {
    let order = bank.read(By::Code(code))?;
    let paying = |pay: &dyn Fn() -> Result<bool, No>| match order.plan.answer {
        PageAnswer::LostBefore => Ok(Next::Lost(Box::new(order.clone()))),
        PageAnswer::LostAfter => Ok(if pay()? { Next::Lost(Box::new(order.clone())) } else { Next::Here("wrong") }),
        PageAnswer::Given => Ok(if pay()? { Next::Back(order.asked.return_to.clone()) } else { Next::Here("wrong") }),
    };
    match (pressed.act.as_str(), pressed.with.as_str()) {
        ("pay", "code") => bank.ask_code(code).map(|()| Next::Here("")),
        ("pay", "declined") => bank.decline(code, "insufficient_funds").map(|()| Next::Here("")),
        ("pay", _) => paying(&|| bank.pay(code).map(|_| true)),
        ("code", _) => paying(&|| bank.enter_code(code, &pressed.code)),
        ("leave", _) => Ok(Next::Back(order.asked.give_up_to)),
        _ => Ok(Next::Here("")),
    }
}

async fn control(
    State(bank): State<Bank>,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Response {
    if bank.0.config.control == Control::Closed {
        return bank.apology(&asked, None, &No::Missing);
    }
    // Beside the control is the page; from there its own name leads to it.
    let page = query(&format!("../{code}"), &asked, "set");
    let done = bank.off_thread(move |bank| set(bank, &code, &fields)).await;
    match done {
        Ok(()) | Err(No::Refused(_)) => see_other(&page),
        Err(no) => bank.apology(&asked, None, &no),
    }
}

fn set(bank: &Bank, code: &str, fields: &[(String, String)]) -> Result<(), No> {
    let field = |name: &str| fields.iter().find(|(one, _)| one == name).map(|(_, value)| value.as_str());
    match field("act") {
        Some("silent") => bank.break_next(Call::Ask, Fault::LostBefore),
        Some("reverse") => bank.reverse(code),
        Some("dispute") => bank.dispute(code, DisputeNews::Opened),
        Some("win") => bank.dispute(code, DisputeNews::Won),
        Some("lose") => bank.dispute(code, DisputeNews::Lost),
        _ => {
            let order = bank.read(By::Code(code))?;
            let pairs = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
            let posted = Query::<form::Posted>::try_from_uri(&format!("/?{pairs}").parse().map_err(|_| No::Missing)?);
            let plan = posted.ok().and_then(|Query(posted)| posted.plan(order.asked.amount));
            bank.plan_order(code, &plan.ok_or(No::Refused("form_invalid"))?)
        }
    }
}

impl Bank {
    fn page(&self, order: &Kept, asked: &Asked, view: View, status: StatusCode) -> Response {
        let language = asked.language(Some(order));
        let words = Words::of(language);
        let until = order.asked.expires_at.to_zoned(TimeZone::get("Europe/Athens").unwrap_or(TimeZone::UTC));
        let control = (self.0.config.control == Control::Open).then(|| ControlForm {
            fields: form::fields(language, &order.plan, order.asked.amount),
            was_set: asked.after.as_deref() == Some("set"),
            paid: order.state == Standing::Paid,
        });
        let shown = Shown {
            code: order.code.to_string(),
            amount: order.asked.amount.text(language),
            description: order.asked.description.clone(),
            reference: order.asked.reference.clone(),
            until: until.strftime("%d/%m/%Y, %H:%M").to_string(),
            choose: words.choose(order.asked.method),
            control,
        };
        let back = match view {
            View::Choose { .. } | View::Code { .. } => None,
            View::Told { .. } => Some(order.asked.return_to.clone()),
        };
        self.render(language, Some(shown), view, back, (status, Some(order)))
    }

    /// A page about nothing that can be paid.
    fn apology(&self, asked: &Asked, order: Option<&Kept>, no: &No) -> Response {
        let language = asked.language(order);
        let words = Words::of(language);
        let (status, title, detail) = match no {
            No::Missing | No::Refused(_) => (StatusCode::NOT_FOUND, words.missing, words.missing_detail),
            No::Broken(_) => (StatusCode::INTERNAL_SERVER_ERROR, words.broken, words.lost_detail),
        };
        tracing::debug!(error = %no, "sandbox bank's page");
        self.render(language, None, View::Told { good: false, title, detail }, None, (status, order))
    }

    fn render(
        &self,
        language: Language,
        order: Option<Shown>,
        view: View,
        back: Option<String>,
        (status, about): (StatusCode, Option<&Kept>),
    ) -> Response {
        let other = match language {
            Language::El => (Language::En.tag(), "English"),
            Language::En => (Language::El.tag(), "Ελληνικά"),
        };
        let words = Words::of(language);
        let page =
            OrderPage { words, tag: language.tag(), other, payee: self.0.config.payee.clone(), order, view, back };
        match page.render() {
            Ok(html) => (status, headers(language, about), html).into_response(),
            Err(error) => {
                tracing::error!(%error, "sandbox bank's page");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

fn headers(language: Language, order: Option<&Kept>) -> HeaderMap {
    // Some browsers follow a form's redirect only to where the policy lets forms go.
    let backs = order.iter().flat_map(|order| [&order.asked.return_to, &order.asked.give_up_to]);
    let backs = backs.filter_map(|address| way_back(address)).fold(String::new(), |all, one| all + " " + &one);
    let policy = format!(
        "default-src 'none'; style-src 'self'; form-action 'self'{backs}; base-uri 'none'; frame-ancestors 'none'"
    );
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.extend(HeaderValue::from_str(&policy).ok().map(|policy| (header::CONTENT_SECURITY_POLICY, policy)));
    headers
}

/// Where an address leads, as a policy names it: an origin, or an app's own scheme. None for what is no way back.
pub fn way_back(address: &str) -> Option<String> {
    let url = Url::parse(address).ok().filter(|_| address.len() <= 2_000 && address.is_ascii())?;
    match url.scheme() {
        "http" | "https" => Some(url.origin().ascii_serialization()),
        "javascript" | "data" | "vbscript" | "file" | "blob" | "about" | "view-source" => None,
        app => Some(format!("{app}:")),
    }
}

fn here(asked: &Asked, after: &'static str) -> Response {
    see_other(&query("", asked, after))
}

/// An address beside this one. An empty query still makes it another address than nothing.
fn query(path: &str, asked: &Asked, after: &str) -> String {
    let known = asked.lang.as_deref().filter(|tag| Language::ALL.iter().any(|one| one.tag() == *tag));
    let pairs = known.map(|tag| ("lang", tag)).into_iter().chain((!after.is_empty()).then_some(("after", after)));
    format!("{path}?{}", form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish())
}

fn see_other(to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(to) => (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
