//! What must hold of the books after every step, whatever happened outside: the invariants, each asked of the database in
//! a way of its own, and that nothing is booked that never happened.

use crate::outside::Taking;
use dimos_server::{db::Tx, error::Error};

/// Each counts what must not be.
const INVARIANTS: &[(&str, &str)] = &[
    (
        "I1: each entry has all its postings and they sum to zero",
        "SELECT count(*) FROM journal_entries e WHERE (SELECT count(*) || ':' || sum(cents) FROM postings p \
         WHERE p.entry = e.no) <> e.lines || ':0'",
    ),
    (
        "I1: no posting without an entry",
        "SELECT count(*) FROM postings WHERE entry NOT IN (SELECT no FROM journal_entries)",
    ),
    (
        "I2: no transaction of a provider is two payments",
        "SELECT count(*) FROM (SELECT 1 FROM payments WHERE provider IS NOT NULL GROUP BY provider, transaction_id \
         HAVING count(*) > 1)",
    ),
    (
        "I3: what came is what was booked as come",
        "SELECT count(*) FROM payments m WHERE m.amount <> coalesce((SELECT sum(p.cents) FROM postings p \
         JOIN ledger_accounts a ON a.id = p.account WHERE p.cents > 0 AND a.kind IN ('clearing', 'cash', 'unmatched') \
         AND p.entry = (SELECT min(no) FROM journal_entries e WHERE e.payment = m.id AND e.reverses IS NULL)), 0)",
    ),
    (
        "I3: a payment pays bills and credit with what it is, never with more or less than nothing",
        "SELECT count(*) FROM (SELECT m.amount, coalesce(sum(p.cents), 0) AS placed FROM payments m \
         JOIN journal_entries e ON e.payment = m.id JOIN postings p ON p.entry = e.no \
         JOIN ledger_accounts a ON a.id = p.account WHERE a.kind IN ('receivable', 'credit') GROUP BY m.id) \
         WHERE placed > 0 OR placed < -amount",
    ),
    (
        "I4 and I6: no account is on the wrong side of zero",
        "SELECT count(*) FROM (SELECT a.kind, sum(p.cents) AS held FROM postings p JOIN ledger_accounts a \
         ON a.id = p.account GROUP BY a.id) WHERE (held < 0 AND kind IN ('receivable', 'disputed', 'cash')) \
         OR (held > 0 AND kind IN ('credit', 'refund_payable', 'revenue'))",
    ),
    (
        "I2: no movement of the bank's is taken over twice",
        "SELECT count(*) FROM (SELECT 1 FROM statement_entries GROUP BY iban, dedup HAVING count(*) > 1)",
    ),
    (
        "I7: the account in the books has moved as the entries say",
        "SELECT coalesce((SELECT sum(p.cents) FROM postings p JOIN ledger_accounts a ON a.id = p.account AND a.kind = 'bank'), 0) \
         <> coalesce((SELECT sum(amount) FROM statement_entries), 0)",
    ),
    (
        "a payment of the bank's is of an entry that has it, or was taken back",
        "SELECT count(*) FROM payments m WHERE m.source = 'bank' AND m.state <> 'reversed' AND NOT EXISTS \
         (SELECT 1 FROM statement_entries e WHERE e.payment = m.id AND e.amount > 0 AND e.state IN ('matched', 'auto_matched'))",
    ),
    (
        "I4: nothing is owed for what is no longer asked for",
        "SELECT count(*) FROM payables y JOIN ledger_accounts a ON a.kind = 'receivable' AND a.key = y.id \
         WHERE y.ended IS NOT NULL AND (SELECT sum(cents) FROM postings WHERE account = a.id) <> 0",
    ),
    (
        "I5: no more is refunded than came",
        "SELECT count(*) FROM payments m WHERE m.amount < (SELECT coalesce(sum(amount), 0) FROM refunds r \
         WHERE r.payment = m.id AND r.state NOT IN ('rejected', 'withdrawn', 'failed'))",
    ),
    (
        "I9: one receipt each",
        "SELECT count(*) FROM payments m LEFT JOIN receipts r ON r.payment = m.id \
         WHERE r.number IS NOT m.receipt_number OR r.year IS NOT m.receipt_year",
    ),
    (
        "I9: receipts without gaps",
        "SELECT count(*) FROM (SELECT 1 FROM receipts GROUP BY year HAVING max(number) <> count(*) OR min(number) <> 1)",
    ),
    (
        "I10: nobody approves their own request",
        "SELECT count(*) FROM refunds WHERE decided_by = requested_by AND state NOT IN ('requested', 'withdrawn', 'rejected')",
    ),
    (
        "what waits for a person is not booked",
        "SELECT count(*) FROM parked k JOIN journal_entries e ON e.fact = k.fact WHERE k.decided_at IS NULL",
    ),
    (
        "a closed day stays closed",
        "SELECT count(*) FROM closed_days d JOIN journal_entries e ON e.no > d.last_no WHERE e.on_day <= d.day",
    ),
];

/// What is wrong with the books themselves.
///
/// # Errors
/// The database's.
pub fn books_are_sound(tx: &Tx<'_>) -> Result<Vec<String>, Error> {
    let mut wrong = Vec::new();
    for (what, sql) in INVARIANTS {
        let count: i64 = tx.one(sql, [], |row| row.get(0))?.unwrap_or_default();
        if count != 0 {
            wrong.push(format!("{what}: {count}"));
        }
    }
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
