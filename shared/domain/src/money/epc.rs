//! The text of the European Payments Council's QR code (EPC069-12, version 002): bank apps fill a transfer from it.
//! A Greek bank's app may not read it, so the reference always stands beside it in letters.

use super::{Cents, Iban, RfReference};

/// Longest name of a beneficiary, in characters.
pub const MAX_NAME: usize = 70;
/// Most bytes that the code may hold (QR version 13, level M).
const MAX_BYTES: usize = 331;
/// 999,999,999.99 euro.
const MAX_AMOUNT: Cents = Cents::new(99_999_999_999);

/// Who is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beneficiary {
    /// The account holder.
    pub name: String,
    /// The account.
    pub iban: Iban,
    /// The bank; may be left out within the European Economic Area.
    pub bic: Option<String>,
}

impl From<&super::Creditor> for Beneficiary {
    fn from(creditor: &super::Creditor) -> Self {
        Self { name: creditor.name.clone(), iban: creditor.iban.clone(), bic: creditor.bic.clone() }
    }
}

/// Why there is no such code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EpcError {
    /// The name is empty, longer than 70 characters, or not on one line.
    #[error("the beneficiary's name has 1 to 70 characters on one line")]
    Name,
    /// Not the code of a bank.
    #[error("a BIC has 8 or 11 capitals and digits")]
    Bic,
    /// Not between 0.01 and 999,999,999.99.
    #[error("the amount lies between 0.01 and 999999999.99")]
    Amount,
    /// More bytes than the code may hold.
    #[error("more than 331 bytes")]
    TooLong,
}

/// The code's text, for a QR code of error correction level M.
///
/// # Errors
/// See [`EpcError`].
pub fn epc_text(beneficiary: &Beneficiary, amount: Option<Cents>, reference: &RfReference) -> Result<String, EpcError> {
    let Beneficiary { name, iban, bic } = beneficiary;
    let name = name.trim();
    if !(1..=MAX_NAME).contains(&name.chars().count()) || name.contains(char::is_control) {
        return Err(EpcError::Name);
    }
    let bic = bic.as_deref().unwrap_or_default();
    if !bic.is_empty() && !is_bic(bic) {
        return Err(EpcError::Bic);
    }
    let amount = match amount {
        Some(amount) if amount.is_positive() && amount <= MAX_AMOUNT => format!("EUR{amount}"),
        Some(_) => return Err(EpcError::Amount),
        None => String::new(),
    };
    // Service tag, version, UTF-8, SEPA credit transfer; the purpose stays empty.
    let text = format!("BCD\n002\n1\nSCT\n{bic}\n{name}\n{iban}\n{amount}\n\n{reference}");
    if text.len() > MAX_BYTES { Err(EpcError::TooLong) } else { Ok(text) }
}

/// Whether it is built like a BIC (ISO 9362): bank 4, country 2 letters, place 2, perhaps branch 3.
#[must_use]
pub fn is_bic(text: &str) -> bool {
    matches!(text.len(), 8 | 11)
        && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && text.bytes().skip(4).take(2).all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn town() -> Beneficiary {
        let iban = "GR1601101250000000012300695".parse().unwrap();
        Beneficiary { name: "Δήμος Δείγμα (TEST)".into(), iban, bic: None }
    }

    fn reference() -> RfReference {
        "RF34909994000000000012345".parse().unwrap()
    }

    #[test]
    fn the_text_is_what_another_program_makes_of_it() {
        assert_eq!(
            epc_text(&town(), Some(Cents::new(4512)), &reference()).unwrap(),
            "BCD\n002\n1\nSCT\n\nΔήμος Δείγμα (TEST)\nGR1601101250000000012300695\nEUR45.12\n\nRF34909994000000000012345"
        );
    }

    #[test]
    fn bank_and_amount_stand_on_lines_of_their_own() {
        let with_bic = Beneficiary { bic: Some("ETHNGRAAXXX".into()), ..town() };
        let text = epc_text(&with_bic, None, &reference()).unwrap();
        let lines: Vec<&str> = text.split('\n').collect();
        assert_eq!(lines[4], "ETHNGRAAXXX");
        assert_eq!((lines[7], lines[9]), ("", "RF34909994000000000012345"));
    }

    #[test]
    fn what_the_standard_forbids_is_refused() {
        let named = |name: String| epc_text(&Beneficiary { name, ..town() }, None, &reference());
        assert!(named("Δ".repeat(70)).is_ok());
        for name in [String::new(), "  ".into(), "Δ".repeat(71), "a\nEUR1.00".into(), "a\tb".into()] {
            assert_eq!(named(name.clone()), Err(EpcError::Name), "{name:?}");
        }
        assert_eq!(named("🏛".repeat(70)), Err(EpcError::TooLong));
        for cents in [0, -1, 100_000_000_000, i64::MAX, i64::MIN] {
            assert_eq!(epc_text(&town(), Some(Cents::new(cents)), &reference()), Err(EpcError::Amount), "{cents}");
        }
        assert!(epc_text(&town(), Some(MAX_AMOUNT), &reference()).unwrap().contains("EUR999999999.99"));
        for bic in ["ETHN", "ethngraa", "ETHN1RAA", "ETHNGRAAX", "ETHNGRAA\n"] {
            let odd = Beneficiary { bic: Some(bic.into()), ..town() };
            assert_eq!(epc_text(&odd, None, &reference()), Err(EpcError::Bic), "{bic:?}");
        }
    }

    proptest! {
        #[test]
        fn every_text_has_its_ten_lines_and_fits(name in "\\PC{0,90}", cents: i64) {
            if let Ok(text) = epc_text(&Beneficiary { name, ..town() }, Some(Cents::new(cents)), &reference()) {
                let lines: Vec<&str> = text.split('\n').collect();
                prop_assert_eq!(lines.len(), 10);
                prop_assert!(text.len() <= 331);
                let amount = lines[7].strip_prefix("EUR").map(Cents::from_decimal);
                prop_assert_eq!(amount, Some(Ok(Cents::new(cents))));
            }
        }
    }
}
