//! The figures: what Dimos costs, each beside its limit or beside a peer measured in the same run on the same machine.
//! One module a subject; each has a `run` that returns figures and never judges them.

pub mod core;
mod crossing;
pub mod drain;
pub mod kotlin;
mod load;
pub mod money;
pub mod photo;
pub mod record;
pub mod server;
pub mod size;
pub mod statements;
pub mod swift;

/// One measured number.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct Figure {
    /// What was measured.
    pub name: String,
    /// How much; not a number where it could not be measured (the note says why).
    pub value: f64,
    /// Of what: `ms`, `MB`, `/s`.
    pub unit: &'static str,
    /// What it should not exceed, in the same unit.
    pub limit: Option<f64>,
    /// What it should not fall below, in the same unit.
    pub least: Option<f64>,
    /// Beside whom: the peer, its version and its own number.
    pub peer: Option<String>,
    /// Ours divided by the peer's.
    pub ratio: Option<f64>,
    /// What one must know to read it right.
    pub note: String,
}

impl Figure {
    /// Whether it could not be measured, or is not where it should be.
    #[must_use]
    pub fn misses(&self) -> bool {
        let (above, below) =
            (self.limit.is_some_and(|most| self.value > most), self.least.is_some_and(|least| self.value < least));
        !self.value.is_finite() || above || below
    }
}
