//! Bills on paper: found by their code, or all by a tax number.

use super::{phone::*, town::*};
use crate::{
    Intent,
    effect::NetTrouble,
    intent::{PayIntent, Secret},
};
use dimos_domain::money::RfReference;

const SLIP: &str = "RF34909994000000000012345";
const TAX_NUMBER: &str = "094259216";

fn types(phone: &mut Phone, reference: &str, amount: &str) {
    phone.does(PayIntent::TypeReference { text: reference.into() });
    phone.does(PayIntent::TypeAmount { text: amount.into() });
}

fn at_the_form() -> Phone {
    let mut phone = Phone::owing(vec![bill(1, sunday())]);
    phone.does(PayIntent::AddBill);
    phone
}

#[test]
fn a_code_is_taken_however_it_is_typed_or_pasted() {
    for typed in [
        SLIP,
        "rf34 9099 9400 0000 0000 1234 5",
        " RF34-9099.9400 0000 0000 1234 5 ",
        "ΡΦ34 9099 9400 0000 0000 1234 5",
        "Κωδικός πληρωμής: RF34 9099 9400 0000 0000 1234 5, ποσό 45,12 ευρώ",
    ] {
        let mut phone = at_the_form();
        types(&mut phone, typed, "45,12");
        assert_eq!(phone.form().reference.error, None, "{typed}");
        phone.does(PayIntent::Find);
        assert_eq!(phone.asked, [format!("find {SLIP} 45.12").as_str(), "account"], "{typed}");
        assert_eq!(phone.bill().row.number, "2026-000001");
        assert_eq!(phone.toast(), "The bill is on this phone now.");
        phone.send(Intent::Back).list();
    }
}

#[test]
fn a_mistyped_code_is_explained_at_once_and_nobody_is_asked() {
    let mut phone = at_the_form();
    phone.has_no_network();
    for (typed, why) in [
        ("RF3490999400000000001234", None),
        ("RF34909994000000000012354", Some("does not add up")),
        ("RF43909994000000000012345", Some("does not add up")),
        ("GR16 0110", Some("begins with RF")),
        ("R", None),
        ("RF34909994ß", Some("“ß”")),
        ("RF34909994000000000012345999", Some("this has 28")),
    ] {
        types(&mut phone, typed, "");
        let error = phone.form().reference.error;
        match why {
            Some(why) => assert!(error.as_ref().is_some_and(|said| said.contains(why)), "{typed}: {error:?}"),
            None => assert_eq!(error, None, "{typed}: more may be typed"),
        }
    }
    types(&mut phone, "RF3490999400000000001234", "");
    phone.does(PayIntent::Find);
    let form = phone.form();
    assert!(form.reference.error.unwrap().contains("24"), "asked for, what is missing is said");
    assert_eq!(form.amount.error.as_deref(), Some("Write the amount."));
    assert!(phone.asked.is_empty());
}

#[test]
fn an_amount_that_is_none_is_explained() {
    let mut phone = at_the_form();
    for (typed, why) in [
        ("45.1234", "at most two digits"),
        ("45,125", "at most two digits"),
        ("0", "more than zero"),
        ("-45", "more than zero"),
        ("92.000.000.000", "€99,999,999.99"),
        ("forty", "not an amount"),
        ("45,12,", "not an amount"),
        ("46,12", "does not belong to this code"),
        ("451,2", "does not belong to this code"),
    ] {
        types(&mut phone, SLIP, typed);
        phone.does(PayIntent::Find);
        let error = phone.form().amount.error.unwrap_or_default();
        assert!(error.contains(why), "{typed}: {error}");
    }
    assert!(phone.asked.is_empty());
    types(&mut phone, SLIP, "€ 45.12");
    phone.does(PayIntent::Find);
    assert_eq!(phone.asked[0], format!("find {SLIP} 45.12"));
}

#[test]
fn what_the_city_does_not_find_leaves_everything_as_typed() {
    let mut phone = at_the_form();
    types(&mut phone, SLIP, "45,12");
    phone.refusal = Some(("not_found", "No open bill has this code and amount."));
    phone.does(PayIntent::Find);
    let form = phone.form();
    assert_eq!(form.refusal.as_deref(), Some("No open bill has this code and amount."));
    assert_eq!((form.amount.value.as_str(), form.busy), ("45,12", false));
    phone.does(PayIntent::TypeAmount { text: "45,1".into() });
    assert_eq!(phone.form().refusal, None, "that was about what stood there before");
    types(&mut phone, SLIP, "45,12");
    phone.line = Line::Deaf;
    phone.does(PayIntent::Find);
    assert!(phone.form().refusal.unwrap().contains("wait a few minutes"));
    phone.has_no_network().does(PayIntent::Find);
    assert_eq!(phone.toast(), "There is no connection to the city right now.");
}

