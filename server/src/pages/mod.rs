//! Public pages: what was reported as a list and as a map, one page per report. Plain HTML, good without JavaScript, in
//! every language. Shows only what [`crate::reports::view`] shows to anyone, reads only, holds nobody's name.

mod assets;
mod counts;
mod error_page;
mod filter;
mod frame;
mod home;
mod list;
mod map;
mod number;
mod pay;
mod queries;
mod report;
mod routes;
mod rows;
mod service;
mod steps;
mod timeline;
mod visit;
mod words;

pub use error_page::errors;

use crate::state::App;
use axum::{Router, http::HeaderValue};
use counts::CountsCache;
use map::{Base, Tiles};
use std::{
    ops::Deref,
    sync::{Arc, OnceLock},
};

/// What all pages share: the city, and what is worked out from it once. Cheap to clone.
#[derive(Clone)]
pub struct Pages(Arc<Shared>);

/// The content of [`Pages`].
pub struct Shared {
    app: App,
    base: OnceLock<Base>,
    tiles: Option<Tiles>,
    policy: HeaderValue,
    counts: CountsCache,
}

impl Pages {
    /// Of a city. The map is drawn when it is first asked for.
    #[must_use]
    pub fn new(app: App) -> Self {
        let tiles = app.config.tiles.as_deref().and_then(Tiles::read);
        let policy = frame::policy(tiles.as_ref());
        Self(Arc::new(Shared { app, base: OnceLock::new(), tiles, policy, counts: CountsCache::default() }))
    }

    /// Their routes.
    pub fn routes(&self) -> Router<App> {
        routes::routes(self.clone())
    }

    fn base(&self) -> &Base {
        self.0.base.get_or_init(|| Base::draw(&self.0.app.city))
    }
}

impl Deref for Pages {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}
