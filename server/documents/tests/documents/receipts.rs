//! Receipts: read in order by who cannot see, checked by anybody, refused when the sums are wrong.

use crate::{judges, judges::Judged, samples};
use dimos_documents::{DocumentError, PaidBill, Receipt, receipt_pdf};
use dimos_domain::{l10n::Language, money::Cents};
use proptest::prelude::*;

fn judged(receipt: &Receipt, language: Language) -> Judged {
    Judged::new(&receipt_pdf(receipt, language).unwrap())
}

#[test]
fn a_receipt_is_read_in_the_order_of_its_meaning() {
    for language in Language::ALL {
        let judged = judged(&samples::receipt(), language);
        let Some(structure) = judged.structure() else { return };
        insta::assert_snapshot!(format!("receipt_{}", language.tag()), structure);
    }
}

#[test]
fn a_receipt_is_sound_in_both_languages() {
    judged(&samples::receipt(), Language::El).is_sound("Διπλότυπο είσπραξης 2026-000123", 1);
    judged(&samples::receipt(), Language::En).is_sound("Collection receipt 2026-000123", 1);
    judged(&samples::long_receipt(), Language::El).is_sound("Διπλότυπο είσπραξης 2026-000123", 3);
}

#[test]
fn a_receipt_claims_to_be_accessible_and_says_its_language() {
    let Some(claims) = judged(&samples::receipt(), Language::El).claims() else { return };
    assert!(claims.contains("<pdfuaid:part>1</pdfuaid:part>"));
    assert!(claims.contains("/DisplayDocTitle true"));
    assert!(claims.contains("/Lang (el)"));
    assert!(claims.contains("/MarkInfo"));
    assert!(claims.contains("/Alt "), "the code has words for who cannot see it");
    assert!(claims.contains("/URI (https://dimos.example.gr/receipts/verify/8QWERTY7K2M0N4B5V6CX)"));
}

#[test]
fn the_printed_code_opens_the_page_that_verifies_this_receipt() {
    for receipt in [samples::receipt(), samples::long_receipt()] {
        judged(&receipt, Language::El).shows_codes(&[receipt.address]);
    }
}

#[test]
fn references_are_printed_in_fours_and_are_valid() {
    let Some(words) = judged(&samples::long_receipt(), Language::El).words() else { return };
    let all = words.join("\n");
    let printed: Vec<String> = all
        .split("πληρωμής ")
        .skip(1)
        .filter(|rest| rest.starts_with("RF"))
        .map(|rest| rest.lines().next().unwrap().to_owned())
        .collect();
    assert_eq!(printed, ["RF34 9099 9400 0000 0000 1234 5", "RF55 9099 9700 0000 0000 0087 1"]);
    judges::stdnum("iso11649", &printed);
}

#[test]
fn many_lines_flow_to_further_pages_under_a_head_that_is_read_once() {
    let judged = judged(&samples::long_receipt(), Language::El);
    let Some(words) = judged.words() else { return };
    let lines = samples::long_receipt().bills[0].lines.len();
    assert_eq!(words.iter().filter(|word| word.starts_with("Μετρητής")).count(), lines - 1);
    assert_eq!(words.iter().filter(|word| *word == "Τι αφορά").count(), 2, "one for each of the two bills");
    for page in [2, 3] {
        let Some(seen) = judged.seen_on(page) else { return };
        assert!(seen.trim_start().starts_with("Τι αφορά"), "{seen}");
        assert!(seen.contains(&format!("σελίδα {page} από 3")));
    }
}

#[test]
fn a_part_payment_tells_what_was_asked_what_was_paid_and_what_is_left() {
    let bill = PaidBill { paid: Cents::new(20_00), remaining: Cents::new(25_12), ..samples::municipal_fees() };
    let receipt = Receipt { bills: vec![bill], total: Cents::new(20_00), ..samples::receipt() };
    let Some(words) = judged(&receipt, Language::En).words() else { return };
    let told = |name: &str| words.iter().skip_while(|word| *word != name).nth(1).map(String::as_str);
    assert_eq!(told("Total of the bill"), Some("€45.12"));
    assert_eq!(told("Paid with this receipt"), Some("€20.00"));
    assert_eq!(told("Total received"), Some("€20.00"));
    assert!(words.contains(&"Still owed after this payment: €25.12".to_owned()));
}

