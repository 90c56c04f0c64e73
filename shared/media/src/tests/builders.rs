//! Photos made to order.

use std::io::Cursor;
use std::path::PathBuf;

use exif::experimental::Writer;
use exif::{Field, In, Rational, Tag, Value};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use jiff::Timestamp;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::{Limits, MediaError, Rendition, prepare_bytes};

pub const RED: [u8; 3] = [220, 30, 30];
pub const GREEN: [u8; 3] = [30, 200, 40];
pub const BLUE: [u8; 3] = [30, 40, 210];
pub const WHITE: [u8; 3] = [240, 240, 240];

/// The moment at which every story takes place.
pub fn now() -> Timestamp {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

pub fn prepared(bytes: &[u8]) -> Result<Rendition, MediaError> {
    prepare_bytes(bytes, &Limits::default(), now())
}

/// A real photo of `tests/data/photos`.
pub fn photo(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/photos").join(name)
}

/// Four quarters: red | green above blue | white.
pub fn quarters(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        Rgb(match (x < width.div_ceil(2), y < height.div_ceil(2)) {
            (true, true) => RED,
            (false, true) => GREEN,
            (true, false) => BLUE,
            (false, false) => WHITE,
        })
    })
}

pub fn jpeg(picture: &RgbImage) -> Vec<u8> {
    encoded(picture, ColorType::Rgb, SamplingFactor::R_4_2_0, false)
}

pub fn encoded(picture: &RgbImage, color: ColorType, sampling: SamplingFactor, progressive: bool) -> Vec<u8> {
    let data: Vec<u8> = match color {
        ColorType::Luma => DynamicImage::ImageRgb8(picture.clone()).into_luma8().into_raw(),
        ColorType::Cmyk | ColorType::CmykAsYcck => {
            picture.pixels().flat_map(|Rgb([r, g, b])| [255 - r, 255 - g, 255 - b, 0]).collect()
        }
        _ => picture.as_raw().clone(),
    };
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, 92);
    encoder.set_sampling_factor(sampling);
    encoder.set_progressive(progressive);
    encoder.encode(&data, picture.width() as u16, picture.height() as u16, color).unwrap();
    file
}

pub fn saved(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// The JPEG with an EXIF segment right after its start.
pub fn with_exif(jpeg: &[u8], block: &[u8]) -> Vec<u8> {
    let mut file = jpeg[..2].to_vec();
    file.extend([0xFF, 0xE1]);
    file.extend(u16::try_from(block.len() + 8).unwrap().to_be_bytes());
    file.extend(b"Exif\0\0");
    file.extend(block);
    file.extend(&jpeg[2..]);
    file
}

/// An EXIF block of these tags.
pub fn block(tags: Vec<(Tag, Value)>) -> Vec<u8> {
    let fields: Vec<Field> = tags.into_iter().map(|(tag, value)| Field { tag, ifd_num: In::PRIMARY, value }).collect();
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut block = Cursor::new(Vec::new());
    writer.write(&mut block, false).unwrap();
    block.into_inner()
}

pub fn ascii(text: &str) -> Value {
    Value::Ascii(vec![text.as_bytes().to_vec()])
}

pub fn rationals(pairs: &[(u32, u32)]) -> Value {
    Value::Rational(pairs.iter().map(|(num, denom)| Rational { num: *num, denom: *denom }).collect())
}

/// Aristotelous square: 40° 37' 57.36" N, 22° 56' 26.88" E.
pub fn square() -> Vec<(Tag, Value)> {
    vec![
        (Tag::GPSLatitudeRef, ascii("N")),
        (Tag::GPSLatitude, rationals(&[(40, 1), (37, 1), (5736, 100)])),
        (Tag::GPSLongitudeRef, ascii("E")),
        (Tag::GPSLongitude, rationals(&[(22, 1), (56, 1), (2688, 100)])),
    ]
}

/// The tags with one of them given another value.
pub fn but(mut tags: Vec<(Tag, Value)>, tag: Tag, value: Value) -> Vec<(Tag, Value)> {
    tags.retain(|(old, _)| *old != tag);
    tags.push((tag, value));
    tags
}

/// A prepared JPEG as pixels.
pub fn pixels(file: &[u8]) -> RgbImage {
    let mut decoder = jpeg_decoder::Decoder::new(file);
    let data = decoder.decode().unwrap();
    let info = decoder.info().unwrap();
    RgbImage::from_raw(info.width.into(), info.height.into(), data).unwrap()
}

/// Asserts the colours of the middles of the four quarters: above left, above right, below left, below right.
pub fn assert_quarters(file: &[u8], expected: [[u8; 3]; 4]) {
    let picture = pixels(file);
    let (width, height) = picture.dimensions();
    let middles = [(1, 1), (3, 1), (1, 3), (3, 3)].map(|(x, y)| picture.get_pixel(width * x / 4, height * y / 4).0);
    for (found, wanted) in middles.iter().zip(&expected) {
        let apart = found.iter().zip(wanted).map(|(a, b)| a.abs_diff(*b)).max().unwrap();
        assert!(apart <= 12, "expected {expected:?}, found {middles:?}");
    }
}
