//! Payment slips: everything a payment needs, in letters and as codes that banks read; nothing that cannot be paid.

use crate::{judges, judges::Judged, samples};
use dimos_documents::{DocumentError, Early, Line, Slip, slip_pdf};
use dimos_domain::{
    l10n::Language,
    money::{Cents, EpcError, epc_text},
};

fn judged(slip: &Slip, language: Language) -> Judged {
    Judged::new(&slip_pdf(slip, language).unwrap())
}

#[test]
fn a_slip_is_read_in_the_order_of_its_meaning() {
    for (name, slip, language) in [
        ("slip_el", samples::slip(), Language::El),
        ("slip_en", samples::slip(), Language::En),
        ("fine_el", samples::fine(), Language::El),
    ] {
        let Some(structure) = judged(&slip, language).structure() else { return };
        insta::assert_snapshot!(name, structure);
    }
}

#[test]
fn a_slip_is_sound_in_both_languages() {
    judged(&samples::slip(), Language::El).is_sound("Ειδοποιητήριο πληρωμής ΔΤ-2026-004512", 1);
    judged(&samples::fine(), Language::En).is_sound("Payment slip ΠΡ-2026-000077", 1);
    judged(&samples::long_slip(), Language::El).is_sound("Ειδοποιητήριο πληρωμής ΔΤ-2026-004512", 5);
}

#[test]
fn the_printed_code_fills_a_transfer_of_what_is_owed() {
    let slip = samples::slip();
    let text = epc_text(&slip.beneficiary, Some(slip.amount), &slip.reference).unwrap();
    judged(&slip, Language::El).shows_codes(&[text]);
}

#[test]
fn who_pays_soon_finds_the_lower_amount_in_words_and_as_a_code_of_its_own() {
    let fine = samples::fine();
    let judged = judged(&fine, Language::El);
    let Some(words) = judged.words() else { return };
    let told = "Αν πληρώσετε έως τις 4 Δεκεμβρίου 2026, πληρώνετε 40,00\u{a0}€: έκπτωση 40,00\u{a0}€.";
    assert!(words.contains(&told.to_owned()), "{words:?}");
    let code = |amount| epc_text(&fine.beneficiary, Some(Cents::new(amount)), &fine.reference).unwrap();
    judged.shows_codes(&[code(40_00), code(80_00)]);
}

#[test]
fn every_instalment_has_its_own_reference_and_code() {
    let slip = samples::long_slip();
    let judged = judged(&slip, Language::En);
    let Some(words) = judged.words() else { return };
    let printed: Vec<String> = words.iter().filter(|word| word.starts_with("RF")).cloned().collect();
    let grouped = |reference: &dimos_domain::money::RfReference| reference.grouped();
    // The whole amount's stands in the summary and in the coupon.
    let mut expected = vec![grouped(&slip.reference), grouped(&slip.reference)];
    expected.extend(slip.instalments.iter().map(|one| grouped(&one.reference)));
    assert_eq!(printed, expected);
    judges::stdnum("iso11649", &printed);
    let whole = (slip.amount, &slip.reference);
    let all = std::iter::once(whole).chain(slip.instalments.iter().map(|one| (one.amount, &one.reference)));
    let code = |(amount, reference)| epc_text(&slip.beneficiary, Some(amount), reference).unwrap();
    judged.shows_codes(&all.map(code).collect::<Vec<_>>());
}

#[test]
fn the_account_is_printed_in_fours_and_is_valid() {
    let Some(words) = judged(&samples::slip(), Language::En).words() else { return };
    let iban: Vec<String> = words.iter().skip_while(|word| *word != "IBAN").skip(1).take(1).cloned().collect();
    assert_eq!(iban, ["GR16 0110 1250 0000 0001 2300 695"]);
    judges::stdnum("iban", &iban);
}

#[test]
fn what_was_paid_already_is_taken_off() {
    let slip = Slip {
        paid: Cents::new(20_00),
        amount: Cents::new(25_12),
        reference: samples::printable_reference(Some(25_12), 12_345),
        ..samples::slip()
    };
    let Some(words) = judged(&slip, Language::El).words() else { return };
    let told = |name: &str| words.iter().skip_while(|word| *word != name).nth(1).map(String::as_str);
    assert_eq!(told("Έχουν ήδη πληρωθεί"), Some("-20,00\u{a0}€"));
    assert_eq!(told("Πληρωτέο ποσό"), Some("25,12\u{a0}€"));
}

#[test]
fn a_test_code_is_never_taken_for_a_real_one() {
    let warning = "Specimen: the payment code is a test code and cannot be paid.".to_owned();
    let test = Slip { reference: samples::reference(Some(45_12), 12_345), ..samples::slip() };
    let Some(words) = judged(&test, Language::En).words() else { return };
    assert!(words.contains(&warning));
    let Some(words) = judged(&samples::slip(), Language::En).words() else { return };
    assert!(!words.contains(&warning));
}

#[test]
fn a_reference_made_for_another_amount_is_refused() {
    let slip = Slip { reference: samples::reference(Some(45_13), 1), ..samples::slip() };
    let reference = slip.reference.clone();
    assert_eq!(
        slip_pdf(&slip, Language::El),
        Err(DocumentError::Reference { reference, amount: Cents::new(45_12) }),
        "45.13 has another amount digit"
    );
    let early = Some(Early { amount: Cents::new(40_12), until: slip.issued_on });
    let slip = Slip { early, ..samples::slip() };
    assert!(matches!(slip_pdf(&slip, Language::El), Err(DocumentError::Reference { .. })));
}

#[test]
fn sums_that_do_not_come_out_are_refused() {
    let wrong = |slip: Slip| slip_pdf(&slip, Language::El);
    let sum = Slip { amount: Cents::new(45_11), ..samples::slip() };
    assert!(matches!(wrong(sum), Err(DocumentError::DoesNotAddUp { parts: Some(_), .. })));
    let mut plan = samples::long_slip();
    plan.instalments.pop();
    assert!(matches!(wrong(plan), Err(DocumentError::DoesNotAddUp { parts: Some(_), .. })));
    let paid = Slip { paid: Cents::new(45_12), amount: Cents::ZERO, ..samples::slip() };
    assert_eq!(wrong(paid), Err(DocumentError::Amount(Cents::ZERO)));
    let empty = Slip { lines: Vec::<Line>::new(), ..samples::slip() };
    assert_eq!(wrong(empty), Err(DocumentError::Empty));
    let mut nameless = samples::slip();
    nameless.beneficiary.name = "Δ".repeat(71);
    assert_eq!(wrong(nameless), Err(DocumentError::Epc(EpcError::Name)));
}

#[test]
fn the_largest_bill_stays_within_its_columns() {
    let amount = 99_999_999_99;
    let slip = Slip {
        lines: vec![samples::line("Τέλος κατάληψης", "Public space fee", None, amount)],
        amount: Cents::new(amount),
        reference: samples::printable_reference(Some(amount), 999_999_999_999_999),
        ..samples::slip()
    };
    let judged = judged(&slip, Language::El);
    judged.is_sound("Ειδοποιητήριο πληρωμής ΔΤ-2026-004512", 1);
    let Some(words) = judged.words() else { return };
    assert!(words.iter().filter(|word| *word == "99.999.999,99\u{a0}€").count() >= 4, "never torn apart: {words:?}");
}
