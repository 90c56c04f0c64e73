//! What every clone of a device shares.

use crate::{
    city::CityShelf,
    config::{Clock, DeviceConfig, Secrets},
    error::{NetError, OpenError, StoreError},
    identity::Identity,
    model::{Delivery, Opened},
    net::{Net, Problematic},
    store::Store,
};
use dimos_api::{RegisterDeviceRequest, TokenResponse};
use dimos_domain::ids::ActId;
use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::Notify;

/// The folder of fetched photos.
const FETCHED: &str = "fetched";
/// The folder of fetched receipts.
const RECEIPTS: &str = "receipts";
/// How long a fetched photo is kept.
const FETCHED_FOR: Duration = Duration::from_secs(30 * 24 * 3600);

/// A phone's memory, its line, its papers.
pub struct Inner {
    pub store: Arc<Store>,
    pub net: Net,
    pub identity: Identity,
    pub city: CityShelf,
    pub clock: Arc<dyn Clock>,
    pub config: DeviceConfig,
    pub opened: Opened,
    /// Somebody did something: a drain that waits should look again.
    pub stirred: Notify,
    sending: Mutex<Option<ActId>>,
    /// Held while registering: two at once would make two phones of one.
    registering: tokio::sync::Mutex<()>,
}

impl Inner {
    pub fn open(config: DeviceConfig, secrets: Arc<dyn Secrets>, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        let net = Net::new(&config)?;
        let (store, recovered) = Store::open(&config.dir, clock.now())?;
        let identity = Identity::new(secrets);
        net.use_token(identity.token());
        Ok(Self {
            store: Arc::new(store),
            net,
            identity,
            city: CityShelf::new(&config.dir, config.bundled_city.clone()),
            clock,
            opened: Opened { recovered },
            config,
            stirred: Notify::new(),
            sending: Mutex::new(None),
            registering: tokio::sync::Mutex::new(()),
        })
    }

    /// Runs something that touches the disk where it holds nobody up.
    pub async fn blocking<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let inner = Arc::clone(self);
        tokio::task::spawn_blocking(move || work(&inner))
            .await
            .unwrap_or_else(|error| Err(StoreError::Other(error.to_string())))
    }

    /// Gets a token, under the id that this phone has or, if the server will not give that one a token again, a new one.
    /// Whoever got one meanwhile, here or in the background's own device, got it for everybody.
    pub async fn register(self: &Arc<Self>) -> Result<(), NetError> {
        let _one_at_a_time = self.registering.lock().await;
        if let Some(token) = self.identity.token() {
            self.net.use_token(Some(token));
            return Ok(());
        }
        let given = match self.net.register(&self.registration(false)).await {
            Err(Problematic::Refused(said)) => {
                tracing::warn!(code = said.reason.code.as_str(), "registering under a new id");
                let given = self.net.register(&self.registration(true)).await?;
                // A stranger to the server: what it tells begins at the beginning.
                self.blocking(|inner| inner.store.forget_cursor()).await?;
                given
            }
            other => other?,
        };
        self.take_token(given);
        Ok(())
    }

    fn registration(&self, anew: bool) -> RegisterDeviceRequest {
        RegisterDeviceRequest {
            id: if anew { self.identity.new_device() } else { self.identity.device() },
            platform: self.config.platform.clone(),
            app_version: self.config.app_version.clone(),
            language: self.net.language(),
        }
    }

    pub fn take_token(&self, given: TokenResponse) {
        self.identity.keep(&given);
        self.net.use_token(Some(given.token));
    }

    /// The server did not take this token: it is forgotten, unless there is a newer one already.
    pub fn refused(&self, token: Option<&str>) {
        if self.identity.token().as_deref() == token {
            self.identity.forget_token();
        }
        self.net.use_token(self.identity.token());
    }

    /// Calls the server; registers first if this phone never did, and once more if its token is no longer taken.
    pub async fn known<T>(self: &Arc<Self>, call: impl AsyncFn(&Net) -> Result<T, Problematic>) -> Result<T, NetError> {
        if !self.net.has_token() {
            self.register().await?;
        }
        let used = self.net.token();
        match call(&self.net).await {
            Err(Problematic::Unauthenticated) => {
                self.refused(used.as_deref());
                self.register().await?;
                Ok(call(&self.net).await?)
            }
            other => Ok(other?),
        }
    }

    /// Says which act is on its way, or none.
    pub fn sending(&self, act: Option<ActId>) {
        *self.sending.lock().unwrap_or_else(PoisonError::into_inner) = act;
    }

    /// Which act is on its way.
    pub fn on_its_way(&self) -> Option<ActId> {
        *self.sending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A fetched receipt's place. Receipts are small and never change: they stay.
    pub fn receipt_path(&self, name: &str) -> PathBuf {
        self.config.dir.join(RECEIPTS).join(name)
    }

    /// A fetched photo's place.
    pub fn photo_path(&self, name: &str) -> PathBuf {
        self.config.dir.join(FETCHED).join(name)
    }

    /// Makes room: photos that were fetched long ago can be fetched again.
    pub fn forget_fetched_photos(&self) {
        let Ok(folder) = std::fs::read_dir(self.config.dir.join(FETCHED)) else { return };
        for file in folder.flatten() {
            let age = file.metadata().and_then(|file| file.modified()).ok().and_then(|at| at.elapsed().ok());
            if age.is_some_and(|age| age > FETCHED_FOR) {
                let _ = std::fs::remove_file(file.path());
            }
        }
    }
}

/// How an act's delivery stands, with what the store cannot know.
pub fn standing(act: ActId, kept: Delivery, on_its_way: Option<ActId>) -> Delivery {
    match kept {
        Delivery::Queued { .. } if on_its_way == Some(act) => Delivery::Sending,
        other => other,
    }
}
