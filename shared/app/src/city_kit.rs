//! The city ready for use: its data with what is computed from it once. The costly parts are made when they are first
//! needed, so that the app's first screen does not wait for them; [`CityKit::warm_up`] makes them beforehand, off the screen's
//! path.

use dimos_domain::{
    city::{City, Ground, StreetNames},
    words::Suggester,
};
use jiff::tz::TimeZone;
use std::sync::{Arc, LazyLock};

/// Something made from the city when it is first needed.
type FromCity<T> = LazyLock<T, Box<dyn FnOnce() -> T + Send>>;

/// The city with everything that is computed from it once.
pub struct CityKit {
    /// The data.
    pub city: Arc<City>,
    /// Inside or outside, streets near and by name. Some ten milliseconds the first time.
    pub ground: FromCity<Ground>,
    /// Streets known by name.
    pub street_names: FromCity<StreetNames>,
    /// Words to services. Some ten milliseconds the first time.
    pub suggester: FromCity<Suggester>,
    /// The city's time zone; UTC where this phone does not know it.
    pub time_zone: TimeZone,
}

impl CityKit {
    /// Takes a city; cheap.
    #[must_use]
    pub fn new(city: impl Into<Arc<City>>) -> Self {
        let city: Arc<City> = city.into();
        let (for_ground, for_names, for_words) = (city.clone(), city.clone(), city.clone());
        Self {
            ground: LazyLock::new(Box::new(move || Ground::new(&for_ground.geography))),
            street_names: LazyLock::new(Box::new(move || StreetNames::new(&for_names.geography))),
            suggester: LazyLock::new(Box::new(move || Suggester::new(&for_words.services))),
            time_zone: TimeZone::get(&city.time_zone).unwrap_or(TimeZone::UTC),
            city,
        }
    }

    /// Makes the costly parts now.
    pub fn warm_up(&self) {
        LazyLock::force(&self.suggester);
        LazyLock::force(&self.ground);
    }
}

impl std::fmt::Debug for CityKit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CityKit").field("version", &self.city.version).finish_non_exhaustive()
    }
}
