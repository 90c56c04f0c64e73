//! A citizen's photo, made ready to send: upright, 1600 px, all metadata stripped, named by its hash; and what its EXIF
//! says about where and when. Trusts no byte of the file and no tag of its EXIF; never changes the original; holds a
//! bounded part of it in memory however large it claims to be.

mod error;
mod exif;
mod files;
mod format;
mod jpeg;
mod pixels;
mod raster;

#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sha2::{Digest, Sha256};

pub use error::MediaError;
pub use exif::ExifFacts;
use exif::Orientation;
use fast_image_resize::FilterType;
use format::Format;
use pixels::Picture;

/// Longest edge of the photo that is sent, in pixels. A smaller original keeps its size.
pub const PHOTO_EDGE: u32 = 1600;
/// Longest edge of the thumbnail, in pixels.
pub const THUMB_EDGE: u32 = 320;
/// JPEG quality of both, on libjpeg's scale of 1 to 100.
pub const QUALITY: u8 = 82;

/// What a photo may ask of this device before it is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Largest file, in bytes.
    pub file_bytes: u64,
    /// Most pixels that the header may announce. A baseline JPEG is shrunk while it is decoded, so that 64 megapixels
    /// need no more memory than 16.
    pub pixels: u64,
    /// Most bytes of decoder memory for a picture that can only be decoded whole: PNG, WebP, progressive JPEG.
    pub whole_bytes: u64,
}

impl Default for Limits {
    /// Lets the photos of current phones through (12, 24, 48, 50 and 64 megapixels) and refuses 100 megapixels. Of
    /// pictures that are decoded whole: about 22 megapixels of progressive JPEG or PNG, 16 where the PNG is transparent.
    fn default() -> Self {
        Self { file_bytes: 32 << 20, pixels: 65_000_000, whole_bytes: 64 << 20 }
    }
}

/// A photo that is ready to send and lies on disk, synced, beside its thumbnail.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    /// SHA-256 of the photo's file in lower-case hexadecimal: its name here and on the server.
    pub sha256: String,
    /// `<sha256>.jpg`
    pub path: PathBuf,
    /// `<sha256>.thumb.jpg`
    pub thumb_path: PathBuf,
    /// Size of the photo's file.
    pub bytes: u64,
    /// Pixels across, upright.
    pub width: u32,
    /// Pixels down, upright.
    pub height: u32,
    /// What the original's EXIF said; the prepared files carry none.
    pub exif: ExifFacts,
}

/// The same before it is written: two JPEG files in memory.
#[derive(Debug, Clone, PartialEq)]
pub struct Rendition {
    /// The photo as JPEG.
    pub photo: Vec<u8>,
    /// The thumbnail as JPEG.
    pub thumb: Vec<u8>,
    /// Pixels across, upright.
    pub width: u32,
    /// Pixels down, upright.
    pub height: u32,
    /// What the original's EXIF said.
    pub exif: ExifFacts,
}

/// What is known of a photo without decoding it.
#[derive(Debug, Clone, PartialEq)]
pub struct Inspected {
    /// Pixels across as shown upright.
    pub width: u32,
    /// Pixels down as shown upright.
    pub height: u32,
    /// What the EXIF says.
    pub exif: ExifFacts,
}

/// Makes the photo file `source` ready to send and keeps it with its thumbnail in the folder `into` (made if missing).
/// `now` judges the date in the EXIF. The same photo twice gives the same files.
///
/// # Errors
/// A file that is no photo, is damaged or asks for too much, and a disk that cannot take the result. Nothing half
/// written remains.
pub fn prepare(source: &Path, into: &Path, limits: &Limits, now: Timestamp) -> Result<Prepared, MediaError> {
    let original = files::read(source, limits.file_bytes)?;
    let rendition = prepare_bytes(&original, limits, now)?;
    let sha256 = files::hex(&Sha256::digest(&rendition.photo));
    // The thumbnail first: whoever sees the photo may rely on its thumbnail.
    let thumb_path = files::keep(into, &format!("{sha256}.thumb.jpg"), &rendition.thumb)?;
    let path = files::keep(into, &format!("{sha256}.jpg"), &rendition.photo)?;
    Ok(Prepared {
        sha256,
        path,
        thumb_path,
        bytes: u64::try_from(rendition.photo.len()).unwrap_or(u64::MAX),
        width: rendition.width,
        height: rendition.height,
        exif: rendition.exif,
    })
}

/// The pure part of [`prepare`]: bytes in, bytes out.
///
/// # Errors
/// As [`prepare`], without those of the disk.
pub fn prepare_bytes(original: &[u8], limits: &Limits, now: Timestamp) -> Result<Rendition, MediaError> {
    shielded(|| {
        let (picture, exif, orientation) = decode(original, limits, now)?;
        let upright = picture.shrink(PHOTO_EDGE, FilterType::CatmullRom)?.upright(orientation)?;
        let photo = upright.encode(QUALITY)?;
        let (width, height) = (upright.width, upright.height);
        let thumb = upright.shrink(THUMB_EDGE, FilterType::Bilinear)?.encode(QUALITY)?;
        Ok(Rendition { photo, thumb, width, height, exif })
    })
}

/// Reads dimensions and EXIF of a photo without decoding it.
///
/// # Errors
/// As [`prepare`], as far as the header tells.
pub fn inspect(source: &Path, limits: &Limits, now: Timestamp) -> Result<Inspected, MediaError> {
    let original = files::read(source, limits.file_bytes)?;
    shielded(|| {
        let (width, height, block) = match format::of(&original)? {
            Format::Jpeg => {
                let header = jpeg::Header::read(&original, limits)?;
                (header.width, header.height, header.exif.map(<[u8]>::to_vec))
            }
            Format::Png => raster::header(&mut raster::png(&original, limits)?, limits)?,
            Format::WebP => raster::header(&mut raster::webp(&original)?, limits)?,
        };
        let (exif, orientation) = exif::read(block, now);
        let (width, height) = if orientation.is_sideways() { (height, width) } else { (width, height) };
        Ok(Inspected { width, height, exif })
    })
}

/// Decodes no more pixels than the photo that is sent needs, where the format lets it.
fn decode(original: &[u8], limits: &Limits, now: Timestamp) -> Result<(Picture, ExifFacts, Orientation), MediaError> {
    let (picture, block) = match format::of(original)? {
        Format::Jpeg => {
            let header = jpeg::Header::read(original, limits)?;
            jpeg::ensure_whole(original)?;
            (jpeg::decode(original, PHOTO_EDGE)?, header.exif.map(<[u8]>::to_vec))
        }
        Format::Png => raster::decode(raster::png(original, limits)?, limits)?,
        Format::WebP => raster::decode(raster::webp(original)?, limits)?,
    };
    let (exif, orientation) = exif::read(block, now);
    Ok((picture, exif, orientation))
}

/// A decoder that panics on a hostile file must not take the app with it: to the citizen that file is simply damaged.
fn shielded<T>(work: impl FnOnce() -> Result<T, MediaError>) -> Result<T, MediaError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(MediaError::Damaged))
}
