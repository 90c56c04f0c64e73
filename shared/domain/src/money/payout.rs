//! How a provider's payout looks on the city's bank statement. Each bank and each contract has its own words for it, so the
//! city pack says them; what they are believed for is decided here, once.

use super::{BasisPoints, Cents, Iban};
use std::{fmt, str::FromStr};

/// How one provider's payouts look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayoutForm {
    /// Whose: a provider's name.
    pub provider: String,
    /// Words of the name of who sends them.
    pub payer: Option<String>,
    /// The account that sends them.
    pub iban: Option<Iban>,
    /// What the statement says.
    pub text: PayoutText,
    /// What the provider keeps of each payment, where the statement says nothing of it.
    pub fee: Option<Tariff>,
}

/// What a provider keeps of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tariff {
    /// A part of it, rounded to the nearest cent.
    pub percent: BasisPoints,
    /// And so much for each.
    pub fixed: Cents,
}

impl Tariff {
    /// The fee for a payment; none beyond counting.
    #[must_use]
    pub fn of(self, amount: Cents) -> Option<Cents> {
        amount.share(self.percent)?.checked_add(self.fixed)
    }
}

/// What stands in a payout's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Reference,
    Gross,
    Fees,
}

impl Field {
    const ALL: [(&'static str, Self); 3] =
        [("{reference}", Self::Reference), ("{gross}", Self::Gross), ("{fees}", Self::Fees)];
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Word {
    /// As it is, in any case.
    Said(String),
    /// One word that tells something.
    Told(Field),
}

/// The words of a payout's text, in their order: some as they are, some that tell something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayoutText(Vec<Word>);

/// Why a text cannot be a payout's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PayoutTextError {
    /// It has no words of its own.
    #[error("has no word of its own: any transfer would be a payout")]
    NoWord,
    /// It asks for what is not known.
    #[error("\"{0}\" is none of {{reference}}, {{gross}} and {{fees}}")]
    Unknown(String),
    /// It asks for the same twice.
    #[error("asks for {0} twice")]
    Twice(String),
}

/// What a statement's text says of a payout.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PayoutSaid {
    /// The provider's name for it.
    pub reference: Option<String>,
    /// What was taken.
    pub gross: Option<Cents>,
    /// What the provider keeps.
    pub fees: Option<Cents>,
}

impl PayoutText {
    /// Whether it tells of gross or fees, so that the other follows from the money that came.
    #[must_use]
    pub fn tells_fees(&self) -> bool {
        self.0.iter().any(|word| matches!(word, Word::Told(Field::Gross | Field::Fees)))
    }

    /// Reads a statement's text: the words may stand anywhere in it, in a row. None if they do not, or if an amount is none.
    #[must_use]
    pub fn read(&self, text: &str) -> Option<PayoutSaid> {
        let words: Vec<&str> = text.split_whitespace().collect();
        words.windows(self.0.len()).find_map(|words| self.fits(words))
    }

    fn fits(&self, words: &[&str]) -> Option<PayoutSaid> {
        let mut said = PayoutSaid::default();
        for (expected, word) in self.0.iter().zip(words) {
            let amount = || Cents::typed(word).or_else(|_| Cents::from_decimal(&word.replace(',', "."))).ok();
            match expected {
                Word::Said(one) if *one == plain(word) => {}
                Word::Said(_) => return None,
                Word::Told(Field::Reference) => said.reference = Some((*word).to_owned()),
                Word::Told(Field::Gross) => said.gross = Some(amount()?),
                Word::Told(Field::Fees) => said.fees = Some(amount()?),
            }
        }
        Some(said)
    }
}

/// A word without the marks around it, in capitals.
fn plain(word: &str) -> String {
    word.trim_matches([',', ';', ':', '.']).to_uppercase()
}

impl FromStr for PayoutText {
    type Err = PayoutTextError;

    fn from_str(text: &str) -> Result<Self, PayoutTextError> {
        let mut words: Vec<Word> = Vec::new();
        for word in text.split_whitespace() {
            let told = Field::ALL.iter().find(|(name, _)| *name == word).map(|(_, field)| Word::Told(*field));
            if told.is_none() && word.contains(['{', '}']) {
                return Err(PayoutTextError::Unknown(word.to_owned()));
            }
            if told.is_some() && told.as_ref().is_some_and(|told| words.contains(told)) {
                return Err(PayoutTextError::Twice(word.to_owned()));
            }
            words.push(told.unwrap_or_else(|| Word::Said(plain(word))));
        }
        let has_word = |word: &Word| matches!(word, Word::Said(text) if text.chars().any(char::is_alphabetic));
        if words.iter().any(has_word) { Ok(Self(words)) } else { Err(PayoutTextError::NoWord) }
    }
}

impl fmt::Display for PayoutText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, word) in self.0.iter().enumerate() {
            let space = if number == 0 { "" } else { " " };
            match word {
                Word::Said(text) => write!(f, "{space}{text}")?,
                Word::Told(field) => {
                    let name = Field::ALL.iter().find(|(_, one)| one == field).map_or("", |(name, _)| *name);
                    write!(f, "{space}{name}")?;
                }
            }
        }
        Ok(())
    }
}

