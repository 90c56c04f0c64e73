//! Refunds go out as a file, and the bank's answer comes back as one.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "helpers of tests")]

mod support;

use dimos_bank::{
    pain001::{self, MOST, OrderError, Payer, Transfer, TransferOrder},
    pain002::{self, ReportError, Status},
};
use jiff::civil::date;
use proptest::prelude::*;
use support::{RF, assert_valid, cents, ours};

fn order() -> TransferOrder {
    TransferOrder {
        message_id: "REFUNDS-2026-11-25-1".to_owned(),
        created_at: "2026-11-25T08:30:00Z".parse().unwrap(),
        payer: Payer {
            name: "Δήμος Παραδείγματος".to_owned(), iban: ours(), bic: Some("ETHNGRAA".to_owned())
        },
        execute_on: date(2026, 11, 26),
        transfers: vec![transfer("0193e5a0c0de7a11b0bafeedfeedfeed", 4512)],
    }
}

fn transfer(id: &str, amount: i64) -> Transfer {
    Transfer {
        end_to_end: id.to_owned(),
        amount: cents(amount),
        payee_name: "Παπαδοπούλου Μαρία & Υιοί".to_owned(),
        payee_iban: "DE89370400440532013000".parse().unwrap(),
        text: format!("Επιστροφή {RF}"),
    }
}

fn answer(inner: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt>
<GrpHdr><MsgId>ANSWER-1</MsgId><CreDtTm>2026-11-26T10:00:00</CreDtTm></GrpHdr>
{inner}
</CstmrPmtStsRpt></Document>"#
    )
}

fn group(inner: &str) -> String {
    format!(
        "<OrgnlGrpInfAndSts><OrgnlMsgId>REFUNDS-1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>{inner}</OrgnlGrpInfAndSts>"
    )
}

#[test]
fn an_order_is_valid_and_says_what_is_paid() {
    let mut order = order();
    order.transfers.push(Transfer { text: String::new(), ..transfer("R-2", 1) });
    let xml = pain001::write(&order).unwrap();
    assert_valid(&xml, "pain/pain.001.001.09.xsd");
    insta::assert_snapshot!(xml);
    // Without the bank's code as well.
    order.payer.bic = None;
    assert_valid(&pain001::write(&order).unwrap(), "pain/pain.001.001.09.xsd");
}

#[test]
fn what_a_bank_would_refuse_is_not_written() {
    let with = |change: fn(&mut TransferOrder)| {
        let mut order = order();
        change(&mut order);
        pain001::write(&order).unwrap_err()
    };
    assert_eq!(with(|order| order.transfers.clear()), OrderError::Empty);
    for amount in [cents(0), cents(-1), MOST.checked_add(cents(1)).unwrap()] {
        let order = TransferOrder { transfers: vec![transfer("R", amount.get())], ..order() };
        let error = OrderError::Amount { end_to_end: "R".to_owned(), amount };
        assert_eq!(pain001::write(&order), Err(error));
    }
    let twice = with(|order| order.transfers.push(order.transfers[0].clone()));
    assert_eq!(twice, OrderError::SameIdentifier("0193e5a0c0de7a11b0bafeedfeedfeed".to_owned()));
    for id in ["", "0193e5a0-c0de-7a11-b0ba-feedfeedfeed", "/a", "a//b", "a/", "ά", "a b", "<a>"] {
        let order = TransferOrder { transfers: vec![transfer(id, 1)], ..order() };
        assert_eq!(pain001::write(&order), Err(OrderError::Identifier(id.to_owned())));
    }
    assert_eq!(with(|order| order.payer.bic = Some("ETHN".to_owned())), OrderError::Bic("ETHN".to_owned()));
    assert_eq!(with(|order| order.payer.name = "  ".to_owned()), OrderError::NoPayer);
    assert!(matches!(with(|order| order.transfers[0].payee_name.clear()), OrderError::NoPayee(_)));
    assert!(matches!(with(|order| order.transfers[0].text = "θ".repeat(71)), OrderError::TextTooLong(_)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, ..ProptestConfig::default() })]

    #[test]
    fn whatever_people_are_called_the_order_is_valid(
        names in prop::collection::vec(".{1,90}", 1..5),
        text in ".{0,60}",
        amount in 1..99_999_999_999_i64,
    ) {
        let transfers = names.iter().enumerate().map(|(index, name)| Transfer {
            payee_name: format!("{name}x"),
            text: text.clone(),
            ..transfer(&format!("R-{index}"), amount)
        });
        match pain001::write(&TransferOrder { transfers: transfers.collect(), ..order() }) {
            Ok(xml) => assert_valid(&xml, "pain/pain.001.001.09.xsd"),
            Err(error) => prop_assert!(matches!(error, OrderError::TextTooLong(_)), "{}", error),
        }
    }
}

