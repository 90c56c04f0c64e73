use super::*;
use proptest::prelude::*;

#[test]
fn a_banks_decimal_is_read_to_the_cent() {
    for (text, cents) in [
        ("45.12", 4512),
        ("45.1", 4510),
        ("45", 4500),
        ("45.12000", 4512),
        ("+45.", 4500),
        (".5", 50),
        (" 0.00 ", 0),
        ("-0.0", 0),
        ("100000000000.00", Cents::MAX_READ.get()),
    ] {
        assert_eq!(Cents::from_decimal(text), Ok(Cents::new(cents)), "{text}");
    }
}

#[test]
fn what_is_no_decimal_is_refused_with_its_reason() {
    use AmountError as E;
    for (text, why) in [
        ("", E::Empty),
        (" \n", E::Empty),
        ("45,12", E::NotANumber),
        ("1 234", E::NotANumber),
        ("1e3", E::NotANumber),
        ("0x1F", E::NotANumber),
        ("٤٥", E::NotANumber),
        ("NaN", E::NotANumber),
        (".", E::NotANumber),
        ("+", E::NotANumber),
        ("--1", E::NotANumber),
        ("1.2.3", E::NotANumber),
        ("-0.01", E::NotPositive),
        ("45.125", E::FinerThanACent),
        ("0.005", E::FinerThanACent),
        ("100000000000.01", E::TooLarge),
        ("92233720368547758.07", E::TooLarge),
        ("92233720368547758.08", E::TooLarge),
        ("99999999999999999999999999", E::TooLarge),
    ] {
        assert_eq!(Cents::from_decimal(text), Err(why), "{text}");
    }
}

#[test]
fn people_type_amounts_in_many_ways() {
    for (text, cents) in [
        ("45,12", 4512),
        ("45.12", 4512),
        ("45,1", 4510),
        ("45", 4500),
        ("007", 700),
        ("0,01", 1),
        ("€ 45", 4500),
        ("45€", 4500),
        ("1.234,56\u{a0}€", 123_456),
        ("45,12 ευρώ", 4512),
        ("EUR 45.12", 4512),
        ("1.234,56", 123_456),
        ("1,234.56", 123_456),
        ("1.234.567", 123_456_700),
        ("1,234,567.8", 123_456_780),
        ("1 234,56", 123_456),
        ("1\u{a0}234\u{a0}567,89", 123_456_789),
        ("99.999.999,99", 9_999_999_999),
        ("92.000.000", 9_200_000_000),
    ] {
        assert_eq!(Cents::typed(text), Ok(Cents::new(cents)), "{text}");
    }
}

#[test]
fn what_nobody_can_pay_is_refused_with_its_reason() {
    use AmountError as E;
    for (text, why) in [
        ("", E::Empty),
        ("  ", E::Empty),
        ("€", E::Empty),
        ("abc", E::NotANumber),
        ("-", E::NotANumber),
        (",", E::NotANumber),
        (",50", E::NotANumber),
        ("45,", E::NotANumber),
        ("45,12,", E::NotANumber),
        ("4 5", E::NotANumber),
        ("12.34.56", E::NotANumber),
        ("0.123.456", E::NotANumber),
        ("1.2345,00", E::NotANumber),
        ("1 234.567,00", E::NotANumber),
        ("45,12 USD", E::NotANumber),
        ("$45", E::NotANumber),
        ("1e9", E::NotANumber),
        ("0", E::NotPositive),
        ("0,00", E::NotPositive),
        ("-45,12", E::NotPositive),
        ("−1", E::NotPositive),
        ("€ -45", E::NotPositive),
        ("0,005", E::FinerThanACent),
        ("45.125", E::FinerThanACent),
        ("1.234", E::FinerThanACent),
        ("1,234", E::FinerThanACent),
        ("100.000.000,00", E::TooLarge),
        ("92233720368547758,07", E::TooLarge),
        ("99999999999999999999999", E::TooLarge),
    ] {
        assert_eq!(Cents::typed(text), Err(why), "{text}");
    }
}

#[test]
fn amounts_read_as_people_write_them() {
    let amount = Cents::new(123_456);
    assert_eq!(amount.text(Language::El), "1.234,56\u{a0}€");
    assert_eq!(amount.text(Language::En), "€1,234.56");
    assert_eq!(Cents::new(-5).text(Language::El), "-0,05\u{a0}€");
    assert_eq!(Cents::new(-5).text(Language::En), "-€0.05");
    assert_eq!(Cents::new(i64::MIN).to_string(), "-92233720368547758.08");
    assert_eq!(serde_json::to_string(&amount).unwrap(), "123456");
}

