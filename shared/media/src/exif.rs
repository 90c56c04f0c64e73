//! What a photo's EXIF says about where and when, believed only where it is plausible: a tag that lies, is broken or is
//! missing its half gives nothing, never an error. (CIPA DC-008, "Exchangeable image file format".)

use dimos_domain::place::Position;
use exif::{Exif, In, Rational, Reader, Tag, Value};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, civil};

/// What a camera noted beside the picture.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ExifFacts {
    /// Where the camera was.
    pub position: Option<Position>,
    /// Radius in metres within which it was (`GPSHPositioningError`).
    pub accuracy_m: Option<f32>,
    /// When, by the camera's own clock on the wall (`DateTimeOriginal`, else `DateTimeDigitized`). From 1995 to one day
    /// from now.
    pub taken_at: Option<civil::DateTime>,
    /// Where it looked, in degrees clockwise from north, 0 to 360 (`GPSImgDirection`).
    pub heading_deg: Option<f32>,
}

/// How the sensor was held (tag `Orientation`, 1 to 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Orientation(image::metadata::Orientation);

impl Orientation {
    /// Whether width and height change places.
    pub const fn is_sideways(self) -> bool {
        use image::metadata::Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
        matches!(self.0, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
    }
}

impl From<Orientation> for image::metadata::Orientation {
    fn from(orientation: Orientation) -> Self {
        orientation.0
    }
}

/// No camera of before 1995 wrote EXIF.
const FIRST_YEAR: i16 = 1995;
/// A worse fix than this is no position of a street.
const WORST_ACCURACY_M: f64 = 100_000.0;

/// Reads an EXIF block (a TIFF header and what follows it).
pub(super) fn read(block: Option<Vec<u8>>, now: Timestamp) -> (ExifFacts, Orientation) {
    let upright = Orientation(image::metadata::Orientation::NoTransforms);
    let parsed = block.and_then(|block| {
        let mut reader = Reader::new();
        reader.continue_on_error(true);
        reader.read_raw(block).or_else(|error| error.distill_partial_result(|_| ())).ok()
    });
    let Some(exif) = parsed else { return (ExifFacts::default(), upright) };
    let orientation = value(&exif, Tag::Orientation)
        .and_then(|value| value.get_uint(0))
        .and_then(|value| u8::try_from(value).ok())
        .and_then(image::metadata::Orientation::from_exif)
        .map_or(upright, Orientation);
    let position = position(&exif);
    let facts = ExifFacts {
        position,
        accuracy_m: position.and_then(|_| accuracy(&exif)),
        taken_at: taken_at(&exif, now),
        heading_deg: number(&exif, Tag::GPSImgDirection).filter(|heading| (0.0..=360.0).contains(heading)).map(narrow),
    };
    (facts, orientation)
}

fn value(exif: &Exif, tag: Tag) -> Option<&Value> {
    exif.get_field(tag, In::PRIMARY).map(|field| &field.value)
}

fn rationals(exif: &Exif, tag: Tag) -> Option<&[Rational]> {
    match value(exif, tag)? {
        Value::Rational(rationals) => Some(rationals),
        _ => None,
    }
}

fn text(exif: &Exif, tag: Tag) -> Option<&[u8]> {
    match value(exif, tag)? {
        Value::Ascii(texts) => texts.first().map(Vec::as_slice),
        _ => None,
    }
}

fn quotient(rational: &Rational) -> Option<f64> {
    (rational.denom != 0).then(|| rational.to_f64())
}

fn number(exif: &Exif, tag: Tag) -> Option<f64> {
    rationals(exif, tag)?.first().and_then(quotient)
}

/// Latitude and longitude each need their hemisphere: without it the point may lie in another one.
fn position(exif: &Exif) -> Option<Position> {
    // 'V' ("void"): the receiver itself says that it had no fix.
    if text(exif, Tag::GPSStatus).is_some_and(|status| status.eq_ignore_ascii_case(b"V")) {
        return None;
    }
    let lat = degrees(exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, b'N', b'S')?;
    let lon = degrees(exif, Tag::GPSLongitude, Tag::GPSLongitudeRef, b'E', b'W')?;
    Position::new(lat, lon).ok()
}

fn degrees(exif: &Exif, tag: Tag, hemisphere: Tag, plus: u8, minus: u8) -> Option<f64> {
    let [whole, minutes, seconds] = rationals(exif, tag)? else { return None };
    let (whole, minutes, seconds) = (quotient(whole)?, quotient(minutes)?, quotient(seconds)?);
    // 60 itself is what rounding makes of 59.9999.
    if minutes > 60.0 || seconds > 60.0 {
        return None;
    }
    let magnitude = whole + minutes / 60.0 + seconds / 3600.0;
    let letter = text(exif, hemisphere)?.first()?.to_ascii_uppercase();
    if letter == plus {
        Some(magnitude)
    } else if letter == minus {
        Some(-magnitude)
    } else {
        None
    }
}

fn accuracy(exif: &Exif) -> Option<f32> {
    number(exif, Tag::GPSHPositioningError).filter(|radius| *radius > 0.0 && *radius <= WORST_ACCURACY_M).map(narrow)
}

#[expect(clippy::cast_possible_truncation, reason = "within 0 to 100,000, where f32 keeps a hundredth")]
const fn narrow(number: f64) -> f32 {
    number as f32
}

/// The latest plausible date is a day after `now`: the clock on the wall may be 14 hours ahead of UTC.
fn taken_at(exif: &Exif, now: Timestamp) -> Option<civil::DateTime> {
    let latest = now.to_zoned(TimeZone::UTC).datetime().checked_add(1.day()).ok()?;
    [Tag::DateTimeOriginal, Tag::DateTimeDigitized]
        .into_iter()
        .filter_map(|tag| civil_time(text(exif, tag)?))
        .find(|taken| taken.year() >= FIRST_YEAR && *taken <= latest)
}

/// `2026:11:12 14:03:22`
fn civil_time(ascii: &[u8]) -> Option<civil::DateTime> {
    let written = exif::DateTime::from_ascii(ascii).ok()?;
    let small = |number: u8| i8::try_from(number).ok();
    civil::DateTime::new(
        i16::try_from(written.year).ok()?,
        small(written.month)?,
        small(written.day)?,
        small(written.hour)?,
        small(written.minute)?,
        // A leap second is the second before it.
        small(written.second.min(59))?,
        0,
    )
    .ok()
}
