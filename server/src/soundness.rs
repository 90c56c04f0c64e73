//! Are the books sound? Everything that must hold of money after every transaction, whatever happened before, asked of the
//! tables themselves. Tests and simulations ask it after every step; an audit may ask it at any time. Reads everything.

use crate::{
    db::Tx,
    error::Error,
    ledger::{Chain, verify_chain},
};
use dimos_domain::money::Cents;
use std::fmt;

/// Something that must not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsound {
    /// What does not hold.
    pub rule: &'static str,
    /// Where: an id, a number, an account.
    pub what: String,
}

impl fmt::Display for Unsound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.rule, self.what)
    }
}

/// Each rule finds what breaks it.
const RULES: &[(&str, &str)] = &[
    (
        "I1: the postings of an entry are all there and sum to zero",
        "SELECT e.no FROM journal_entries e LEFT JOIN postings p ON p.entry = e.no GROUP BY e.no \
         HAVING count(p.entry) <> e.lines OR coalesce(sum(p.cents), 0) <> 0",
    ),
    (
        "I1: no posting is without its entry",
        "SELECT entry FROM postings WHERE NOT EXISTS (SELECT 1 FROM journal_entries WHERE no = entry)",
    ),
    (
        "I2: what a bank or a provider said is posted once",
        "SELECT fact FROM journal_entries GROUP BY fact HAVING count(*) > 1",
    ),
    (
        "I2: no transaction of a provider is two payments",
        "SELECT transaction_id FROM payments WHERE provider IS NOT NULL GROUP BY provider, transaction_id \
         HAVING count(*) > 1",
    ),
    (
        "I2: every movement on the account is posted once, as much as it is",
        "SELECT e.id FROM statement_entries e WHERE e.amount <> (SELECT coalesce(sum(p.cents), 0) FROM journal_entries j \
         JOIN postings p ON p.entry = j.no JOIN ledger_accounts a ON a.id = p.account AND a.kind = 'bank' AND a.key = e.iban \
         WHERE j.fact = 'statement:' || e.iban || ':' || e.dedup)",
    ),
    (
        "I3: what came is allocated, credited, given back or given up, to the cent",
        // A dispute about the whole of it reverses a payment, too; what went by transfer besides is lost.
        "SELECT id FROM (SELECT m.id, CASE WHEN m.state = 'reversed' AND NOT EXISTS (SELECT 1 FROM disputes \
             WHERE payment = m.id AND state = 'lost' AND amount = m.amount) \
             THEN -(SELECT coalesce(sum(amount), 0) FROM refunds WHERE payment = m.id AND by_provider = 0 \
                AND state IN ('approved', 'submitted', 'succeeded', 'unknown')) ELSE m.amount \
             - (SELECT coalesce(sum(amount), 0) FROM refunds WHERE payment = m.id \
                AND state IN ('approved', 'submitted', 'succeeded', 'unknown')) \
             - (SELECT coalesce(sum(amount), 0) FROM disputes WHERE payment = m.id AND state = 'lost') END AS stays, \
         (SELECT -coalesce(sum(p.cents), 0) FROM journal_entries e JOIN postings p ON p.entry = e.no \
             JOIN ledger_accounts a ON a.id = p.account AND a.kind IN ('receivable', 'credit', 'write_off') \
             WHERE e.payment = m.id) AS held FROM payments m) WHERE stays <> held",
    ),
    (
        "I3: what came is what was booked as come",
        "SELECT m.id FROM payments m WHERE m.amount <> coalesce((SELECT sum(p.cents) FROM postings p \
         JOIN ledger_accounts a ON a.id = p.account WHERE p.cents > 0 AND a.kind IN ('clearing', 'cash', 'unmatched') \
         AND p.entry = (SELECT min(no) FROM journal_entries e WHERE e.payment = m.id AND e.reverses IS NULL)), 0)",
    ),
    (
        "I3: a payment pays bills and credit with what it is, never with more or with less than nothing",
        "SELECT id FROM (SELECT m.id, m.amount, coalesce(sum(p.cents), 0) AS placed FROM payments m \
         JOIN journal_entries e ON e.payment = m.id JOIN postings p ON p.entry = e.no \
         JOIN ledger_accounts a ON a.id = p.account WHERE a.kind IN ('receivable', 'credit') GROUP BY m.id) \
         WHERE placed > 0 OR placed < -amount",
    ),
    (
        "I4: nothing is paid beyond what is owed; I6: no credit, no refund, no dispute and no desk is overdrawn",
        "SELECT kind || ':' || key FROM (SELECT a.kind, a.key, sum(p.cents) AS held FROM postings p \
         JOIN ledger_accounts a ON a.id = p.account GROUP BY a.id) \
         WHERE (held < 0 AND kind IN ('receivable', 'disputed', 'cash')) \
         OR (held > 0 AND kind IN ('credit', 'refund_payable', 'revenue'))",
    ),
    (
        "I4: nothing is owed for what is no longer asked for",
        "SELECT y.id FROM payables y JOIN ledger_accounts a ON a.kind = 'receivable' AND a.key = y.id \
         WHERE y.ended IS NOT NULL AND (SELECT sum(cents) FROM postings WHERE account = a.id) <> 0",
    ),
    (
        "I5: no more is given back than came",
        "SELECT m.id FROM payments m WHERE m.amount < (SELECT coalesce(sum(amount), 0) FROM refunds \
         WHERE payment = m.id AND state NOT IN ('rejected', 'withdrawn', 'failed', 'returned'))",
    ),
    (
        "I5: what is set aside for a refund is what was approved and has not left",
        "SELECT r.id FROM refunds r WHERE (SELECT -coalesce(sum(p.cents), 0) FROM ledger_accounts a \
         JOIN postings p ON p.account = a.id WHERE a.kind = 'refund_payable' AND a.key = r.id) \
         <> CASE WHEN r.state IN ('approved', 'submitted', 'unknown') THEN r.amount ELSE 0 END",
    ),
    (
        // What went back by a provider after it had paid out is taken off its next payout.
        "I6: no provider pays out what it did not take",
        "SELECT a.key FROM ledger_accounts a JOIN postings p ON p.account = a.id JOIN journal_entries e ON e.no = p.entry \
         WHERE a.kind = 'clearing' AND e.kind NOT IN ('refund_done', 'taken_back', 'dispute') GROUP BY a.id \
         HAVING sum(p.cents) < 0",
    ),
    (
        "I7: the bank's balance in the books is the statement's, where no statement is missing",
        "SELECT iban FROM (SELECT s.iban, \
             (SELECT opening FROM statements WHERE iban = s.iban AND closing IS NOT NULL ORDER BY ordinal, id LIMIT 1) \
             + (SELECT coalesce(sum(p.cents), 0) FROM statement_entries e \
                JOIN journal_entries j ON j.fact = 'statement:' || e.iban || ':' || e.dedup \
                JOIN postings p ON p.entry = j.no JOIN ledger_accounts a ON a.id = p.account AND a.kind = 'bank' \
                WHERE e.iban = s.iban AND e.statement IN (SELECT id FROM statements WHERE closing IS NOT NULL)) AS books, \
             (SELECT closing FROM statements WHERE iban = s.iban AND closing IS NOT NULL \
                ORDER BY ordinal DESC, id DESC LIMIT 1) AS bank, min(coalesce(s.follows, 1)) \
                AND min(s.closing IS NOT NULL) AND count(s.ordinal) IN (0, count(*)) \
                AND NOT EXISTS (SELECT 1 FROM statements t WHERE t.iban = s.iban AND t.ordinal % 1000000000000 <> 1 \
                    AND t.ordinal > (SELECT min(ordinal) FROM statements WHERE iban = t.iban) \
                    AND NOT EXISTS (SELECT 1 FROM statements p WHERE p.iban = t.iban \
                        AND p.ordinal IN (t.ordinal - 1, t.ordinal - 1000000000001))) AS whole \
         FROM statements s GROUP BY s.iban) WHERE whole = 1 AND books <> bank",
    ),
    (
        "I7: money moves on a bank account by a statement or a notification only",
        "SELECT e.no FROM journal_entries e JOIN postings p ON p.entry = e.no \
         JOIN ledger_accounts a ON a.id = p.account AND a.kind = 'bank' WHERE e.kind <> 'statement'",
    ),
    (
        "what of a movement is unmatched is what its state says",
        "SELECT e.id FROM statement_entries e WHERE (SELECT -coalesce(sum(p.cents), 0) FROM ledger_accounts a \
         JOIN postings p ON p.account = a.id WHERE a.kind = 'unmatched' AND a.key = e.id) \
         <> CASE WHEN e.state IN ('auto_matched', 'matched', 'ignored') THEN 0 ELSE e.amount END",
    ),
    (
        "I9: receipts are numbered without gaps",
        "SELECT year FROM receipts GROUP BY year HAVING max(number) <> count(*) OR min(number) <> 1",
    ),
    (
        "I9: each payment has one receipt, its own",
        "SELECT m.id FROM payments m WHERE (SELECT count(*) FROM receipts WHERE payment = m.id) <> 1 \
         OR NOT EXISTS (SELECT 1 FROM receipts r WHERE r.payment = m.id AND r.year = m.receipt_year \
            AND r.number = m.receipt_number)",
    ),
    (
        "I9: each receipt is of one payment",
        "SELECT r.code FROM receipts r WHERE NOT EXISTS (SELECT 1 FROM payments WHERE id = r.payment)",
    ),
    (
        "I10: a refund is approved by another person than asked for it",
        "SELECT id FROM refunds WHERE state IN ('approved', 'submitted', 'succeeded', 'failed', 'unknown', 'returned') \
         AND (decided_by IS NULL OR decided_by = requested_by)",
    ),
    (
        "a dispute holds what it is about, as long as it is open",
        "SELECT d.id FROM disputes d WHERE (SELECT coalesce(sum(p.cents), 0) FROM ledger_accounts a \
         JOIN postings p ON p.account = a.id WHERE a.kind = 'disputed' AND a.key = d.id) \
         <> CASE WHEN d.state = 'opened' THEN d.amount ELSE 0 END",
    ),
    (
        "what waits for a person is not booked",
        "SELECT k.fact FROM parked k JOIN journal_entries e ON e.fact = k.fact WHERE k.decided_at IS NULL",
    ),
    (
        "a closed day stays closed",
        "SELECT e.no FROM closed_days d JOIN journal_entries e ON e.no > d.last_no WHERE e.on_day <= d.day",
    ),
];

