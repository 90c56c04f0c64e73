//! Access tokens (OAuth2, client credentials): asked for once, kept until shortly before they end.

use crate::{
    ProviderError, Secret,
    line::{self, Line},
};
use reqwest::Method;
use serde::Deserialize;
use std::time::Duration;
use tokio::{sync::Mutex, time::Instant};

/// A token is renewed so long before its end.
const BEFORE_END: Duration = Duration::from_secs(60);

/// When a call must have ended.
#[derive(Debug, Clone, Copy)]
pub struct Deadline(Instant);

impl Deadline {
    /// So long from now.
    pub fn after(within: Duration) -> Self {
        Self(Instant::now() + within)
    }

    /// What is left.
    pub fn left(self) -> Duration {
        self.0.saturating_duration_since(Instant::now())
    }
}

/// The way to tokens.
#[derive(Debug)]
pub struct Access {
    line: Line,
    client_id: String,
    client_secret: Secret,
    kept: Mutex<Option<Kept>>,
}

#[derive(Debug, Clone)]
struct Kept {
    token: Secret,
    until: Instant,
}

#[derive(Deserialize)]
struct Given {
    access_token: String,
    expires_in: u64,
}

impl Access {
    pub fn new(line: Line, client_id: String, client_secret: Secret) -> Self {
        Self { line, client_id, client_secret, kept: Mutex::new(None) }
    }

    /// A token; the kept one while it is good. Whoever comes while one is being asked for waits for the same.
    pub async fn token(&self, deadline: Deadline) -> Result<Secret, ProviderError> {
        self.other_than(None, deadline).await
    }

    /// Another token than this one, which was refused.
    pub async fn renewed(&self, refused: &Secret, deadline: Deadline) -> Result<Secret, ProviderError> {
        self.other_than(Some(refused), deadline).await
    }

    async fn other_than(&self, refused: Option<&Secret>, deadline: Deadline) -> Result<Secret, ProviderError> {
        let waited = tokio::time::timeout(deadline.left(), self.kept.lock()).await;
        let Ok(mut kept) = waited else { return Err(ProviderError::Unreachable { why: "no access in time" }) };
        if let Some(good) = kept.as_ref().filter(|kept| kept.until > Instant::now() && Some(&kept.token) != refused) {
            return Ok(good.token.clone());
        }
        *kept = None;
        let request = self.line.request(Method::POST, &["connect", "token"], &[]);
        let request = request.basic_auth(&self.client_id, Some(self.client_secret.reveal()));
        let request = line::form(request, &[("grant_type", "client_credentials")]);
        let given = match line::send(request, deadline.left()).await {
            Ok(answered) => answered.read::<Given>(|said| said.get("error")?.as_str()),
            Err(error) => Err(error),
        };
        // Whatever went wrong here: the call itself was not made.
        let given = given.map_err(|error| match error {
            ProviderError::Refused { code } => ProviderError::Refused { code },
            _ => ProviderError::Unreachable { why: "no access" },
        })?;
        let token = Secret::new(given.access_token);
        token.check("Viva token").map_err(|_| ProviderError::Unreachable { why: "no access" })?;
        let lasts = Duration::from_secs(given.expires_in.min(86_400)).saturating_sub(BEFORE_END);
        *kept = Some(Kept { token: token.clone(), until: Instant::now() + lasts });
        Ok(token)
    }
}
