//! Those who pay by transfer: as they should, or as people do.

use super::{Bank, Piece, Slip, What, nameless};
use dimos_domain::money::{Iban, RfReference};
use jiff::civil::Date;

impl Bank {
    /// Somebody pays.
    pub(super) fn pays(&mut self, day: Date, slips: &[Slip]) {
        let piece = self.payment(1, slips);
        let kept = if self.rng.u8(..8) == 0 { self.rng.i64(1..50) } else { 0 };
        let mut pieces = vec![piece];
        if kept > 0 {
            pieces.push(nameless(-kept, What::Charge));
        }
        self.add(day, pieces);
    }

    /// Some pay at a counter, and the bank books it as one.
    pub(super) fn pays_together(&mut self, day: Date, slips: &[Slip]) {
        let many = self.rng.usize(2..4);
        let pieces = (1..=many).map(|number| self.payment(number, slips)).collect();
        self.add(day, pieces);
    }

    /// What the payer of the next movement's part is called.
    pub(super) fn payer(&self, number: usize) -> String {
        format!("P{} {number}", self.movements.len() + 1)
    }

    fn payment(&mut self, number: usize, slips: &[Slip]) -> Piece {
        // Every second pays the rest of what somebody began, on whatever day it is by now.
        let begun = self.begun.clone().filter(|_| self.rng.bool());
        let again = slips.iter().find(|slip| begun.as_ref() == Some(&slip.payable));
        let slip = again.unwrap_or(&slips[self.rng.usize(..slips.len())]);
        self.begun = Some(slip.payable.clone());
        let cents = match self.rng.u8(..6) {
            0 => self.rng.i64(100..30_000),
            1 => self.rng.i64(100..=slip.cents.max(100)),
            _ => slip.cents,
        };
        let (at, name) = (self.movements.len() + 1, self.payer(number));
        let mut piece = Piece { name, ..nameless(cents, What::Names(slip.payable.clone())) };
        piece.end_to_end = (self.rng.u8(..4) > 0).then(|| format!("E{at}.{number}"));
        piece.own_reference = (self.rng.u8(..3) == 0).then(|| format!("B{at}.{number}"));
        piece.iban = (self.rng.u8(..3) > 0).then(|| iban(self.rng.u8(..6)));
        self.write(&mut piece, slip, slips);
        piece
    }

    /// What the payer writes.
    fn write(&mut self, piece: &mut Piece, slip: &Slip, slips: &[Slip]) {
        let rf = &slip.rf;
        match self.rng.u8(..20) {
            0..9 => piece.structured.push(rf.clone()),
            9..11 => {
                let spaced: Vec<&str> = [&rf[..4], &rf[4..9], &rf[9..]].to_vec();
                piece.lines.push(format!("payment of {}, thank you", spaced.join(" ").to_lowercase()));
            }
            11..13 => {
                piece.lines.push(format!("Payment of bill {}", &rf[..12]));
                piece.lines.push(rf[12..].to_owned());
            }
            13..15 => {
                // One digit is another: the check digits see it.
                let at = self.rng.usize(4..rf.len());
                let digit = (rf.as_bytes()[at] - b'0' + self.rng.u8(1..10)) % 10;
                let wrong = format!("{}{digit}{}", &rf[..at], &rf[at + 1..]);
                piece.what = What::Riddle;
                piece.structured.push(wrong);
            }
            15 => {
                // Right by its check digits, and nobody's.
                let number = 900_000_000_000_000 + self.rng.u64(..1_000_000);
                let unknown = RfReference::dias(&"90999".parse().unwrap(), None, number).unwrap();
                piece.what = What::Riddle;
                piece.structured.push(unknown.as_str().to_owned());
            }
            16 => {
                let other = &slips[self.rng.usize(..slips.len())].rf;
                piece.structured.push(rf.clone());
                piece.lines.push(format!("and {other}"));
                if other != rf {
                    piece.what = What::Riddle;
                }
            }
            _ => {
                piece.what = What::Riddle;
                piece.lines.push("for the harbour".to_owned());
            }
        }
    }
}

/// The account with this number, its check digits by ISO 7064 over the account and `GR00`, letters as 10 to 35.
pub(super) fn iban(number: u8) -> Iban {
    let account = format!("0110125{number:016}");
    let over = format!("{account}162700");
    let remainder = over.bytes().fold(0_u32, |sum, digit| (sum * 10 + u32::from(digit - b'0')) % 97);
    format!("GR{:02}{account}", 98 - remainder).parse().unwrap()
}
