//! What citizens do.

use super::{
    Failed, Session,
    args::{OutboxCommand, Pair, Point, ReportArguments, WriteArguments},
    print::{city_lines, list_lines, row_line, services_lines, ticket_lines, unsent_lines},
};
use dimos_app::{
    intent::{MyReportsIntent, ReportIntent, ShelfChoice},
    my_reports::TicketView,
    report::{NearbyRow, QuestionView, ReportView},
};
use dimos_domain::ids::ReportId;
use dimos_phone::{At, Told};
use serde_json::json;

impl Session<'_> {
    pub(super) fn report(&self, given: &ReportArguments) -> Result<(), Failed> {
        let at = match (&given.at, &given.street) {
            (Some(Point(lat, lon)), _) => At::Pin(*lat, *lon),
            (None, Some(street)) => At::Street(street.clone()),
            (None, None) => At::Photo,
        };
        let anonymous = given.name.is_empty() && given.email.is_empty() && given.phone.is_empty();
        let told = Told {
            photos: given.photos.clone(),
            words: given.words.clone(),
            at,
            service: given.service.clone(),
            answers: given.answers.iter().map(|pair| (pair.0.clone(), pair.1.clone())).collect(),
            contact: (!anonymous).then(|| (given.name.clone(), given.email.clone(), given.phone.clone())),
        };
        let had = self.phone.drafts()?;
        let composed = self.phone.compose(&told)?;
        let unknown = !given.service.is_empty() && composed.service.is_empty();
        let wrong = unknown
            .then(|| self.words.unknown_service(&given.service))
            .or_else(|| self.misnamed(&given.answers, &composed.questions))
            .or_else(|| self.unanswered(&composed));
        if let Some(wrong) = wrong {
            self.leave_no_draft(&had)?;
            return Err(Failed::Refused(wrong));
        }
        let near = self.phone.look_around()?;
        if let Some(number) = &given.me_too {
            return self.me_too(number, &near);
        }
        if !given.new && !near.nearby.is_empty() {
            return self.ask_about(&near, &had);
        }
        let id = self.phone.send_report()?;
        self.told(id, None)
    }

    /// What was composed goes to one of the open reports near.
    fn me_too(&self, number: &str, near: &ReportView) -> Result<(), Failed> {
        let is_it = |row: &&NearbyRow| row.row.number.eq_ignore_ascii_case(number) || row.row.id == number;
        let row = near.nearby.iter().find(is_it).ok_or_else(|| Failed::Refused(self.words.not_near(number)))?;
        let said = self.phone.it_is_this(&row.row.id)?;
        let id = row.row.id.parse().map_err(|_| Failed::Refused(self.words.not_near(number)))?;
        self.told(id, Some(said))
    }

    /// A person would be asked now. A script is told what could be answered; it says everything again with the answer, so
    /// that no draft is left behind.
    fn ask_about(&self, near: &ReportView, had: &[String]) -> Result<(), Failed> {
        self.paper.show(&json!({ "sent": false, "message": near.nearby_message, "nearby": near.nearby }), || {
            let rows = near.nearby.iter().map(|near| row_line(&near.row));
            std::iter::once(near.nearby_message.clone()).chain(rows).collect()
        })?;
        self.leave_no_draft(had)?;
        Err(Failed::Undecided(self.words.decide()))
    }

    /// What was composed stands on the command line and is said again with it.
    fn leave_no_draft(&self, had: &[String]) -> Result<(), Failed> {
        for draft in self.phone.drafts_after_leaving()?.into_iter().filter(|draft| !had.contains(draft)) {
            self.phone.report(ReportIntent::DiscardDraft { draft });
        }
        Ok(self.phone.stored()?)
    }

    /// What is wrong with an answer that names no question of the service, or none of its choices: a screen offers no such
    /// thing, so the app passes over it.
    fn misnamed(&self, answers: &[Pair], asked: &[QuestionView]) -> Option<String> {
        answers.iter().find_map(|Pair(named, value)| {
            let question = asked.iter().find(|question| code(question) == named);
            match question {
                Some(QuestionView::Choice { options, .. }) => {
                    let choices: Vec<&str> = options.iter().map(|option| option.code.as_str()).collect();
                    let is_one = choices.contains(&value.as_str());
                    (!is_one).then(|| self.words.unknown_choice(named, value, &choices))
                }
                Some(QuestionView::Typed { .. }) => None,
                None => Some(self.words.unknown_question(named, &asked.iter().map(as_asked).collect::<Vec<_>>())),
            }
        })
    }

    /// That answers are wanted, and how they are given here.
    fn unanswered(&self, composed: &ReportView) -> Option<String> {
        let lacking: Vec<String> = composed.questions.iter().filter(|question| lacks(question)).map(as_asked).collect();
        let why_not = composed.send.why_not.as_ref().filter(|_| !lacking.is_empty())?;
        Some(format!("{why_not} {}", self.words.answer_with(&lacking)))
    }

    pub(super) fn services(&self, words: &str) -> Result<(), Failed> {
        let had = self.phone.drafts()?;
        let groups = self.phone.services(words)?;
        self.leave_no_draft(&had)?;
        self.paper.show(&json!({ "groups": groups }), || services_lines(&groups))
    }

    /// Delivers, and shows the report as it stands then.
    fn told(&self, id: ReportId, said: Option<String>) -> Result<(), Failed> {
        let delivered = self.deliver(|act| !self.waited.iter().any(|old| old == act))?;
        let settled = |ticket: &TicketView| !delivered || (dimos_phone::has_number(ticket) && ticket.unsent.is_empty());
        let ticket = self.phone.ticket(id, "the report", settled)?;
        let number = dimos_phone::has_number(&ticket).then(|| ticket.row.number.clone());
        let shown = json!({
            "id": id, "number": number, "delivered": delivered, "said": said, "ticket": ticket,
        });
        self.paper.show(&shown, || said.iter().cloned().chain(ticket_lines(&ticket)).collect())
    }

    pub(super) fn list(&self, shelf: ShelfChoice) -> Result<(), Failed> {
        self.fresh()?;
        self.phone.list(shelf)?;
        let view = self.phone.listing("the list", |list| list.shelf == shelf)?;
        self.paper.show(&view, || list_lines(&view))
    }

    /// What is new is fetched before anything is shown.
    fn fresh(&self) -> Result<(), Failed> {
        if !self.arguments.offline {
            // Without an answer in time, what the phone has is shown.
            let _later = self.phone.rested(std::time::Duration::from_secs(self.arguments.wait));
        }
        Ok(self.phone.stored()?)
    }

    pub(super) fn show(&self, report: &str) -> Result<(), Failed> {
        self.fresh()?;
        let id = self.find(report)?;
        let ticket = self.phone.ticket(id, "the report", |ticket| !ticket.busy)?;
        self.paper.show(&ticket, || ticket_lines(&ticket))
    }

    pub(super) fn nearby(&self, at: Point) -> Result<(), Failed> {
        let view = self.phone.around(at.0, at.1)?;
        self.paper.show(&view, || city_lines(&view))
    }

    pub(super) fn write(&self, given: &WriteArguments, then: MyReportsIntent) -> Result<(), Failed> {
        let id = self.opened(&given.report, &then)?;
        for photo in &given.photos {
            self.phone.photograph_for_ticket(photo)?;
        }
        let said = match then {
            // The app asks first; on this command line the answer was given.
            MyReportsIntent::Withdraw => self.phone.withdraw(&given.words)?,
            then => self.phone.write(&given.words, then)?,
        };
        self.told(id, Some(said))
    }

    pub(super) fn rate(&self, report: &str, stars: u8, words: &str) -> Result<(), Failed> {
        let id = self.opened(report, &MyReportsIntent::Rate { stars })?;
        let said = self.phone.write(words, MyReportsIntent::Rate { stars })?;
        self.told(id, Some(said))
    }

    pub(super) fn act(&self, report: &str, intent: MyReportsIntent) -> Result<(), Failed> {
        let id = self.opened(report, &intent)?;
        let said = self.phone.act(intent)?;
        self.told(id, Some(said))
    }

    /// Opens a report's page and sees to it that what is wanted is offered there now.
    fn opened(&self, report: &str, wanted: &MyReportsIntent) -> Result<ReportId, Failed> {
        self.fresh()?;
        let id = self.find(report)?;
        let ticket = self.phone.ticket(id, "the report", |ticket| !ticket.busy)?;
        if dimos_phone::offered(&ticket, wanted).is_some() {
            return Ok(id);
        }
        Err(Failed::Refused(match wanted {
            MyReportsIntent::Follow { follow } if ticket.follow.is_some() => {
                self.words.already(&ticket.row.number, *follow)
            }
            _ => dimos_phone::not_offered(&ticket),
        }))
    }

    /// A report by its id, or by its number among those that this phone knows.
    fn find(&self, report: &str) -> Result<ReportId, Failed> {
        if let Ok(id) = report.parse() {
            return Ok(id);
        }
        for shelf in [ShelfChoice::Mine, ShelfChoice::Following] {
            self.phone.list(shelf)?;
            loop {
                let view = self.phone.listing("the list", |list| list.shelf == shelf)?;
                if let Some(row) = view.rows.iter().find(|row| row.number.eq_ignore_ascii_case(report)) {
                    return row.id.parse().map_err(|_| Failed::Refused(self.words.unknown_report(report)));
                }
                if !view.has_more {
                    break;
                }
                self.phone.my_reports(MyReportsIntent::More);
                self.phone.listing("more of the list", |list| list.rows.len() > view.rows.len() || !list.has_more)?;
            }
        }
        Err(Failed::Refused(self.words.unknown_report(report)))
    }

    pub(super) fn drafts(&self) -> Result<(), Failed> {
        self.phone.drafts()?;
        let drafts = self.phone.composing("the drafts", |_| true)?.drafts;
        self.paper.show(&json!({ "drafts": drafts }), || {
            drafts.iter().map(|draft| format!("{}  {} · {}", draft.id, draft.title, draft.detail)).collect()
        })
    }

    pub(super) fn outbox(&self, what: Option<&OutboxCommand>) -> Result<(), Failed> {
        let known = |act: &str| -> Result<(), Failed> {
            let unsent = self.phone.unsent()?;
            if unsent.iter().any(|row| row.act == act) {
                Ok(())
            } else {
                Err(Failed::Refused(self.words.unknown_act(act)))
            }
        };
        match what {
            None => {}
            Some(OutboxCommand::Retry { act }) => {
                known(act)?;
                self.phone.my_reports(MyReportsIntent::Retry { act: act.clone() });
                self.phone.stored()?;
                self.deliver(|waiting| waiting == act)?;
            }
            Some(OutboxCommand::SendWithout { act }) => {
                known(act)?;
                self.phone.my_reports(MyReportsIntent::SendWithout { act: act.clone() });
                self.phone.stored()?;
                self.deliver(|waiting| waiting == act)?;
            }
            Some(OutboxCommand::Discard { act }) => {
                known(act)?;
                self.phone.my_reports(MyReportsIntent::Discard { act: act.clone() });
                // The app asks once more unless a draft comes of it; on this command line the answer was given.
                self.phone.my_reports(MyReportsIntent::Discard { act: act.clone() });
                let gone = |list: &dimos_app::my_reports::MyReportsView| list.unsent.iter().all(|row| row.act != *act);
                self.phone.listing("it to be gone", gone)?;
            }
        }
        let unsent = self.phone.unsent()?;
        self.paper.show(&json!({ "unsent": unsent }), || unsent_lines(&unsent).collect())
    }
}

fn code(question: &QuestionView) -> &str {
    match question {
        QuestionView::Choice { code, .. } | QuestionView::Typed { code, .. } => code,
    }
}

fn lacks(question: &QuestionView) -> bool {
    match question {
        QuestionView::Choice { error, .. } => error.is_some(),
        QuestionView::Typed { field, .. } => field.error.is_some(),
    }
}

/// A question's code, with its choices where it has some: `lane=yes|no`.
fn as_asked(question: &QuestionView) -> String {
    match question {
        QuestionView::Choice { code, options, .. } => {
            let choices: Vec<&str> = options.iter().map(|option| option.code.as_str()).collect();
            format!("{code}={}", choices.join("|"))
        }
        QuestionView::Typed { code, .. } => format!("{code}=…"),
    }
}
