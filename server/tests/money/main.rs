//! Money: what the books hold and refuse, bills, payments, and what the treasury does with them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod books;
mod ledger;
mod refusals;
