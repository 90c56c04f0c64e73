//! The treasury's routes of the books: closing a day, the trial balance, the journal.

use super::{Hand, close_day, export_csv, trial_balance};
use crate::{
    audit,
    auth::{Permission, Staff},
    error::Error,
    extract::{Json, Path, Query},
    state::App,
};
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use dimos_api::{
    pay::{DayCloseResponse, TrialBalanceResponse},
    problem::{Code, Problem},
};
use jiff::civil::Date;
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Days in one export.
const MOST_DAYS: i32 = 366;

/// Its routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(post_day_close)).routes(routes!(get_trial_balance)).routes(routes!(get_journal))
}

/// `GET /treasury/trial-balance?until=`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct BalanceQuery {
    until: Option<Date>,
}

/// `GET /treasury/journal?from=&until=`.
#[derive(Debug, Deserialize)]
struct JournalQuery {
    from: Date,
    until: Date,
}

/// Close a day and every one before it.
#[utoipa::path(post, path = "/treasury/days/{day}/close", tag = "treasury", security(("staff" = [])),
    params(("day" = String, Path)), responses((status = 200, body = DayCloseResponse), (status = 403, body = Problem),
        (status = 422, description = "`invalid`: it has not come yet, or a later one is closed", body = Problem)))]
async fn post_day_close(
    State(app): State<App>,
    staff: Staff,
    Path(day): Path<Date>,
) -> Result<Json<DayCloseResponse>, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::RunTreasury)?;
    let closed = hand.write(move |tx, by| {
        let closed = close_day(tx, by.now, by.author, day, by.today())?;
        let (actor, subject) = (by.actor(), day.to_string());
        audit::note(
            tx,
            by.now,
            &audit::Entry { kind: "day_closed", actor: Some(&actor), subject: &subject, detail: None },
        )?;
        Ok(closed)
    });
    closed.await.map(Json)
}

/// What the books add up to.
#[utoipa::path(get, path = "/treasury/trial-balance", tag = "treasury", security(("staff" = [])),
    params(("until" = Option<String>, Query, description = "That day included; else now")),
    responses((status = 200, body = TrialBalanceResponse), (status = 403, body = Problem)))]
async fn get_trial_balance(
    State(app): State<App>,
    staff: Staff,
    Query(query): Query<BalanceQuery>,
) -> Result<Json<TrialBalanceResponse>, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::ReadBooks)?;
    hand.read(move |tx, _| trial_balance(tx, query.until)).await.map(Json)
}

/// The journal as a table: up to a year of it.
#[utoipa::path(get, path = "/treasury/journal", tag = "treasury", security(("staff" = [])),
    params(("from" = String, Query), ("until" = String, Query, description = "That day included")),
    responses((status = 200, body = String, content_type = "text/csv"), (status = 403, body = Problem),
        (status = 422, body = Problem)))]
async fn get_journal(
    State(app): State<App>,
    staff: Staff,
    Query(query): Query<JournalQuery>,
) -> Result<Response, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::ReadBooks)?;
    let days = query.from.until(query.until).map(|span| span.get_days()).unwrap_or(i32::MAX);
    if !(0..MOST_DAYS).contains(&days) {
        return Err(Error::new(Code::Invalid).because("journal-days").arg("max", MOST_DAYS));
    }
    let table = hand.read(move |tx, _| {
        let mut table = Vec::new();
        export_csv(tx, query.from, query.until, &mut table)?;
        Ok(table)
    });
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], table.await?).into_response())
}
