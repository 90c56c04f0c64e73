//! Whole stories: a real server, phones that run the real core, real HTTP, and a network in between that misbehaves as
//! told. `City::start()?.phone("Eleni")?` is how every story begins.

mod bank;
mod city;
mod drain;
mod host;
pub mod proxy;
mod slips;

pub use bank::{Browser, Page};
pub use city::{City, PASSWORD, Trouble, photo, seeds, today};
pub use drain::{DrainFigures, drain_queued};
pub use slips::{BULKY, FEES, Kind, PARKING, Slip};
