//! The whole state: what every feature shares, and each feature's own.

use crate::{
    city_kit::CityKit, crew, effect::OutboxRow, effect::StorageTrouble, intent::Tab, my_city, my_reports, pay, report,
    settings, view::Tone,
};
use dimos_domain::{
    ids::{CrewCode, MediaId},
    l10n::Language,
};
use jiff::Timestamp;
use std::{collections::HashMap, sync::Arc};

/// The whole state.
#[derive(Debug, Default)]
pub struct Model {
    /// The phone's storage was read.
    pub started: bool,
    /// The phone's storage cannot be used.
    pub trouble: Option<StorageTrouble>,
    /// The city, once known.
    pub city: Option<Arc<CityKit>>,
    /// The moment of the last event.
    pub now: Timestamp,
    /// The server cannot be reached: the shell said so, or the last round of delivery found out.
    pub offline: bool,
    /// The shell said that there is no network: nothing is tried until it says otherwise.
    pub no_network: bool,
    /// The app must be updated before the server takes anything.
    pub upgrade_required: bool,
    /// A round of delivery is going on.
    pub syncing: bool,
    /// Another round is wanted after it.
    pub sync_again: bool,
    /// The crew, on a crew's phone.
    pub crew_code: Option<CrewCode>,
    /// Where everyone can see the city's reports.
    pub public_url: Option<String>,
    /// Everything that waits or is wedged.
    pub unsent: Vec<OutboxRow>,
    /// The tab in front.
    pub tab: Tab,
    /// The message at the bottom.
    pub toast: Option<ToastState>,
    /// Photos that are, or are being brought, on this phone.
    pub photos: HashMap<MediaId, PhotoFile>,
    /// Composing a report.
    pub report: report::Model,
    /// My reports.
    pub my_reports: my_reports::Model,
    /// Around me.
    pub my_city: my_city::Model,
    /// Paying.
    pub pay: pay::Model,
    /// A crew's day.
    pub crew: crew::Model,
    /// Settings.
    pub settings: settings::Model,
}

/// A message at the bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToastState {
    /// How serious.
    pub tone: Tone,
    /// In the language of the moment it was made.
    pub text: String,
    /// What its button undoes.
    pub undo: Option<Undo>,
    /// Fades then.
    pub until: Timestamp,
}

/// What a message's button undoes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undo {
    /// Throwing a draft away.
    DiscardDraft,
}

/// A photo's thumbnail on this phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhotoFile {
    /// Being fetched.
    Fetching,
    /// Here.
    Here {
        /// The thumbnail's file.
        thumb_path: String,
    },
    /// Could not be fetched; asked again on the next refresh.
    Missing,
}

impl Model {
    /// The language of the screen: chosen, or the phone's.
    #[must_use]
    pub fn language(&self) -> Language {
        self.settings.preferences.language.unwrap_or(self.settings.phone_language)
    }

    /// The city's time zone.
    #[must_use]
    pub fn zone(&self) -> jiff::tz::TimeZone {
        self.city.as_ref().map_or(jiff::tz::TimeZone::UTC, |kit| kit.time_zone.clone())
    }

    /// Today in the city.
    #[must_use]
    pub fn today(&self) -> jiff::civil::Date {
        self.now.to_zoned(self.zone()).date()
    }

    /// Shows a message for six seconds. Follow it with [`crate::app::fade`].
    pub fn say(&mut self, tone: Tone, text: String) {
        self.say_undoable(tone, text, None);
    }

    /// Shows a message with an "Undo".
    pub fn say_undoable(&mut self, tone: Tone, text: String, undo: Option<Undo>) {
        let until = self.now.checked_add(jiff::SignedDuration::from_secs(6)).unwrap_or(self.now);
        self.toast = Some(ToastState { tone, text, undo, until });
    }
}
