//! JPEG, the format of nearly every photo. The header is judged before the decoder sees the file; the decoder then
//! shrinks by 1/2, 1/4 or 1/8 inside the inverse DCT, so that memory follows the result and not the sensor.
//!
//! Why `jpeg-decoder`, which is only maintained, and not its successor `zune-jpeg`: that one cannot shrink. For 12
//! megapixels it takes as much CPU and 57 MB instead of 28; for 48 megapixels it would take 150 MB.

use jpeg_decoder::{Decoder, Error, PixelFormat};

use super::pixels::Picture;
use super::{Limits, MediaError};

/// Scans of a progressive JPEG; cameras write about 10. Each costs a walk over the whole picture for a few bytes of
/// file, so that without a limit a small file could keep the decoder busy for an hour.
const MAX_SCANS: u32 = 64;

/// What a JPEG announces before its first scan.
pub(super) struct Header<'a> {
    pub width: u32,
    pub height: u32,
    /// The TIFF block of the first EXIF segment.
    pub exif: Option<&'a [u8]>,
}

/// The frame header (ITU-T T.81, B.2.2).
struct Frame {
    width: u32,
    height: u32,
    /// Bytes of the coefficients of the whole picture, which a progressive JPEG keeps until its last scan.
    coefficient_bytes: u64,
    progressive: bool,
}

impl<'a> Header<'a> {
    /// Reads up to the first scan and refuses what the limits forbid.
    pub fn read(bytes: &'a [u8], limits: &Limits) -> Result<Self, MediaError> {
        let mut exif = None;
        let mut frame = None;
        let mut rest = bytes;
        while let Some((marker, after)) = next_marker(rest) {
            rest = after;
            match marker {
                0xD8 | 0x01 => {}
                0xD9 => return Err(MediaError::Damaged),
                0xDA => {
                    let frame: Frame = frame.ok_or(MediaError::Damaged)?;
                    frame.check(limits)?;
                    return Ok(Self { width: frame.width, height: frame.height, exif });
                }
                0xC3 | 0xC7 | 0xCB | 0xCF => return Err(MediaError::Unsupported("lossless JPEG")),
                0xC5 | 0xC6 | 0xCD | 0xCE => return Err(MediaError::Unsupported("hierarchical JPEG")),
                0xC9 | 0xCA => return Err(MediaError::Unsupported("arithmetic JPEG")),
                _ => {
                    let (segment, after) = segment(rest)?;
                    rest = after;
                    if matches!(marker, 0xC0..=0xC2) {
                        frame = Some(Frame::read(segment, marker == 0xC2).ok_or(MediaError::Damaged)?);
                    } else if marker == 0xE1 && exif.is_none() {
                        exif = segment.strip_prefix(b"Exif\0\0");
                    }
                }
            }
        }
        Err(MediaError::Truncated)
    }
}

impl Frame {
    fn read(segment: &[u8], progressive: bool) -> Option<Self> {
        let [_precision, h1, h0, w1, w0, count, components @ ..] = segment else { return None };
        let (width, height) = (u16::from_be_bytes([*w1, *w0]), u16::from_be_bytes([*h1, *h0]));
        // Each component: id, sampling factors (across in the high half), quantisation table.
        let factors: Vec<(u64, u64)> = components
            .chunks_exact(3)
            .take(usize::from(*count))
            .filter_map(|component| component.get(1))
            .map(|factor| (u64::from(factor >> 4), u64::from(factor & 15)))
            .collect();
        let across = factors.iter().map(|(across, _)| *across).max()?;
        let down = factors.iter().map(|(_, down)| *down).max()?;
        if width == 0 || height == 0 || across == 0 || down == 0 {
            return None;
        }
        let blocks = u64::from(width).div_ceil(8 * across) * u64::from(height).div_ceil(8 * down);
        let per_block: u64 = factors.iter().map(|(across, down)| across * down * 64 * 2).sum();
        let (width, height) = (u32::from(width), u32::from(height));
        Some(Self { width, height, coefficient_bytes: blocks * per_block, progressive })
    }

    fn check(&self, limits: &Limits) -> Result<(), MediaError> {
        let pixels = u64::from(self.width) * u64::from(self.height);
        let too_many = |limit| Err(MediaError::TooManyPixels { width: self.width, height: self.height, limit });
        if pixels > limits.pixels {
            too_many(limits.pixels)
        } else if self.progressive && self.coefficient_bytes > limits.whole_bytes {
            too_many(pixels * limits.whole_bytes / self.coefficient_bytes)
        } else {
            Ok(())
        }
    }
}

/// Walks the file to its end-of-image marker. What follows (a phone's film or second picture) is of no concern.
pub(super) fn ensure_whole(bytes: &[u8]) -> Result<(), MediaError> {
    let mut scans = 0;
    let mut rest = bytes;
    while let Some((marker, after)) = next_marker(rest) {
        rest = match marker {
            0xD9 => return Ok(()),
            0xD8 | 0x01 => after,
            _ => segment(after)?.1,
        };
        if marker == 0xDA {
            scans += 1;
            if scans > MAX_SCANS {
                return Err(MediaError::Damaged);
            }
        }
    }
    Err(MediaError::Truncated)
}

/// The next marker that is neither padding nor part of a scan's data (stuffed zero, restart), and what follows it.
fn next_marker(mut rest: &[u8]) -> Option<(u8, &[u8])> {
    loop {
        let at = rest.iter().position(|byte| *byte == 0xFF)?;
        rest = rest.get(at + 1..)?;
        match rest.split_first()? {
            (0x00 | 0xD0..=0xD7, after) => rest = after,
            (0xFF, _) => {}
            (marker, after) => return Some((*marker, after)),
        }
    }
}

/// A segment's content by its own length, and what follows it.
fn segment(rest: &[u8]) -> Result<(&[u8], &[u8]), MediaError> {
    let (length, rest) = rest.split_first_chunk::<2>().ok_or(MediaError::Truncated)?;
    let length = usize::from(u16::from_be_bytes(*length)).checked_sub(2).ok_or(MediaError::Damaged)?;
    rest.split_at_checked(length).ok_or(MediaError::Truncated)
}

/// Decodes at the smallest of 1/8, 1/4, 1/2 and 1 that keeps the longest edge at `longest` or above.
pub(super) fn decode(bytes: &[u8], longest: u32) -> Result<Picture, MediaError> {
    let longest = u16::try_from(longest).unwrap_or(u16::MAX);
    let mut decoder = Decoder::new(bytes);
    let (width, height) = decoder.scale(longest, longest).map_err(refused)?;
    let data = decoder.decode().map_err(refused)?;
    let (width, height) = (u32::from(width), u32::from(height));
    match decoder.info().ok_or(MediaError::Damaged)?.pixel_format {
        PixelFormat::L8 => Ok(Picture::of_grey(width, height, &data)),
        PixelFormat::RGB24 => Ok(Picture::of_rgb(width, height, data)),
        PixelFormat::CMYK32 => Ok(Picture::of_cmyk(width, height, data)),
        PixelFormat::L16 => Err(MediaError::Unsupported("lossless JPEG")),
    }
}

fn refused(error: Error) -> MediaError {
    match error {
        Error::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => MediaError::Truncated,
        Error::Unsupported(_) => MediaError::Unsupported("rare JPEG"),
        Error::Format(_) | Error::Io(_) | Error::Internal(_) => MediaError::Damaged,
    }
}
