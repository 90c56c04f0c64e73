//! One mistake at a time in how payouts of providers look, and in where cash is taken.

use crate::draft::Draft;

const FILE: &str = "payments.toml";

#[track_caller]
fn is_refused(from: &str, to: &str, reason: &str) {
    Draft::with(FILE, from, to).is_refused(FILE, to, reason);
}

#[test]
fn the_forms_of_the_pack_read_their_texts_and_nothing_else() {
    let city = Draft::new().load().unwrap();
    let payments = city.payments.as_ref().unwrap();
    let [stripe, viva] = payments.payouts.as_slice() else { panic!("two forms") };
    assert_eq!((stripe.provider.as_str(), viva.provider.as_str()), ("stripe", "viva"));
    let said = stripe.read("STRIPE PAYMENTS EUROPE LTD", "", "Stripe po_7").unwrap();
    assert_eq!((said.reference.as_deref(), said.gross), (Some("po_7"), None));
    assert_eq!(stripe.read("Flimnap", "", "Stripe po_7"), None, "from anybody");
    let text = "ΕΚΚΑΘΑΡΙΣΗ V9 ΜΙΚΤΟ 100,00 ΠΡΟΜΗΘΕΙΑ 1,20";
    assert!(viva.read("", "GR9608100010000001234567890", text).is_some());
    assert_eq!(viva.read("", "GR1601101250000000012300695", text), None);
    assert_eq!(payments.cash_desk.as_ref().unwrap().en, "1 Pier, weekdays 8:30–13:30");
    let phones = serde_json::to_string(payments).unwrap();
    assert!(!phones.contains("STRIPE") && phones.contains("Pier"), "phones need the desk only: {phones}");
}

#[test]
fn payouts_of_nobody_and_of_the_sandbox() {
    is_refused(
        "provider = \"stripe\"",
        "provider = \"strip\"",
        "payouts of \"strip\": providers that pay out are stripe and viva; did you mean \"stripe\"?",
    );
    is_refused(
        "provider = \"viva\"",
        "provider = \"sandbox\"",
        "payouts of \"sandbox\": providers that pay out are stripe and viva",
    );
}

#[test]
fn a_text_that_anybody_could_send_or_that_fits_everything() {
    let draft = Draft::with(FILE, "payer = \"Stripe Payments\"\n", "");
    let line = draft.line(FILE, "[[payouts]]");
    let complaints = draft.complaints();
    let reason = "payouts of \"stripe\" name neither payer nor iban: anybody could write their text into a transfer";
    assert_eq!(complaints, [format!("lilliput/{FILE}:{line}: {reason}")]);
    is_refused(
        "payer = \"Stripe Payments\"",
        "payer = \"S.A.\"",
        "payouts of \"stripe\": payer \"S.A.\" is too short to be only its own",
    );
    is_refused(
        "text = \"STRIPE {reference}\"",
        "text = \"{reference}\"",
        "payouts of \"stripe\": text \"{reference}\": has no word of its own: any transfer would be a payout",
    );
    is_refused(
        "text = \"STRIPE {reference}\"",
        "text = \"STRIPE {amount}\"",
        "payouts of \"stripe\": text \"STRIPE {amount}\": \"{amount}\" is none of {reference}, {gross} and {fees}",
    );
}

#[test]
fn an_account_that_sends_nothing() {
    is_refused(
        "GR96 0810",
        "GR97 0810",
        "payouts of \"viva\": iban \"GR97 0810 0010 0000 0123 4567 890\": mistyped: the check digits of this IBAN do not agree",
    );
}

#[test]
fn fees_that_nobody_told_or_told_twice_or_that_are_none() {
    Draft::with(FILE, "fee = { percent = \"1.5%\", fixed = \"0.25\" }\n", "").is_refused(
        FILE,
        "text = \"STRIPE {reference}\"",
        "payouts of \"stripe\": text tells neither {gross} nor {fees}: say with fee what is kept",
    );
    is_refused(
        "text = \"STRIPE {reference}\"",
        "text = \"STRIPE {reference} {gross}\"",
        "payouts of \"stripe\": text tells the fees already: leave fee out",
    );
    is_refused("\"1.5%\"", "\"15%\"", "payouts of \"stripe\": percent \"15%\" is more than any provider keeps");
    is_refused(
        "\"1.5%\"",
        "\"1.5\"",
        "payouts of \"stripe\": percent \"1.5\": not a percentage such as 50%, 8.76% or 0.73%",
    );
    for written in ["0.255", "-0.25", "6.00", "x"] {
        is_refused(
            "\"0.25\"",
            &format!("\"{written}\""),
            &format!(
                "payouts of \"stripe\": fixed \"{written}\" must be euro from \"0.00\" to \"5.00\" for each payment"
            ),
        );
    }
}

#[test]
fn a_slip_of_the_pen() {
    is_refused("payer = \"Stripe", "player = \"Stripe", "unknown field `player`; did you mean \"payer\"?");
    is_refused("[cash_desk]", "[cash_dsk]", "unknown field `cash_dsk`; did you mean \"cash_desk\"?");
    is_refused("en = \"1 Pier, weekdays 8:30–13:30\"", "en = \" \"", "the city: the cash_desk in English is empty");
}
