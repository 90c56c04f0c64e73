//! The two fonts of the documents, and text shaped with them. Everything drawn passes here: a character that the fonts
//! lack becomes `�` and never a hole, which PDF/UA forbids.

use crate::DocumentError;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, UnicodeBuffer};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// How far a line reaches over and under its baseline, in sizes (Noto Sans, `OS/2` table).
pub(crate) const ASCENT: f32 = 1.069;
pub(crate) const DESCENT: f32 = 0.293;

/// The space at which no line ends: an amount keeps its sign.
const NO_BREAK: char = '\u{a0}';

/// A weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

struct Cut {
    shaper: rustybuzz::Face<'static>,
    font: Font,
}

static REGULAR: LazyLock<Option<Cut>> = LazyLock::new(|| cut(include_bytes!("../../fonts/NotoSans-Regular.ttf")));
static BOLD: LazyLock<Option<Cut>> = LazyLock::new(|| cut(include_bytes!("../../fonts/NotoSans-Bold.ttf")));

fn cut(data: &'static [u8]) -> Option<Cut> {
    Some(Cut { shaper: rustybuzz::Face::from_slice(data, 0)?, font: Font::new(data.into(), 0)? })
}

/// Both weights, ready.
#[derive(Clone, Copy)]
pub(crate) struct Fonts {
    regular: &'static Cut,
    bold: &'static Cut,
}

/// A text shaped into glyphs: ready to draw, its width known.
pub(crate) struct Run {
    pub text: String,
    pub glyphs: Vec<KrillaGlyph>,
    pub weight: Weight,
    pub size: f32,
    pub width: f32,
}

impl Fonts {
    pub(crate) fn load() -> Result<Self, DocumentError> {
        match (&*REGULAR, &*BOLD) {
            (Some(regular), Some(bold)) => Ok(Self { regular, bold }),
            _ => Err(DocumentError::writing("the fonts cannot be read")),
        }
    }

    const fn cut(self, weight: Weight) -> &'static Cut {
        match weight {
            Weight::Regular => self.regular,
            Weight::Bold => self.bold,
        }
    }

    /// The font as the PDF wants it.
    pub(crate) fn font(self, weight: Weight) -> Font {
        self.cut(weight).font.clone()
    }

    /// What may be drawn of a text: composed, without control and direction characters, at most `most` characters (then
    /// `…`), `�` for what the fonts lack. Of spaces there are two kinds: plain, and the one at which no line ends.
    pub(crate) fn clean(self, text: &str, most: usize) -> String {
        let mut out = String::with_capacity(text.len());
        let mut count = 0;
        for c in text.nfc() {
            let c = if c != NO_BREAK && (c.is_whitespace() || c.is_control()) { ' ' } else { c };
            if is_invisible(c) || (c.is_whitespace() && (out.is_empty() || out.ends_with(char::is_whitespace))) {
                continue;
            }
            if count == most {
                out.truncate(out.trim_end().len());
                out.push('…');
                break;
            }
            count += 1;
            out.push(if self.regular.shaper.glyph_index(c).is_some() { c } else { '\u{fffd}' });
        }
        out.truncate(out.trim_end().len());
        out
    }

    /// Shapes a clean text. Letters are kerned.
    pub(crate) fn shape(self, text: &str, weight: Weight, size: f32) -> Run {
        let shaper = &self.cut(weight).shaper;
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(Direction::LeftToRight);
        buffer.guess_segment_properties();
        let shaped = rustybuzz::shape(shaper, &[], buffer);
        let em = shaper.units_per_em() as f32;
        let (infos, positions) = (shaped.glyph_infos(), shaped.glyph_positions());
        let start = |cluster: u32| usize::try_from(cluster).unwrap_or_default();
        let glyphs: Vec<KrillaGlyph> = infos
            .iter()
            .zip(positions)
            .enumerate()
            .map(|(index, (info, position))| {
                let later = infos.iter().skip(index).map(|info| info.cluster).find(|cluster| *cluster != info.cluster);
                let end = later.map_or(text.len(), start);
                KrillaGlyph::new(
                    GlyphId::new(info.glyph_id),
                    position.x_advance as f32 / em,
                    position.x_offset as f32 / em,
                    position.y_offset as f32 / em,
                    position.y_advance as f32 / em,
                    start(info.cluster)..end,
                    None,
                )
            })
            .collect();
        let width = positions.iter().map(|position| position.x_advance as f32 / em * size).sum();
        Run { text: text.to_owned(), glyphs, weight, size, width }
    }

    /// Shapes a clean text into lines no wider than `width`. Broken at spaces; a word that alone is too wide is broken
    /// after a slash or dash, else between letters. A line that goes on ends with its space, so that words stay apart for
    /// who listens.
    pub(crate) fn lines(self, text: &str, weight: Weight, size: f32, width: f32) -> Vec<Run> {
        let whole = self.shape(text, weight, size);
        if whole.width <= width {
            return vec![whole];
        }
        let mut lines: Vec<String> = vec![String::new()];
        let mut used = 0.0;
        let space = self.shape(" ", weight, size).width;
        for word in text.split(' ') {
            let word_width = self.shape(word, weight, size).width;
            let at_start = lines.last().is_none_or(String::is_empty);
            if at_start && word_width <= width {
                used = word_width;
            } else if !at_start && used + space + word_width <= width {
                used += space + word_width;
                push(&mut lines, " ");
            } else {
                if !at_start {
                    push(&mut lines, " ");
                    lines.push(String::new());
                }
                used = word_width;
                if word_width > width {
                    used = self.break_word(word, weight, size, width, &mut lines);
                    continue;
                }
            }
            push(&mut lines, word);
        }
        lines.iter().map(|line| self.shape(line, weight, size)).collect()
    }

    /// Breaks a word that is too wide over lines; the width of its last piece.
    fn break_word(self, word: &str, weight: Weight, size: f32, width: f32, lines: &mut Vec<String>) -> f32 {
        let mut rest = word;
        loop {
            let run = self.shape(rest, weight, size);
            if run.width <= width {
                push(lines, rest);
                return run.width;
            }
            let (mut used, mut fits, mut good) = (0.0, 0, 0);
            for (at, c) in rest.char_indices() {
                used += self.shape(c.encode_utf8(&mut [0; 4]), weight, size).width;
                if used > width && fits > 0 {
                    break;
                }
                fits = at + c.len_utf8();
                if matches!(c, '/' | '-' | '_' | '.' | '?' | '&' | '=') {
                    good = fits;
                }
            }
            let cut = if good * 2 > fits { good } else { fits };
            let (piece, after) = rest.split_at_checked(cut).unwrap_or((rest, ""));
            push(lines, piece);
            if after.is_empty() {
                return used;
            }
            lines.push(String::new());
            rest = after;
        }
    }
}

