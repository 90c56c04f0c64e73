//! What the city makes of a report on arrival: place, service, duplicates, priority, responsibility, due date, each step
//! explained. The rules are the domain's; here they are given the city and the reports around. Never writes anything.

mod queries;
mod routes;
mod service;

pub use routes::routes;
pub use service::{Assessment, Intake, Prepared, assess, prepare, whole_metres};
