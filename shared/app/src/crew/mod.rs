//! A crew's day: jobs in the order in which they are driven to, each started, photographed before and after, closed or
//! given back. Everything works offline.

mod belonging;
mod event;
mod late;
mod model;
mod rows;
mod update;
mod view;

#[cfg(test)]
mod tests;

pub use belonging::belong;
pub use event::Event;
pub use model::Model;
pub use rows::rebuild;
pub use update::{number_of, on_intent, photo_arrived, reload, update};
pub use view::{CrewView, JobRow, JobView, day_view, job_view, open_jobs};
