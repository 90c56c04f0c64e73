//! Characters that turn the direction of writing (Unicode TR 9): what stands in a file would not be what people read. None of
//! the pack's languages needs them.

use crate::city::{
    files::PackFiles,
    findings::{Findings, Spot},
};

/// Refuses them in every file: as they are, and as TOML and JSON escape them.
pub(super) fn check(pack: &PackFiles, findings: &mut Findings<'_>) {
    for (file, text) in pack.texts() {
        for (offset, found) in text.char_indices() {
            let turns = match found {
                '\\' if !is_escaped(text, offset) => text.get(offset + 1..).and_then(escaped),
                other => Some(other),
            };
            if let Some(turns) = turns.filter(|found| turns_direction(*found)) {
                let code = u32::from(turns);
                let reason =
                    format!("U+{code:04X} turns the direction of writing unseen: take it out, or write the words anew");
                findings.at(Spot { file, offset }, reason);
            }
        }
    }
}

/// Whether a backslash is itself what the one before it stands for.
fn is_escaped(text: &str, offset: usize) -> bool {
    let before = text.get(..offset).unwrap_or_default();
    before.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

/// The character that is meant by what follows a backslash: `u202E`, `U0000202E`.
fn escaped(after: &str) -> Option<char> {
    let digits = match after.chars().next()? {
        'u' => 4,
        'U' => 8,
        _ => return None,
    };
    u32::from_str_radix(after.get(1..=digits)?, 16).ok().and_then(char::from_u32)
}

/// The property Bidi_Control (Unicode, `PropList.txt`).
fn turns_direction(found: char) -> bool {
    matches!(found, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
