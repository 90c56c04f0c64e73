//! Jobs that the city took back while the crew was at work, and what was sent when its job was no longer open. They stay on
//! the screen as long as something of the crew's hangs on them, and it is said what became of it.

use crate::{
    effect::TrackedJob,
    model::Model,
    settings,
    texts::{t, tv},
};
use dimos_domain::{
    job::{JobState, Late},
    l10n::Language,
    report::PhotoKind,
    wording,
};
use jiff::tz::TimeZone;

/// Whether a job stands on the day's screen: one that was taken back only if the crew did or wrote something on it.
pub fn is_shown(model: &Model, tracked: &TrackedJob) -> bool {
    let job = &tracked.job;
    let of_the_work = |kind| matches!(kind, PhotoKind::Before | PhotoKind::After);
    job.state != JobState::Cancelled
        || !tracked.pending.is_empty()
        || tracked.late.is_some()
        || !job.notes.is_empty()
        || job.photos.iter().any(|photo| of_the_work(photo.kind))
        || !settings::note(model, job.id).trim().is_empty()
}

/// Whether words and photos are taken for a job: also for one that was taken back, for the dispatcher to decide on.
pub const fn takes_notes(state: JobState) -> bool {
    state.is_open() || matches!(state, JobState::Cancelled)
}

/// How a job that was taken back stands.
pub fn taken_back(language: Language, tracked: &TrackedJob) -> String {
    t(
        language,
        match (tracked.pending.is_empty(), tracked.late) {
            (false, _) => "crew-taken-back-waits",
            (true, Some(_)) => "crew-taken-back-sent",
            (true, None) => "crew-cancelled",
        },
    )
}

/// How a job that is done stands.
pub fn done(language: Language, at: jiff::Timestamp, zone: &TimeZone, tracked: &TrackedJob) -> String {
    let key = if tracked.late.is_some() { "crew-done-already-at" } else { "crew-done-at" };
    tv(language, key, &[("time", wording::time(at, zone).into())])
}

/// What has become of the crew's work since the day was read last, as a text to be said; the most important one.
pub fn news(before: &[TrackedJob], after: &[TrackedJob]) -> Option<&'static str> {
    let pairs = || {
        let was = |now: &TrackedJob| before.iter().find(|known| known.job.id == now.job.id);
        after.iter().filter_map(move |now| Some((was(now)?, now)))
    };
    let late = pairs().filter(|(was, now)| was.late != now.late).find_map(|(_, now)| now.late);
    let taken_back = pairs().any(|(was, now)| {
        let is_news = was.job.state != JobState::Cancelled && now.job.state == JobState::Cancelled;
        is_news && !now.pending.is_empty()
    });
    match late {
        Some(Late::TakenBack) => Some("crew-late-taken-back"),
        Some(Late::Over) => Some("crew-late-over"),
        None => taken_back.then_some("crew-taken-back-kept"),
    }
}
