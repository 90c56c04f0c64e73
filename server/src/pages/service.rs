//! What each page reads, in one snapshot of the database each.

use super::{
    Pages,
    counts::Counts,
    filter::Filter,
    map::Window,
    queries::{self, Cursor, Found, Wanted},
};
use crate::{
    db::Tx,
    error::Error,
    reports::{
        queries as reports,
        view::{self, Reader},
    },
    sync,
};
use dimos_api::problem::Code;
use dimos_domain::{
    ids::ReportId,
    report::{Happening, Relation, Report, TicketRef},
    triage::TriageStep,
};
use std::sync::Arc;

/// Rows of one page of the list.
pub(super) const PAGE: usize = 20;
/// Reports that a map shows at most: the newest.
pub(super) const MOST_POINTS: usize = 500;

/// A page of the list.
pub(super) struct ListPart {
    pub(super) rows: Vec<Found>,
    /// Where the next page begins, if there is one.
    pub(super) next: Option<Cursor>,
    pub(super) counts: Arc<Counts>,
}

fn wanted(pages: &Pages, filter: &Filter) -> Wanted {
    Wanted { states: filter.states(), services: filter.services(&pages.app.city.city), ..Wanted::default() }
}

/// A page of the list: at most three statements.
pub(super) async fn list(
    pages: &Pages,
    filter: &Filter,
    after: Option<Cursor>,
    rows: usize,
) -> Result<ListPart, Error> {
    let wanted = Wanted { after, ..wanted(pages, filter) };
    let shared = pages.clone();
    let read = move |tx: &Tx<'_>| {
        let mut found = queries::newest(tx, &wanted, rows.saturating_add(1))?;
        let more = found.len() > rows;
        found.truncate(rows);
        let next = if more { found.last().map(Cursor::behind) } else { None };
        Ok(ListPart { rows: found, next, counts: shared.counts.get(tx)? })
    };
    pages.app.db.read(read).await
}

/// What a map shows: the newest in its window. One statement.
pub(super) async fn points(pages: &Pages, filter: &Filter, window: &Window) -> Result<Vec<Found>, Error> {
    // All of the city is all of the reports: newest first, without asking where.
    let within = (!window.whole_city).then(|| window.rectangle());
    let wanted = Wanted { within, ..wanted(pages, filter) };
    pages.app.db.read(move |tx| queries::newest(tx, &wanted, MOST_POINTS)).await
}

/// Whether there is a public report of that number. One statement.
pub(super) async fn exists(pages: &Pages, number: String) -> Result<bool, Error> {
    pages.app.db.read(move |tx| queries::exists(tx, &number)).await
}

/// A report as anyone sees it, and which of the reports that it names anyone sees too. At most four statements.
pub(super) async fn report(pages: &Pages, number: String) -> Result<(Report, Vec<ReportId>), Error> {
    pages.app.db.read(move |tx| read(tx, &number)).await
}

fn read(tx: &Tx<'_>, number: &str) -> Result<(Report, Vec<ReportId>), Error> {
    let missing = || Error::new(Code::NotFound);
    let ticket = reports::find_by_number(tx, number)?.filter(|ticket| ticket.public).ok_or_else(missing)?;
    let id = ticket.id;
    let sight = view::sight(&ticket, &Reader::Anyone, Relation::None);
    let timeline = sync::timelines(tx, &[id])?.remove(&id).unwrap_or_default();
    let photos = reports::photos_of(tx, &[id])?.remove(&id).unwrap_or_default();
    let report = view::show(ticket, timeline, photos, Relation::None, sight).ok_or_else(missing)?;
    let others = queries::public_among(tx, &named(&report))?;
    Ok((report, others))
}

/// The other reports that a report names.
fn named(report: &Report) -> Vec<ReportId> {
    let mut named: Vec<&TicketRef> = report.duplicate_of.iter().collect();
    for entry in &report.timeline {
        match &entry.what {
            Happening::Absorbed { other: one } | Happening::Merged { into: one } => named.push(one),
            Happening::Triaged { steps } => named.extend(steps.iter().flat_map(candidates)),
            _ => {}
        }
    }
    let mut ids: Vec<ReportId> = named.into_iter().map(|one| one.id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn candidates(step: &TriageStep) -> impl Iterator<Item = &TicketRef> {
    let candidates = match step {
        TriageStep::Duplicates { candidates } => candidates.as_slice(),
        _ => &[],
    };
    candidates.iter().map(|candidate| &candidate.report)
}
