//! Decoded pixels on their way to two JPEG files: shrunk, turned, encoded.

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::{U8, U8x3, U8x4};
use fast_image_resize::{FilterType, PixelTrait, ResizeAlg, ResizeOptions, Resizer};
use image::{RgbImage, imageops, metadata};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::MediaError;
use super::exif::Orientation;

/// What the bytes of a pixel mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    Grey,
    Rgb,
    /// Red, green, blue and a byte without meaning.
    Rgbx,
    /// Ink: 255 is full.
    Cmyk,
}

/// A decoded picture, as the decoder left it: colours are converted after shrinking, when there are few.
pub(super) struct Raster {
    pub width: u32,
    pub height: u32,
    pub layout: Layout,
    pub data: Vec<u8>,
}

/// An RGB picture.
pub(super) struct Picture {
    pub width: u32,
    pub height: u32,
    rgb: Vec<u8>,
}

impl Raster {
    /// The picture with its longest edge at most `longest`; a smaller one keeps its size.
    pub fn shrink(self, longest: u32) -> Result<Picture, MediaError> {
        let (width, height) = fit(self.width, self.height, longest);
        let resize = match self.layout {
            Layout::Grey => resize::<U8>,
            Layout::Rgb => resize::<U8x3>,
            Layout::Rgbx | Layout::Cmyk => resize::<U8x4>,
        };
        let data = resize(self.data, (self.width, self.height), (width, height), FilterType::CatmullRom)?;
        let rgb = self.layout.into_rgb(data);
        Ok(Picture { width, height, rgb })
    }
}

impl Picture {
    /// The picture with its longest edge at most `longest`; a smaller one keeps its size.
    pub fn shrink(self, longest: u32) -> Result<Self, MediaError> {
        let (width, height) = fit(self.width, self.height, longest);
        let from = (self.width, self.height);
        let rgb = resize::<U8x3>(self.rgb, from, (width, height), FilterType::Bilinear)?;
        Ok(Self { width, height, rgb })
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

impl Layout {
    fn into_rgb(self, data: Vec<u8>) -> Vec<u8> {
        match self {
            Self::Rgb => data,
            Self::Grey => data.into_iter().flat_map(|grey| [grey; 3]).collect(),
            Self::Rgbx => data.as_chunks::<4>().0.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect(),
            Self::Cmyk => {
                let lit = |ink: u8, black: u8| {
                    let light = u16::from(255 - ink) * u16::from(255 - black) + 127;
                    u8::try_from(light / 255).unwrap_or(u8::MAX)
                };
                data.as_chunks::<4>()
                    .0
                    .iter()
                    .flat_map(|[c, m, y, k]| [lit(*c, *k), lit(*m, *k), lit(*y, *k)])
                    .collect()
            }
        }
    }
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

/// Shrinks pixels of one kind. Naming the kind leaves the resizer's code for the ten others out of the library.
fn resize<P: PixelTrait>(
    data: Vec<u8>,
    from: (u32, u32),
    to: (u32, u32),
    filter: FilterType,
) -> Result<Vec<u8>, MediaError> {
    if from == to {
        return Ok(data);
    }
    let bytes = u64::from(to.0) * u64::from(to.1) * u64::try_from(size_of::<P>()).unwrap_or(u64::MAX);
    let mut shrunk = vec![0; usize::try_from(bytes).map_err(|_| MediaError::Damaged)?];
    let source = TypedImageRef::<P>::from_buffer(from.0, from.1, &data).map_err(|_| MediaError::Damaged)?;
    let mut target = TypedImage::<P>::from_buffer(to.0, to.1, &mut shrunk).map_err(|_| MediaError::Damaged)?;
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(filter)).use_alpha(false);
    Resizer::new().resize_typed(&source, &mut target, &options).map_err(|_| MediaError::Damaged)?;
    Ok(shrunk)
}
