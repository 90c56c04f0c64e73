//! What a schedule has played, counted at its end by kind: a proof proves only what it plays.

use crate::{bank::What, model::Decision, outside::Dispute, verdict::Truth};
use dimos_server::{db::Tx, error::Error};
use std::collections::BTreeMap;

/// How often what was played.
pub type Tally = BTreeMap<String, u64>;

/// Everything that a thousand schedules must have played.
pub const ALL: &[&str] = &[
    "payments by card",
    "payments by cash",
    "payments by bank",
    "payments reversed",
    "disputes open",
    "disputes won",
    "disputes lost",
    "surcharges",
    "discounts",
    "bills, reckoned by the days of their money",
    "plans paid in part, reckoned by the days of their money",
    "bills superseded",
    "bills cancelled",
    "days closed",
    "entries auto_matched",
    "entries matched",
    "entries ignored",
    "entries unmatched",
    "entries suggested",
    "entries taken back",
    "payouts matched",
    "payouts by a person",
    "allocations",
    "undone",
    "refunds by the provider succeeded",
    "refunds by the provider failed",
    "refunds by transfer succeeded",
    "refunds by transfer failed",
    "refunds rejected",
    "refunds withdrawn",
    "refunds in part",
    "refunds whole",
    "refunds back from the bank",
    "orders",
    "camt.053s",
    "camt.054s",
];

/// Counts.
///
/// # Errors
/// The database's.
pub fn of(tx: &Tx<'_>, truth: &Truth) -> Result<Tally, Error> {
    let counted = tx.all(
        "SELECT 'payments by ' || source, count(*) FROM payments GROUP BY source \
         UNION ALL SELECT 'payments reversed', count(*) FROM payments WHERE state = 'reversed' \
         UNION ALL SELECT 'bills ' || ended, count(DISTINCT bill) FROM payables WHERE ended IS NOT NULL GROUP BY ended \
         UNION ALL SELECT kind || 's', count(*) FROM journal_entries WHERE kind IN ('surcharge', 'discount') GROUP BY kind \
         UNION ALL SELECT 'days closed', count(*) FROM closed_days \
         UNION ALL SELECT 'entries ' || state, count(*) FROM statement_entries GROUP BY state \
         UNION ALL SELECT 'entries taken back', count(*) FROM statement_entries WHERE original IS NOT NULL \
         UNION ALL SELECT 'payouts matched', count(*) FROM payouts \
         UNION ALL SELECT 'refunds by ' || CASE by_provider WHEN 1 THEN 'the provider ' ELSE 'transfer ' END || state, count(*) \
             FROM refunds WHERE state IN ('succeeded', 'failed') GROUP BY by_provider, state \
         UNION ALL SELECT 'refunds ' || state, count(*) FROM refunds WHERE state IN ('rejected', 'withdrawn') GROUP BY state \
         UNION ALL SELECT CASE WHEN r.amount < m.amount THEN 'refunds in part' ELSE 'refunds whole' END AS what, count(*) \
             FROM refunds r JOIN payments m ON m.id = r.payment WHERE r.state = 'succeeded' GROUP BY what \
         UNION ALL SELECT 'orders', count(*) FROM refund_files \
         UNION ALL SELECT kind || 's', count(*) FROM statement_files GROUP BY kind",
        [],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, u32>(1)?.into())),
    )?;
    let mut tally: Tally = counted.into_iter().collect();
    let mut add = |what: &str, many: usize| *tally.entry(what.to_owned()).or_default() += many as u64;
    let disputes = |of: fn(&Dispute) -> bool| truth.takings.iter().filter_map(|one| one.dispute).filter(of).count();
    add("disputes open", disputes(|one| matches!(one, Dispute::Open(_))));
    add("disputes won", disputes(|one| matches!(one, Dispute::Won(_))));
    add("disputes lost", disputes(|one| matches!(one, Dispute::Lost(_))));
    let decisions = |of: fn(&Decision) -> bool| {
        truth.model.decisions.values().flat_map(|one| one.values()).filter(|one| of(one)).count()
    };
    add("allocations", decisions(|one| matches!(one, Decision::Allocated(_))));
    add("payouts by a person", decisions(|one| *one == Decision::PaidOut));
    add("undone", decisions(|one| *one == Decision::Undone));
    let pieces = truth.bank.movements.iter().flat_map(|movement| &movement.pieces);
    add("refunds back from the bank", pieces.filter(|piece| piece.what == What::CameBack).count());
    Ok(tally)
}
