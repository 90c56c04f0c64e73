//! One mistake at a time in how the city takes money.

use crate::draft::Draft;

const FILE: &str = "payments.toml";

/// The only complaint about a change of `payments.toml` is this one, about the line of what was put in.
#[track_caller]
fn is_refused(from: &str, to: &str, reason: &str) {
    Draft::with(FILE, from, to).is_refused(FILE, to, reason);
}

#[test]
fn an_account_that_does_not_exist() {
    is_refused(
        "GR16 0110",
        "GR17 0110",
        "the creditor: iban \"GR17 0110 1250 0000 0001 2300 695\": mistyped: the check digits of this IBAN do not agree",
    );
}

#[test]
fn an_organisation_or_a_bank_that_is_none() {
    is_refused(
        "organisation = \"90999\"",
        "organisation = \"909\"",
        "the creditor: organisation \"909\": an organisation code has 5 digits",
    );
    let bank = "bic = \"ethngraa\"\norganisation = \"90999\"";
    Draft::with(FILE, "organisation = \"90999\"", bank).is_refused(
        FILE,
        "ethngraa",
        "the creditor: bic \"ethngraa\" must be 8 or 11 of A-Z and 0-9",
    );
}

#[test]
fn a_creditor_without_a_name_or_with_a_very_long_one() {
    is_refused("\"TOWN OF LILLIPUT\"", "\" \"", "the creditor: the name is empty");
    let long = "X".repeat(71);
    is_refused("TOWN OF LILLIPUT", &long, "the creditor: the name must fit on one line of 70 characters");
}

#[test]
fn amounts_that_nobody_can_owe() {
    for (written, why) in [
        ("0", "not more than zero"),
        ("-5", "not more than zero"),
        ("10.005", "finer than a cent; for thousands write 1234 or 1.234,00"),
        ("10,00", "not an amount"),
        ("92000000000.00", "too large"),
        ("", "an amount is missing"),
    ] {
        is_refused(
            "most_bill = \"10000.00\"",
            &format!("most_bill = \"{written}\""),
            &format!("the city: most_bill \"{written}\": {why}; write it in euro as \"45.12\""),
        );
    }
}

#[test]
fn an_amount_that_is_written_as_a_number() {
    let complaints = Draft::with(FILE, "most_bill = \"10000.00\"", "most_bill = 10000.00").complaints();
    assert_eq!(complaints.len(), 1);
    assert!(complaints[0].starts_with("lilliput/payments.toml:3: invalid type: floating point"), "{complaints:?}");
}

#[test]
fn a_second_signature_that_nobody_would_ever_give() {
    is_refused(
        "second_signature_from = \"100.00\"",
        "second_signature_from = \"10000.01\"",
        "second_signature_from 10000.01 is more than most_bill 10000.00: nobody would sign",
    );
}

#[test]
fn a_kind_of_a_department_or_a_heading_that_does_not_exist() {
    is_refused(
        "department = \"roads\"",
        "department = \"raods\"",
        "bill kind \"footprint-fine\" names department \"raods\", which does not exist; did you mean \"roads\"?",
    );
    is_refused(
        "tax_head = \"fines\"",
        "tax_head = \"fine\"",
        "bill kind \"footprint-fine\" names budget heading \"fine\", which does not exist; did you mean \"fines\"?",
    );
}

#[test]
fn the_same_code_twice() {
    let draft = Draft::with(FILE, "code = \"visit-ticket\"", "code = \"footprint-fine\"");
    let first = draft.line(FILE, "code = \"footprint-fine\"");
    draft.is_refused_at_last(
        FILE,
        "code = \"footprint-fine\"",
        &format!("bill kind \"footprint-fine\" is defined twice, first in lilliput/payments.toml:{first}"),
    );
}

#[test]
fn a_code_with_a_capital_and_a_text_in_one_language_only() {
    is_refused(
        "code = \"visit-ticket\"",
        "code = \"Visit\"",
        "\"Visit\" is no code for a bill kind: use 1 to 40 of a-z, 0-9, - and _",
    );
    is_refused("en = \"Visitor's ticket\"", "en = \"\"", "bill kind \"visit-ticket\": the name in English is empty");
}

#[test]
fn a_discount_that_is_none_or_takes_all_or_comes_too_late() {
    let off = |written: &str, reason: &str| is_refused("off = \"50%\"", &format!("off = \"{written}\""), reason);
    let no_part = |written: &str| {
        format!(
            "bill kind \"footprint-fine\": off \"{written}\" is no part of a bill; write it as \"0.73%\" or \"50%\""
        )
    };
    for written in ["50", "0%", "150%", "half", "0.005%"] {
        off(written, &no_part(written));
    }
    off("100%", "bill kind \"footprint-fine\": off is all of it: nothing would be left to pay");
    is_refused(
        "within_days = 10",
        "within_days = 61",
        "bill kind \"footprint-fine\": within_days is 61, but it is due after 60",
    );
    is_refused(
        "within_days = 10",
        "within_days = 0",
        "bill kind \"footprint-fine\": within_days is 0; it goes from 1 to 65535",
    );
}

#[test]
fn a_surcharge_whose_cap_is_less_than_a_month() {
    is_refused(
        "most = \"10%\"",
        "most = \"0.5%\"",
        "bill kind \"harbour-dues\": most 0.5% is less than one month's 1%",
    );
}

#[test]
fn instalments_that_cannot_be() {
    is_refused("most = 6", "most = 1", "bill kind \"harbour-dues\": most is 1; it goes from 2 to 255");
    is_refused(
        "every_months = 1",
        "every_months = 13",
        "bill kind \"harbour-dues\": every_months is 13; it goes from 1 to 12",
    );
    is_refused(
        "least_each = \"10.00\"",
        "least_each = \"5000.01\"",
        "bill kind \"harbour-dues\": no bill is as large as two instalments of 5000.01",
    );
}

#[test]
fn a_due_date_years_ahead() {
    is_refused("due_days = 7", "due_days = 731", "bill kind \"visit-ticket\": due_days is 731; it goes from 0 to 730");
}

#[test]
fn a_slip_of_the_pen_in_a_name() {
    is_refused("most_bill =", "most_bil =", "unknown field `most_bil`; did you mean \"most_bill\"?");
    is_refused("due_days = 7", "due_day = 7", "unknown field `due_day`; did you mean \"due_days\"?");
    let complaints = Draft::with(FILE, "[[kinds]]\ncode = \"visit", "[[kind]]\ncode = \"visit").complaints();
    assert_eq!(complaints.len(), 1);
    assert!(complaints[0].ends_with("unknown field `kind`; did you mean \"kinds\"?"), "{complaints:?}");
}

#[test]
fn nothing_to_pay_for() {
    let text = Draft::new().text(FILE);
    let (before, _) = text.split_once("[[kinds]]").unwrap();
    Draft::new().write(FILE, before).is_refused_whole(FILE, "holds no `[[kinds]]`: there is nothing to pay for");
}

#[test]
fn one_broken_kind_does_not_hide_the_next() {
    let complaints =
        Draft::with(FILE, "part_payment = true\n", "").and(FILE, "off = \"50%\"", "off = \"0%\"").complaints();
    assert_eq!(complaints.len(), 2, "{complaints:?}");
    assert!(complaints[0].ends_with("missing field `part_payment`"), "{complaints:?}");
}