#[test]
fn an_answer_says_what_became_of_each_transfer() {
    let xml = answer(&format!(
        "{}<OrgnlPmtInfAndSts><OrgnlPmtInfId>REFUNDS-1</OrgnlPmtInfId><PmtInfSts>PART</PmtInfSts>\
         <TxInfAndSts><OrgnlEndToEndId>R-1</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>\
         <TxInfAndSts><OrgnlEndToEndId>R-2</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn>\
         <AddtlInf>account closed</AddtlInf></StsRsnInf></TxInfAndSts></OrgnlPmtInfAndSts>",
        group("<GrpSts>PART</GrpSts>")
    ));
    assert_valid(&xml, "pain/pain.002.001.03.xsd");
    let report = pain002::read(xml.as_bytes()).unwrap();
    assert_eq!(report.original_message.as_deref(), Some("REFUNDS-1"));
    assert_eq!(report.verdict("R-1").unwrap().status, Status::Done("ACSC".to_owned()));
    let refused = report.verdict("R-2").unwrap();
    assert_eq!(refused.status, Status::Rejected("RJCT".to_owned()));
    assert_eq!(refused.reasons, ["AC04", "account closed"]);
    // Of a transfer that is not named, "partly" says nothing.
    assert_eq!(report.verdict("R-3"), None);
    // A second reader agrees.
    let theirs = sepa::parse_pain002(&xml).unwrap();
    let rejected: Vec<_> =
        theirs.rejected_transactions().into_iter().filter_map(|one| one.original_end_to_end_id.clone()).collect();
    assert_eq!(rejected, ["R-2"]);
}

#[test]
fn an_answer_for_the_whole_order_holds_for_all_its_transfers() {
    let rejected = answer(&group("<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>FF01</Cd></Rsn></StsRsnInf>"));
    let verdict = pain002::read(rejected.as_bytes()).unwrap().verdict("R-1").cloned().unwrap();
    assert_eq!((verdict.status, verdict.reasons), (Status::Rejected("RJCT".to_owned()), vec!["FF01".to_owned()]));
    let accepted = answer(&group("<GrpSts>ACCP</GrpSts>"));
    let report = pain002::read(accepted.as_bytes()).unwrap();
    assert_eq!(report.verdict("R-1").unwrap().status, Status::Underway("ACCP".to_owned()));
}

#[test]
fn what_is_no_answer_is_refused() {
    let refusal = |xml: &str| pain002::read(xml.as_bytes()).unwrap_err();
    assert!(matches!(refusal("<html/>"), ReportError::NotAReport { .. }));
    assert!(matches!(refusal(&pain001::write(&order()).unwrap()), ReportError::NotAReport { .. }));
    assert!(matches!(refusal(&answer("")), ReportError::Nothing));
    let nameless = "<OrgnlPmtInfAndSts><TxInfAndSts><TxSts>RJCT</TxSts></TxInfAndSts></OrgnlPmtInfAndSts>";
    assert!(matches!(refusal(&answer(nameless)), ReportError::Nameless { .. }));
    let unknown = answer(&group("<GrpSts>WHAT</GrpSts>"));
    let report = pain002::read(unknown.as_bytes()).unwrap();
    assert_eq!(report.verdict("R").unwrap().status, Status::Unknown("WHAT".to_owned()));
    // Cut anywhere, it is refused.
    for end in 0..unknown.len() {
        assert!(pain002::read(&unknown.as_bytes()[..end]).is_err(), "cut at {end}");
    }
}
