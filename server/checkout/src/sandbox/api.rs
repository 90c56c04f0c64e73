//! The bank's API: for whoever it takes money for, and for whoever wants to see things go wrong.

use super::{
    bank::Bank,
    config::Control,
    pages,
    plan::{Call, Fault, Plan},
    store::{By, Kept, No},
    wire::{KEY, NewOrderBody, NewRefundBody, RefusalBody},
};
use crate::DisputeNews;
use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Path, Request, State, rejection::JsonRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;

/// The longest body the bank reads.
const LONGEST: usize = 64 * 1024;

impl Bank {
    /// Everything that it answers; to be mounted under the path of its address.
    pub fn router<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        let api = Router::new()
            .route("/api/orders", post(open))
            .route("/api/orders/{code}", get(ask))
            .route("/api/orders/{code}/cancel", post(cancel))
            .route("/api/attempts/{key}", get(ask_by_key))
            .route("/api/attempts/{key}/cancel", post(cancel_by_key))
            .route("/api/refunds", post(refund))
            .route("/api/refunds/{key}", get(ask_refund))
            .merge(self.control())
            .layer(middleware::from_fn_with_state(self.clone(), known));
        Router::new().merge(api).merge(pages::routes()).layer(DefaultBodyLimit::max(LONGEST)).with_state(self.clone())
    }

    /// Not there where it is closed.
    fn control(&self) -> Router<Self> {
        match self.0.config.control {
            Control::Closed => Router::new(),
            Control::Open => Router::new()
                .route("/control/plan", post(usual_plan))
                .route("/control/orders/{code}/plan", post(plan))
                .route("/control/orders/{code}/{act}", post(act))
                .route("/control/faults", post(fault))
                .route("/control/payouts", post(payout)),
        }
    }

    /// Does one call of the API in a thread that may wait for the disk, with the fault that is planned for it.
    async fn call<T: Serialize + Send + 'static>(
        &self,
        call: Call,
        work: impl FnOnce(&Self) -> Result<T, No> + Send + 'static,
    ) -> Response {
        let fault = match self.off_thread(move |bank| bank.0.store.with(|tx| super::store::take_fault(tx, call))).await
        {
            Ok(fault) => fault,
            Err(no) => return no.into_response(),
        };
        match fault {
            None => {}
            Some(Fault::LostBefore) => return self.no_answer().await,
            Some(Fault::Refused) => return No::Refused("refused_for_a_test").into_response(),
            Some(Fault::Broken) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            Some(Fault::Redirect) => return Redirect::temporary("https://example.invalid/").into_response(),
            Some(Fault::LostAfter | Fault::Html) => {}
        }
        let done = self.off_thread(work).await;
        match fault {
            Some(Fault::LostAfter) => self.no_answer().await,
            Some(Fault::Html) => Html("<!doctype html><title>Welcome</title><p>Please log in.").into_response(),
            _ => done.map_or_else(IntoResponse::into_response, |body| Json(body).into_response()),
        }
    }

    async fn no_answer(&self) -> Response {
        tokio::time::sleep(self.0.config.silence).await;
        StatusCode::GATEWAY_TIMEOUT.into_response()
    }

    /// The book may wait for the disk.
    pub(super) async fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, No> + Send + 'static,
    ) -> Result<T, No> {
        let bank = self.clone();
        let done = tokio::task::spawn_blocking(move || work(&bank)).await;
        done.unwrap_or_else(|error| Err(No::Broken(error.to_string())))
    }
}

impl IntoResponse for No {
    fn into_response(self) -> Response {
        let (status, code) = match &self {
            Self::Missing => (StatusCode::NOT_FOUND, "not_found"),
            Self::Refused(code) => (StatusCode::UNPROCESSABLE_ENTITY, *code),
            Self::Broken(_) => {
                tracing::error!(error = %self, "sandbox bank");
                (StatusCode::INTERNAL_SERVER_ERROR, "broken")
            }
        };
        (status, Json(RefusalBody { code: code.to_owned() })).into_response()
    }
}

/// Lets only those in who carry the key.
async fn known(State(bank): State<Bank>, request: Request, next: Next) -> Response {
    let given = request.headers().get(header::AUTHORIZATION).map(HeaderValue::as_bytes).unwrap_or_default();
    let given = given.strip_prefix(b"Bearer ").unwrap_or_default();
    if !bool::from(given.ct_eq(bank.0.config.key.reveal().as_bytes())) {
        let refusal = RefusalBody { code: "unknown_caller".to_owned() };
        return (StatusCode::UNAUTHORIZED, Json(refusal)).into_response();
    }
    next.run(request).await
}

