//! What the bank has brought so far: imported files with what was odd about them, and payouts.

use crate::{
    db::Tx,
    error::Error,
    listing::{Page, Wanted},
    reports::columns::{json, parsed, time},
};
use dimos_api::pay::{PageQuery, Payout, StatementFile};
use dimos_domain::money::Cents;

/// The files that were imported, the newest first.
///
/// # Errors
/// Only the database's.
pub(super) fn imported(tx: &Tx<'_>, query: &PageQuery) -> Result<Page<StatementFile>, Error> {
    let known = "SELECT 1 FROM statement_files WHERE id = ?1";
    let wanted = Wanted::of(tx, query.limit, query.after.as_deref(), known)?;
    let rows = tx.all(
        "SELECT id, name, kind, message, statements, entries, remarks, imported_at, done_at IS NOT NULL \
         FROM statement_files WHERE (?2 IS NULL OR id < CAST(?2 AS INTEGER)) ORDER BY id DESC LIMIT ?1",
        (wanted.and_one(), &wanted.after),
        |row| {
            Ok(StatementFile {
                id: row.get(0)?,
                name: row.get(1)?,
                kind: row.get(2)?,
                message: row.get(3)?,
                statements: row.get(4)?,
                entries: row.get(5)?,
                remarks: json(row, 6)?,
                imported_at: time(row, 7)?,
                done: row.get(8)?,
            })
        },
    )?;
    wanted.page(tx, rows, "SELECT count(*) FROM statement_files", [], |file| file.id.to_string())
}

/// The payouts that were matched, the newest first.
///
/// # Errors
/// Only the database's.
pub(super) fn payouts(tx: &Tx<'_>, query: &PageQuery) -> Result<Page<Payout>, Error> {
    let known = "SELECT 1 FROM statement_entries WHERE id = ?1 AND payout IS NOT NULL";
    let wanted = Wanted::of(tx, query.limit, query.after.as_deref(), known)?;
    let rows = tx.all(
        "SELECT o.provider, o.reference, o.gross, o.fees, o.net, o.paid_on, e.id, \
         (SELECT count(*) FROM payments m WHERE m.payout = o.id) \
         FROM payouts o JOIN statement_entries e ON e.payout = o.id \
         WHERE ?2 IS NULL OR (o.paid_on, o.id) < (SELECT a.paid_on, a.id FROM statement_entries f \
             JOIN payouts a ON a.id = f.payout WHERE f.id = ?2) ORDER BY o.paid_on DESC, o.id DESC LIMIT ?1",
        (wanted.and_one(), &wanted.after),
        |row| {
            Ok(Payout {
                provider: row.get(0)?,
                reference: row.get(1)?,
                gross: row.get(2).map(Cents::new)?,
                fees: row.get(3).map(Cents::new)?,
                net: row.get(4).map(Cents::new)?,
                paid_on: parsed(row, 5)?,
                entry: parsed(row, 6)?,
                payments: row.get(7)?,
            })
        },
    )?;
    let count = "SELECT count(*) FROM payouts o JOIN statement_entries e ON e.payout = o.id";
    wanted.page(tx, rows, count, [], |payout| payout.entry.to_string())
}
