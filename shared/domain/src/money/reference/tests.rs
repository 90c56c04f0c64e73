use super::*;
use crate::money::Cents;
use proptest::prelude::*;

const SAMPLE: &str = "RF34909994000000000012345";

fn sample() -> RfReference {
    SAMPLE.parse().unwrap()
}

fn city() -> OrganisationCode {
    OrganisationCode::TEST.parse().unwrap()
}

#[test]
fn the_worked_examples_come_out_as_other_programs_reckon_them() {
    for (amount, digit, code) in [
        (None, 8, "RF24909998000000000012345"),
        (Some(0), 8, "RF24909998000000000012345"),
        (Some(1), 1, "RF90909991000000000012345"),
        (Some(150), 6, "RF29909996000000000012345"),
        (Some(4512), 4, SAMPLE),
        (Some(12_345), 3, "RF85909993000000000012345"),
        (Some(100_000), 3, "RF85909993000000000012345"),
        (Some(999_999_999), 1, "RF90909991000000000012345"),
    ] {
        let amount = amount.map(Cents::new);
        assert_eq!(amount_digit(amount), Some(digit), "{code}");
        let reference = RfReference::dias(&city(), amount, 12_345).unwrap();
        assert_eq!(reference.as_str(), code);
        assert_eq!(reference.number(), Some(12_345));
        assert_eq!(reference.organisation(), Some(city()));
        let control = if digit == 8 { AmountControl::None } else { AmountControl::Digit(digit) };
        assert_eq!(reference.amount_control(), control);
        assert!(amount.is_none_or(|amount| reference.agrees_with(amount)));
    }
    assert_eq!(amount_digit(Some(Cents::new(8))), Some(0), "a sum that 8 divides is not the sign for no amount");
}

#[test]
fn references_of_other_bodies_are_understood() {
    let efka: RfReference = "RF23902018 0 000093204 27216".parse().unwrap();
    assert_eq!(efka.as_str(), "RF23902018000009320427216");
    assert_eq!(efka.organisation().unwrap().as_str(), "90201");
    assert_eq!(efka.amount_control(), AmountControl::None);
    let short: RfReference = "RF18539007547034".parse().unwrap();
    assert_eq!(RfReference::of_body("539007547034"), Some(short.clone()));
    assert_eq!((short.amount_control(), short.organisation(), short.number()), (AmountControl::NotDias, None, None));
    assert!(short.agrees_with(Cents::new(1)), "it says nothing about its amount");
}

#[test]
fn a_reference_is_read_however_it_is_typed() {
    for typed in [
        SAMPLE,
        "RF34 9099 9400 0000 0000 1234 5",
        "  rf34 9099 9400 0000 0000 1234 5\n",
        "Rf34-9099-9400-0000-0000-1234-5",
        "RF34.9099.9400.0000.0000.1234.5",
        "RF34\u{a0}9099\u{200b}9400000000001234\u{ad}5",
        "ΡΦ34909994000000000012345",
        "ρφ34909994000000000012345",
        "ΡF34909994000000000012345",
    ] {
        assert_eq!(typed.parse(), Ok(sample()), "{typed}");
    }
    let letters = RfReference::of_body("BEKANT2026").unwrap();
    let greek: String = letters.as_str().chars().skip(4).collect::<String>().replace("BEKANT", "ΒΕΚΑΝΤ");
    assert_eq!(format!("{}{greek}", &letters.as_str()[..4]).parse(), Ok(letters));
    assert_eq!(sample().grouped(), "RF34 9099 9400 0000 0000 1234 5");
}

#[test]
fn what_is_no_reference_is_refused_with_its_reason() {
    use RfError as E;
    for (typed, why) in [
        ("", E::Empty),
        (" - . ", E::Empty),
        ("R", E::NotAReference),
        ("34909994000000000012345", E::NotAReference),
        ("GR1601101250000000012300695", E::NotAReference),
        ("FR34909994000000000012345", E::NotAReference),
        ("RFX4909994000000000012345", E::NotAReference),
        ("RF34 9099 94,00", E::Character(',')),
        ("RF34 9099 94Φ0 0000 0000 1234 5", E::Character('Φ')),
        ("RF34 9099 9400 0000 0000 1234 5€", E::Character('€')),
        ("RF34 9099 94٠0", E::Character('٠')),
        ("RF", E::Length(2)),
        ("RF34", E::Length(4)),
        ("RF349099940000000000123455", E::Length(26)),
        ("RF3490999400000000001234", E::CheckDigits),
        ("RF43909994000000000012345", E::CheckDigits),
        ("RF34909994000000000012354", E::CheckDigits),
        ("RF34909994000000000012346", E::CheckDigits),
    ] {
        assert_eq!(typed.parse::<RfReference>(), Err(why), "{typed}");
    }
    assert_eq!(format!("RF34{}", "1".repeat(4_000_000)).parse::<RfReference>(), Err(E::Length(4_000_004)));
    assert!(serde_json::from_str::<RfReference>("\"RF00\"").is_err());
}

#[test]
fn what_no_reference_can_be_made_of_makes_none() {
    assert_eq!(RfReference::dias(&city(), Some(Cents::new(-1)), 1), None);
    assert_eq!(RfReference::dias(&city(), Some(Cents::new(i64::MIN)), 1), None);
    assert_eq!(RfReference::dias(&city(), None, 1_000_000_000_000_000), None);
    assert!(RfReference::dias(&city(), Some(Cents::new(i64::MAX)), 999_999_999_999_999).is_some());
    for bad in ["", "9099", "909999", "9099A", "٩٠٩٩٩"] {
        assert_eq!(bad.parse::<OrganisationCode>(), Err(InvalidOrganisationCode), "{bad}");
    }
}

