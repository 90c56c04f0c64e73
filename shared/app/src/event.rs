//! What the core's update function receives: a person's intent or an effect's answer. Time and randomness come with the
//! intent, so that the same events always give the same state.

use crate::{crew, effect, intent::Intent, my_city, my_reports, pay, report, settings};
use jiff::Timestamp;
use uuid::Uuid;

/// The moment an intent came in, and randomness for the ids made from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Now, by the phone's clock.
    pub now: Timestamp,
    /// 128 random bits.
    pub entropy: u128,
}

impl Stamp {
    /// The n-th id of this moment: UUIDv7 (RFC 9562), in ascending order of n within one moment.
    #[must_use]
    pub fn id(&self, n: u16) -> Uuid {
        let millis = u64::try_from(self.now.as_millisecond()).unwrap_or(0);
        let mut random = [0_u8; 10];
        let counter = (n & 0x0fff).to_be_bytes();
        for (slot, byte) in random.iter_mut().zip(counter.into_iter().chain(self.entropy.to_be_bytes())) {
            *slot = byte;
        }
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

/// What happened.
#[derive(Debug)]
pub enum Event {
    /// Something outside.
    Intent(Stamp, Intent),
    /// The phone's storage was read at start.
    Loaded(Box<effect::Loaded>),
    /// A round of delivery ended.
    Synced(Stamp, effect::SyncOutcome),
    /// An act was persisted: it counts as unsent, and its feature is told.
    Committed(Box<effect::OutboxRow>, Box<Event>),
    /// A time that was asked for has come: messages fade, retries fall due.
    Tick(Stamp),
    /// Composing a report.
    Report(report::Event),
    /// My reports.
    MyReports(my_reports::Event),
    /// Around me.
    MyCity(my_city::Event),
    /// Paying.
    Pay(pay::Event),
    /// A crew's day.
    Crew(crew::Event),
    /// Settings.
    Settings(settings::Event),
}
