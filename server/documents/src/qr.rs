//! QR codes (ISO/IEC 18004): error correction level M, four modules of quiet zone, as EPC069-12 and every reader want it.

use crate::DocumentError;
use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};
use std::fmt::Write as _;

/// Light modules around the code, on each side.
pub(crate) const QUIET: u16 = 4;

/// A code: which of its modules are dark.
pub(crate) struct Modules(QrCode);

/// Dark modules side by side in a row, in modules from the corner of the quiet zone.
pub(crate) struct Dark {
    pub x: u16,
    pub y: u16,
    pub width: u16,
}

impl Modules {
    /// The smallest code that holds the text at level M.
    pub(crate) fn of(text: &str) -> Result<Self, DocumentError> {
        let segments = QrSegment::make_segments(text);
        let code = QrCode::encode_segments_advanced(
            &segments,
            QrCodeEcc::Medium,
            Version::MIN,
            Version::MAX,
            None::<Mask>,
            false,
        );
        code.map(Self).map_err(|_| DocumentError::TooLongForQr(text.chars().count()))
    }

    /// Modules along a side, the quiet zone with them.
    pub(crate) fn side(&self) -> u16 {
        u16::try_from(self.0.size()).unwrap_or_default() + 2 * QUIET
    }

    /// Whether a module is dark; the quiet zone is light.
    fn is_dark(&self, x: u16, y: u16) -> bool {
        self.0.get_module(i32::from(x) - i32::from(QUIET), i32::from(y) - i32::from(QUIET))
    }

    /// All dark modules, row by row, neighbours joined.
    pub(crate) fn dark(&self) -> Vec<Dark> {
        let mut runs: Vec<Dark> = Vec::new();
        for y in 0..self.side() {
            let mut open: Option<Dark> = None;
            for x in 0..self.side() {
                match (&mut open, self.is_dark(x, y)) {
                    (Some(run), true) => run.width += 1,
                    (None, true) => open = Some(Dark { x, y, width: 1 }),
                    // The last module of a row is quiet: every run is closed here.
                    (_, false) => runs.extend(open.take()),
                }
            }
        }
        runs
    }
}

/// A QR code as a picture for a page: one module is one unit, and it says what it is (`title`) to who cannot see it.
///
/// # Errors
/// A text too long for a QR code (more than some 2,300 bytes).
pub fn svg(text: &str, title: &str) -> Result<String, DocumentError> {
    let modules = Modules::of(text)?;
    let side = modules.side();
    let mut path = String::new();
    for Dark { x, y, width } in modules.dark() {
        let _ = write!(path, "M{x} {y}h{width}v1h-{width}z");
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" role=\"img\" \
         shape-rendering=\"crispEdges\"><title>{}</title><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/>\
         <path fill=\"#000\" d=\"{path}\"/></svg>",
        escaped(title)
    ))
}

/// A QR code as a PNG of `pixels` by `pixels`: whole pixels for every module, white around. It is larger than asked
/// where a module would have less than a pixel; at most 4,096.
///
/// # Errors
/// A text too long for a QR code.
pub fn png(text: &str, pixels: u32) -> Result<Vec<u8>, DocumentError> {
    let modules = Modules::of(text)?;
    let side = u32::from(modules.side());
    let pixels = pixels.clamp(side, 4_096);
    let scale = pixels / side;
    let margin = (pixels - scale * side) / 2;
    let row_bytes = usize::try_from(pixels.div_ceil(8)).unwrap_or_default();
    let mut data = Vec::new();
    for row in 0..pixels {
        let mut bytes = vec![0xff_u8; row_bytes];
        for column in 0..pixels {
            let module = |at: u32| at.checked_sub(margin).and_then(|at| u16::try_from(at / scale).ok());
            let dark = module(column).zip(module(row)).is_some_and(|(x, y)| modules.is_dark(x, y));
            if let Some(byte) = usize::try_from(column / 8).ok().and_then(|at| bytes.get_mut(at)).filter(|_| dark) {
                *byte &= !(0x80 >> (column % 8));
            }
        }
        data.extend(bytes);
    }
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, pixels, pixels);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let mut writer = encoder.write_header().map_err(DocumentError::writing)?;
    writer.write_image_data(&data).map_err(DocumentError::writing)?;
    writer.finish().map_err(DocumentError::writing)?;
    Ok(file)
}

/// A text between tags of XML; characters that XML has not are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_quiet_around_and_dark_in_its_corners() {
        let modules = Modules::of("RF34909994000000000012345").unwrap();
        assert_eq!(modules.side(), 25 + 8, "version 2 holds 25 capitals and digits at level M");
        let dark = modules.dark();
        assert!(dark.iter().all(|run| run.x >= QUIET && run.y >= QUIET));
        assert!(dark.iter().all(|run| run.x + run.width <= modules.side() - QUIET));
        assert!(matches!(dark.first(), Some(Dark { x: 4, y: 4, width: 7 })));
    }

    #[test]
    fn a_picture_says_what_it_is_and_nothing_breaks_out_of_it() {
        let svg = svg("https://example.org", "Επαλήθευση <b>& \u{0}</b>").unwrap();
        assert!(svg.starts_with("<svg ") && svg.contains("role=\"img\""));
        assert!(svg.contains("<title>Επαλήθευση &lt;b&gt;&amp;  &lt;/b&gt;</title>"));
    }

    #[test]
    fn what_no_code_holds_is_refused() {
        let long = "ώ".repeat(1_200);
        assert!(matches!(svg(&long, "t"), Err(DocumentError::TooLongForQr(1_200))));
        assert!(matches!(png(&long, 100), Err(DocumentError::TooLongForQr(1_200))));
    }

    #[test]
    fn a_png_is_as_large_as_asked_or_as_needed() {
        let width = |pixels| {
            let file = png("45", pixels).unwrap();
            u32::from_be_bytes(file[16..20].try_into().unwrap())
        };
        assert_eq!(width(300), 300);
        assert_eq!(width(0), 29);
        assert_eq!(width(u32::MAX), 4_096);
    }
}