impl PayoutForm {
    /// What a statement's entry says if it is a payout of this form: its sender and its text must both fit.
    #[must_use]
    pub fn read(&self, payer: &str, iban: &str, text: &str) -> Option<PayoutSaid> {
        let payer = payer.to_uppercase();
        let by_name = self.payer.as_ref().is_none_or(|name| payer.contains(&name.to_uppercase()));
        let by_account = self.iban.as_ref().is_none_or(|own| own.as_str() == iban);
        if by_name && by_account { self.text.read(text) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> PayoutText {
        text.parse().unwrap()
    }

    fn said(reference: Option<&str>, gross: Option<i64>, fees: Option<i64>) -> Option<PayoutSaid> {
        let reference = reference.map(str::to_owned);
        Some(PayoutSaid { reference, gross: gross.map(Cents::new), fees: fees.map(Cents::new) })
    }

    #[test]
    fn the_words_may_stand_anywhere_in_a_row_and_in_any_case() {
        let stripe = text("Stripe {reference}");
        assert_eq!(stripe.read("STRIPE po_1A2b"), said(Some("po_1A2b"), None, None));
        assert_eq!(stripe.read("SEPA CREDIT\nstripe, X77\nEUR"), said(Some("X77"), None, None));
        assert_eq!(stripe.read("STRIPE"), None);
        assert_eq!(stripe.read("STRIPED X"), None);
        assert_eq!(stripe.read(""), None);
        assert_eq!(text("stripe").read("TRANSFER STRIPE"), said(None, None, None));
    }

    #[test]
    fn amounts_are_read_with_a_comma_or_a_point_and_nothing_else_is_an_amount() {
        let viva = text("ΕΚΚΑΘΑΡΙΣΗ {reference} ΜΙΚΤΟ {gross} ΠΡΟΜΗΘΕΙΑ {fees}");
        let expected = said(Some("V-9"), Some(123_456), Some(1_803));
        let free = said(Some("V-9"), Some(100), Some(0));
        assert_eq!(viva.read("ΕΚΚΑΘΑΡΙΣΗ V-9 ΜΙΚΤΟ 1,00 ΠΡΟΜΗΘΕΙΑ 0,00"), free);
        assert_eq!(viva.read("εκκαθάριση V-9"), None);
        assert_eq!(viva.read("ΕΚΚΑΘΑΡΙΣΗ V-9 ΜΙΚΤΟ 1.234,56 ΠΡΟΜΗΘΕΙΑ 18,03"), expected);
        assert_eq!(viva.read("ΕΚΚΑΘΑΡΙΣΗ V-9 ΜΙΚΤΟ: 1234.56 ΠΡΟΜΗΘΕΙΑ 18.03 ΕΥΡΩ"), expected);
        for bad in ["x", "-5", "1.2345", "92000000000000000000"] {
            assert_eq!(viva.read(&format!("ΕΚΚΑΘΑΡΙΣΗ V-9 ΜΙΚΤΟ {bad} ΠΡΟΜΗΘΕΙΑ 18,03")), None, "{bad}");
        }
    }

    #[test]
    fn a_form_asks_for_the_sender_too() {
        let form = PayoutForm {
            provider: "stripe".to_owned(),
            payer: Some("Stripe Payments".to_owned()),
            iban: Some("GR1601101250000000012300695".parse().unwrap()),
            text: text("STRIPE {reference}"),
            fee: None,
        };
        let (name, iban, words) = ("STRIPE PAYMENTS EUROPE", "GR1601101250000000012300695", "STRIPE P1");
        assert!(form.read(name, iban, words).is_some());
        assert_eq!(form.read("Flimnap", iban, words), None);
        assert_eq!(form.read(name, "GR9608100010000001234567890", words), None);
        assert_eq!(form.read(name, iban, "SALARY"), None);
    }

    #[test]
    fn what_can_be_no_text_is_refused() {
        let refused = |text: &str| text.parse::<PayoutText>().unwrap_err();
        assert_eq!(refused(""), PayoutTextError::NoWord);
        assert_eq!(refused("{reference} - {gross}"), PayoutTextError::NoWord);
        assert_eq!(refused("STRIPE {amount}"), PayoutTextError::Unknown("{amount}".to_owned()));
        assert_eq!(refused("STRIPE {fees} {fees}"), PayoutTextError::Twice("{fees}".to_owned()));
        assert_eq!(text("Stripe  {reference}").to_string(), "STRIPE {reference}");
        assert!(text("X {gross}").tells_fees() && !text("X {reference}").tells_fees());
    }

    #[test]
    fn a_tariff_is_a_part_and_a_fixed_sum() {
        let tariff = Tariff { percent: "1.5%".parse().unwrap(), fixed: Cents::new(25) };
        assert_eq!(tariff.of(Cents::new(1_000)), Some(Cents::new(40)));
        assert_eq!(tariff.of(Cents::new(33)), Some(Cents::new(25)), "half a cent down");
        assert_eq!(tariff.of(Cents::new(100)), Some(Cents::new(27)), "one and a half up");
    }
}
