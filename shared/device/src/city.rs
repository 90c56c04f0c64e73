//! The city as this phone knows it: the one last fetched, or else the one that came with the app. Read when first asked for
//! (it is large), then shared.

use crate::{error::StoreError, store::io_error};
use dimos_domain::city::City;
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
};

/// The city on the phone.
pub struct CityShelf {
    fetched: PathBuf,
    bundled: Option<PathBuf>,
    read: RwLock<Option<Arc<City>>>,
}

impl CityShelf {
    pub fn new(dir: &Path, bundled: Option<PathBuf>) -> Self {
        Self { fetched: dir.join("city.json"), bundled, read: RwLock::new(None) }
    }

    /// The city, if there is one.
    pub fn get(&self) -> Option<Arc<City>> {
        if let Some(city) = self.read.read().unwrap_or_else(PoisonError::into_inner).as_ref() {
            return Some(Arc::clone(city));
        }
        let mut slot = self.read.write().unwrap_or_else(PoisonError::into_inner);
        if slot.is_none() {
            let places = std::iter::once(&self.fetched).chain(&self.bundled);
            *slot = places.filter_map(|place| parse(place)).next().map(Arc::new);
        }
        slot.clone()
    }

    /// Keeps a city that was fetched.
    pub fn put(&self, city: City) -> Result<Arc<City>, StoreError> {
        let text = serde_json::to_vec(&city).map_err(|error| StoreError::Unfit(error.to_string()))?;
        replace(&self.fetched, &text)?;
        let city = Arc::new(city);
        *self.read.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&city));
        Ok(city)
    }
}

fn parse(path: &Path) -> Option<City> {
    let text = fs::read(path).ok()?;
    serde_json::from_slice(&text).map_err(|error| tracing::warn!(%error, "the city on the phone is unreadable")).ok()
}

/// Writes a file whole or not at all.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let half = path.with_extension(format!("{}.part", uuid::Uuid::new_v4().simple()));
    let written = (|| {
        let mut file = fs::File::create(&half)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&half, path)
    })();
    written.map_err(|error| {
        let _ = fs::remove_file(&half);
        io_error(&error)
    })
}
