//! What must hold of the books after every step, whatever happened outside: the server's own invariants
//! ([`dimos_server::soundness`]), what holds beside them in this world, and that nothing is booked that never happened.

use crate::outside::Taking;
use dimos_server::{db::Tx, error::Error, soundness};

/// Payments of the bank's that no entry has, though they were not taken back: in this world nobody else books them.
const HOMELESS: &str = "SELECT m.id FROM payments m WHERE m.source = 'bank' AND m.state <> 'reversed' AND NOT EXISTS \
    (SELECT 1 FROM statement_entries e WHERE e.payment = m.id AND e.amount > 0 AND e.state IN ('matched', 'auto_matched'))";

/// What is wrong with the books themselves.
///
/// # Errors
/// The database's.
pub fn books_are_sound(tx: &Tx<'_>) -> Result<Vec<String>, Error> {
    let mut wrong: Vec<String> = soundness::every_rule_holds(tx)?.iter().map(ToString::to_string).collect();
    let homeless = tx.all(HOMELESS, [], |row| row.get::<_, String>(0))?;
    wrong.extend(homeless.into_iter().map(|payment| format!("{payment} is of no entry of the bank's")));
    Ok(wrong)
}

/// What is booked as taken by the provider and was not, or not so.
///
/// # Errors
/// The database's.
pub fn nothing_is_invented(tx: &Tx<'_>, takings: &[Taking]) -> Result<Vec<String>, Error> {
    let booked = tx.all("SELECT transaction_id, amount FROM payments WHERE provider IS NOT NULL", [], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?))
    })?;
    let real = |transaction: &str, cents: i64| {
        let same = |taking: &&Taking| taking.transaction == transaction;
        takings.iter().find(same).is_some_and(|taking| taking.cents == cents && taking.currency == "EUR")
    };
    let invented = booked.into_iter().filter(|(transaction, cents)| !real(transaction, *cents));
    Ok(invented.map(|(transaction, cents)| format!("{cents} booked for {transaction}, which is not so")).collect())
}

/// The whole journal, for whoever looks for a fault.
///
/// # Errors
/// The database's.
pub fn journal(tx: &Tx<'_>) -> Result<Vec<String>, Error> {
    tx.all(
        "SELECT e.no || ' ' || e.kind || ' ' || e.fact || ' of ' || coalesce(e.payment, 'none') || ': ' \
         || group_concat(a.kind || ':' || a.key || ' ' || p.cents, ', ') FROM journal_entries e \
         JOIN postings p ON p.entry = e.no JOIN ledger_accounts a ON a.id = p.account GROUP BY e.no ORDER BY e.no",
        [],
        |row| row.get(0),
    )
}
