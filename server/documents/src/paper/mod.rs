//! A small typesetter for the city's paper: first everything is laid out on sheets (`flow`, `table`), with a tree that
//! says what is a heading, a list, a table; then it is written as a tagged PDF (`write`). It knows nothing of money.

mod flow;
mod font;
mod table;
mod write;

pub(crate) use flow::{Align, Flow, Style};
pub(crate) use font::{Run, Weight};
pub(crate) use table::{Cell, Column, Row, RowKind, Table};
pub(crate) use write::{About, write};

use krilla::tagging::TagKind;

/// A4 in points.
pub(crate) const WIDTH: f32 = 595.28;
pub(crate) const HEIGHT: f32 = 841.89;
/// White at the sides, above and below what is written; the footer stands in the lower one.
pub(crate) const SIDE: f32 = 54.0;
pub(crate) const TOP: f32 = 48.0;
pub(crate) const BOTTOM: f32 = HEIGHT - 62.0;
/// The width of what is written.
pub(crate) const BODY: f32 = WIDTH - 2.0 * SIDE;

/// A colour: the tokens of the public pages, on white.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ink(pub u8, pub u8, pub u8);

impl Ink {
    pub(crate) const BLACK: Self = Self(0, 0, 0);
    pub(crate) const TEXT: Self = Self(0x14, 0x20, 0x2b);
    pub(crate) const SOFT: Self = Self(0x4a, 0x59, 0x68);
    pub(crate) const PAPER: Self = Self(0xff, 0xff, 0xff);
    pub(crate) const LINE: Self = Self(0xd5, 0xdd, 0xe4);
    pub(crate) const LINE_STRONG: Self = Self(0x7b, 0x8a, 0x98);
    pub(crate) const BRAND: Self = Self(0x0b, 0x5a, 0x85);
    pub(crate) const BRAND_WASH: Self = Self(0xe4, 0xf0, 0xf7);
    pub(crate) const OPEN: Self = Self(0x9a, 0x4a, 0x00);
    pub(crate) const OPEN_WASH: Self = Self(0xfd, 0xf0, 0xdf);
    pub(crate) const FIXED: Self = Self(0x17, 0x69, 0x3a);
    pub(crate) const WARNING: Self = Self(0x9b, 0x1c, 0x1c);
    pub(crate) const WARNING_WASH: Self = Self(0xfd, 0xec, 0xea);
}

/// A rectangle in points from the upper left corner of the sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// Something drawn.
pub(crate) enum Shape {
    /// A line of text; `y` is its baseline.
    Text { run: Run, x: f32, y: f32, ink: Ink },
    /// A filled rectangle with round corners.
    Panel { area: Area, round: f32, ink: Ink },
    /// A line, perhaps a dashed one.
    Rule { from: (f32, f32), to: (f32, f32), width: f32, ink: Ink, dashes: bool },
    /// A QR code.
    Code { modules: crate::qr::Modules, area: Area },
    /// The mark of the city's pages: a pin with a tick in it.
    Pin { x: f32, y: f32, size: f32 },
    /// A pair of scissors, beside a line to cut along.
    Scissors { x: f32, y: f32, size: f32 },
    /// A tick.
    Tick { x: f32, y: f32, size: f32, ink: Ink },
    /// Where a click opens an address.
    Link { areas: Vec<Area>, address: String },
}

/// Whether a drawn thing is content, and which leaf of the tree it is, or only looks nice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Content(usize),
    Decoration,
    /// Repeated on each sheet: the head of a table that goes on.
    Repeated,
    Footer,
}

/// A page to be.
#[derive(Default)]
pub(crate) struct Sheet {
    pub drawn: Vec<(Role, Shape)>,
}

/// The tree of what is what.
pub(crate) enum Node {
    Group(TagKind, Vec<Node>),
    Leaf(usize),
}

/// A heading, for the outline.
pub(crate) struct Heading {
    pub level: u16,
    pub text: String,
    pub sheet: usize,
    pub y: f32,
}

/// All that was laid out.
pub(crate) struct Laid {
    pub sheets: Vec<Sheet>,
    pub tree: Vec<Node>,
    pub headings: Vec<Heading>,
}
