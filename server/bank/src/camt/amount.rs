//! Amounts, signs and days as ISO 20022 writes them.

use super::{Currency, Direction, Refusal};
use dimos_domain::money::Cents;
use jiff::civil::Date;

/// Nothing was booked in euro before: a day of an earlier year is a mistake, as one that is no day is.
const FIRST_YEAR: i16 = 1999;

/// The `Ccy` of the amount that is being read.
pub(super) type Written = Result<Currency, String>;

/// Cents of an amount in euro. Up to five decimals are written: beyond the second they must be zeros.
pub(super) fn euro(text: &str, currency: &Written) -> Result<Cents, Refusal> {
    match currency {
        Ok(Currency::EUR) => Cents::from_decimal(text).map_err(|why| Refusal::Amount { text: shown(text), why }),
        Ok(other) => Err(Refusal::Currency(*other)),
        Err(text) => Err(Refusal::NoCurrency(text.clone())),
    }
}

/// What `Ccy` says.
pub(super) fn currency(written: Option<&str>) -> Written {
    let written = written.unwrap_or_default();
    Currency::of(written).ok_or_else(|| shown(written))
}

/// `CRDT` or `DBIT`.
pub(super) fn direction(text: &str) -> Option<Direction> {
    match text {
        "CRDT" => Some(Direction::Credit),
        "DBIT" => Some(Direction::Debit),
        _ => None,
    }
}

/// The amount as seen from the account.
pub(super) const fn signed(amount: Cents, direction: Direction) -> Option<Cents> {
    match direction {
        Direction::Credit => Some(amount),
        Direction::Debit => amount.checked_neg(),
    }
}

/// The day of `2026-11-25`, `2026-11-25+02:00` or `2026-11-25T09:30:00+02:00`: as the bank writes it, in its time zone.
pub(super) fn day(text: &str) -> Option<Date> {
    let (date, rest) = text.split_at_checked(10)?;
    if !(rest.is_empty() || rest.starts_with(['T', '+', '-', 'Z'])) {
        return None;
    }
    let number = |from: usize, to: usize| {
        let digits = date.get(from..to)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse::<i16>().ok())?
    };
    let [_, _, _, _, b'-', _, _, b'-', _, _] = date.as_bytes() else { return None };
    let (month, day) = (i8::try_from(number(5, 7)?).ok()?, i8::try_from(number(8, 10)?).ok()?);
    Date::new(number(0, 4)?, month, day).ok().filter(|date| date.year() >= FIRST_YEAR)
}

/// Texts of strangers are shown in part only.
pub(super) fn shown(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dimos_domain::money::AmountError;
    use jiff::civil::date;

    #[test]
    fn five_decimals_are_cents_if_the_rest_is_zeros() {
        for (text, cents) in [("45.12", 4512), ("45.12000", 4512), ("45.1", 4510), ("45", 4500), ("0", 0)] {
            assert_eq!(euro(text, &Ok(Currency::EUR)), Ok(Cents::new(cents)), "{text}");
        }
        for (text, why) in [("45.12001", AmountError::FinerThanACent), ("-1.00", AmountError::NotPositive)] {
            let refused = Refusal::Amount { text: text.to_owned(), why };
            assert_eq!(euro(text, &Ok(Currency::EUR)), Err(refused), "{text}");
        }
    }

    #[test]
    fn other_money_is_not_ours() {
        let [swiss, none] = [Some("CHF"), None].map(currency);
        assert_eq!(euro("5.00", &swiss), Err(Refusal::Currency(Currency::of("CHF").unwrap())));
        assert_eq!(euro("5.00", &none), Err(Refusal::NoCurrency(String::new())));
        assert_eq!(currency(Some("eur")), Err("eur".to_owned()));
    }

    #[test]
    fn a_day_is_the_bank_s_day() {
        let expected = Some(date(2026, 3, 29));
        for text in ["2026-03-29", "2026-03-29Z", "2026-03-29+02:00", "2026-03-29T23:59:59.999+02:00"] {
            assert_eq!(day(text), expected, "{text}");
        }
        for text in
            ["", "2026-02-30", "29-03-2026", "2026-03-2", "2026/03/29", "+026-03-29", "2026-03-29x", "2026-0é-29"]
        {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
