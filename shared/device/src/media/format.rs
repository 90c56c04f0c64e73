//! What a file is, by its first bytes. Never by its name: shells hand out names like `IMG_0001` or none at all.

use super::MediaError;

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Jpeg,
    Png,
    WebP,
}

/// Pictures (and what is often mistaken for one) that are recognised so that the refusal can name them.
const NAMED: [(&[u8], &str); 9] = [
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"\xFF\x0A", "JPEG XL"),
    (b"\0\0\0\x0CJXL ", "JPEG XL"),
    (b"\0\0\0\x0CjP  ", "JPEG 2000"),
    (b"8BPS", "Photoshop"),
    (b"%PDF", "PDF"),
];

/// Brands of the ISO base media container (ISO/IEC 23008-12) that mean pictures coded as HEVC.
const HEIC_BRANDS: [&[u8]; 8] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"];

/// The format of a file's content.
pub(super) fn of(bytes: &[u8]) -> Result<Format, MediaError> {
    if bytes.starts_with(b"\xFF\xD8\xFF") {
        return Ok(Format::Jpeg);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
        return Ok(Format::Png);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(Format::WebP);
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Err(iso_media(bytes));
    }
    let named = NAMED.iter().find(|(magic, _)| bytes.starts_with(magic));
    Err(named.map_or(MediaError::NotAnImage, |(_, name)| MediaError::Unsupported(name)))
}

/// Pictures and films share one container; its brands (the main one, then the compatible ones) tell them apart.
fn iso_media(bytes: &[u8]) -> MediaError {
    let size = bytes.first_chunk::<4>().map_or(0, |size| u32::from_be_bytes(*size));
    let end = usize::try_from(size).unwrap_or(usize::MAX).min(bytes.len()).min(256);
    let brands = || bytes.get(8..end).unwrap_or_default().chunks_exact(4);
    if brands().any(|brand| brand == b"avif" || brand == b"avis") {
        MediaError::Unsupported("AVIF")
    } else if brands().any(|brand| HEIC_BRANDS.contains(&brand)) {
        MediaError::Heic
    } else {
        MediaError::Unsupported("video")
    }
}
