//! PNG (screenshots) and WebP (pictures saved from the web) through the `image` crate, which decodes them whole.

use std::io::{Cursor, ErrorKind};

use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{ColorType, ImageDecoder, ImageError};

use super::pixels::Picture;
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
    // A grey one takes three bytes a pixel, too, once it is decoded.
    let limit = limits.pixels.min(limits.whole_bytes / bytes_per_pixel.max(3));
    if pixels > limit {
        return Err(MediaError::TooManyPixels { width, height, limit });
    }
    Ok((width, height, decoder.exif_metadata().ok().flatten()))
}

/// The picture and its EXIF block.
pub(super) fn decode(
    mut decoder: impl ImageDecoder,
    limits: &Limits,
) -> Result<(Picture, Option<Vec<u8>>), MediaError> {
    let (width, height, exif) = header(&mut decoder, limits)?;
    let bytes = usize::try_from(decoder.total_bytes()).map_err(|_| MediaError::Damaged)?;
    let colours = decoder.color_type();
    let mut data = vec![0; bytes];
    decoder.read_image(&mut data).map_err(refused)?;
    // Not by `DynamicImage`, which brings the conversion of everything into everything along.
    let (colours, data) = match colours {
        ColorType::L16 => (ColorType::L8, narrow(&data)),
        ColorType::La16 => (ColorType::La8, narrow(&data)),
        ColorType::Rgb16 => (ColorType::Rgb8, narrow(&data)),
        ColorType::Rgba16 => (ColorType::Rgba8, narrow(&data)),
        narrow => (narrow, data),
    };
    let picture = match colours {
        ColorType::L8 => Picture::of_grey(width, height, &data),
        ColorType::Rgb8 => Picture::of_rgb(width, height, data),
        ColorType::La8 => {
            let grey = data.as_chunks::<2>().0;
            let rgba = grey.iter().flat_map(|[grey, alpha]| [*grey, *grey, *grey, *alpha]).collect();
            Picture::of_rgbx(width, height, on_white(rgba))
        }
        ColorType::Rgba8 => Picture::of_rgbx(width, height, on_white(data)),
        _ => return Err(MediaError::Unsupported("rare PNG or WebP")),
    };
    Ok((picture, exif))
}

/// Samples of 16 bits, as this machine writes them, rounded to 8.
fn narrow(wide: &[u8]) -> Vec<u8> {
    let round =
        |sample: &[u8; 2]| u8::try_from((u32::from(u16::from_ne_bytes(*sample)) + 128) / 257).unwrap_or(u8::MAX);
    wide.as_chunks::<2>().0.iter().map(round).collect()
}

/// A transparent picture on white paper.
fn on_white(mut rgba: Vec<u8>) -> Vec<u8> {
    for pixel in rgba.as_chunks_mut::<4>().0 {
        let [red, green, blue, alpha] = pixel;
        for channel in [red, green, blue] {
            let over = u16::from(*channel) * u16::from(*alpha) + 255 * (255 - u16::from(*alpha)) + 127;
            *channel = u8::try_from(over / 255).unwrap_or(u8::MAX);
        }
    }
    rgba
}

fn refused(error: ImageError) -> MediaError {
    match error {
        ImageError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => MediaError::Truncated,
        ImageError::Unsupported(_) => MediaError::Unsupported("rare PNG or WebP"),
        _ => MediaError::Damaged,
    }
}
