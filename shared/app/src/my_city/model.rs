//! What was asked, what came, and the rows made of it.

use crate::view::{MapPin, OptionView, ReportRow};
use dimos_domain::{city::Landmark, ids::ServiceCode, place::Position, report::ReportSummary};
use jiff::Timestamp;

/// How far around is looked, in metres.
pub const RADIUS_M: f64 = 800.0;
/// Most rows that are listed: the nearest.
pub const MOST_ROWS: usize = 50;
/// Most pins on the map: the nearest.
pub const MOST_PINS: usize = 200;
/// Streets that are offered while a name is typed.
pub const STREETS: usize = 8;
/// An answer older than this many seconds is asked for again when the tab comes to the front.
pub const FRESH_SECS: i64 = 120;

/// The feature's state.
#[derive(Debug)]
pub struct Model {
    /// Where is looked.
    pub(super) centre: Option<Centre>,
    /// Open ones only.
    pub(super) only_open: bool,
    /// One service only.
    pub(super) service: Option<ServiceCode>,
    /// The street's name so far.
    pub(super) query: String,
    /// Streets found for it.
    pub(super) streets: Vec<Landmark>,
    /// The phone is being located.
    pub(super) locating: bool,
    /// The question on its way, counted up: an answer to an older one is not taken.
    pub(super) asked: u32,
    /// Whether it is on its way.
    pub(super) asking: bool,
    /// What came last.
    pub(super) found: Option<Found>,
    /// Why nothing newer came.
    pub(super) trouble: Option<String>,
    /// What came, filtered, ready to be shown, nearest first.
    pub(super) rows: Vec<ReportRow>,
    /// The same on the map.
    pub(super) pins: Vec<MapPin>,
    /// How many there are, of which the rows are the nearest.
    pub(super) fitting: usize,
    /// All services, and each.
    pub(super) services: Vec<OptionView>,
    /// "around Tsimiski".
    pub(super) around: String,
}

impl Default for Model {
    fn default() -> Self {
        Self {
            centre: None,
            only_open: true,
            service: None,
            query: String::new(),
            streets: Vec::new(),
            locating: false,
            asked: 0,
            asking: false,
            found: None,
            trouble: None,
            rows: Vec::new(),
            pins: Vec::new(),
            fitting: 0,
            services: Vec::new(),
            around: String::new(),
        }
    }
}

/// Where is looked.
#[derive(Debug, Clone, PartialEq)]
pub struct Centre {
    /// The point.
    pub(super) position: Position,
    /// Radius in metres within which the phone is; 0 for a point that was chosen.
    pub(super) accuracy_m: f64,
    /// How it was chosen.
    pub(super) by: ChosenBy,
}

/// How the centre was chosen.
#[derive(Debug, Clone, PartialEq)]
pub enum ChosenBy {
    /// It is where the phone is.
    Phone,
    /// The map was tapped.
    Map,
    /// A street was found by typing.
    Street(String),
    /// Nothing better is known: the city's middle.
    Middle,
}

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Around which point.
    pub(super) around: Position,
    /// When.
    pub(super) at: Timestamp,
    /// Nearest first.
    pub(super) reports: Vec<ReportSummary>,
}
