//! Opening an attempt's page: what it is opened with is decided once, and one opens it at a time. The claim is in the
//! database and lapses by itself, so that a server which died while it opened holds nobody up for long.

use super::attempts::AttemptRow;
use crate::{
    bills,
    db::{Tx, ms},
    error::Error,
    ledger::Acting,
    reports::columns::maybe_time,
};
use dimos_checkout::{Currency, NewOrder};
use dimos_domain::{ids::AttemptId, l10n::Language};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// How long a page takes money: Stripe wants 30 minutes at least, from when it reads this.
const OPEN_MINUTES: i64 = 40;
/// After so long whoever opens it is taken for dead: longer than an answer is waited for.
const CLAIM_S: i64 = 30;

/// What an order is opened with, beside what stands in the attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Opening {
    description: String,
    reference: String,
    language: Language,
    return_to: String,
    give_up_to: String,
    expires_at: Timestamp,
}

/// Whether the caller may open it now.
#[derive(Debug)]
pub(super) enum Claim {
    /// It may, until then, and asks for this.
    Ours(Box<NewOrder>, Timestamp),
    /// Somebody else is opening it.
    Theirs,
    /// What was asked for once cannot be opened any more; whether it was is being asked about.
    TooLate,
}

/// Claims the opening of an attempt, unless somebody else holds it.
pub(super) fn claim(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    row: &AttemptRow,
    addresses: &(String, String),
) -> Result<Claim, Error> {
    if row.opening_until.is_some_and(|until| until > by.now) {
        return Ok(Claim::Theirs);
    }
    let opening = match kept(tx, row.id)? {
        Some(before) if before.expires_at <= by.now => return Ok(Claim::TooLate),
        Some(before) => before,
        None => decide(tx, by, row, addresses)?,
    };
    let until = by.now.checked_add(SignedDuration::from_secs(CLAIM_S)).map_err(Error::internal)?;
    // Until it is answered nobody asks how it stands: "no such order" would be no news.
    tx.execute(
        "UPDATE attempts SET opening = ?2, opening_until = ?3, ask_at = max(ask_at, ?3) WHERE id = ?1",
        (row.id.to_string(), serde_json::to_string(&opening)?, ms(until)),
    )?;
    Ok(Claim::Ours(Box::new(opening.order(row)), until))
}

/// Gives the claim back, if it is still the caller's.
pub(super) fn release(tx: &Tx<'_>, id: AttemptId, until: Timestamp) -> Result<(), Error> {
    let sql = "UPDATE attempts SET opening_until = NULL WHERE id = ?1 AND opening_until = ?2";
    tx.execute(sql, (id.to_string(), ms(until)))?;
    Ok(())
}

/// Surely nothing was opened: the next one decides anew, so that its page is open for as long as any.
pub(super) fn forget(tx: &Tx<'_>, id: AttemptId) -> Result<(), Error> {
    tx.execute("UPDATE attempts SET opening = NULL WHERE id = ?1", [id.to_string()])?;
    Ok(())
}

/// Whether somebody holds the claim; one that lapsed is held by nobody, and is still there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holder {
    Someone,
    Dead,
    Nobody,
}

/// Who is opening it.
pub(super) fn holder(tx: &Tx<'_>, id: AttemptId, now: Timestamp) -> Result<Holder, Error> {
    let sql = "SELECT opening_until FROM attempts WHERE id = ?1";
    let until = tx.one(sql, [id.to_string()], |row| maybe_time(row, 0))?.flatten();
    Ok(match until {
        Some(until) if until > now => Holder::Someone,
        Some(_) => Holder::Dead,
        None => Holder::Nobody,
    })
}

fn kept(tx: &Tx<'_>, id: AttemptId) -> Result<Option<Opening>, Error> {
    let sql = "SELECT opening FROM attempts WHERE id = ?1";
    let text = tx.one(sql, [id.to_string()], |row| row.get::<_, Option<String>>(0))?.flatten();
    Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
}

/// The line that the payer reads names bills, never persons.
fn decide(
    tx: &Tx<'_>,
    by: &Acting<'_>,
    row: &AttemptRow,
    (return_to, give_up_to): &(String, String),
) -> Result<Opening, Error> {
    let payments = by.payments()?;
    let first = row.parts.first().map(|part| bills::payable(tx, part.payable)).transpose()?.flatten();
    let first = first.ok_or_else(|| Error::internal("an attempt for nothing"))?;
    let title = bills::title(payments, &first.bill);
    let more = if row.parts.len() > 1 { format!(" + {}", row.parts.len() - 1) } else { String::new() };
    Ok(Opening {
        description: format!("{}: {} {}{more}", payments.creditor.name, title.get(by.language), first.bill.number),
        reference: first.rf.as_str().to_owned(),
        language: by.language,
        return_to: return_to.clone(),
        give_up_to: give_up_to.clone(),
        expires_at: by.now.checked_add(SignedDuration::from_mins(OPEN_MINUTES)).map_err(Error::internal)?,
    })
}

impl Opening {
    fn order(self, row: &AttemptRow) -> NewOrder {
        let Self { description, reference, language, return_to, give_up_to, expires_at } = self;
        NewOrder {
            attempt: row.id,
            amount: row.amount,
            currency: Currency::EUR,
            description,
            reference,
            language,
            method: row.method,
            return_to,
            give_up_to,
            expires_at,
        }
    }
}