/// Everything that must not be; nothing if the books are sound. I8 (nothing of the journal was changed) is asked of its
/// chain, see [`chain_is_whole`]; I11 (news in any order leave the same books) is what equal balances after different orders show, see
/// [`balances`]; I12 is a rule of the domain.
///
/// # Errors
/// Only the database's.
pub fn books_are_sound(tx: &Tx<'_>) -> Result<Vec<Unsound>, Error> {
    let mut found = every_rule_holds(tx)?;
    found.extend(chain_is_whole(tx)?);
    Ok(found)
}

/// The same without the chain: what a simulation asks after each step.
///
/// # Errors
/// Only the database's.
pub fn every_rule_holds(tx: &Tx<'_>) -> Result<Vec<Unsound>, Error> {
    let mut found = Vec::new();
    for (rule, sql) in RULES {
        let broken = tx.all(sql, [], |row| {
            Ok(match row.get_ref(0)? {
                rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                other => other.as_str().unwrap_or_default().to_owned(),
            })
        })?;
        found.extend(broken.into_iter().map(|what| Unsound { rule, what }));
    }
    Ok(found)
}

/// Whether the journal is as it was written (I8): hashes every entry again.
///
/// # Errors
/// Only the database's.
pub fn chain_is_whole(tx: &Tx<'_>) -> Result<Option<Unsound>, Error> {
    let broken = |at: i64| Unsound { rule: "I8: the journal is as it was written", what: at.to_string() };
    Ok(match verify_chain(tx)? {
        Chain::Broken { at } => Some(broken(at)),
        Chain::Whole { .. } => None,
    })
}

/// What every account holds that holds anything, by kind and key: two histories of the same events must agree in it (I11).
/// Accounts of single statement entries, refunds and disputes are summed, as their ids differ from one history to another.
///
/// # Errors
/// Only the database's.
pub fn balances(tx: &Tx<'_>) -> Result<Vec<(String, Cents)>, Error> {
    tx.all(
        "SELECT CASE WHEN a.kind IN ('unmatched', 'refund_payable', 'disputed') THEN a.kind ELSE a.kind || ':' || a.key END \
         AS account, sum(p.cents) AS held FROM ledger_accounts a JOIN postings p ON p.account = a.id \
         GROUP BY account HAVING held <> 0 ORDER BY account",
        [],
        |row| Ok((row.get(0)?, row.get(1).map(Cents::new)?)),
    )
}
