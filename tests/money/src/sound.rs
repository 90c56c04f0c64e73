//! What must hold of the books after every step, whatever happened outside: the server's own invariants
//! ([`dimos_server::soundness`]), what holds beside them in this world, and that nothing is booked that never happened.

use crate::outside::Taking;
use dimos_server::{db::Tx, error::Error, soundness};

/// Here no provider gives back what it has paid out already, and nothing leaves the bank that did not come.
const HELD: &str = "SELECT a.kind || ':' || a.key FROM postings p JOIN ledger_accounts a ON a.id = p.account \
    WHERE a.kind IN ('clearing', 'unmatched') GROUP BY a.id \
    HAVING (a.kind = 'clearing' AND sum(p.cents) < 0) OR (a.kind = 'unmatched' AND sum(p.cents) > 0)";

/// What is wrong with the books themselves.
///
/// # Errors
/// The database's.
pub fn books_are_sound(tx: &Tx<'_>) -> Result<Vec<String>, Error> {
    let mut wrong: Vec<String> = soundness::every_rule_holds(tx)?.iter().map(ToString::to_string).collect();
    let held = tx.all(HELD, [], |row| row.get::<_, String>(0))?;
    wrong.extend(held.into_iter().map(|account| format!("{account} holds what it cannot")));
    Ok(wrong)
}

/// Whether the chain of hashes holds (I8): looks at every entry.
///
/// # Errors
/// The database's.
pub fn chain_is_whole(tx: &Tx<'_>) -> Result<Vec<String>, Error> {
    Ok(soundness::chain_is_whole(tx)?.iter().map(ToString::to_string).collect())
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
