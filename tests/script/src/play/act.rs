//! What others do: the dispatcher, the clerk, the payer's browser.

use super::Player;
use crate::{
    failed::{Failed, missing},
    step::Act,
};
use dimos_api::Decision;
use dimos_domain::{ids::ReportId, workflow::State};
use dimos_journeys::{Slip, today};

/// The crew that clears gullies.
const CREW: &str = "gullies";

impl Player<'_> {
    pub(super) fn act(&mut self, act: &Act) -> Result<(), Failed> {
        match act {
            Act::Ask { report, question } => {
                let question = (*question).to_owned();
                self.desk.decide(self.kept(report)?.parse()?, Decision::Ask { question })?;
            }
            Act::Resolve { report } => {
                let report = self.assigned(report)?;
                self.desk.decide(report, Decision::Resolve { note: "Έγινε.".to_owned() })?;
            }
            Act::Schedule { report } => {
                let report = self.assigned(report)?;
                self.desk.decide(report, Decision::Schedule { crew: CREW.parse()?, on: today() })?;
            }
            Act::CrewCode { name } => {
                self.kept.insert(name, self.desk.enrolment_code(&CREW.parse()?)?);
            }
            Act::Bill { kind, tax_head, cents, name } => {
                let slip = Slip::issue(&self.clerk, (*kind, *tax_head), *cents)?;
                self.kept.insert(name, slip.rf.as_str().to_owned());
            }
            Act::Pay { page, name } => {
                let link = self.city.browser()?.pay(&self.kept(page)?)?.link()?;
                self.kept.insert(name, link);
            }
        }
        Ok(())
    }

    /// A report that the crew is responsible for, whatever the rules said.
    fn assigned(&self, report: &str) -> Result<ReportId, Failed> {
        let id = self.kept(report)?.parse()?;
        let report = self.desk.report(id)?;
        let crew = Some(CREW.parse()?);
        if report.crew != crew || report.state != State::Assigned {
            let department = report.department.ok_or_else(|| missing("department"))?;
            self.desk.decide(id, Decision::Assign { department, crew })?;
        }
        Ok(id)
    }
}
