//! What nobody contests in time is confirmed by rule.

use super::{change::Change, doing::now, queries};
use crate::{error::Error, state::App, sync::Author};
use dimos_domain::workflow::Action;
use jiff::SignedDuration;

/// Reports confirmed in one transaction.
const AT_ONCE: u32 = 100;

/// Confirms every report that has been fixed for longer than it may be reopened; how many. Called at start and hourly.
///
/// # Errors
/// Only the database's.
pub async fn sweep(app: &App) -> Result<usize, Error> {
    let mut confirmed = 0;
    loop {
        let some = confirm_some(app).await?;
        confirmed += some;
        if some == 0 {
            return Ok(confirmed);
        }
    }
}

async fn confirm_some(app: &App) -> Result<usize, Error> {
    let now = now(app);
    let days = i64::from(app.city.city.reopen_days);
    let before = now.saturating_sub(SignedDuration::from_hours(24 * days)).unwrap_or(now);
    let work = move |tx: &crate::db::Tx<'_>| {
        let author = Author::rule();
        let old = queries::resolved_before(tx, before, AT_ONCE)?;
        let many = old.len();
        for ticket in old {
            let mut change = Change::of(ticket, &author, now);
            change.step(Action::Confirm, None).map_err(Error::internal)?;
            change.save(tx)?;
        }
        Ok(many)
    };
    app.db.write(work).await
}
