//! Drawing a QR code: here, so that no shell needs a library for it.

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// The largest code that bank apps must read (EPC069-12, version 13).
const LARGEST: u8 = 13;

/// A QR code, ready to be drawn: black where a row has `1`. A margin of four squares on each side is the shell's.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
#[cfg_attr(feature = "json", derive(serde::Serialize))]
pub struct QrView {
    /// Squares on a side.
    pub size: u32,
    /// So many rows of so many `0` and `1`, from the top.
    pub rows: Vec<String>,
    /// What a screen reader says.
    pub spoken: String,
}

/// The code of a text, error correction M as EPC069-12 asks; none for a text that does not fit.
pub(super) fn draw(text: &str) -> Option<QrView> {
    // In bytes even where fewer would do: that is what the standard's character set line speaks of.
    let bytes = [QrSegment::make_bytes(text.as_bytes())];
    let code =
        QrCode::encode_segments_advanced(&bytes, QrCodeEcc::Medium, Version::MIN, Version::new(LARGEST), None, false)
            .ok()?;
    let row = |y: i32| (0..code.size()).map(|x| if code.get_module(x, y) { '1' } else { '0' }).collect();
    Some(QrView {
        size: u32::try_from(code.size()).ok()?,
        rows: (0..code.size()).map(row).collect(),
        spoken: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standards_example_is_drawn_in_version_7() {
        let text = "BCD\n002\n1\nSCT\n\nΔήμος Δείγμα (TEST)\nGR1601101250000000012300695\nEUR45.12\n\nRF34909994000000000012345";
        let code = draw(text).unwrap();
        assert_eq!((code.size, code.rows.len()), (45, 45));
        assert!(code.rows.iter().all(|row| row.len() == 45));
        assert!(code.rows[0].starts_with("11111110"), "the finder pattern");
        assert_eq!(draw(&"a".repeat(332)), None, "longer than a bank app must read");
    }
}
