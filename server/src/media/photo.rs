//! From bytes that a stranger sent to a photo that may be shown: recognised by content, decoded within limits, upright,
//! at most 2,048 pixels, without metadata, with a thumbnail. The original is not kept.

use super::jpeg;
use crate::error::Error;
use dimos_api::problem::Code;
use dimos_domain::media::{self, Kind};
use fast_image_resize::{PixelType, Resizer, images::Image};
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, Rgb, RgbImage, metadata::Orientation};
use jpeg_decoder::PixelFormat;
use std::io::Cursor;

/// Longest side that is kept.
const MAX_SIDE: u32 = 2_048;
/// Longest side of the thumbnail.
const THUMB_SIDE: u32 = 320;
/// More pixels than phones' usual cameras make; 40 million decode to 120 MB.
const MAX_MEGAPIXELS: u64 = 40;
/// No photo is longer than this, however thin.
const MAX_LENGTH: u32 = 30_000;

/// A photo that may be shown.
pub(super) struct Clean {
    pub(super) full: Vec<u8>,
    pub(super) thumb: Vec<u8>,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// Why bytes are no photo that may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    NotAPhoto,
    Heic,
    Damaged,
    TooManyPixels {
        megapixels: u64,
    },
    /// One side is longer than any camera makes.
    TooLong,
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let refused = Self::new(Code::BadPhoto);
        match refusal {
            Refusal::NotAPhoto => refused,
            Refusal::Heic => refused.because("heic"),
            Refusal::Damaged => refused.because("damaged"),
            Refusal::TooLong => refused.because("length").number("limit", u64::from(MAX_LENGTH)),
            Refusal::TooManyPixels { megapixels } => {
                refused.because("pixels").arg("megapixels", megapixels).arg("limit", MAX_MEGAPIXELS)
            }
        }
    }
}

/// Checks and cleans. Takes processor time and, for the largest, about 200 MB: not on a thread that serves.
pub(super) fn clean(bytes: &[u8]) -> Result<Clean, Refusal> {
    match media::kind(bytes) {
        Kind::Jpeg => clean_jpeg(bytes),
        Kind::Png => clean_other(bytes, image::ImageFormat::Png),
        Kind::WebP => clean_other(bytes, image::ImageFormat::WebP),
        Kind::Heic => Err(Refusal::Heic),
        Kind::Named(_) | Kind::Unknown => Err(Refusal::NotAPhoto),
    }
}

fn clean_jpeg(bytes: &[u8]) -> Result<Clean, Refusal> {
    let stripped = jpeg::strip(bytes).ok_or(Refusal::Damaged)?;
    let orientation = orientation_of(bytes);
    let mut decoder = jpeg_decoder::Decoder::new(Cursor::new(&stripped));
    decoder.read_info().map_err(|_| Refusal::Damaged)?;
    let info = decoder.info().ok_or(Refusal::Damaged)?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    within_limits(width, height)?;
    let side = u16::try_from(MAX_SIDE).unwrap_or(u16::MAX);
    let (scaled_width, scaled_height) = if width.max(height) > MAX_SIDE {
        decoder.scale(side.min(info.width), side.min(info.height)).map_err(|_| Refusal::Damaged)?
    } else {
        (info.width, info.height)
    };
    let pixels = decoder.decode().map_err(|_| Refusal::Damaged)?;
    let pixels = rgb(u32::from(scaled_width), u32::from(scaled_height), info.pixel_format, pixels)?;
    let as_it_is = width.max(height) <= MAX_SIDE
        && orientation == Orientation::NoTransforms
        && matches!(info.pixel_format, PixelFormat::RGB24 | PixelFormat::L8);
    finish(pixels, orientation, as_it_is.then_some(stripped))
}

fn clean_other(bytes: &[u8], format: image::ImageFormat) -> Result<Clean, Refusal> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(256 << 20);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| Refusal::Damaged)?;
    let (width, height) = decoder.dimensions();
    within_limits(width, height)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(|_| Refusal::Damaged)?;
    finish(on_white(picture), orientation, None)
}

/// From the header alone: nothing is decoded, so nothing can be blown up.
fn within_limits(width: u32, height: u32) -> Result<(), Refusal> {
    let megapixels = (u64::from(width) * u64::from(height)).div_ceil(1_000_000);
    if width == 0 || height == 0 {
        Err(Refusal::Damaged)
    } else if megapixels > MAX_MEGAPIXELS {
        Err(Refusal::TooManyPixels { megapixels })
    } else if width.max(height) > MAX_LENGTH {
        Err(Refusal::TooLong)
    } else {
        Ok(())
    }
}

