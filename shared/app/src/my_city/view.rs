//! What is reported around here.

use crate::view::{Button, Field, MapView, OptionView, ReportRow};

/// List and map.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct MyCityView {
    /// The screen's title.
    pub title: String,
    /// "around Tsimiski", "around you".
    pub around: String,
    /// The map.
    pub map: MapView,
    /// The list, nearest first, with distances.
    pub rows: Vec<ReportRow>,
    /// Look around the phone.
    pub around_me: Button,
    /// What is typed in the search for a street.
    pub street_search: Field,
    /// Streets found.
    pub streets: Vec<String>,
    /// Only open ones?
    pub only_open: bool,
    /// The label beside that switch.
    pub only_open_label: String,
    /// All services, and each; the first has an empty code.
    pub services: Vec<OptionView>,
    /// Being asked.
    pub busy: bool,
    /// What to show where there is nothing, or no network.
    pub empty: Option<String>,
    /// "As of 14:05", where the network is gone.
    pub stale: Option<String>,
}

/// Builds it.
#[must_use]
pub fn view(_model: &crate::Model) -> MyCityView {
    unimplemented!()
}
