//! The line to the server: typed calls over HTTPS. Knows how things are said on the wire and what an answer means; never
//! decides whether to try again.

mod answer;
mod client;
mod tls;
mod tus;

pub use answer::{Problematic, extras, readable, readable_account};
pub use client::Net;
