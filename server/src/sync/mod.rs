//! The one log of everything that changes, and what phones pull from it: for each phone its own reports and jobs, by
//! position in the log, never another's.

mod cursor;
mod log;
mod queries;
mod routes;
mod service;

pub use log::{Author, Changed, JobChange, Line, Subject, Unseen, What, append, next_number};
pub use queries::{late_work, timelines};
pub use routes::routes;
