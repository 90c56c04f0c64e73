//! Composing a report, told as conversations: a person's intents in, the phone's answers, the screen seen.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should say so loudly"
)]

mod arrived;
mod bad_input;
mod drafts;
mod journey;
mod nearby;
mod phone;
mod photos;
mod place;
mod questions;
mod services;
mod snapshots;
mod texts;
mod town;