#[test]
fn references_are_found_in_what_payers_write() {
    for text in [
        SAMPLE,
        "ΠΛΗΡΩΜΗ ΤΕΛΩΝ RF34 9099 9400 0000 0000 1234 5 ΟΔΟΣ ΕΓΝΑΤΙΑ 12",
        "payment rf34909994000000000012345, thank you",
        "ΟΦΕΙΛΗRF34909994000000000012345ΠΑΠΑΔΟΠΟΥΛΟΣ",
        "INVRF34909994000000000012345X",
        "/RFB/RF34-9099-9400-0000-0000-1234-5/2026",
        "RF3490999400000000001234520261125",
        "ref RF34 9099 9400 0000\n0000 1234 5",
        "RF349099940000\r\n00000012345 Maria",
        "ΡΦ34909994000000000012345",
        "RF:34909994000000000012345",
        "RF12 is not it, RF34909994000000000012345 is; RF34909994000000000012345 twice",
    ] {
        assert_eq!(find_references(text), [sample()], "{text}");
    }
    let other = RfReference::dias(&city(), None, 77).unwrap();
    let both = find_references(&format!("{} + {SAMPLE}", other.grouped()));
    assert_eq!(both, [other, sample()]);
}

#[test]
fn what_is_no_reference_is_not_found() {
    for text in
        ["", "RF", "RF34", "RF34909994000000000012346", "SURF 34 9099", "ΔΗΜΟΤΙΚΑ ΤΕΛΗ 2026", "34909994000000000012345"]
    {
        assert_eq!(find_references(text), [], "{text}");
    }
    let short = "RF18539007547034";
    assert_eq!(find_references(&format!("{short} thanks"))[0].as_str(), short);
    assert_eq!(find_references(&format!("{short}thanks"))[0].as_str(), short);
    assert!(find_references(&"RF12".repeat(100_000)).len() < 100);
}

proptest! {
    #[test]
    fn every_wrong_digit_is_noticed(number in 0..1_000_000_000_000_000_u64, cents: Option<u32>, at in 2..25_usize, shift in 1..10_u8) {
        let expected = cents.map(|cents| Cents::new(cents.into()));
        let right = RfReference::dias(&city(), expected, number).unwrap();
        let mut digits = right.as_str().as_bytes().to_vec();
        digits[at] = b'0' + (digits[at] - b'0' + shift) % 10;
        let wrong = String::from_utf8(digits).unwrap();
        prop_assert_eq!(wrong.parse::<RfReference>(), Err(RfError::CheckDigits));
    }

    #[test]
    fn every_swap_of_neighbours_is_noticed(number in 0..1_000_000_000_000_000_u64, at in 2..24_usize) {
        let right = RfReference::dias(&city(), None, number).unwrap();
        let mut digits = right.as_str().as_bytes().to_vec();
        digits.swap(at, at + 1);
        let swapped = String::from_utf8(digits).unwrap();
        prop_assert!(swapped == right.as_str() || swapped.parse::<RfReference>() == Err(RfError::CheckDigits));
    }

    #[test]
    fn every_body_makes_a_reference_that_is_read_back(body in "[0-9A-Z]{1,21}") {
        let reference = RfReference::of_body(&body).unwrap();
        prop_assert_eq!(reference.body(), &body);
        prop_assert_eq!(reference.grouped().to_lowercase().parse::<RfReference>(), Ok(reference));
    }

    #[test]
    fn numbers_and_amounts_survive(organisation in "[0-9]{5}", number in 0..1_000_000_000_000_000_u64, cents in 0..=i64::MAX) {
        let organisation: OrganisationCode = organisation.parse().unwrap();
        let reference = RfReference::dias(&organisation, Some(Cents::new(cents)), number).unwrap();
        prop_assert_eq!(reference.organisation(), Some(organisation));
        prop_assert_eq!(reference.number(), Some(number));
        prop_assert!(reference.agrees_with(Cents::new(cents)));
    }

    #[test]
    fn a_reference_is_found_whatever_surrounds_it(
        before in "[A-EΑ-Ωα-ω0-9 .,/]{0,30}", after in "( |[A-ZΑ-Ω,;/]){0,1}[A-Za-zΑ-Ω0-9 ,.]{0,40}",
        number in 0..1_000_000_000_000_000_u64, cut in 2..25_usize, joint in "[ \n\r.-]{0,3}"
    ) {
        let reference = RfReference::dias(&city(), None, number).unwrap();
        let (head, tail) = reference.as_str().split_at(cut);
        let found = find_references(&format!("{before}{head}{joint}{tail}{after}"));
        prop_assert!(found.contains(&reference));
        for one in found {
            prop_assert_eq!(one.as_str().parse::<RfReference>(), Ok(one));
        }
    }

    #[test]
    fn a_short_reference_is_found_between_words(body in "[0-9A-Z]{1,20}", after in "[A-Za-z0-9 ]{0,30}") {
        let reference = RfReference::of_body(&body).unwrap();
        let found = find_references(&format!("ref. {} {after}", reference.grouped()));
        // Unless what follows makes 25 digits of it that agree as well.
        prop_assert!(found.contains(&reference) || found.iter().any(|other| other.as_str().len() == 25));
    }

    #[test]
    fn no_text_panics(text in ".{0,80}", near in "[RrFfΡΦ0-9 ]{0,60}") {
        for text in [text, near] {
            let _ = text.parse::<RfReference>();
            let _ = find_references(&text);
        }
    }
}
