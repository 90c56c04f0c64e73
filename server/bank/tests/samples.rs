//! What our reader says of real banks' sample files. They are valid by their schemas, and do not add up on purpose.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "helpers of tests")]

mod support;

use dimos_bank::camt::{CamtError, Currency, Direction, Refusal, Remark, Side};
use std::fs;
use support::{assert_valid, cents, data, read};

fn sample(name: &str) -> String {
    fs::read_to_string(data("camt").join(name)).unwrap()
}

/// The sample with balances that hold its one entry together, so that the rest of it can be looked at.
fn repaired(name: &str) -> String {
    let closing = |currency: &str, amount: &str, sign: &str| {
        format!("<Amt Ccy=\"{currency}\">{amount}</Amt>\n                <CdtDbtInd>{sign}</CdtDbtInd>")
    };
    let text = sample(name).replace("\r\n", "\n");
    let repaired = text.replace(&closing("SEK", "27.00", "DBIT"), &closing("EUR", "27.00", "CRDT"));
    assert_ne!(text, repaired);
    repaired
}

#[test]
fn the_schemas_accept_them() {
    for (name, schema) in [
        ("camt053.v2.minimal.xml", "camt/camt.053.001.02.xsd"),
        ("camt053.v4.xml", "camt/camt.053.001.04.xsd"),
        ("camt053.v8.xml", "camt/camt.053.001.08.xsd"),
        ("camt054.v8.xml", "camt/camt.054.001.08.xsd"),
    ] {
        assert_valid(&sample(name), schema);
    }
}

#[test]
fn a_closing_balance_in_other_money_refuses_the_statement() {
    for name in ["camt053.v2.minimal.xml", "camt053.v4.xml", "camt053.v8.xml"] {
        let error = read(sample(name)).unwrap_err();
        assert!(matches!(error, CamtError::BalanceCurrency { side: Side::Closing, .. }), "{name}: {error}");
        assert_eq!(
            error.to_string(),
            "the closing balance of statement \"253EURNL26VAYB8060476890\" is in SEK, and the city books euro"
        );
    }
}

#[test]
fn their_entry_is_read_the_same_from_every_version() {
    for name in ["camt053.v2.minimal.xml", "camt053.v4.xml", "camt053.v8.xml"] {
        let file = read(repaired(name)).unwrap();
        let entry = file.only_entry();
        assert_eq!((entry.amount, entry.direction), (cents(885), Direction::Credit), "{name}");
        let [detail] = entry.details.as_slice() else { panic!("{entry:?}") };
        assert_eq!(detail.payer_name.as_deref(), Some("NAME NAME"), "{name}");
        assert_eq!(detail.payee_name.as_deref(), Some("Company Name"), "{name}");
        assert_eq!((&detail.references, &detail.other_references), (&vec![], &vec!["4654654654654654".to_owned()]));
        // A transaction over no Swedish crowns is the only one of its entry, so it is all of it.
        assert_eq!((detail.amount, entry.difference), (cents(885), cents(0)), "{name}");
        let remarks =
            if name.contains("v2") { vec![] } else { vec![Remark::DetailCurrency(Currency::of("SEK").unwrap())] };
        assert_eq!(entry.remarks, remarks, "{name}");
        assert_eq!(file.tails()[0].closing.map(|balance| balance.amount), Some(cents(2700)));
    }
}

#[test]
fn without_a_reference_of_the_bank_an_entry_is_known_by_its_place() {
    let keys = ["camt053.v2.minimal.xml", "camt053.v4.xml", "camt053.v8.xml"]
        .map(|name| read(repaired(name)).unwrap().only_entry().dedup.to_string());
    assert_eq!(
        keys,
        [
            "pos|NL26VAYB8060476890|C|0|885|2014-12-31|253EURNL26VAYB8060476890",
            "ref|NL26VAYB8060476890|C|AAAASESS-FP-CN_98765/01",
            "ref|NL26VAYB8060476890|C|AAAASESS-FP-CN_98765/01",
        ]
    );
}

#[test]
fn a_notification_in_other_money_tells_of_a_refused_entry() {
    let file = read(sample("camt054.v8.xml")).unwrap();
    assert_eq!(file.entries(), Vec::<&_>::new());
    let [refused] = file.refused()[..] else { panic!() };
    assert_eq!(refused.why, Refusal::Currency(Currency::of("SEK").unwrap()));
    assert_eq!(refused.bank_reference.as_deref(), Some("ACSR160617103200001"));
    assert_eq!((refused.at.line, file.summary.counts.refused), (63, 1));
}

#[test]
fn and_in_euro_it_would_be_a_collective_booking_that_its_transactions_do_not_explain() {
    let text = sample("camt054.v8.xml").replace("\"SEK\"", "\"EUR\"").replace("\"CHF\"", "\"EUR\"");
    let file = read(text).unwrap();
    let entry = file.only_entry();
    assert_eq!((entry.amount, entry.direction), (cents(20_000_000), Direction::Debit));
    let amounts: Vec<_> = entry.details.iter().map(|detail| detail.amount.get()).collect();
    assert_eq!(amounts, [310, 320, 320]);
    assert_eq!(entry.difference, cents(20_000_000 - 950));
    assert_eq!(entry.details[2].other_references, ["Ref number V3 block 1", "Ref number V3 block 2"]);
    assert!(entry.details[2].text.starts_with("Unstructured Remittance Information V3 block 1\n"));
    assert_eq!(entry.details[1].end_to_end.as_deref(), Some("UXC06170000006PI00001EE00002"));
    let batch = entry.batch.as_ref().unwrap();
    assert_eq!((batch.count, batch.total), (Some(2), Some(cents(630))));
    assert_eq!(
        entry.remarks,
        [Remark::BatchCount { said: 2, are: 3 }, Remark::BatchTotal { said: cents(630), are: cents(950) }]
    );
}
