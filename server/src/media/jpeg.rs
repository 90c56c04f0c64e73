//! A JPEG's segments (ITU-T T.81, annex B): what is needed to show it is kept, everything else falls away (Exif with
//! place and time, XMP, comments, thumbnails, whatever follows the end).

/// The picture without anything else; none if it is not whole.
pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = Vec::with_capacity(bytes.len());
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
    kept.extend([0xFF, 0xD8]);
    let mut scans = 0;
    loop {
        let (marker, after) = marker(rest)?;
        if marker == END {
            kept.extend([0xFF, END]);
            return (scans > 0).then_some(kept);
        }
        let length = usize::from(u16::from_be_bytes([*after.first()?, *after.get(1)?]));
        let segment = after.get(..length)?;
        rest = after.get(length.max(2)..)?;
        write(&mut kept, marker, segment.get(2..)?);
        if marker == SCAN {
            scans += 1;
            if scans > MAX_SCANS {
                return None;
            }
            let length = entropy_coded(rest)?;
            kept.extend(rest.get(..length)?);
            rest = rest.get(length..)?;
        }
    }
}

const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;
/// Progressive photos have about ten; thousands of scans are a way to keep a decoder busy.
const MAX_SCANS: u32 = 64;

/// The next marker and what follows it; fill bytes are skipped.
fn marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let after = bytes.strip_prefix(&[0xFF])?;
    let fill = after.iter().take_while(|byte| **byte == 0xFF).count();
    let (marker, rest) = after.get(fill..)?.split_first()?;
    (*marker != 0x00).then_some((*marker, rest))
}

/// Writes a segment if it is needed, reduced to what is needed.
fn write(kept: &mut Vec<u8>, marker: u8, payload: &[u8]) {
    let payload = match marker {
        // APP0: density of pixels, without the thumbnail that may follow.
        0xE0 if payload.starts_with(b"JFIF\0") && payload.len() >= 14 => {
            let mut jfif = payload.get(..12).unwrap_or_default().to_vec();
            jfif.extend([0, 0]);
            return segment(kept, marker, &jfif);
        }
        // APP2: colour profile. APP14: which colours the numbers mean.
        0xE2 if payload.starts_with(b"ICC_PROFILE\0") => payload,
        0xEE if payload.starts_with(b"Adobe") => payload,
        0xE0..=0xEF | 0xFE => return,
        _ => payload,
    };
    segment(kept, marker, payload);
}

fn segment(kept: &mut Vec<u8>, marker: u8, payload: &[u8]) {
    let length = u16::try_from(payload.len() + 2).unwrap_or(u16::MAX);
    kept.extend([0xFF, marker]);
    kept.extend(length.to_be_bytes());
    kept.extend(payload);
}

/// Length of the coded pixels: up to the next marker that is neither a stuffed zero nor a restart.
fn entropy_coded(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xFF)?;
        match bytes.get(at + 1)? {
            0x00 | 0xD0..=0xD7 => at += 2,
            0xFF => at += 1,
            _ => return Some(at),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn picture() -> Vec<u8> {
        let mut bytes = Vec::new();
        let pixels: Vec<u8> = (0..64 * 48 * 3).map(|at| u8::try_from(at % 251).unwrap()).collect();
        jpeg_encoder::Encoder::new(&mut bytes, 80).encode(&pixels, 64, 48, jpeg_encoder::ColorType::Rgb).unwrap();
        bytes
    }

    fn with_secrets() -> Vec<u8> {
        let mut bytes = picture();
        let mut secret = vec![0xFF, 0xE1, 0, 20];
        secret.extend(b"Exif\0\0SECRET PLACE");
        secret.truncate(22);
        let mut comment = vec![0xFF, 0xFE, 0, 8];
        comment.extend(b"SECRET");
        bytes.splice(2..2, secret.into_iter().chain(comment));
        bytes.extend(b"SECRET after the end");
        bytes
    }

    #[test]
    fn nothing_but_the_picture_is_left() {
        let clean = strip(&with_secrets()).unwrap();
        assert!(!clean.windows(6).any(|window| window == b"SECRET"));
        let decode = |bytes: &[u8]| jpeg_decoder::Decoder::new(bytes).decode().unwrap();
        assert_eq!(decode(&clean), decode(&picture()), "and it is the same picture");
        assert_eq!(strip(&clean).unwrap(), clean);
    }

    proptest! {
        #[test]
        fn a_cut_picture_is_not_whole(cut in 0..1_000_usize) {
            let bytes = picture();
            let cut = cut % (bytes.len() - 1);
            prop_assert!(strip(&bytes[..cut]).is_none());
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), at in 0..600_usize) {
            let _ = strip(&bytes);
            let mut damaged = with_secrets();
            let at = at % damaged.len();
            damaged.splice(at..at, bytes);
            let _ = strip(&damaged);
        }
    }
}
