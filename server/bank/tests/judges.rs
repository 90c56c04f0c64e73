//! Others' eyes on what we write and read: libxml2 with the schemas of ISO 20022, and a second reader of statements.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "helpers of tests")]

mod support;

use dimos_bank::{
    camt::{Direction, MessageKind},
    testing::{Sample, SampleDetail, SampleEntry, SampleStatement, Version, statement},
};
use dimos_domain::money::{OrganisationCode, RfReference};
use sepa::ParseLimits;
use std::io::Read as _;
use support::{RF, assert_valid, cents, ours, read};

/// One of everything.
fn sample() -> Sample {
    let details = vec![
        SampleDetail { charges: cents(30), ..SampleDetail::over(4512).referring_to(RF) },
        SampleDetail { return_reason: Some("AC04".to_owned()), ..SampleDetail::over(1) },
    ];
    let known = SampleDetail {
        payer_name: Some("ΠΑΠΑΔΟΠΟΥΛΟΥ & ΥΙΟΙ".to_owned()),
        payer_iban: Some(ours()),
        bank_reference: Some("T-1".to_owned()),
        end_to_end: Some("E-1".to_owned()),
        lines: vec!["rf34 9099 9400".to_owned(), "0000 0000 1234 5".to_owned()],
        ..SampleDetail::over(100)
    };
    let told = SampleEntry { text: Some("fee".to_owned()), ..SampleEntry::debit(50).made_of(vec![]) };
    let statement = SampleStatement::of(&ours())
        .opening_with(-100)
        .with(SampleEntry::credit(4483).known_as("B-1").made_of(details))
        .with(SampleEntry { is_reversal: true, ..SampleEntry::credit(100).made_of(vec![known]) })
        .with(told);
    Sample { decimals: 5, ..Sample::of(statement) }
}

#[test]
fn the_schemas_accept_what_the_generator_writes_and_the_reader_accepts() {
    let schemas = [
        (MessageKind::Statement, Version::V02, "camt/camt.053.001.02.xsd"),
        (MessageKind::Statement, Version::V04, "camt/camt.053.001.04.xsd"),
        (MessageKind::Statement, Version::V08, "camt/camt.053.001.08.xsd"),
        (MessageKind::Notification, Version::V08, "camt/camt.054.001.08.xsd"),
    ];
    for (kind, version, schema) in schemas {
        let small = sample().written_as(kind, version).xml();
        assert!(read(&small).is_ok());
        assert_valid(&small, schema);
        let mut large = String::new();
        statement(500, 3, &ours(), &references(500)).written_as(kind, version).read_to_string(&mut large).unwrap();
        assert_valid(&large, schema);
    }
}

#[test]
fn a_second_reader_agrees() {
    for (seed, version) in [(1, Version::V02), (2, Version::V08), (3, Version::V02), (4, Version::V08)] {
        let mut large = String::new();
        let stream = statement(400, seed, &ours(), &references(150)).written_as(MessageKind::Statement, version);
        stream.clone().read_to_string(&mut large).unwrap();
        for xml in [large, sample().written_as(MessageKind::Statement, version).xml()] {
            let (our, their) = (read(&xml).unwrap(), sepa::parse_camt053_with_limits(&xml, limits()).unwrap());
            let their = &their.statements[0];
            let tail = our.tails()[0];
            assert_eq!(Some(tail.booked.get()), their.net_movement_ct());
            let balances = [tail.opening, tail.closing].map(|balance| balance.unwrap().amount.get());
            let [opening, closing] =
                [their.opening_balance(), their.closing_balance()].map(|one| one.unwrap().signed_ct().unwrap());
            assert_eq!(balances, [opening, closing]);
            agree(&our.entries(), &their.entries);
        }
    }
}

#[test]
fn a_second_reader_agrees_on_notifications() {
    let mut xml = String::new();
    let stream = statement(400, 9, &ours(), &references(150)).written_as(MessageKind::Notification, Version::V08);
    stream.clone().read_to_string(&mut xml).unwrap();
    let (our, their) = (read(&xml).unwrap(), sepa::parse_camt054_with_limits(&xml, limits()).unwrap());
    agree(&our.entries(), &their.notifications[0].entries);
}

fn agree(our: &[&dimos_bank::camt::StatementEntry], their: &[sepa::CashEntry]) {
    assert_eq!(our.len(), their.len());
    for (our, their) in our.iter().zip(their) {
        assert_eq!(our.signed().map(|amount| amount.get()), their.signed_ct());
        assert_eq!(
            our.bank_reference.is_some(),
            their.account_servicer_ref.is_some() || our.details[0].bank_reference.is_some()
        );
        assert_eq!(our.booked_on.map(|day| day.to_string()), their.booking_date_raw);
        assert_eq!(our.text, their.additional_info);
        if their.details.is_empty() {
            continue;
        }
        assert_eq!(our.details.len(), their.details.len());
        for (detail, their) in our.details.iter().zip(&their.details) {
            let sign = if our.direction == Direction::Credit { 1 } else { -1 };
            assert_eq!(Some(sign * detail.amount.get()), their.signed_ct());
            let lines = Some(detail.text.replace('\n', " ")).filter(|text| !text.is_empty());
            assert_eq!(lines, their.reference);
            let identifier = their.end_to_end_id.clone().filter(|id| id != "NOTPROVIDED");
            assert_eq!(detail.end_to_end, identifier);
            if our.direction == Direction::Credit {
                assert_eq!(detail.payer_name, their.counterparty_name);
                assert_eq!(detail.payer_iban.as_ref().map(ToString::to_string), their.counterparty_iban);
            }
            assert_eq!(detail.return_reason, their.return_reason_code);
        }
    }
}

fn limits() -> ParseLimits {
    ParseLimits { nodes: 10_000_000, ..ParseLimits::default() }
}

fn references(count: u64) -> Vec<(RfReference, dimos_domain::money::Cents)> {
    let organisation: OrganisationCode = "90999".parse().unwrap();
    let of = |number| (RfReference::dias(&organisation, Some(cents(4512)), number).unwrap(), cents(4512));
    (0..count).map(of).collect()
}
