//! Conversations about money: a person does something, a phone without a screen answers, and a city that can lose answers.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    missing_docs,
    reason = "tests"
)]

mod adding;
mod any_order;
mod basket;
mod bills;
mod checkout;
mod killed;
mod links;
mod phone;
mod plans;
mod receipts;
mod screens;
mod town;