fn push(lines: &mut [String], text: &str) {
    if let Some(line) = lines.last_mut() {
        line.push_str(text);
    }
}

/// Characters that are not seen: joiners, direction marks and overrides, soft hyphens, byte order marks, variation
/// selectors, tags.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fonts() -> Fonts {
        Fonts::load().unwrap()
    }

    #[test]
    fn what_cannot_be_drawn_is_seen_as_missing() {
        let clean = |text: &str| fonts().clean(text, 40);
        assert_eq!(clean("  Μαρία\u{202e}\t\nΠαπα\u{200b}δοπούλου "), "Μαρία Παπαδοπούλου");
        assert_eq!(clean("Γιώργος"), "Γιώργος", "written with a combining accent, drawn composed");
        assert_eq!(clean("王 😀"), "\u{fffd} \u{fffd}");
        assert_eq!(clean(&"α".repeat(41)), format!("{}…", "α".repeat(40)));
        assert_eq!(clean("\u{0}\u{1}"), "");
        assert_eq!(clean("\u{a0} 45,12\u{a0}€ \u{a0}"), "45,12\u{a0}€");
    }

    #[test]
    fn lines_fit_and_lose_nothing() {
        let texts = [
            "Δημοτικά τέλη καθαριότητας και φωτισμού για το έτος 2026",
            "https://dimos.example.org/receipts/verify/ABCDE",
        ];
        for text in texts {
            for width in [20.0, 60.0, 90.0, 1000.0] {
                let lines = fonts().lines(text, Weight::Regular, 10.0, width);
                let space = fonts().shape(" ", Weight::Regular, 10.0).width;
                assert!(lines.iter().all(|line| line.width <= width + space + 0.5), "{text} in {width}");
                assert_eq!(lines.iter().map(|line| line.text.as_str()).collect::<String>(), text);
            }
        }
    }

    #[test]
    fn figures_are_of_one_width() {
        let width = |text| fonts().shape(text, Weight::Bold, 10.0).width;
        for digit in ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] {
            assert!((width(digit) - width("0")).abs() < f32::EPSILON);
        }
    }
}
