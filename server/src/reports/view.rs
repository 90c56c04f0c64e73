//! Who sees what of a report. The one place that decides it: routes, sync and refusals all show reports through here.

use super::ticket::Ticket;
use dimos_domain::{
    ids::*,
    report::{Happening, Photo, Rating, Relation, Report, TimelineEntry},
    triage::{PriorityReason, TriageStep},
    workflow::Action,
};

/// Who reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reader {
    /// Somebody without a token.
    Anyone,
    /// A phone; a crew's phone, if it was enrolled.
    Phone {
        /// Which.
        device: DeviceId,
        /// Whose.
        crew: Option<CrewCode>,
    },
    /// Staff.
    Staff,
}

/// How much of a report a reader sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// Everything but personal data, which stands apart (see [`super::contacts`]): staff, and the crew that has it.
    Work,
    /// Everything about one's own report, but no other reports that are not public.
    Own,
    /// What the public sees.
    Public,
    /// How far it is and nothing else: those whose own report was merged into one that is not public.
    Progress,
    /// That it does not exist.
    Nothing,
}

/// How much a reader sees, given how it stands to the report.
#[must_use]
pub fn sight(ticket: &Ticket, reader: &Reader, relation: Relation) -> Sight {
    match reader {
        Reader::Staff => Sight::Work,
        Reader::Phone { crew: Some(crew), .. } if is_work_of(ticket, crew) => Sight::Work,
        Reader::Phone { device, .. } if *device == ticket.reporter => Sight::Own,
        _ if ticket.public => Sight::Public,
        Reader::Phone { .. } if relation == Relation::Supporter => Sight::Progress,
        _ => Sight::Nothing,
    }
}

/// Whether a crew has the report to work on: from the plan until it has left the plan.
#[must_use]
pub fn is_work_of(ticket: &Ticket, crew: &CrewCode) -> bool {
    ticket.crew.as_ref() == Some(crew)
}

/// The report as that sight shows it; none where it shows nothing.
#[must_use]
pub fn show(
    ticket: Ticket,
    timeline: Vec<TimelineEntry>,
    photos: Vec<Photo>,
    relation: Relation,
    sight: Sight,
) -> Option<Report> {
    let mut whole = Report {
        id: ticket.id,
        number: ticket.number,
        version: ticket.version,
        service: ticket.service,
        state: ticket.state,
        description: ticket.description,
        located: ticket.located,
        place_hint: ticket.place_hint,
        area: ticket.area,
        answers: ticket.answers,
        contact: None,
        photos,
        priority: ticket.priority,
        department: ticket.department,
        crew: ticket.crew,
        scheduled_for: ticket.scheduled_for,
        due_at: ticket.due_at,
        created_at: ticket.created_at,
        updated_at: ticket.updated_at,
        supporters: ticket.supporters,
        duplicate_of: ticket.duplicate_of,
        question: ticket.question,
        rating: ticket.rating,
        reason: ticket.reason,
        public: ticket.public,
        relation,
        timeline,
    };
    if sight != Sight::Work {
        forget_late_work(&mut whole);
    }
    match sight {
        Sight::Work => Some(whole),
        Sight::Own => Some(own(whole)),
        Sight::Public => Some(public(whole)),
        Sight::Progress => Some(progress(whole)),
        Sight::Nothing => None,
    }
}

/// What a crew did after a job was no longer its own is evidence for whoever decides; what comes of it is told to all.
fn forget_late_work(report: &mut Report) {
    let Report { timeline, photos, .. } = report;
    timeline.retain(|entry| match &entry.what {
        Happening::WorkedLate { photos: theirs, .. } => {
            photos.retain(|photo| !theirs.contains(photo));
            false
        }
        _ => true,
    });
}

fn own(mut report: Report) -> Report {
    if !report.public {
        forget_others(&mut report);
    }
    report
}

/// Reports that may be the same as one that is not public are not public either.
fn forget_others(report: &mut Report) {
    for entry in &mut report.timeline {
        if let Happening::Triaged { steps } = &mut entry.what {
            steps.iter_mut().for_each(forget_candidates);
        }
    }
}

fn forget_candidates(step: &mut TriageStep) {
    if let TriageStep::Duplicates { candidates } = step {
        candidates.clear();
    }
}

/// What was said between the city and the reporter stays between them: answers, the question, what the reporter answered
/// or said on leaving, what was written with the rating.
fn public(mut report: Report) -> Report {
    report.answers.clear();
    report.question = None;
    report.rating = report.rating.map(|rating| Rating { stars: rating.stars, comment: None });
    for entry in &mut report.timeline {
        match &mut entry.what {
            Happening::Moved { action: Action::Ask | Action::Answer | Action::Withdraw, note, .. } => *note = None,
            Happening::Triaged { steps } => steps.iter_mut().for_each(forget_answers),
            _ => {}
        }
    }
    report
}

fn forget_answers(step: &mut TriageStep) {
    if let TriageStep::Priority { reasons, .. } = step {
        reasons.retain(|reason| !matches!(reason, PriorityReason::Answer { .. }));
    }
}

fn progress(report: Report) -> Report {
    let mut report = public(report);
    report.description.clear();
    report.photos.clear();
    report.place_hint = None;
    report.area = None;
    report.rating = None;
    report.duplicate_of = None;
    report.timeline.retain(|entry| matches!(entry.what, Happening::Reported | Happening::Moved { .. }));
    for entry in &mut report.timeline {
        if let Happening::Moved { note, .. } = &mut entry.what {
            *note = None;
        }
    }
    report
}
