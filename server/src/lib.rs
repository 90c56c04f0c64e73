//! The city's server: reports, triage, jobs, sync, photos, bills and payments, public pages. One binary, no configuration needed.
//! A folder is a capability; each offers its routes to [`router`] and keeps its queries to itself.

pub mod accounts;
pub mod app_links;
pub mod audit;
pub mod auth;
mod bank_words;
pub mod bills;
pub mod blobs;
pub mod catalogue;
pub mod city;
pub mod config;
pub mod context;
pub mod db;
pub mod devices;
pub mod error;
pub mod extract;
mod health;
pub mod idempotency;
pub mod jobs;
pub mod keys;
pub mod ledger;
mod listing;
pub mod logging;
pub mod mail;
pub mod media;
mod metrics;
mod observe;
mod openapi;
pub mod pages;
pub mod payments;
pub mod receipts;
pub mod refunds;
pub mod reports;
pub mod router;
mod run;
pub mod soundness;
pub mod state;
pub mod statements;
pub mod sync;
pub mod texts;
pub mod throttle;
pub mod triage;

pub use run::{Running, StartError, start, start_paid, start_with};
