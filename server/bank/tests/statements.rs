//! What a treasury finds on its statements, and what we make of it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "helpers of tests")]

mod support;

use dimos_bank::{
    camt::{Account, Direction, EntryStatus, MessageKind, Record, Refusal, Remark, Stop},
    testing::{Sample, SampleDetail, SampleEntry, SampleStatement, Version},
};
use dimos_domain::money::AmountError;
use jiff::civil::date;
use support::{OTHER_RF, RF, cents, ours, read, read_statement, rf};

fn statement() -> SampleStatement {
    SampleStatement::of(&ours())
}

#[test]
fn a_payment_by_reference_arrives_with_all_that_matching_needs() {
    for kind in [MessageKind::Statement, MessageKind::Notification] {
        for version in Version::ALL {
            // Given a citizen's transfer with the reference where it belongs.
            let mut entry = SampleEntry::credit(4512).known_as("BANK-1").referring_to(RF);
            entry.details[0].payer_name = Some("ΠΑΠΑΔΟΠΟΥΛΟΥ & ΥΙΟΙ".to_owned());
            entry.details[0].payer_iban = Some("DE89370400440532013000".parse().unwrap());
            entry.details[0].end_to_end = Some("E2E-7".to_owned());
            let sample = Sample::of(statement().opening_with(100).with(entry)).written_as(kind, version);
            // When the bank's file is read.
            let file = read(sample.xml()).unwrap();
            // Then the entry says it all, in every version the same.
            let entry = file.only_entry();
            assert_eq!(entry.account, Account::Iban(ours()));
            assert_eq!(
                (entry.amount, entry.direction, entry.status),
                (cents(4512), Direction::Credit, EntryStatus::Booked)
            );
            assert_eq!((entry.booked_on, entry.value_on), (Some(date(2026, 11, 25)), Some(date(2026, 11, 25))));
            assert_eq!(entry.bank_code.as_deref(), Some("PMNT/RCDT/ESCT"));
            assert_eq!(entry.difference, cents(0));
            let [detail] = entry.details.as_slice() else { panic!("{entry:?}") };
            assert_eq!((detail.amount, &detail.references), (cents(4512), &vec![rf(RF)]));
            assert_eq!(detail.payer_name.as_deref(), Some("ΠΑΠΑΔΟΠΟΥΛΟΥ & ΥΙΟΙ"));
            assert_eq!(detail.payer_iban, Some("DE89370400440532013000".parse().unwrap()));
            assert_eq!(detail.end_to_end.as_deref(), Some("E2E-7"));
            assert_eq!((&entry.remarks, &file.summary.remarks), (&vec![], &vec![]));
            assert_eq!(file.summary.version, version.as_str().parse().ok());
            // And a statement, unlike a notification, has balances that hold it together.
            let balances = file.tails()[0].opening.zip(file.tails()[0].closing).map(|(o, c)| (o.amount, c.amount));
            assert_eq!(balances, (kind == MessageKind::Statement).then_some((cents(100), cents(4612))));
        }
    }
}

#[test]
fn a_reference_is_found_in_what_people_type() {
    let lines: [&[&str]; 6] = [
        &["RF34909994000000000012345"],
        &["πληρωμή rf34 9099 9400 0000 0000 1234 5 δημοτικά τέλη"],
        &["Payment of bill RF3490999400", "0000000012345"],
        &["RF34 9099 94", "00 0000 0000 1234 5 MARIA"],
        &["ΤΕΛΗ-RF34909994000000000012345"],
        &["ΡΦ34909994000000000012345"],
    ];
    for lines in lines {
        let entry = lines.iter().fold(SampleEntry::credit(4512), |entry, line| entry.saying(line));
        let file = read_statement(statement().with(entry));
        assert_eq!(file.only_entry().details[0].references, [rf(RF)], "{lines:?}");
        assert_eq!(file.only_entry().details[0].text, lines.join("\n"));
    }
}

