//! What a file is, by its first bytes. Never by its name or by what a sender calls it: shells hand out names like
//! `IMG_0001` or none at all. The phone and the server ask the same rule, so that they give the same answer.

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
    /// HEIF pictures coded as HEVC, the format of iPhone originals: a picture, but one that we do not read.
    Heic,
    /// Something else that is known by name and not read, so that a refusal can name it.
    Named(&'static str),
    /// None of these.
    Unknown,
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
/// Brands of the same container that mean pictures coded as AV1.
const AVIF_BRANDS: [&[u8]; 2] = [b"avif", b"avis"];

/// What a file with this content is. The first 256 bytes are enough.
#[must_use]
pub fn kind(bytes: &[u8]) -> Kind {
    if bytes.starts_with(b"\xFF\xD8\xFF") {
        return Kind::Jpeg;
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
        return Kind::Png;
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Kind::WebP;
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return iso_media(bytes);
    }
    let named = NAMED.iter().find(|(magic, _)| bytes.starts_with(magic));
    named.map_or(Kind::Unknown, |(_, name)| Kind::Named(name))
}

/// Pictures and films share one container; its brands (the main one, then the compatible ones) tell them apart.
fn iso_media(bytes: &[u8]) -> Kind {
    let size = bytes.first_chunk::<4>().map_or(0, |size| u32::from_be_bytes(*size));
    let end = usize::try_from(size).unwrap_or(usize::MAX).min(bytes.len()).min(256);
    let has =
        |brands: &[&[u8]]| bytes.get(8..end).unwrap_or_default().chunks_exact(4).any(|brand| brands.contains(&brand));
    if has(&AVIF_BRANDS) {
        Kind::Named("AVIF")
    } else if has(&HEIC_BRANDS) {
        Kind::Heic
    } else {
        Kind::Named("video")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_known_by_their_first_bytes() {
        for (start, is) in [
            (&b"\xFF\xD8\xFF\xE0"[..], Kind::Jpeg),
            (b"\x89PNG\r\n\x1A\n....", Kind::Png),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Kind::WebP),
            (b"GIF89a", Kind::Named("GIF")),
            (b"%PDF-1.7", Kind::Named("PDF")),
            (b"<html>", Kind::Unknown),
            (b"\x89PNG", Kind::Unknown),
            (b"", Kind::Unknown),
        ] {
            assert_eq!(kind(start), is, "{start:?}");
        }
    }

    #[test]
    fn what_shares_a_container_is_told_apart_by_its_brands() {
        for brand in HEIC_BRANDS {
            let file = [&b"\0\0\0\x14ftyp"[..], brand, b"\0\0\0\0mif1"].concat();
            assert_eq!(kind(&file), Kind::Heic, "{brand:?}");
        }
        assert_eq!(
            kind(b"\0\0\0\x1Cftypavif\0\0\0\0mif1avif"),
            Kind::Named("AVIF"),
            "whatever else it is compatible with"
        );
        assert_eq!(kind(b"\0\0\0\x18ftypmp42\0\0\0\0isommp42"), Kind::Named("video"));
        assert_eq!(kind(b"\0\0\0\x18ftyp"), Kind::Named("video"), "cut off");
        assert_eq!(kind(b"\xFF\xFF\xFF\xFFftypheic"), Kind::Heic, "a size that is none");
    }
}