fn finish(mut pixels: RgbImage, orientation: Orientation, as_it_is: Option<Vec<u8>>) -> Result<Clean, Refusal> {
    if as_it_is.is_none() {
        pixels = upright(shrink(pixels, MAX_SIDE)?, orientation);
    }
    let (width, height) = pixels.dimensions();
    let full = as_it_is.map_or_else(|| encode(&pixels, 85), Ok)?;
    let thumb = encode(&shrink(pixels, THUMB_SIDE)?, 75)?;
    Ok(Clean { full, thumb, width, height })
}

fn shrink(pixels: RgbImage, side: u32) -> Result<RgbImage, Refusal> {
    let (width, height) = pixels.dimensions();
    let longest = u64::from(width.max(height));
    if longest <= u64::from(side) {
        return Ok(pixels);
    }
    let scaled =
        |length: u32| u32::try_from((u64::from(length) * u64::from(side)).div_ceil(longest)).unwrap_or(side).max(1);
    let (to_width, to_height) = (scaled(width), scaled(height));
    let from = Image::from_vec_u8(width, height, pixels.into_raw(), PixelType::U8x3).map_err(|_| Refusal::Damaged)?;
    let mut to = Image::new(to_width, to_height, PixelType::U8x3);
    Resizer::new().resize(&from, &mut to, None).map_err(|_| Refusal::Damaged)?;
    RgbImage::from_raw(to_width, to_height, to.into_vec()).ok_or(Refusal::Damaged)
}

fn upright(pixels: RgbImage, orientation: Orientation) -> RgbImage {
    let mut picture = DynamicImage::ImageRgb8(pixels);
    picture.apply_orientation(orientation);
    picture.into_rgb8()
}

fn encode(pixels: &RgbImage, quality: u8) -> Result<Vec<u8>, Refusal> {
    let side = |length: u32| u16::try_from(length).map_err(|_| Refusal::Damaged);
    let mut bytes = Vec::new();
    jpeg_encoder::Encoder::new(&mut bytes, quality)
        .encode(pixels.as_raw(), side(pixels.width())?, side(pixels.height())?, jpeg_encoder::ColorType::Rgb)
        .map_err(|_| Refusal::Damaged)?;
    Ok(bytes)
}

fn rgb(width: u32, height: u32, format: PixelFormat, pixels: Vec<u8>) -> Result<RgbImage, Refusal> {
    let pixels = match format {
        PixelFormat::RGB24 => pixels,
        PixelFormat::L8 => pixels.iter().flat_map(|grey| [*grey; 3]).collect(),
        PixelFormat::L16 => pixels.iter().step_by(2).flat_map(|grey| [*grey; 3]).collect(),
        PixelFormat::CMYK32 => pixels.chunks_exact(4).flat_map(from_cmyk).collect(),
    };
    RgbImage::from_raw(width, height, pixels).ok_or(Refusal::Damaged)
}

fn from_cmyk(ink: &[u8]) -> [u8; 3] {
    let &[cyan, magenta, yellow, black] = ink else { return [0; 3] };
    let light = |ink: u8| u8::try_from((255 - u16::from(ink)) * (255 - u16::from(black)) / 255).unwrap_or(u8::MAX);
    [light(cyan), light(magenta), light(yellow)]
}

/// What is transparent shows white.
fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let with_alpha = picture.into_rgba8();
    let mut pixels = RgbImage::new(with_alpha.width(), with_alpha.height());
    for (to, from) in pixels.pixels_mut().zip(with_alpha.pixels()) {
        let [red, green, blue, alpha] = from.0;
        let over = |colour: u8| {
            let mixed = u16::from(colour) * u16::from(alpha) + 255 * (255 - u16::from(alpha));
            u8::try_from(mixed / 255).unwrap_or(u8::MAX)
        };
        *to = Rgb([over(red), over(green), over(blue)]);
    }
    pixels
}

/// From the Exif block, if there is one that can be read.
fn orientation_of(bytes: &[u8]) -> Orientation {
    let mut decoder = jpeg_decoder::Decoder::new(Cursor::new(bytes));
    let read = decoder.read_info().is_ok();
    let exif = decoder.exif_data().filter(|_| read);
    exif.and_then(Orientation::from_exif_chunk).unwrap_or(Orientation::NoTransforms)
}
