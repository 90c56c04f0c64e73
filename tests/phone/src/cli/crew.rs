//! What crews do.

use super::{
    Failed, Session,
    args::{CrewCommand, Point, When},
    print::{day_lines, job_lines},
};
use dimos_app::{
    Intent,
    crew::CrewView,
    intent::{CrewIntent, WorkPhoto},
};
use serde_json::json;
use std::time::Duration;

impl Session<'_> {
    pub(super) fn crew(&self, what: &CrewCommand) -> Result<(), Failed> {
        if !self.arguments.offline {
            // Without an answer in time, the day that the phone has is worked on.
            let _later = self.phone.rested(Duration::from_secs(self.arguments.wait));
        }
        self.phone.stored()?;
        if !self.phone.view().tabs.iter().any(|tab| tab.tab == dimos_app::intent::Tab::Crew) {
            return Err(Failed::Refused(self.words.no_crew()));
        }
        let said = match what {
            CrewCommand::Jobs => None,
            CrewCommand::Show { job } => {
                let view = self.phone.job(&self.job(job)?, "the job", |_| true)?;
                return self.paper.show(&view, || job_lines(&view));
            }
            CrewCommand::Start { job } => Some(self.phone.start_job(&self.job(job)?)?.row.status),
            CrewCommand::Photo { job, when, file } => {
                let kind = match when {
                    When::Before => WorkPhoto::Before,
                    When::After => WorkPhoto::After,
                };
                self.phone.photograph_job(&self.job(job)?, file, kind)?;
                None
            }
            CrewCommand::Note { job, words } => {
                self.phone.note_job(&self.job(job)?, words)?;
                None
            }
            CrewCommand::Close { job, words } => Some(self.phone.close_job(&self.job(job)?, words)?),
            CrewCommand::Cannot { job, reason, words } => {
                Some(self.phone.cannot_do_job(&self.job(job)?, reason, words)?)
            }
            CrewCommand::Order { job, stop } => {
                let job = self.job(job)?;
                let intent = CrewIntent::MoveJob { job, to: stop.saturating_sub(1) };
                Some(self.phone.attempt("the new order", Intent::Crew { intent })?)
            }
            CrewCommand::Shorten { at } => {
                if let Some(Point(lat, lon)) = at {
                    self.phone.is_at(*lat, *lon, 10.0);
                }
                Some(self.phone.attempt("the new order", Intent::Crew { intent: CrewIntent::ShortenWay })?)
            }
        };
        let delivered = if matches!(what, CrewCommand::Jobs) {
            None
        } else {
            Some(self.deliver(|act| !self.waited.iter().any(|old| old == act))?)
        };
        self.phone.stored()?;
        let day = self.day()?;
        self.paper.show(&json!({ "said": said, "delivered": delivered, "day": day }), || {
            said.iter().cloned().chain(day_lines(&day)).collect()
        })
    }

    fn day(&self) -> Result<CrewView, Failed> {
        Ok(self.phone.day("the day", |_| true)?)
    }

    /// A job by its id, its report's number or its stop.
    fn job(&self, named: &str) -> Result<String, Failed> {
        let day = self.day()?;
        let is_it = |row: &&dimos_app::crew::JobRow| {
            row.id == named || row.number.eq_ignore_ascii_case(named) || (row.stop > 0 && row.stop.to_string() == named)
        };
        // Of several visits to one report the open one is meant.
        let mut found: Vec<_> = day.jobs.iter().filter(is_it).collect();
        found.sort_by_key(|row| row.stop == 0);
        found.first().map(|row| row.id.clone()).ok_or_else(|| Failed::Refused(self.words.unknown_job(named)))
    }
}
