//! Money: what the books hold and refuse, bills, payments, and what the treasury does with them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod bills;
mod books;
mod commands;
mod denials;
mod guest;
mod guests;
mod in_order;
mod inbox;
mod ledger;
mod letters;
mod midnight;
mod openings;
mod payments;
mod proofs;
mod provider;
mod references;
mod refusals;
mod reversals;
mod sandbox;
mod silence;
#[path = "../reports/story.rs"]
mod story;
mod tables;
mod too_large;
mod town;
mod unknown;