#[test]
fn a_reference_may_stand_in_the_payer_s_identifier_or_the_bank_s_words() {
    let mut by_identifier = SampleEntry::credit(4512);
    by_identifier.details[0].end_to_end = Some(RF.to_owned());
    let mut by_words = SampleEntry::credit(4512).made_of(vec![]);
    by_words.text = Some(format!("IRIS {RF}"));
    for entry in [by_identifier, by_words] {
        let file = read_statement(statement().with(entry));
        assert_eq!(file.only_entry().details[0].references, [rf(RF)]);
        assert_eq!(file.only_entry().details[0].amount, cents(4512));
    }
}

#[test]
fn what_is_no_reference_is_kept_for_people_to_read() {
    let entry = SampleEntry::credit(900).referring_to("RF35909994000000000012345").referring_to("INV 7").saying("RF99");
    let file = read_statement(statement().with(entry));
    let detail = &file.only_entry().details[0];
    assert_eq!(detail.references, []);
    assert_eq!(detail.other_references, ["RF35909994000000000012345", "INV 7"]);
}

#[test]
fn a_collective_booking_is_one_entry_with_its_transactions() {
    // Given one booking over three payments, one of them with charges that the bank kept.
    let details = vec![
        SampleDetail::over(4512).referring_to(RF),
        SampleDetail { charges: cents(30), ..SampleDetail::over(1).referring_to(OTHER_RF) },
        SampleDetail::over(1000),
    ];
    for version in Version::ALL {
        let entry = SampleEntry::credit(4512 + 1 + 1000 - 30).known_as("BATCH").made_of(details.clone());
        let sample = Sample::of(statement().with(entry)).written_as(MessageKind::Statement, version);
        let file = read(sample.xml()).unwrap();
        // Then each has its own amount, and the difference is the charges.
        let entry = file.only_entry();
        let amounts: Vec<_> = entry.details.iter().map(|detail| detail.amount.get()).collect();
        assert_eq!(amounts, [4512, 1, 1000]);
        assert_eq!(entry.details[1].charges, cents(30));
        assert_eq!(entry.difference, cents(-30));
        assert_eq!(entry.unexplained(), Some(cents(0)));
        let batch = entry.batch.as_ref().unwrap();
        assert_eq!((batch.count, batch.total), (Some(3), Some(cents(5513))));
        assert_eq!(entry.remarks, []);
    }
}

#[test]
fn what_no_transaction_accounts_for_is_a_difference() {
    let details = vec![SampleDetail::over(1000), SampleDetail::over(2000)];
    let file = read_statement(statement().with(SampleEntry::debit(3050).made_of(details)));
    let entry = file.only_entry();
    assert_eq!((entry.difference, entry.unexplained()), (cents(50), Some(cents(50))));
}

#[test]
fn a_bank_s_own_counts_are_checked() {
    let details = vec![SampleDetail::over(1000), SampleDetail::over(2000)];
    let xml = Sample::of(statement().with(SampleEntry::credit(3000).made_of(details))).xml();
    let xml =
        xml.replace("<NbOfTxs>2</NbOfTxs><TtlAmt Ccy=\"EUR\">30.00", "<NbOfTxs>3</NbOfTxs><TtlAmt Ccy=\"EUR\">31.00");
    let xml = xml.replace("<Bal>", "<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries></TxsSummry><Bal>");
    let file = read(xml).unwrap();
    let remarks = &file.only_entry().remarks;
    assert!(remarks.contains(&Remark::BatchCount { said: 3, are: 2 }), "{remarks:?}");
    assert!(remarks.contains(&Remark::BatchTotal { said: cents(3100), are: cents(3000) }), "{remarks:?}");
    assert_eq!(file.tails()[0].remarks[0], Remark::EntryCount { said: 2, are: 1 });
}

