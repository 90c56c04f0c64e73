//! A bank of our own, to try everything with: no money moves. It is an outside party as a real one is: it keeps its own
//! book (SQLite, in memory or a file that outlives the city's crash), shows its own page in two languages, sends signed
//! webhooks over real HTTP and is spoken to over HTTP. Unlike a real one it fails when it is told to.
//!
//! The host mounts [`Bank::router`] under the path of its address and keeps [`Bank::run`] polled.

mod api;
mod bank;
mod config;
mod deliver;
mod events;
mod form;
mod pages;
mod payout;
mod plan;
mod provider;
mod store;
mod wire;
mod words;

pub use bank::Bank;
pub use config::{BankConfig, Clock, Control};
pub use payout::{Payout, PayoutLine, PayoutPart};
pub use plan::{Call, Fault, PageAnswer, Plan, RefundsGo, Sequence, Signing, Then};
pub use provider::{Config, SandboxProvider};
pub use store::No;
pub use wire::{OrderBody, OrderState, PaymentBody, RefundBody, RefundState, SIGNATURE};
