//! The server's infrastructure, as clients and operators meet it: over HTTP, in its own process, on a disk that fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation
)]

mod bad_input;
mod city;
mod commands;
mod described;
mod disk;
mod killed;
mod openapi;
mod phones;
mod process;
mod staff;
mod support;
mod transfers;