#[test]
fn transactions_that_went_back_within_a_booking_are_subtracted() {
    let details = vec![SampleDetail::over(5000), SampleDetail::over(2000)];
    let xml = Sample::of(statement().with(SampleEntry::credit(3000).made_of(details))).xml();
    // Given the second of them is a debit.
    let at = xml.rfind("<CdtDbtInd>CRDT").unwrap();
    let xml = format!("{}<CdtDbtInd>DBIT{}", &xml[..at], &xml[at + "<CdtDbtInd>CRDT".len()..]);
    let file = read(&xml).unwrap();
    assert_eq!(file.only_entry().details[1].amount, cents(-2000));
    assert_eq!(file.only_entry().difference, cents(0));
    // But if the bank gives all of them the wrong sign, its signs say nothing.
    let at = xml.find("</CdtDbtInd><RltdPties>").or_else(|| xml.find("50.00</Amt><CdtDbtInd>CRDT")).unwrap();
    let xml = format!("{}{}", &xml[..at], xml[at..].replacen("CRDT", "DBIT", 1));
    let file = read(&xml).unwrap();
    assert_eq!(file.only_entry().details[1].amount, cents(2000));
    assert_eq!(file.only_entry().difference, cents(-4000));
}

#[test]
fn money_that_comes_back_says_why() {
    for version in Version::ALL {
        // Given a refund that came back, and a payment that the bank took back.
        let mut returned = SampleEntry::credit(700).known_as("R-1");
        returned.details[0].return_reason = Some("AC04".to_owned());
        returned.details[0].end_to_end = Some("0193e5a0c0de7a11b0bafeedfeedfeed".to_owned());
        let taken_back =
            SampleEntry { is_reversal: true, ..SampleEntry::debit(4512).known_as("BANK-1").referring_to(RF) };
        let statement = statement().opening_with(10_000).with(returned).with(taken_back);
        let file = read(Sample::of(statement).written_as(MessageKind::Statement, version).xml()).unwrap();
        let [returned, taken_back] = file.entries()[..] else { panic!() };
        assert_eq!(returned.details[0].return_reason.as_deref(), Some("AC04"));
        assert!(taken_back.is_reversal);
        assert_eq!((taken_back.direction, taken_back.signed()), (Direction::Debit, Some(cents(-4512))));
    }
}

#[test]
fn what_is_only_expected_is_not_on_the_account() {
    let pending = SampleEntry { status: EntryStatus::Pending, ..SampleEntry::credit(5000) };
    let told = SampleEntry { status: EntryStatus::Information, ..SampleEntry::credit(7000) };
    let file = read_statement(statement().with(pending).with(told).with(SampleEntry::credit(100)));
    let tail = file.tails()[0];
    assert_eq!(tail.booked, cents(100));
    assert_eq!((tail.counts.booked, tail.counts.pending, tail.counts.information), (1, 1, 1));
    assert_eq!(tail.closing.unwrap().amount, cents(100));
    let indexes: Vec<_> = file.entries().iter().map(|entry| (entry.index, entry.status)).collect();
    assert_eq!(indexes, [(0, EntryStatus::Pending), (1, EntryStatus::Information), (2, EntryStatus::Booked)]);
}

#[test]
fn the_same_money_has_the_same_key_in_every_file() {
    let key = |entry: SampleEntry, kind| {
        let sample = Sample::of(statement().with(entry)).written_as(kind, Version::V08);
        read(sample.xml()).unwrap().only_entry().dedup.clone()
    };
    use MessageKind::{Notification, Statement};
    let entry = SampleEntry::credit(100).known_as("BANK-1");
    // The early notice and the statement tell of one movement.
    assert_eq!(key(entry.clone(), Statement), key(entry.clone(), Notification));
    assert_eq!(key(entry.clone(), Statement).as_str(), "ref|GR1601101250000000012300695|C|BANK-1");
    // Where the reference stands does not matter, if there is one transaction.
    let mut on_the_transaction = SampleEntry::credit(100);
    on_the_transaction.details[0].bank_reference = Some("BANK-1".to_owned());
    assert_eq!(key(on_the_transaction, Statement), key(entry.clone(), Statement));
    // Its reversal is another movement, even under the same reference.
    let reversal = SampleEntry { is_reversal: true, ..SampleEntry::debit(100).known_as("BANK-1") };
    assert_ne!(key(reversal, Statement), key(entry, Statement));
    // Without any reference it is known by its place.
    let nameless = key(SampleEntry::credit(100), Statement);
    assert_eq!(nameless.as_str(), "pos|GR1601101250000000012300695|C|0|100|2026-11-25|2026-11-25/1");
    assert_ne!(nameless, key(SampleEntry::credit(101), Statement));
}

