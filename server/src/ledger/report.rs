//! What the journal adds up to, and the journal itself as a table to take away.

use crate::{db::Tx, error::Error};
use dimos_api::pay::{AccountBalance, TrialBalanceResponse};
use dimos_domain::money::Cents;
use jiff::civil::Date;
use std::io::Write;

/// Accounts of which there are many, one for each thing owed or owing: the balance shows each kind as one line.
const TOGETHER: &str = "'receivable', 'unmatched', 'credit', 'refund_payable', 'disputed'";

/// Every account and what it holds, up to a day (that day included) or now. Their sum is zero, or the books are wrong.
///
/// # Errors
/// Only the database's.
pub fn trial_balance(tx: &Tx<'_>, until: Option<Date>) -> Result<TrialBalanceResponse, Error> {
    // Everything is read from the index alone; a day costs a look at each entry.
    let sums = match until {
        None => {
            "SELECT account, sum(max(cents, 0)) AS debit, sum(max(-cents, 0)) AS credit FROM postings GROUP BY account"
        }
        Some(_) => {
            "SELECT p.account, sum(max(p.cents, 0)) AS debit, sum(max(-p.cents, 0)) AS credit FROM postings p \
             JOIN journal_entries e ON e.no = p.entry WHERE e.on_day <= ?1 GROUP BY p.account"
        }
    };
    let sql = format!(
        "SELECT CASE WHEN a.kind IN ({TOGETHER}) OR a.key = '' THEN a.kind ELSE a.kind || ':' || a.key END AS name, \
         sum(s.debit), sum(s.credit) FROM ({sums}) s JOIN ledger_accounts a ON a.id = s.account GROUP BY name ORDER BY name"
    );
    let line = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?));
    let rows = match until {
        None => tx.all(&sql, [], line)?,
        Some(day) => tx.all(&sql, [day.to_string()], line)?,
    };
    let accounts = rows.into_iter().map(|(account, debit, credit)| {
        let (debit, credit) = (Cents::new(debit), Cents::new(credit));
        let balance = debit.checked_sub(credit).ok_or_else(|| Error::internal("a balance is beyond counting"))?;
        Ok(AccountBalance { account, debit, credit, balance })
    });
    let accounts: Vec<_> = accounts.collect::<Result<_, Error>>()?;
    let total = Cents::total(accounts.iter().map(|account| account.balance));
    let entries = match until {
        None => tx.one("SELECT coalesce(max(no), 0) FROM journal_entries", [], |row| row.get(0))?,
        Some(day) => {
            tx.one("SELECT count(*) FROM journal_entries WHERE on_day <= ?1", [day.to_string()], |row| row.get(0))?
        }
    };
    Ok(TrialBalanceResponse {
        accounts,
        total: total.ok_or_else(|| Error::internal("the balance is beyond counting"))?,
        entries: entries.unwrap_or_default(),
    })
}

/// One posting with its entry, as exported: `no,day,at,kind,fact,payment,role,actor,reverses,account,debit,credit`.
const EXPORTED: &str = "SELECT e.no, e.on_day, e.at, e.kind, e.fact, e.payment, e.role, e.actor, e.reverses, \
    CASE a.key WHEN '' THEN a.kind ELSE a.kind || ':' || a.key END, p.cents FROM journal_entries e \
    JOIN postings p ON p.entry = e.no JOIN ledger_accounts a ON a.id = p.account \
    WHERE e.on_day >= ?1 AND e.on_day <= ?2 ORDER BY e.no, p.line";
/// The first line of an export.
const HEADING: [&str; 12] =
    ["no", "day", "at", "kind", "fact", "payment", "role", "actor", "reverses", "account", "debit", "credit"];

/// Writes the entries of some days as CSV: one line for each posting, amounts as `1234.56`.
///
/// # Errors
/// The database's, or the writer's.
pub fn export_csv(tx: &Tx<'_>, from: Date, until: Date, out: impl Write) -> Result<(), Error> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(HEADING).map_err(Error::internal)?;
    let (from, until) = (from.to_string(), until.to_string());
    tx.each(EXPORTED, (&from, &until), |row| {
        let optional = |column| row.get::<_, Option<String>>(column).map(Option::unwrap_or_default);
        let cents = Cents::new(row.get(10)?);
        let (debit, credit) = if cents.is_negative() { (None, cents.checked_neg()) } else { (Some(cents), None) };
        let amount = |cents: Option<Cents>| cents.map(|cents| cents.to_string()).unwrap_or_default();
        let reverses: Option<i64> = row.get(8)?;
        let at = crate::db::moment(row.get(2)?)?;
        let record = [
            row.get::<_, i64>(0)?.to_string(),
            row.get(1)?,
            at.to_string(),
            row.get(3)?,
            row.get(4)?,
            optional(5)?,
            row.get(6)?,
            optional(7)?,
            reverses.map(|no| no.to_string()).unwrap_or_default(),
            row.get(9)?,
            amount(debit),
            amount(credit),
        ];
        csv.write_record(&record).map_err(Error::internal)
    })?;
    csv.flush().map_err(Error::from)
}
