//! How the database file is opened: the same settings for every connection, the schema brought up to date by number.
//! Never deletes or replaces a file: a damaged or newer one is refused with its name.

use super::words;
use rusqlite::{Connection, OpenFlags, TransactionBehavior, config::DbConfig};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

/// The file's name within the data directory.
pub(super) const FILE: &str = "dimos.sqlite";

/// Every migration, oldest first; the file's `user_version` says how many it has seen. Never change one that shipped.
const MIGRATIONS: &[&str] = &[
    include_str!("../../migrations/0001_init.sql"),
    include_str!("../../migrations/0002_reports.sql"),
    include_str!("../../migrations/0003_money.sql"),
    include_str!("../../migrations/0004_payments.sql"),
    include_str!("../../migrations/0005_statements.sql"),
    include_str!("../../migrations/0006_openings.sql"),
    include_str!("../../migrations/0007_decisions.sql"),
    include_str!("../../migrations/0008_late_work.sql"),
    include_str!("../../migrations/0009_kept.sql"),
    include_str!("../../migrations/0010_signed.sql"),
    include_str!("../../migrations/0011_ordinals.sql"),
    include_str!("../../migrations/0012_copies.sql"),
];

/// Prepared statements kept per connection: more than the server has.
const STATEMENTS: usize = 256;

/// Why the database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The directory cannot be made.
    #[error("failed to create the data directory {}: {cause}", dir.display())]
    Directory {
        /// Which.
        dir: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// The file cannot be opened, or is damaged.
    #[error("failed to open {}: {cause}", file.display())]
    File {
        /// Which.
        file: PathBuf,
        /// Why.
        cause: rusqlite::Error,
    },
    /// A migration failed; the file is as it was before it.
    #[error("failed to bring {} to schema {version}: {cause}", file.display())]
    Migration {
        /// Which file.
        file: PathBuf,
        /// Which step.
        version: usize,
        /// Why.
        cause: rusqlite::Error,
    },
    /// Written by a newer server.
    #[error("{} has schema {found}, this server knows {known}: use a newer server", file.display())]
    Newer {
        /// Which file.
        file: PathBuf,
        /// Its schema.
        found: usize,
        /// Ours.
        known: usize,
    },
    /// A thread could not be started.
    #[error("failed to start a database thread: {0}")]
    Thread(#[from] std::io::Error),
}

/// The connection that writes, with the schema up to date.
pub(super) fn writer(file: &Path) -> Result<Connection, OpenError> {
    let failed = |cause| OpenError::File { file: file.to_owned(), cause };
    let mut connection =
        connect(file, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE).map_err(failed)?;
    connection
        .query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))
        // Checkpoints belong to the checkpointer: a commit must never wait for one.
        .and_then(|()| connection.query_row("PRAGMA wal_autocheckpoint = 0", [], |_| Ok(())))
        .map_err(failed)?;
    migrate(&mut connection, file)?;
    Ok(connection)
}

/// A connection that only reads.
pub(super) fn reader(file: &Path) -> rusqlite::Result<Connection> {
    let connection = connect(file, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.execute_batch("PRAGMA query_only = ON")?;
    Ok(connection)
}

/// A connection for checkpoints.
pub(super) fn maintenance(file: &Path) -> rusqlite::Result<Connection> {
    connect(file, OpenFlags::SQLITE_OPEN_READ_WRITE)
}

fn connect(file: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(file, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // The commands write to the same file while the server runs.
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768;",
    )?;
    words::register(&connection)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // Plans do not depend on values; otherwise a statement near a partial index is planned anew whenever it is run.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(connection)
}

fn migrate(connection: &mut Connection, file: &Path) -> Result<(), OpenError> {
    let version = |c: &Connection| c.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0));
    let read = version(connection).map_err(|cause| OpenError::File { file: file.to_owned(), cause })?;
    let found = usize::try_from(read).unwrap_or(usize::MAX);
    let known = MIGRATIONS.len();
    if found > known {
        return Err(OpenError::Newer { file: file.to_owned(), found, known });
    }
    for (index, sql) in MIGRATIONS.iter().enumerate().skip(found) {
        step(connection, index + 1, sql).map_err(|cause| OpenError::Migration {
            file: file.to_owned(),
            version: index + 1,
            cause,
        })?;
    }
    Ok(())
}

fn step(connection: &mut Connection, version: usize, sql: &str) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let now: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    // A command may have migrated between our look and our lock.
    if usize::try_from(now).is_ok_and(|now| now < version) {
        transaction.execute_batch(sql)?;
        transaction.execute_batch(&format!("PRAGMA user_version = {version}"))?;
    }
    transaction.commit()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    /// A file as a server of that many migrations left it.
    fn left_by(version: usize, file: &Path, rows: &str) {
        let old = connect(file, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE).unwrap();
        MIGRATIONS[..version].iter().for_each(|sql| old.execute_batch(sql).unwrap());
        old.execute_batch(&format!("BEGIN; {rows}; COMMIT; PRAGMA user_version = {version}")).unwrap();
    }

    #[test]
    fn books_and_proposals_of_an_older_server_are_there_and_new_kinds_of_account_are_taken() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join(FILE);
        let rows = "INSERT INTO ledger_accounts (id, kind, key) VALUES (7, 'fees', 'viva'), (8, 'cash', 'desk');
            INSERT INTO postings (entry, line, account, cents) VALUES (1, 1, 7, 5), (1, 2, 8, -5);
            INSERT INTO journal_entries (no, at, on_day, kind, fact, role, lines, prev, hash)
                VALUES (1, 0, '2026-11-22', 'payout', 'f', 'rule', 2, zeroblob(32), zeroblob(32));
            INSERT INTO statement_entries (id, iban, dedup, amount, is_reversal, booked_on, bank_reference, end_to_end,
                bank_code, all_refs, state, version, proposed, proposed_by, imported_at)
                VALUES ('e', 'GR', 'd', 5, 0, '2026-11-22', '', '', '', '[]', 'unmatched', 2,
                    '[{\"payable\":\"p\",\"amount\":5}]', 'maria', 0)";
        left_by(6, &file, rows);
        let now = writer(&file).unwrap();
        let text = |sql: &str| now.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
        assert_eq!(text("PRAGMA integrity_check"), "ok");
        let books = "SELECT group_concat(a.kind || p.cents) FROM postings p JOIN ledger_accounts a ON a.id = p.account";
        assert_eq!(text(books), "fees5,cash-5");
        let proposed = r#"{"act":"allocate","parts":[{"payable":"p","amount":5}]}"#;
        assert_eq!(text("SELECT proposed FROM statement_entries"), proposed);
        let open = |kind: &str| now.execute("INSERT INTO ledger_accounts (kind, key) VALUES (?1, '')", [kind]);
        assert!(open("charges").is_ok() && open("outside").is_ok());
        assert!(open("gift").is_err(), "and no others");
        assert!(now.execute("DELETE FROM ledger_accounts", []).is_err(), "and still nothing is deleted");
        drop(now);
        assert!(reader(&file).unwrap().query_row("SELECT count(*) FROM ledger_accounts", [], |_| Ok(())).is_ok());
    }
}