#[test]
fn a_file_may_hold_several_statements_of_several_accounts() {
    let other = "GR9501720010001001000100010".parse().unwrap_or_else(|_| "DE89370400440532013000".parse().unwrap());
    let first = statement().opening_with(-500).with(SampleEntry::credit(700).known_as("A"));
    let second = SampleStatement { id: "2".to_owned(), account: other, ..statement().with(SampleEntry::credit(1)) };
    let empty = SampleStatement { id: "3".to_owned(), ..statement().opening_with(9) };
    let sample = Sample { statements: vec![first, second, empty], ..Sample::of(statement()) };
    let file = read(sample.xml()).unwrap();
    assert_eq!(file.summary.counts.statements, 3);
    assert_eq!(file.heads().iter().map(|head| head.id.as_str()).collect::<Vec<_>>(), ["2026-11-25/1", "2", "3"]);
    assert_eq!(file.entries().iter().map(|entry| entry.index).collect::<Vec<_>>(), [0, 0]);
    assert_ne!(file.entries()[0].account, file.entries()[1].account);
    assert_eq!(file.heads()[0].opening.unwrap().amount, cents(-500));
    assert!(matches!(file.records[..], [Record::Statement(_), Record::Entry(_), Record::End(_), ..]));
}

#[test]
fn five_decimals_are_cents_as_long_as_they_are_zeros() {
    let sample = Sample { decimals: 5, ..Sample::of(statement().with(SampleEntry::credit(4512))) };
    let xml = sample.xml();
    assert!(xml.contains("45.12000"), "{xml}");
    assert_eq!(read(&xml).unwrap().only_entry().amount, cents(4512));
    // Half a cent is nobody's money: the entry is refused, and the statement does not add up without it.
    let broken = xml.replace("<Ntry><Amt Ccy=\"EUR\">45.12000", "<Ntry><Amt Ccy=\"EUR\">45.12500");
    let text = read(broken).unwrap_err().to_string();
    assert_eq!(
        text,
        "statement \"2026-11-25/1\" does not add up: 0.00 and booked entries of 0.00 are 0.00 and not 45.12, 45.12 too \
         little (1 entries could not be read and are not counted)"
    );
}

#[test]
fn an_entry_that_cannot_be_booked_is_told_and_the_others_are_read() {
    let [first, second, third, fourth] = ["A", "B", "C", "D"].map(|name| SampleEntry::credit(100).known_as(name));
    let statement = statement().with(first).with(second).with(third).with(fourth);
    let xml = Sample::of(statement).written_as(MessageKind::Notification, Version::V08).xml();
    let xml = xml.replacen("<Ntry><Amt Ccy=\"EUR\">1.00", "<Ntry><Amt Ccy=\"USD\">1.00", 1);
    let xml = xml.replacen("<Ntry><Amt Ccy=\"EUR\">1.00", "<Ntry><Amt Ccy=\"EUR\">1.005", 1);
    let xml = xml.replacen(
        "<Ntry><Amt Ccy=\"EUR\">1.00</Amt><CdtDbtInd>CRDT",
        "<Ntry><Amt Ccy=\"EUR\">1.00</Amt><CdtDbtInd>BOTH",
        1,
    );
    let file = read(xml).unwrap();
    let refused: Vec<_> =
        file.refused().iter().map(|one| (one.index, one.bank_reference.as_deref(), &one.why)).collect();
    let finer = Refusal::Amount { text: "1.005".to_owned(), why: AmountError::FinerThanACent };
    let dollars = Refusal::Currency(dimos_bank::camt::Currency::of("USD").unwrap());
    assert_eq!(refused, [(0, Some("A"), &dollars), (1, Some("B"), &finer), (2, Some("C"), &Refusal::NoDirection)]);
    assert_eq!(dollars.to_string(), "it is in USD, and the city books euro");
    assert_eq!((file.only_entry().index, file.only_entry().bank_reference.as_deref()), (3, Some("D")));
}

