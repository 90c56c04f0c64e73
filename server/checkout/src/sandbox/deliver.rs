//! Webhooks on their way: real HTTP, at least once, tried again with growing pauses.

use super::{
    bank::Bank,
    events::{self, Due},
    plan::Signing,
    store::No,
    wire,
};
use crate::{
    Secret, SetUpError,
    line::{self, Line},
    sign,
};
use jiff::{SignedDuration, Timestamp};
use reqwest::{Method, header};
use std::time::Duration;

/// How long one delivery may take.
const WITHIN: Duration = Duration::from_secs(10);
/// Refused so often, a webhook is given up; one that was signed badly on purpose sooner.
const TRIES: u32 = 24;
const TRIES_BADLY_SIGNED: u32 = 3;
/// The longest pause between two looks into the book, since time passes there too.
const LOOK: Duration = Duration::from_millis(500);

/// Where webhooks go.
#[derive(Debug)]
pub struct Mail(Line);

impl Mail {
    pub fn new(to: &str) -> Result<Self, SetUpError> {
        Line::new(to).map(Self)
    }
}

impl Bank {
    /// Sends webhooks for as long as it is polled. What was not sent when it stopped is sent after the next start.
    pub async fn run(self) {
        loop {
            let wait = match self.deliver_due().await {
                Ok(wait) => wait,
                Err(error) => {
                    tracing::warn!(%error, "the sandbox bank cannot send its webhooks");
                    LOOK
                }
            };
            let _ = tokio::time::timeout(wait, self.0.bell.notified()).await;
        }
    }

    /// Sends everything that is due now; says how long nothing will be.
    async fn deliver_due(&self) -> Result<Duration, No> {
        self.tidy()?;
        let due = self.0.store.with(|tx| events::due(tx, self.now()))?;
        for event in due {
            let taken = self.post(&event).await;
            let now = self.now();
            self.0.store.with(|tx| match taken {
                true => events::taken(tx, event.seq),
                false => events::not_taken(tx, event.seq, again(&event, now)),
            })?;
        }
        let next = self.0.store.with(events::next_due)?;
        let wait = next.map_or(LOOK, |at| {
            let left = at.saturating_sub(self.now().as_millisecond()).max(0);
            Duration::from_millis(u64::try_from(left).unwrap_or(0))
        });
        Ok(wait.min(LOOK))
    }

    async fn post(&self, event: &Due) -> bool {
        let now = self.now().as_second();
        let (secret, at) = match event.signing {
            Signing::Stale => (self.0.config.webhook_secret.clone(), now.saturating_sub(3_600)),
            Signing::Future => (self.0.config.webhook_secret.clone(), now.saturating_add(3_600)),
            Signing::Wrong => (Secret::new("not-the-banks-secret"), now),
            Signing::Good | Signing::Missing => (self.0.config.webhook_secret.clone(), now),
        };
        let request = self.0.mail.0.request(Method::POST, &[], &[]).header(header::CONTENT_TYPE, "application/json");
        let request = match event.signing {
            Signing::Missing => request,
            _ => request.header(wire::SIGNATURE, sign(&secret, at, event.body.as_bytes())),
        };
        let answered = line::send(request.body(event.body.clone()), WITHIN).await;
        let taken = answered.is_ok_and(|answered| answered.status.is_success());
        tracing::debug!(kind = event.kind, taken, "webhook of the sandbox bank");
        taken
    }
}

/// When a webhook that was not taken is sent again: after 1, 2, 4, … seconds, an hour at most.
fn again(event: &Due, now: Timestamp) -> Option<Timestamp> {
    let most = if event.signing == Signing::Good { TRIES } else { TRIES_BADLY_SIGNED };
    let pause = SignedDuration::from_secs((1_i64 << event.tries.min(12)).min(3_600));
    (event.tries + 1 < most).then(|| now.saturating_add(pause).unwrap_or(Timestamp::MAX))
}
