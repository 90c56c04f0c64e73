//! Conversations with the lists and the ticket page: a person does something, a phone without a screen answers.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::missing_panics_doc,
    missing_docs,
    reason = "tests"
)]

mod acts;
mod lists;
mod offers;
mod outbox;
pub mod phone;
mod tickets;
pub mod town;
mod words;
