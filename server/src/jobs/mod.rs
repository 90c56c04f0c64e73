//! The crews' days: planning them, and what crews do on the way. A job is one visit to one report; it changes only here,
//! and the report it visits only through the reports' own way.

mod acts;
mod late;
mod plan;
mod queries;
mod routes;
mod service;

pub use plan::schedule;
pub use queries::{JobRow, rows};
pub use routes::routes;
pub use service::{report_changed, views};
