//! The public pages as a reader sees them, over HTTP, in a made-up city (Lilliput).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod lists;
mod maps;
mod reader;
mod reports;
#[path = "../reports/story.rs"]
mod story;
mod visits;
