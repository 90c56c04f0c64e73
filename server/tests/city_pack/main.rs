//! City packs: the default one is whole, a made-up one works as well, and every mistake is named by file, line and reason.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod default_pack;
mod draft;
mod lilliput;
mod mistakes_in_payments;
mod mistakes_in_payouts;
mod mistakes_in_services;
mod mistakes_in_staff;
mod mistakes_on_the_ground;
