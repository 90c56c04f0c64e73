//! A bank file, imported. It is read twice: first to the end without touching anything, so that nothing of a file that is
//! refused is kept; then again, some entries to a transaction, so that nobody is held up and memory stays flat. What was
//! broken off goes on where it was when the file comes again.

use super::{
    checking::{Checked, check},
    deciding::match_waiting,
    run::{Run, apply},
};
use crate::{
    audit,
    db::{Tx, ms},
    error::Error,
    ledger::{Acting, Hand},
};
use dimos_api::pay::StatementResponse;
use dimos_bank::camt::{self, Record, Stop};
use std::{
    io::{self, BufRead},
    sync::Arc,
};
use tokio::sync::mpsc;

/// Records taken over in one transaction.
const AT_ONCE: usize = 200;
/// Waiting entries looked at again in one transaction.
const AGAIN_AT_ONCE: u32 = 200;
/// Remarks of one file that are kept: a file of which more is to be said is not read by anyone.
pub(super) const MOST_REMARKS: usize = 100;

/// A bank file that can be read more than once.
pub trait Source: Send + Sync + 'static {
    /// From its beginning.
    ///
    /// # Errors
    /// The disk's.
    fn open(&self) -> io::Result<Box<dyn BufRead + Send>>;
}

impl<F, R> Source for F
where
    F: Fn() -> io::Result<R> + Send + Sync + 'static,
    R: BufRead + Send + 'static,
{
    fn open(&self) -> io::Result<Box<dyn BufRead + Send>> {
        self().map(|read| Box::new(read) as Box<dyn BufRead + Send>)
    }
}

/// Imports a file of statements or notifications. The very same file again changes nothing.
///
/// # Errors
/// `invalid` with the reason in words if the file is refused: of another account, not whole, not adding up. Nothing of it
/// is kept then. The database's: what was taken over until then stays, and is known when the file comes again.
pub async fn import(hand: &Hand, name: &str, source: impl Source) -> Result<StatementResponse, Error> {
    let source = Arc::new(source);
    let ours = hand.clone().read(|_, by| Ok(by.payments()?.creditor.iban.clone())).await?;
    let first = Arc::clone(&source);
    let checked = tokio::task::spawn_blocking(move || check(first.open()?, &ours)).await.map_err(Error::internal)??;
    let checked = Arc::new(checked);
    let (begun, called) = (Arc::clone(&checked), name.to_owned());
    let Some(file) = hand.clone().write(move |tx, by| begin(tx, by, &begun, &called)).await? else {
        return Ok(StatementResponse { known: true, ..StatementResponse::default() });
    };
    let run = take_over(hand, source, Run::of(file, &checked, hand.language())).await?;
    let mut answer = run.answer.clone();
    hand.clone().write(move |tx, by| finish(tx, by, &run)).await?;
    answer.matched += match_all_waiting(hand).await?;
    Ok(answer)
}

/// Reads the file again on a thread of its own and takes it over, batch by batch.
async fn take_over(hand: &Hand, source: Arc<impl Source>, mut run: Run) -> Result<Run, Error> {
    let (send, mut batches) = mpsc::channel::<Vec<Record>>(2);
    let reading = tokio::task::spawn_blocking(move || -> Result<(), Error> {
        let mut batch = Vec::with_capacity(AT_ONCE);
        let mut sink = |record: Record| {
            batch.push(record);
            let full = batch.len() >= AT_ONCE;
            if full { send.blocking_send(std::mem::take(&mut batch)).map_err(|_| Stop) } else { Ok(()) }
        };
        let read = camt::read(source.open()?, &mut sink);
        // It was whole a moment ago: it changed under our hands, or the one who listens gave up and knows why.
        read.map_err(|cause| Error::unavailable(format!("a bank file changed while it was read: {cause}")))?;
        let _ = send.blocking_send(batch);
        Ok(())
    });
    while let Some(batch) = batches.recv().await {
        let batch = Arc::new(batch);
        let before = run.clone();
        run = hand.clone().write(move |tx, by| apply(tx, by, before.clone(), &batch)).await?;
    }
    reading.await.map_err(Error::internal)??;
    Ok(run)
}

/// The file's row; none if it was imported before.
fn begin(tx: &Tx<'_>, by: &Acting<'_>, checked: &Checked, name: &str) -> Result<Option<i64>, Error> {
    let before = tx.one(
        "SELECT id, done_at IS NOT NULL FROM statement_files WHERE sha256 = ?1",
        [checked.sha256.as_slice()],
        |row| Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?)),
    )?;
    if let Some((id, done)) = before {
        return Ok((!done).then_some(id));
    }
    let summary = &checked.summary;
    tx.execute(
        "INSERT INTO statement_files (sha256, name, kind, message, statements, entries, remarks, imported_by, imported_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, '[]', ?7, ?8)",
        rusqlite::params![
            checked.sha256.as_slice(),
            name,
            summary.kind.to_string(),
            summary.message_id.as_deref().unwrap_or_default(),
            i64::try_from(summary.counts.statements).map_err(Error::internal)?,
            i64::try_from(summary.counts.entries()).map_err(Error::internal)?,
            by.actor(),
            ms(by.now),
        ],
    )?;
    Ok(Some(tx.last_insert_rowid()))
}

fn finish(tx: &Tx<'_>, by: &Acting<'_>, run: &Run) -> Result<(), Error> {
    tx.execute(
        "UPDATE statement_files SET done_at = ?2, remarks = ?3 WHERE id = ?1",
        (run.file, ms(by.now), serde_json::to_string(&run.answer.remarks)?),
    )?;
    let (actor, subject) = (by.actor(), run.file.to_string());
    audit::note(
        tx,
        by.now,
        &audit::Entry { kind: "statement_imported", actor: Some(&actor), subject: &subject, detail: None },
    )
}

/// Looks again at everything that waits: bills may have been issued, or payouts covered, meanwhile. As long as something found
/// what it is for: a return that is booked makes a bill owed again for which an older entry may wait.
///
/// # Errors
/// Only the database's.
pub async fn match_all_waiting(hand: &Hand) -> Result<u32, Error> {
    let (mut after, mut round, mut matched) = (None, 0, 0);
    loop {
        let looked = hand.clone().write(move |tx, by| match_waiting(tx, by, after, AGAIN_AT_ONCE)).await?;
        (after, round) = (looked.last, round + looked.matched);
        if after.is_none() {
            matched += round;
            if round == 0 {
                return Ok(matched);
            }
            round = 0;
        }
    }
}