#[test]
fn all_bills_of_a_tax_number_are_shown_and_the_number_is_kept_nowhere() {
    let mut phone = at_the_form();
    types(&mut phone, SLIP, "45,12");
    phone.does(PayIntent::TypeTaxNumber { text: Secret::from(TAX_NUMBER.to_owned()) });
    assert_eq!(phone.form().tax_number.value, TAX_NUMBER);
    phone.refusal = Some(("not_found", "No open bill has this code and amount."));
    phone.does(PayIntent::Link);
    assert_eq!(phone.form().tax_number.value, "•••••••16", "masked once it was used");
    assert!(!format!("{:?}", phone.model).contains(TAX_NUMBER));
    phone.does(PayIntent::Link);
    assert_eq!(phone.tax_numbers, [TAX_NUMBER, TAX_NUMBER]);
    assert_eq!(phone.toast(), "Done. One bill is shown.");
    assert_eq!(phone.list().due.len(), 1);
    assert_eq!(phone.does(PayIntent::AddBill).form().tax_number.value, "");
    let everything = format!("{:?} {:?}", phone.model, phone.asked);
    assert!(!everything.contains(TAX_NUMBER) && !everything.contains(&TAX_NUMBER[2..]), "nothing remembers it");
}

/// A first start asks what is owed, and the person is faster than the answer.
#[test]
fn an_answer_that_was_overtaken_takes_away_nothing_that_was_learned() {
    let mut phone = at_the_form();
    types(&mut phone, SLIP, "45,12");
    phone.does(PayIntent::TypeTaxNumber { text: Secret::from(TAX_NUMBER.to_owned()) });
    phone.waits_for_the_list().does(PayIntent::Link);
    assert_eq!(phone.list().due.len(), 1);
    phone.asked.clear();
    phone.hears_the_list(account(Vec::new()));
    assert_eq!(phone.list().due.len(), 1, "what came is older");
    assert_eq!(phone.asked, ["account"], "and is asked for once more");

    let mut phone = at_the_form();
    types(&mut phone, SLIP, "45,12");
    phone.waits_for_the_list().does(PayIntent::Find);
    phone.hears_the_list(account(Vec::new()));
    assert_eq!(phone.bill().row.number, "2026-000001");
    phone.hears_the_list(account(Vec::new())).send(Intent::Back);
    assert!(phone.list().due.is_empty(), "what was asked for afterwards is believed");
}

#[test]
fn who_asks_anew_while_a_question_fails_is_answered() {
    let mut phone = at_the_form();
    phone.waits_for_the_list().does(PayIntent::Refresh).asked.clear();
    phone.hears_of_the_list(Err(NetTrouble::Failed));
    assert_eq!(phone.asked, ["account"], "once more");
    phone.asked.clear();
    phone.waits_for_the_list().hears_of_the_list(Err(NetTrouble::Failed));
    assert!(phone.asked.is_empty(), "nobody wanted it: {:?}", phone.asked);
}

#[test]
fn a_tax_number_is_never_written_by_a_log() {
    let intent = Intent::Pay { intent: PayIntent::TypeTaxNumber { text: Secret::from(TAX_NUMBER.to_owned()) } };
    assert!(!format!("{intent:?}").contains(TAX_NUMBER));
    let ask = crate::effect::LinkBills {
        tax_number: TAX_NUMBER.parse().unwrap(),
        reference: SLIP.parse().unwrap(),
        amount: cents(1),
    };
    assert!(!format!("{ask:?}").contains(TAX_NUMBER));
}

#[test]
fn a_wrong_tax_number_is_explained_and_nobody_is_asked() {
    let mut phone = at_the_form();
    types(&mut phone, SLIP, "45,12");
    for (typed, why) in [("", "Write your"), ("12345678", "nine digits"), ("094259217", "is wrong")] {
        phone.does(PayIntent::TypeTaxNumber { text: Secret::from(typed.to_owned()) }).does(PayIntent::Link);
        let error = phone.form().tax_number.error.unwrap_or_default();
        assert!(error.contains(why), "{typed}: {error}");
    }
    assert!(phone.tax_numbers.is_empty() && phone.asked.is_empty());
}

#[test]
fn leaving_the_form_forgets_what_was_typed() {
    for leave in [Intent::Back, Intent::OpenTab { tab: crate::intent::Tab::Report }] {
        let mut phone = at_the_form();
        phone.does(PayIntent::TypeTaxNumber { text: Secret::from(TAX_NUMBER.to_owned()) });
        phone.send(leave);
        assert!(phone.model.pay.form.tax_number.reveal().is_empty());
    }
}

#[test]
fn texts_of_four_million_characters_are_cut() {
    let mut phone = at_the_form();
    types(&mut phone, &"9".repeat(4_000_000), &"9".repeat(4_000_000));
    phone.does(PayIntent::TypeTaxNumber { text: Secret::from("9".repeat(4_000_000)) });
    let form = phone.form();
    assert!(form.reference.value.len() <= 2_000 && form.amount.value.len() <= 40);
    assert!(form.tax_number.value.len() <= 40);
}

#[test]
fn two_taps_ask_once() {
    let mut phone = at_the_form();
    types(&mut phone, SLIP, "45,12");
    phone.model.pay.form.busy = true;
    phone.does(PayIntent::Find).does(PayIntent::Link);
    assert!(phone.asked.is_empty());
    let _: RfReference = SLIP.parse().unwrap();
}
