//! The one object that shells and the app's effects talk to.

use crate::{config::*, error::*, model::*};
use dimos_domain::{act::Act, city::City, ids::*, l10n::Language, place::Position, report::{Report, ReportSummary}};
use jiff::civil::Date;
use std::{path::PathBuf, sync::Arc, time::Duration};
use uuid::Uuid;

/// A phone's memory and its line to the city. Cheap to clone; every clone is the same device.
#[derive(Clone)]
pub struct Device {}

#[expect(clippy::todo, unused_variables, reason = "signatures first")]
impl Device {
    /// Opens the device in its folder.
    pub fn open(config: DeviceConfig, secrets: Arc<dyn Secrets>, clock: Arc<dyn Clock>) -> Result<Self, OpenError> { todo!() }
    /// How opening went.
    pub fn opened(&self) -> Opened { todo!() }
    /// In which language the server should answer.
    pub fn set_language(&self, language: Language) { todo!() }
    /// The city, as last fetched, or else as bundled with the app.
    pub fn city(&self) -> Option<Arc<City>> { todo!() }
    /// The app's settings.
    pub fn settings(&self) -> Result<Option<String>, StoreError> { todo!() }
    /// Keeps the app's settings.
    pub fn save_settings(&self, json: &str) -> Result<(), StoreError> { todo!() }
    /// Keeps a draft.
    pub fn save_draft(&self, id: Uuid, json: &str) -> Result<(), StoreError> { todo!() }
    /// Every draft, oldest first.
    pub fn drafts(&self) -> Result<Vec<(Uuid, String)>, StoreError> { todo!() }
    /// Forgets a draft.
    pub fn remove_draft(&self, id: Uuid) -> Result<(), StoreError> { todo!() }
    /// Saves an act in one transaction.
    pub fn commit(&self, act: &Act, draft: Option<Uuid>, photos: &[PendingPhoto]) -> Result<(), StoreError> { todo!() }
    /// A page of reports, those not yet with the city first, then the last changed first.
    pub fn reports(&self, which: Shelf, offset: u32, limit: u32) -> Result<Page<Tracked>, StoreError> { todo!() }
    /// One report.
    pub fn report(&self, id: ReportId) -> Result<Option<Tracked>, StoreError> { todo!() }
    /// The jobs of a day, in the order in which they are driven to.
    pub fn jobs(&self, on: Date) -> Result<Vec<TrackedJob>, StoreError> { todo!() }
    /// One job.
    pub fn job(&self, id: JobId) -> Result<Option<TrackedJob>, StoreError> { todo!() }
    /// Every act that is not delivered yet, in the order in which they were done.
    pub fn outbox(&self) -> Result<Vec<OutboxEntry>, StoreError> { todo!() }
    /// Puts a wedged act back into the queue, or makes a waiting one due now.
    pub fn retry(&self, act: ActId) -> Result<(), StoreError> { todo!() }
    /// Takes an act back that was not delivered.
    pub fn discard(&self, act: ActId) -> Result<Option<Discarded>, StoreError> { todo!() }
    /// The person looked at a report.
    pub fn mark_seen(&self, report: ReportId) -> Result<(), StoreError> { todo!() }
    /// The crew whose phone this is.
    pub fn crew(&self) -> Option<CrewCode> { todo!() }
    /// Delivers and fetches until everything is done or the time is used up.
    pub async fn drain(&self, deadline: Duration) -> DrainReport { todo!() }
    /// Public reports around a position, nearest first.
    pub async fn nearby(&self, around: Position, radius_m: f64, service: Option<ServiceCode>, open_only: bool) -> Result<Vec<ReportSummary>, NetError> { todo!() }
    /// A report as the server has it now; kept.
    pub async fn fetch_report(&self, id: ReportId) -> Result<Report, NetError> { todo!() }
    /// Makes this phone a crew's.
    pub async fn enrol(&self, code: &str) -> Result<CrewCode, NetError> { todo!() }
    /// Fetches the city anew.
    pub async fn refresh_city(&self) -> Result<Arc<City>, NetError> { todo!() }
    /// A photo as a file on this phone.
    pub async fn photo(&self, id: MediaId, thumb: bool) -> Result<PathBuf, NetError> { todo!() }
}
