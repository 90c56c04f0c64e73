//! The phone in the terminal: real core, real server, a process for every command.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod citizen;
mod crew;
mod disk;
mod killed;
mod money;
mod refused;
mod terminal;
