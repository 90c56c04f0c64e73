//! Where an effect's answer comes back: what the shell answers is parked here by number.

use crux_core::effects::{EffectRouter, Routes, routes::Parked};
use dimos_app::{
    Dimos,
    effect::{Locate, PickPhoto},
};
use std::sync::{Arc, Weak};

/// The router over our lanes.
pub type Router = EffectRouter<Dimos, Lanes>;

/// The lanes.
#[derive(Clone)]
pub struct Lanes {
    /// What Rust answers goes straight back.
    pub router: Weak<Router>,
    /// Photos that the shell takes.
    pub photo: Arc<Parked<Dimos, Self, PickPhoto>>,
    /// Positions that the shell finds.
    pub location: Arc<Parked<Dimos, Self, Locate>>,
}

impl Routes<Dimos> for Lanes {
    fn new(router: Weak<Router>) -> Self {
        Self { photo: Arc::new(Parked::new(router.clone())), location: Arc::new(Parked::new(router.clone())), router }
    }
}
