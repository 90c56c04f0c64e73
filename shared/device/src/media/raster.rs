//! PNG (screenshots) and WebP (pictures saved from the web) through the `image` crate, which decodes them whole.

use std::io::{Cursor, ErrorKind};

use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{DynamicImage, ImageDecoder, ImageError};

use super::pixels::{Layout, Raster};
use super::{Limits, MediaError};

pub(super) fn png<'a>(bytes: &'a [u8], limits: &Limits) -> Result<PngDecoder<Cursor<&'a [u8]>>, MediaError> {
    let mut inner = image::Limits::default();
    // Room for the decoder's own tables and for metadata beside the picture.
    inner.max_alloc = Some(limits.whole_bytes.saturating_add(8 << 20));
    PngDecoder::with_limits(Cursor::new(bytes), inner).map_err(refused)
}

pub(super) fn webp(bytes: &[u8]) -> Result<WebPDecoder<Cursor<&[u8]>>, MediaError> {
    WebPDecoder::new(Cursor::new(bytes)).map_err(refused)
}

/// Width, height and EXIF block, once the limits allow the picture.
pub(super) fn header(
    decoder: &mut impl ImageDecoder,
    limits: &Limits,
) -> Result<(u32, u32, Option<Vec<u8>>), MediaError> {
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(MediaError::Damaged);
    }
    let bytes_per_pixel = u64::from(decoder.color_type().bytes_per_pixel());
    let limit = limits.pixels.min(limits.whole_bytes / bytes_per_pixel.max(1));
    if pixels > limit {
        return Err(MediaError::TooManyPixels { width, height, limit });
    }
    Ok((width, height, decoder.exif_metadata().ok().flatten()))
}

/// The picture and its EXIF block.
pub(super) fn decode(mut decoder: impl ImageDecoder, limits: &Limits) -> Result<(Raster, Option<Vec<u8>>), MediaError> {
    let (width, height, exif) = header(&mut decoder, limits)?;
    let (layout, data) = match DynamicImage::from_decoder(decoder).map_err(refused)? {
        grey @ (DynamicImage::ImageLuma8(_) | DynamicImage::ImageLuma16(_)) => {
            (Layout::Grey, grey.into_luma8().into_raw())
        }
        picture if picture.color().has_alpha() => {
            let mut data = picture.into_rgba8().into_raw();
            flatten_on_white(&mut data);
            (Layout::Rgbx, data)
        }
        picture => (Layout::Rgb, picture.into_rgb8().into_raw()),
    };
    Ok((Raster { width, height, layout, data }, exif))
}

/// Lays a transparent picture on white paper, in place.
fn flatten_on_white(rgba: &mut [u8]) {
    for pixel in rgba.as_chunks_mut::<4>().0 {
        let [red, green, blue, alpha] = pixel;
        for channel in [red, green, blue] {
            let over = u16::from(*channel) * u16::from(*alpha) + 255 * (255 - u16::from(*alpha)) + 127;
            *channel = u8::try_from(over / 255).unwrap_or(u8::MAX);
        }
    }
}

fn refused(error: ImageError) -> MediaError {
    match error {
        ImageError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => MediaError::Truncated,
        ImageError::Unsupported(_) => MediaError::Unsupported("rare PNG or WebP"),
        _ => MediaError::Damaged,
    }
}
