//! The city's bank: statements that reconcile themselves, what waits for a person, and money that goes back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, dead_code)]

mod bounds;
mod commands;
mod contradictions;
mod copies;
mod decisions;
mod denials;
mod eyes;
mod files;
mod finding;
mod going_out;
mod hall;
mod lists;
mod matching;
mod orders;
mod parts;
#[path = "../money/provider.rs"]
mod provider;
mod queue;
mod real_payouts;
mod real_refunds;
mod refund_news;
mod refunds;
mod refunds_after_all;
mod returned;
#[path = "../reports/story.rs"]
mod story;
#[path = "../money/town.rs"]
mod town;
