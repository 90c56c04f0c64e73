//! Money that was received and is in the bank, or is found not to be: settled with a statement's entry, a payout, or the
//! cash that a desk brought there. Of a desk the oldest payments are brought first.

use super::queries;
use crate::{
    db::Tx,
    error::Error,
    ledger::{self, Account},
    reports::columns::{named, parsed},
};
use dimos_api::pay::Desk;
use dimos_domain::{
    ids::PaymentId,
    money::{Cents, PaymentEvent, PaymentState},
};

/// Hears that a payment is in the bank, or is not after all; whether that was news.
///
/// # Errors
/// Only the database's.
pub fn hear_of_the_bank(tx: &Tx<'_>, id: PaymentId, event: PaymentEvent) -> Result<bool, Error> {
    let state = queries::payment(tx, id)?.and_then(|payment| payment.state.after(event));
    state.map_or(Ok(false), |state| queries::set_state(tx, id, state).map(|()| true))
}

/// Settles what was brought to the bank from a desk: every payment but the newest, as many as what is still there may be
/// of. After a deposit was undone there is more, and fewer are settled.
///
/// # Errors
/// Only the database's.
pub fn settle_desk(tx: &Tx<'_>, desk: &str) -> Result<(), Error> {
    let mut still_there = ledger::balance(tx, &Account::Cash(desk.to_owned()))?;
    for (id, amount, state) in newest_first(tx, desk)? {
        let is_there = still_there.is_positive();
        match (is_there, state) {
            (true, PaymentState::Settled) => hear_of_the_bank(tx, id, PaymentEvent::ConfirmationUndone)?,
            (false, PaymentState::Received) => hear_of_the_bank(tx, id, PaymentEvent::BankConfirmed)?,
            // All before it was settled by an earlier deposit.
            (false, PaymentState::Settled) => return Ok(()),
            _ => false,
        };
        still_there = still_there.checked_sub(amount).ok_or_else(|| Error::internal("beyond counting"))?;
    }
    Ok(())
}

/// The payments that a desk took and that stand.
fn newest_first(tx: &Tx<'_>, desk: &str) -> Result<Vec<(PaymentId, Cents, PaymentState)>, Error> {
    tx.all(
        "SELECT m.id, m.amount, m.state FROM ledger_accounts a JOIN postings p ON p.account = a.id \
         JOIN journal_entries e ON e.no = p.entry AND e.kind = 'cash' JOIN payments m ON m.id = e.payment \
         WHERE a.kind = 'cash' AND a.key = ?1 AND m.state <> 'reversed' ORDER BY e.no DESC",
        [desk],
        |row| Ok((parsed(row, 0)?, row.get(1).map(Cents::new)?, named(row, 2)?)),
    )
}

/// The desks that hold anything.
///
/// # Errors
/// Only the database's.
pub fn desks(tx: &Tx<'_>) -> Result<Vec<Desk>, Error> {
    tx.all(
        "SELECT a.key, coalesce(c.name, a.key) AS name, sum(p.cents) AS held FROM ledger_accounts a \
         JOIN postings p ON p.account = a.id LEFT JOIN accounts c ON c.id = a.key \
         WHERE a.kind = 'cash' GROUP BY a.id HAVING held <> 0 ORDER BY name",
        [],
        |row| Ok(Desk { desk: row.get(0)?, name: row.get(1)?, held: row.get(2).map(Cents::new)? }),
    )
}
