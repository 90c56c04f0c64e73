//! How a bank is set up.

use super::Bank;
use crate::Secret;
use axum::Router;
use jiff::Timestamp;
use reqwest::Url;
use std::{io, path::PathBuf, sync::Arc, time::Duration};
use tokio::net::TcpListener;

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// How a bank is set up.
#[derive(Clone)]
pub struct BankConfig {
    /// Where its router is reached: `http://127.0.0.1:8080/bank`. Pages and the API are under it.
    pub address: String,
    /// Where its webhooks go; `https`, or `http` to this very machine.
    pub webhooks_to: String,
    /// Whom the money is for, as the payer reads it.
    pub payee: String,
    /// What callers of the API carry.
    pub key: Secret,
    /// Signs webhooks.
    pub webhook_secret: Secret,
    /// The book; in memory without.
    pub file: Option<PathBuf>,
    /// Whether things can be made to go wrong.
    pub control: Control,
    /// How long a call waits that gets no answer. Longer than any caller does.
    pub silence: Duration,
    /// The time.
    pub clock: Clock,
}

impl BankConfig {
    /// A bank in memory, with its test control open.
    #[must_use]
    pub fn new(address: &str, webhooks_to: &str, key: Secret, webhook_secret: Secret) -> Self {
        Self {
            address: address.trim_end_matches('/').to_owned(),
            webhooks_to: webhooks_to.to_owned(),
            payee: "Δήμος · Municipality".to_owned(),
            key,
            webhook_secret,
            file: None,
            control: Control::Open,
            silence: Duration::from_secs(60),
            clock: Arc::new(Timestamp::now),
        }
    }
}

/// Whether things can be made to go wrong, on the page and by the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    /// They can.
    Open,
    /// They cannot.
    Closed,
}

impl Bank {
    /// Serves it alone, under the path of its address, and sends its webhooks, for as long as it is polled.
    ///
    /// # Errors
    /// The listener's.
    pub async fn serve(self, listener: TcpListener) -> io::Result<()> {
        let path = Url::parse(&self.0.config.address).map(|url| url.path().trim_end_matches('/').to_owned());
        let router = match path.unwrap_or_default().as_str() {
            "" => self.router(),
            path => Router::new().nest(path, self.router()),
        };
        tokio::select! {
            served = axum::serve(listener, router) => served,
            () = self.run() => Ok(()),
        }
    }
}