#[test]
fn a_transaction_in_other_money_is_not_believed() {
    let details = vec![SampleDetail::over(1000), SampleDetail::over(2000)];
    let xml = Sample::of(statement().with(SampleEntry::credit(3000).made_of(details))).xml();
    let file = read(xml.replace("<Amt Ccy=\"EUR\">20.00", "<Amt Ccy=\"CHF\">20.00")).unwrap();
    let entry = file.only_entry();
    assert_eq!((entry.details[1].amount, entry.difference), (cents(0), cents(2000)));
    assert!(matches!(entry.remarks[0], Remark::DetailCurrency(_)), "{:?}", entry.remarks);
}

#[test]
fn an_unknown_status_moves_no_money() {
    let xml = Sample::of(statement().with(SampleEntry::credit(100)))
        .written_as(MessageKind::Notification, Version::V08)
        .xml();
    for (status, remark) in [("<Sts><Cd>DONE</Cd></Sts>", "DONE"), ("", "")] {
        let file = read(xml.replace("<Sts><Cd>BOOK</Cd></Sts>", status)).unwrap();
        assert_eq!(file.only_entry().status, EntryStatus::Information);
        assert_eq!(file.only_entry().remarks, [Remark::Status(remark.to_owned())]);
    }
}

#[test]
fn a_day_before_there_was_a_euro_is_no_day() {
    let xml = Sample::of(statement().with(SampleEntry::credit(100))).xml();
    for odd in ["1066-10-14", "1998-12-31", "2026-02-30", "yesterday"] {
        let file = read(xml.replace("<BookgDt><Dt>2026-11-25", &format!("<BookgDt><Dt>{odd}"))).unwrap();
        let entry = file.only_entry();
        assert_eq!((entry.booked_on, entry.value_on), (None, Some(date(2026, 11, 25))), "{odd}");
        assert_eq!(entry.remarks, [Remark::Date(odd.to_owned())]);
    }
}

#[test]
fn other_versions_and_prefixes_are_read_with_a_remark() {
    let xml = Sample::of(statement().with(SampleEntry::credit(100).referring_to(RF))).xml();
    let expected = read(&xml).unwrap();
    // A newer version.
    let newer = read(xml.replace("camt.053.001.08", "camt.053.001.13")).unwrap();
    assert_eq!(newer.summary.version, Some(13));
    assert!(newer.summary.remarks[0].to_string().contains("camt.053.001.13"));
    // No namespace at all.
    let bare = read(xml.replace(" xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"", "")).unwrap();
    assert_eq!(bare.summary.remarks, [Remark::Namespace(String::new())]);
    // The other message's name.
    let other = read(xml.replace("camt.053.001.08", "camt.054.001.08")).unwrap();
    let mixed = Remark::OtherMessage { said: MessageKind::Notification, is: MessageKind::Statement };
    assert_eq!(other.summary.remarks, [mixed]);
    // Prefixes are only another way to write the same.
    let prefixed = xml.replace("xmlns=", "xmlns:n=").replace("</", "</n:").replace('<', "<n:");
    let prefixed = prefixed.replace("<n:/n:", "</n:").replace("<n:?", "<?");
    let prefixed = read(prefixed).unwrap();
    assert_eq!(prefixed.summary, expected.summary);
    for file in [&newer, &bare, &other, &prefixed] {
        assert_eq!(file.only_entry().details, expected.only_entry().details);
    }
}

#[test]
fn a_caller_may_stop_at_any_record() {
    let xml = Sample::of(statement().with(SampleEntry::credit(100)).with(SampleEntry::credit(100))).xml();
    let mut seen = 0;
    let stopped = dimos_bank::camt::read(xml.as_bytes(), &mut |_| {
        seen += 1;
        if seen == 2 { Err(Stop) } else { Ok(()) }
    });
    assert_eq!((seen, stopped.unwrap_err().to_string().as_str()), (2, "reading was stopped"));
}