type Body<T> = Result<Json<T>, JsonRejection>;

fn body<T>(body: Body<T>) -> Result<T, No> {
    body.map(|Json(body)| body).map_err(|_| No::Refused("body_invalid"))
}

fn key(headers: &HeaderMap) -> Result<String, No> {
    let key = headers.get(KEY).and_then(|key| key.to_str().ok()).unwrap_or_default();
    let fits = (1..=64).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if fits { Ok(key.to_owned()) } else { Err(No::Refused("key_invalid")) }
}

async fn open(State(bank): State<Bank>, headers: HeaderMap, asked: Body<NewOrderBody>) -> Response {
    let (key, asked) = match (key(&headers), body(asked)) {
        (Ok(key), Ok(asked)) => (key, asked),
        (Err(no), _) | (_, Err(no)) => return no.into_response(),
    };
    bank.call(Call::Open, move |bank| Ok(bank.open_order(&key, asked)?.body(&bank.0.config.address))).await
}

async fn ask(State(bank): State<Bank>, Path(code): Path<String>) -> Response {
    bank.call(Call::Ask, move |bank| Ok(bank.read(By::Code(&code))?.body(&bank.0.config.address))).await
}

async fn ask_by_key(State(bank): State<Bank>, Path(key): Path<String>) -> Response {
    bank.call(Call::Ask, move |bank| Ok(bank.read(By::Key(&key))?.body(&bank.0.config.address))).await
}

async fn cancel(State(bank): State<Bank>, Path(code): Path<String>) -> Response {
    bank.call(Call::Cancel, move |bank| bank.cancel(&code)).await
}

async fn cancel_by_key(State(bank): State<Bank>, Path(key): Path<String>) -> Response {
    bank.call(Call::Cancel, move |bank| {
        let Kept { code, .. } = bank.read(By::Key(&key))?;
        bank.cancel(code.as_str())
    })
    .await
}

async fn refund(State(bank): State<Bank>, headers: HeaderMap, asked: Body<NewRefundBody>) -> Response {
    let (key, asked) = match (key(&headers), body(asked)) {
        (Ok(key), Ok(asked)) => (key, asked),
        (Err(no), _) | (_, Err(no)) => return no.into_response(),
    };
    bank.call(Call::Refund, move |bank| bank.send_back(&key, &asked)).await
}

async fn ask_refund(State(bank): State<Bank>, Path(key): Path<String>) -> Response {
    let find = move |bank: &Bank| {
        bank.tidy()?;
        bank.0.store.with(|tx| super::store::find_refund(tx, &key)?.ok_or(No::Missing))
    };
    bank.call(Call::AskRefund, find).await
}

/// Done, with nothing to say.
async fn control(bank: &Bank, work: impl FnOnce(&Bank) -> Result<(), No> + Send + 'static) -> Response {
    match bank.off_thread(work).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(no) => no.into_response(),
    }
}

async fn usual_plan(State(bank): State<Bank>, plan: Body<Plan>) -> Response {
    control(&bank, move |bank| bank.plan(&body(plan)?)).await
}

async fn plan(State(bank): State<Bank>, Path(code): Path<String>, plan: Body<Plan>) -> Response {
    control(&bank, move |bank| bank.plan_order(&code, &body(plan)?)).await
}

/// `pay`, `decline`, `reverse`, `dispute`, `win`, `lose`: what happens at the bank without anybody's browser.
async fn act(State(bank): State<Bank>, Path((code, act)): Path<(String, String)>) -> Response {
    control(&bank, move |bank| match act.as_str() {
        "pay" => bank.pay(&code).map(drop),
        "decline" => bank.decline(&code, "insufficient_funds"),
        "reverse" => bank.reverse(&code),
        "dispute" => bank.dispute(&code, DisputeNews::Opened),
        "win" => bank.dispute(&code, DisputeNews::Won),
        "lose" => bank.dispute(&code, DisputeNews::Lost),
        _ => Err(No::Missing),
    })
    .await
}

#[derive(Deserialize)]
struct FaultBody {
    call: Call,
    fault: Fault,
}

async fn fault(State(bank): State<Bank>, fault: Body<FaultBody>) -> Response {
    control(&bank, move |bank| {
        let FaultBody { call, fault } = body(fault)?;
        bank.break_next(call, fault)
    })
    .await
}

/// `null` where there is nothing to pay out.
async fn payout(State(bank): State<Bank>) -> Response {
    match bank.off_thread(Bank::pay_out).await {
        Ok(payout) => Json(payout).into_response(),
        Err(no) => no.into_response(),
    }
}