#[test]
fn an_instalment_tells_what_the_others_still_owe() {
    let instalment = PaidBill { instalment: Some((1, 6)), ..samples::municipal_fees() };
    let of = |remaining: i64, paid: i64| Receipt {
        bills: vec![PaidBill { remaining: Cents::new(remaining), paid: Cents::new(paid), ..instalment.clone() }],
        total: Cents::new(paid),
        other_instalments: Cents::new(225_60),
        ..samples::receipt()
    };
    let Some(words) = judged(&of(0, 45_12), Language::En).words() else { return };
    assert!(
        words.contains(&"This instalment is settled. Other instalments still owed: €225.60".to_owned()),
        "{words:?}"
    );
    let Some(words) = judged(&of(5_12, 40_00), Language::En).words() else { return };
    assert!(words.contains(&"Still owed after this payment: €5.12".to_owned()), "{words:?}");
    assert!(words.contains(&"In other instalments: €225.60".to_owned()), "{words:?}");
}

#[test]
fn nobody_needs_to_give_a_name() {
    for payer in [None, Some("  ".to_owned())] {
        let receipt = Receipt { payer, ..samples::receipt() };
        let Some(words) = judged(&receipt, Language::El).words() else { return };
        assert!(words.contains(&"Δεν δόθηκε όνομα".to_owned()));
    }
}

#[test]
fn the_same_payment_gives_the_same_bytes() {
    let twice = [receipt_pdf(&samples::receipt(), Language::El), receipt_pdf(&samples::receipt(), Language::El)];
    assert_eq!(twice[0], twice[1]);
    let later = Receipt { issued_at: samples::at(samples::receipt().paid_on, 14, 6), ..samples::receipt() };
    assert_ne!(receipt_pdf(&later, Language::El), twice[0]);
}

#[test]
fn a_receipt_whose_parts_do_not_sum_up_is_refused() {
    let sum = |total| receipt_pdf(&Receipt { total: Cents::new(total), ..samples::receipt() }, Language::El);
    let parts = Some(Cents::new(45_12));
    assert_eq!(sum(45_13), Err(DocumentError::DoesNotAddUp { parts, total: Cents::new(45_13) }));
    let huge = PaidBill { paid: Cents::new(i64::MAX), ..samples::municipal_fees() };
    let overflow = Receipt { bills: vec![huge.clone(), huge], ..samples::receipt() };
    assert!(matches!(receipt_pdf(&overflow, Language::El), Err(DocumentError::DoesNotAddUp { parts: None, .. })));
}

#[test]
fn a_receipt_of_nothing_or_of_too_much_is_refused() {
    for amount in [0, -5, 10_000_000_000] {
        let bill = PaidBill { paid: Cents::new(amount), ..samples::municipal_fees() };
        let receipt = Receipt { bills: vec![bill], total: Cents::new(amount), ..samples::receipt() };
        assert_eq!(receipt_pdf(&receipt, Language::El), Err(DocumentError::Amount(Cents::new(amount))));
    }
    let empty = Receipt { bills: Vec::new(), kept_as_credit: Cents::new(45_12), ..samples::receipt() };
    assert_eq!(receipt_pdf(&empty, Language::El), Err(DocumentError::Empty));
    let long = Receipt { address: format!("https://{}", "a".repeat(3_000)), ..samples::receipt() };
    assert_eq!(receipt_pdf(&long, Language::El), Err(DocumentError::TooLongForQr(3_008)));
}

#[test]
fn a_name_that_no_font_knows_never_costs_the_receipt() {
    for name in [
        "王小明 😀",
        "\u{202e}evil\u{0}\u{feff}",
        "e\u{301}\u{323}\u{36f}",
        "Ἀθηνᾶ Ὀδυσσεύς",
        &"Ώ".repeat(100_000),
        "שלום",
    ] {
        let receipt = Receipt { payer: Some(name.to_owned()), ..samples::receipt() };
        let judged = judged(&receipt, Language::El);
        judged.is_sound("Διπλότυπο είσπραξης 2026-000123", 1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn whatever_was_typed_gives_a_receipt(name in any::<String>(), detail in "\\PC{0,600}", number in any::<String>()) {
        let mut receipt = Receipt { payer: Some(name), ..samples::receipt() };
        receipt.bills[0].lines[0].detail = Some(detail);
        receipt.bills[0].number = number;
        prop_assert!(receipt_pdf(&receipt, Language::En).is_ok());
    }
}
