//! What the bank tells by itself: the webhooks' bodies, and the outbox in the book.

use super::{
    plan::Signing,
    store::{Kept, No},
    wire::{OrderBody, PaymentBody, RefundBody, RefundState},
};
use crate::{DisputeCode, DisputeNews, EventCode};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Transaction, params};
use serde::Serialize;
use serde_json::{Value, json};

/// Something to be told.
pub struct Event {
    kind: String,
    data: Value,
}

/// The same, as it is posted.
pub struct Posted {
    kind: String,
    body: String,
}

impl Event {
    pub fn of_order(order: &OrderBody) -> Self {
        Self { kind: format!("order.{}", order.state.as_str()), data: json(order) }
    }

    pub fn of_refund(refund: &RefundBody) -> Self {
        let kind = match refund.state {
            RefundState::Failed => "refund.failed",
            _ => "refund.succeeded",
        };
        Self { kind: kind.to_owned(), data: json(refund) }
    }

    pub fn of_dispute(code: &DisputeCode, paid: &PaymentBody, news: DisputeNews) -> Self {
        let kind = format!("dispute.{}", name(news));
        let data = json!({ "code": code, "payment": paid.code, "amount": paid.amount, "currency": paid.currency });
        Self { kind, data }
    }

    pub fn signed_in(self, now: Timestamp, id: EventCode) -> Posted {
        let body = json!({ "id": id, "type": self.kind, "created": now.as_second(), "data": self.data });
        Posted { kind: self.kind, body: body.to_string() }
    }
}

fn json(body: &impl Serialize) -> Value {
    serde_json::to_value(body).unwrap_or_default()
}

pub const fn name(news: DisputeNews) -> &'static str {
    match news {
        DisputeNews::Opened => "opened",
        DisputeNews::Won => "won",
        DisputeNews::Lost => "lost",
    }
}

/// How many events about an order were written down.
pub fn told(tx: &Transaction<'_>, order: &Kept) -> Result<i64, No> {
    let sql = "SELECT count(*) FROM events WHERE about = ?1";
    Ok(tx.prepare_cached(sql)?.query_row([order.code.as_str()], |row| row.get(0))?)
}

pub fn insert(tx: &Transaction<'_>, order: &Kept, event: &Posted, due: Timestamp) -> Result<(), No> {
    tx.execute(
        "INSERT INTO events (about, kind, body, signing, left, due_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            order.code.as_str(),
            event.kind,
            event.body,
            order.plan.signing.as_str(),
            order.plan.webhooks,
            due.as_millisecond()
        ],
    )?;
    Ok(())
}

/// Opens the dispute of a payment, or ends it.
pub fn dispute(
    tx: &Transaction<'_>,
    paid: &PaymentBody,
    news: DisputeNews,
    new: impl FnOnce() -> DisputeCode,
) -> Result<DisputeCode, No> {
    let sql = "SELECT code, state FROM disputes WHERE payment = ?1 ORDER BY rowid DESC LIMIT 1";
    let last: Option<(String, String)> =
        tx.query_row(sql, [paid.code.as_str()], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    match (news, last) {
        (DisputeNews::Opened, None) => {
            let code = new();
            tx.execute(
                "INSERT INTO disputes (code, payment, amount, state) VALUES (?1, ?2, ?3, 'opened')",
                params![code.as_str(), paid.code.as_str(), paid.amount.get()],
            )?;
            Ok(code)
        }
        (DisputeNews::Won | DisputeNews::Lost, Some((code, state))) if state == "opened" => {
            tx.execute("UPDATE disputes SET state = ?2 WHERE code = ?1", [code.as_str(), name(news)])?;
            code.parse().map_err(|_| No::Broken("a dispute that is none".to_owned()))
        }
        (DisputeNews::Opened, Some(_)) => Err(No::Refused("disputed_already")),
        _ => Err(No::Refused("not_disputed")),
    }
}

/// A webhook whose time has come.
pub struct Due {
    pub seq: i64,
    pub kind: String,
    pub body: String,
    pub signing: Signing,
    pub tries: u32,
}

/// The webhooks whose time has come, those first that have waited longest.
pub fn due(tx: &Transaction<'_>, now: Timestamp) -> Result<Vec<Due>, No> {
    let sql = "SELECT seq, kind, body, signing, tries FROM events WHERE left > 0 AND due_at <= ?1
        ORDER BY due_at, seq LIMIT 20";
    let mut statement = tx.prepare_cached(sql)?;
    let rows = statement.query_map([now.as_millisecond()], |row| {
        let signing: String = row.get(3)?;
        let signing = Signing::parse(&signing).unwrap_or_default();
        Ok(Due { seq: row.get(0)?, kind: row.get(1)?, body: row.get(2)?, signing, tries: row.get(4)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// When the next webhook is due.
pub fn next_due(tx: &Transaction<'_>) -> Result<Option<i64>, No> {
    Ok(tx.prepare_cached("SELECT min(due_at) FROM events WHERE left > 0")?.query_row([], |row| row.get(0))?)
}

/// It was taken.
pub fn taken(tx: &Transaction<'_>, seq: i64) -> Result<(), No> {
    tx.execute("UPDATE events SET left = left - 1 WHERE seq = ?1", [seq])?;
    Ok(())
}

/// It was not, and is tried again, or no more.
pub fn not_taken(tx: &Transaction<'_>, seq: i64, again: Option<Timestamp>) -> Result<(), No> {
    match again {
        Some(at) => tx.execute(
            "UPDATE events SET tries = tries + 1, due_at = ?2 WHERE seq = ?1",
            params![seq, at.as_millisecond()],
        )?,
        None => tx.execute("UPDATE events SET tries = tries + 1, left = 0 WHERE seq = ?1", [seq])?,
    };
    Ok(())
}
