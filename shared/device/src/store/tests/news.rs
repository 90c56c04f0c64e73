//! What is worth a notification.

use super::*;
use crate::model::News;

fn told(store: &Store, changes: Vec<Change>) -> (u32, u32) {
    let News { reports, jobs } = store.keep_page(&pulled(changes), at(0)).unwrap().unwrap();
    (reports, jobs)
}

fn job(job: Job) -> Change {
    Change::Job { job: Box::new(job) }
}

#[test]
fn ones_own_act_is_no_news_and_anothers_is() {
    let (_dir, store) = phone();
    store.commit(&filing(1, 0), None, &[]).unwrap();
    deliver(&store, 1, served(1, 3, State::Submitted));
    assert_eq!(told(&store, vec![news(served(1, 3, State::Submitted))]), (0, 0), "what the answer brought comes again");
    assert_eq!(told(&store, vec![news(served(1, 4, State::Triaged))]), (1, 0));
    assert_eq!(told(&store, vec![news(served(1, 4, State::Triaged))]), (0, 0), "told once");
    assert_eq!(told(&store, vec![news(served(2, 5, State::Submitted))]), (0, 0), "a report that was not here before");
}

#[test]
fn a_crews_news_are_jobs_that_come_move_or_go_and_none_of_its_own_work() {
    let (_dir, store) = phone();
    assert_eq!(told(&store, vec![job(planned(1, 0)), job(planned(2, 1))]), (0, 2), "new on the plan");
    let reordered = Job { version: 2, sequence: 4, ..planned(1, 0) };
    assert_eq!(told(&store, vec![job(reordered.clone())]), (0, 0), "another place in the same day");
    let tomorrow = Job { version: 3, on: reordered.on.tomorrow().unwrap(), ..reordered };
    assert_eq!(told(&store, vec![job(tomorrow.clone())]), (0, 1), "another day");
    let done = Job { version: 4, state: JobState::Done { at: at(5) }, ..tomorrow };
    assert_eq!(told(&store, vec![job(done)]), (0, 0), "done");
    assert_eq!(told(&store, vec![Change::JobGone { id: job_id(1) }]), (0, 0), "what was done leaves the plan");
    let cancelled = Job { version: 5, state: JobState::Cancelled, ..planned(2, 1) };
    assert_eq!(told(&store, vec![job(cancelled)]), (0, 1), "called off");
    assert_eq!(told(&store, vec![job(planned(3, 2))]), (0, 1));
    assert_eq!(told(&store, vec![Change::JobGone { id: job_id(3) }, Change::JobGone { id: job_id(9) }]), (0, 1));
}
