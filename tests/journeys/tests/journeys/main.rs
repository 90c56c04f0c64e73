//! Stories over the real core, the real server and real HTTP. One binary: the slow part is linking it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod appointment;
mod bad_bytes;
mod bad_input;
mod cast;
mod citizen;
mod crew;
mod crew_day;
mod died;
mod drain;
mod faults;
mod money;
mod server_killed;
mod storage;
mod trouble;