#[test]
fn half_a_cent_goes_away_from_zero() {
    let half = BasisPoints::new(5000);
    assert_eq!(Cents::new(3).share(half), Some(Cents::new(2)));
    assert_eq!(Cents::new(-3).share(half), Some(Cents::new(-2)));
    assert_eq!(Cents::new(1).share(BasisPoints::new(4999)), Some(Cents::ZERO));
    assert_eq!(Cents::new(i64::MAX).share(BasisPoints::ALL), Some(Cents::new(i64::MAX)));
    assert_eq!(Cents::new(i64::MIN).share(BasisPoints::ALL), Some(Cents::new(i64::MIN)));
    assert_eq!(Cents::new(i64::MAX).share(BasisPoints::new(10_001)), None);
    assert_eq!(Cents::new(i64::MIN).share(BasisPoints::new(u32::MAX)), None);
}

#[test]
fn at_the_edges_arithmetic_says_no() {
    let (most, least, one) = (Cents::new(i64::MAX), Cents::new(i64::MIN), Cents::new(1));
    assert_eq!(most.checked_add(one), None);
    assert_eq!(least.checked_sub(one), None);
    assert_eq!(least.checked_neg(), None);
    assert_eq!(most.checked_neg(), Some(Cents::new(-i64::MAX)));
    assert_eq!(Cents::total([most, one]), None);
    assert_eq!(Cents::total([most, one, Cents::new(-1)]), Some(most), "only the sum has to fit");
    assert_eq!(Cents::total([]), Some(Cents::ZERO));
}

#[test]
fn percentages_are_read_and_written() {
    for (text, points) in [("50%", 5000), ("8.76%", 876), ("0.5 %", 50), ("0.07%", 7), ("100%", 10_000), ("0%", 0)] {
        let read: BasisPoints = text.parse().unwrap();
        assert_eq!(read.get(), points);
        assert_eq!(read.to_string(), text.replace(' ', ""));
    }
    for bad in ["", "%", "50", "0.5", "-1%", ".5%", "5.%", "0.731%", "1,5%", "50%%", "99999999999%"] {
        assert_eq!(bad.parse::<BasisPoints>(), Err(PercentError), "{bad}");
    }
    assert_eq!(BasisPoints::new(876).text(Language::El), "8,76 %");
    assert_eq!(BasisPoints::new(5000).text(Language::En), "50%");
}

proptest! {
    #[test]
    fn every_amount_survives_its_own_writing(cents in -Cents::MAX_READ.get()..=Cents::MAX_READ.get()) {
        let amount = Cents::new(cents);
        let read = Cents::from_decimal(&amount.to_string());
        prop_assert_eq!(read, if cents < 0 { Err(AmountError::NotPositive) } else { Ok(amount) });
        let json = serde_json::to_string(&amount).expect("a number");
        prop_assert_eq!(&json, &cents.to_string());
        prop_assert_eq!(serde_json::from_str::<Cents>(&json).ok(), Some(amount));
    }

    #[test]
    fn what_no_city_moves_is_not_read(cents: i64) {
        let read = serde_json::from_str::<Cents>(&cents.to_string()).ok();
        prop_assert_eq!(read.is_some(), Cents::new(cents).is_believable());
        prop_assert!(read.is_none_or(|amount| amount <= Cents::MAX_READ));
    }

    #[test]
    fn every_typable_amount_is_understood_in_both_languages(cents in 1..=Cents::MAX_TYPED.get()) {
        let amount = Cents::new(cents);
        for language in Language::ALL {
            prop_assert_eq!(Cents::typed(&amount.text(language)), Ok(amount));
        }
    }

    #[test]
    fn nothing_that_is_typed_panics(text in ".{0,40}", numberish in "[-+€0-9., ]{0,24}") {
        for text in [text, numberish] {
            if let Ok(amount) = Cents::typed(&text) {
                prop_assert!(amount.is_positive() && amount <= Cents::MAX_TYPED);
            }
            let _ = Cents::from_decimal(&text);
            let _ = text.parse::<BasisPoints>();
        }
    }

    #[test]
    fn a_share_is_the_nearest_cent_and_has_the_same_sign(cents: i64, points in 0..=10_000_u32) {
        let share = Cents::new(cents).share(BasisPoints::new(points)).expect("no more than the whole");
        let error = i128::from(share.get()) * 10_000 - i128::from(cents) * i128::from(points);
        prop_assert!(error.abs() <= 5_000);
        prop_assert!(error.abs() != 5_000 || error.signum() == i128::from(cents.signum()));
        prop_assert!(share.is_zero() || share.is_negative() == (cents < 0));
    }

    #[test]
    fn sums_undo_differences(a: i64, b: i64) {
        let (a, b) = (Cents::new(a), Cents::new(b));
        if let Some(sum) = a.checked_add(b) {
            prop_assert_eq!(sum.checked_sub(b), Some(a));
            prop_assert_eq!(Cents::total([b, a]), Some(sum));
        }
    }
}
