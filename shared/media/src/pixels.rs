//! Decoded pixels on their way to two JPEG files: shrunk, turned, encoded.

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::U8x3;
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::{RgbImage, imageops, metadata};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::MediaError;
use super::exif::Orientation;

/// An RGB picture. Every other kind of pixel is turned into this one first: each kind that the resizer is asked for brings
/// 200 kB of code into the phone library, and nearly every photo is RGB as it comes.
pub(super) struct Picture {
    pub width: u32,
    pub height: u32,
    rgb: Vec<u8>,
}

impl Picture {
    /// Of three bytes a pixel.
    pub fn of_rgb(width: u32, height: u32, rgb: Vec<u8>) -> Self {
        Self { width, height, rgb }
    }

    /// Of one byte a pixel.
    pub fn of_grey(width: u32, height: u32, grey: &[u8]) -> Self {
        Self { width, height, rgb: grey.iter().flat_map(|grey| [*grey; 3]).collect() }
    }

    /// Of red, green, blue and a byte without meaning.
    pub fn of_rgbx(width: u32, height: u32, rgbx: Vec<u8>) -> Self {
        Self { width, height, rgb: without_the_fourth(rgbx) }
    }

    /// Of cyan, magenta, yellow and black ink: 255 is full.
    pub fn of_cmyk(width: u32, height: u32, mut cmyk: Vec<u8>) -> Self {
        for [cyan, magenta, yellow, black] in cmyk.as_chunks_mut::<4>().0 {
            for ink in [cyan, magenta, yellow] {
                let light = u16::from(255 - *ink) * u16::from(255 - *black) + 127;
                *ink = u8::try_from(light / 255).unwrap_or(u8::MAX);
            }
        }
        Self { width, height, rgb: without_the_fourth(cmyk) }
    }

    /// The picture with its longest edge at most `longest`; a smaller one keeps its size.
    pub fn shrink(self, longest: u32, filter: FilterType) -> Result<Self, MediaError> {
        let (width, height) = fit(self.width, self.height, longest);
        if (width, height) == (self.width, self.height) {
            return Ok(self);
        }
        let bytes = u64::from(width) * u64::from(height) * 3;
        let mut shrunk = vec![0; usize::try_from(bytes).map_err(|_| MediaError::Damaged)?];
        let source = TypedImageRef::<U8x3>::from_buffer(self.width, self.height, &self.rgb);
        let source = source.map_err(|_| MediaError::Damaged)?;
        let target = TypedImage::<U8x3>::from_buffer(width, height, &mut shrunk);
        let mut target = target.map_err(|_| MediaError::Damaged)?;
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(filter)).use_alpha(false);
        // By the kind of pixel: choosing it while running would bring the resizer's code for all thirteen.
        Resizer::new().resize_typed(&source, &mut target, &options).map_err(|_| MediaError::Damaged)?;
        Ok(Self { width, height, rgb: shrunk })
    }

    /// The picture as the photographer saw it.
    pub fn upright(self, orientation: Orientation) -> Result<Self, MediaError> {
        use metadata::Orientation::*;
        let mut image = RgbImage::from_raw(self.width, self.height, self.rgb).ok_or(MediaError::Damaged)?;
        // First turned, then mirrored. Not by `DynamicImage`, which brings every kind of pixel along.
        let orientation = orientation.into();
        match orientation {
            Rotate90 | Rotate90FlipH => image = imageops::rotate90(&image),
            Rotate270 | Rotate270FlipH => image = imageops::rotate270(&image),
            Rotate180 => imageops::rotate180_in_place(&mut image),
            FlipVertical => imageops::flip_vertical_in_place(&mut image),
            NoTransforms | FlipHorizontal => {}
        }
        if matches!(orientation, FlipHorizontal | Rotate90FlipH | Rotate270FlipH) {
            imageops::flip_horizontal_in_place(&mut image);
        }
        Ok(Self { width: image.width(), height: image.height(), rgb: image.into_raw() })
    }

    /// A baseline JPEG with colours at half resolution and nothing but the picture in it.
    pub fn encode(&self, quality: u8) -> Result<Vec<u8>, MediaError> {
        let edges = (u16::try_from(self.width), u16::try_from(self.height));
        let (Ok(width), Ok(height)) = edges else { return Err(MediaError::Damaged) };
        let mut file = Vec::with_capacity(self.rgb.len() / 8);
        let mut encoder = Encoder::new(&mut file, quality);
        encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
        encoder.encode(&self.rgb, width, height, ColorType::Rgb).map_err(|_| MediaError::Damaged)?;
        Ok(file)
    }
}

/// Three of four bytes, in place.
fn without_the_fourth(mut data: Vec<u8>) -> Vec<u8> {
    let mut at = 0_u8;
    data.retain(|_| {
        at = (at + 1) % 4;
        at != 0
    });
    data
}

/// Width and height with the longest edge at most `longest` and no edge below one pixel.
fn fit(width: u32, height: u32, longest: u32) -> (u32, u32) {
    let edge = width.max(height);
    if edge <= longest {
        return (width, height);
    }
    let scaled = |side: u32| {
        let rounded = (u64::from(side) * u64::from(longest) + u64::from(edge) / 2) / u64::from(edge).max(1);
        u32::try_from(rounded).unwrap_or(longest).max(1)
    };
    (scaled(width), scaled(height))
}
