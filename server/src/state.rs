//! What every request can reach.

use crate::{
    auth::TokenCache, blobs::Blobs, config::Config, db::Db, keys::Keys, media::Uploads, payments::Providers,
    throttle::Throttles,
};
use axum::body::Bytes;
use dimos_checkout::sandbox::Bank;
use dimos_domain::{
    city::{City, Ground},
    words::Suggester,
};
use flate2::{Compression, write::GzEncoder};
use jiff::{Timestamp, tz::TimeZone};
use sha2::{Digest, Sha256};
use std::{fmt, io::Write, ops::Deref, sync::Arc};

/// The application: a handle to [`Parts`], cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// What the application is made of.
pub struct Parts {
    /// The database.
    pub db: Db,
    /// The city, ready to ask.
    pub city: Arc<CityIndex>,
    /// Photos.
    pub blobs: Blobs,
    /// The server's own key.
    pub keys: Keys,
    /// What time it is.
    pub clock: Clock,
    /// As configured.
    pub config: Arc<Config>,
    /// Tokens of devices that were seen.
    pub tokens: TokenCache,
    /// Who tried what how often.
    pub throttles: Throttles,
    /// Who takes money for the city.
    pub providers: Providers,
    /// The bank to try everything with, where it was asked for.
    pub sandbox: Option<Bank>,
    /// Transfers that are running.
    pub uploads: Uploads,
}

impl App {
    /// Puts the parts together.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// What time it is; another one in tests.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// The system's.
    #[must_use]
    pub fn system() -> Self {
        Self::of(Timestamp::now)
    }

    /// Any other.
    pub fn of(clock: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(clock))
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        (self.0)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}

/// A city with everything that is worked out from it once.
pub struct CityIndex {
    /// As read from the pack.
    pub city: City,
    /// As phones download it.
    pub json: Bytes,
    /// The same, compressed (gzip).
    pub json_gzip: Bytes,
    /// Changes with the content.
    pub etag: String,
    /// Inside or outside, areas, streets.
    pub ground: Ground,
    /// From words to services.
    pub suggester: Suggester,
    /// The city's time zone.
    pub tz: TimeZone,
}

/// Why a checked city cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum CityIndexError {
    /// The pack names a time zone that does not exist.
    #[error("failed to find the city's time zone: {0}")]
    TimeZone(#[from] jiff::Error),
    /// The city has no JSON form.
    #[error("failed to write the city as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// It cannot be compressed.
    #[error("failed to compress the city: {0}")]
    Gzip(#[from] std::io::Error),
}

impl CityIndex {
    /// Works everything out.
    ///
    /// # Errors
    /// [`CityIndexError`], none of which a checked city causes.
    pub fn new(city: City) -> Result<Self, CityIndexError> {
        let json = crate::city::bundle(&city)?.into_bytes();
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&json)?;
        let hash = Sha256::digest(&json);
        let etag = hash.iter().take(16).fold("\"".to_owned(), |tag, byte| tag + &format!("{byte:02x}")) + "\"";
        Ok(Self {
            ground: Ground::new(&city.geography),
            suggester: Suggester::new(&city.services),
            tz: TimeZone::get(&city.time_zone)?,
            json: Bytes::from(json),
            json_gzip: Bytes::from(gzip.finish()?),
            etag,
            city,
        })
    }
}
