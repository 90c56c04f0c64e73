//! Reports, triage, jobs and what phones hear of them, as stories over HTTP.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod appointments;
mod bad_input;
mod citizens;
mod contacts;
mod crews;
mod denials;
mod dispatchers;
mod hearing;
mod late;
mod many;
mod revoked;
mod story;
mod triaging;
mod whole_way;
