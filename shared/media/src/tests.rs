//! Stories of photos: honest ones, lying ones, broken ones.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]

mod builders;
mod facts;
mod hostile;
mod pictures;
mod storage;
