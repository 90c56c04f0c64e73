//! The city ready for use: its data with the prepared ground and the suggester. Built once per version of the city, off
//! the screen's path, and shared.

use dimos_domain::{
    city::{City, Ground},
    words::Suggester,
};
use jiff::tz::TimeZone;

/// The city with everything that is computed from it once.
pub struct CityKit {
    /// The data.
    pub city: City,
    /// Inside or outside, streets near and by name.
    pub ground: Ground,
    /// Words to services.
    pub suggester: Suggester,
    /// The city's time zone; UTC where this phone does not know it.
    pub time_zone: TimeZone,
}

impl CityKit {
    /// Prepares a city: some milliseconds of work.
    #[must_use]
    pub fn new(city: City) -> Self {
        let ground = Ground::new(&city.geography);
        let suggester = Suggester::new(&city.services);
        let time_zone = TimeZone::get(&city.time_zone).unwrap_or(TimeZone::UTC);
        Self { city, ground, suggester, time_zone }
    }
}

impl std::fmt::Debug for CityKit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CityKit").field("version", &self.city.version).finish_non_exhaustive()
    }
}
