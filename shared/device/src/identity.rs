//! Who this phone is to the server: an id it made itself, a token it was given, and the crew whose phone it is. Kept in the
//! phone's secure storage, never in the database: a damaged database does not make it a stranger.

use crate::config::Secrets;
use dimos_api::TokenResponse;
use dimos_domain::ids::{CrewCode, DeviceId};
use std::sync::Arc;
use uuid::Uuid;

const DEVICE: &str = "dimos.device";
const TOKEN: &str = "dimos.token";
const CREW: &str = "dimos.crew";

/// The phone's papers.
pub struct Identity {
    secrets: Arc<dyn Secrets>,
}

impl Identity {
    pub fn new(secrets: Arc<dyn Secrets>) -> Self {
        Self { secrets }
    }

    /// The id, made when first asked for. Kept before it is used, so that a registration cut half-way is asked for again
    /// under the same name.
    pub fn device(&self) -> DeviceId {
        match self.secrets.get(DEVICE).and_then(|id| id.parse().ok()) {
            Some(id) => id,
            None => self.new_device(),
        }
    }

    /// Another id: the server will not give this one a token again.
    pub fn new_device(&self) -> DeviceId {
        let id = DeviceId(Uuid::now_v7());
        self.secrets.put(DEVICE, &id.to_string());
        id
    }

    pub fn token(&self) -> Option<String> {
        self.secrets.get(TOKEN)
    }

    pub fn crew(&self) -> Option<CrewCode> {
        self.secrets.get(CREW)?.parse().ok()
    }

    pub fn keep(&self, given: &TokenResponse) {
        self.secrets.put(TOKEN, &given.token);
        self.belong_to(given.crew.as_ref());
    }

    /// Whose phone the server says it is: a crew's, or nobody's but the citizen's.
    pub fn belong_to(&self, crew: Option<&CrewCode>) {
        match crew {
            _ if self.crew().as_ref() == crew => {}
            Some(crew) => self.secrets.put(CREW, crew.as_str()),
            None => self.secrets.remove(CREW),
        }
    }

    /// The phone is nobody's any more: the next registration is a new phone's.
    pub fn forget_all(&self) {
        for name in [DEVICE, TOKEN, CREW] {
            self.secrets.remove(name);
        }
    }

    pub fn forget_token(&self) {
        self.secrets.remove(TOKEN);
    }
}
