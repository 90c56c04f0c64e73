//! What holds for every statement: what a bank writes is what we read, and whatever is done to a file, we answer.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "helpers of tests")]

mod support;

use dimos_bank::{
    camt::{CamtError, Direction, EntryStatus, MessageKind, Record},
    testing::{Sample, SampleDetail, SampleEntry, SampleStatement, Version, statement},
};
use dimos_domain::money::{Cents, OrganisationCode, RfReference};
use jiff::{ToSpan, civil::date};
use proptest::{collection::vec, option, prelude::*, sample::select};
use std::io::{BufReader, Read as _};
use support::{cents, ours, read};

fn organisation() -> OrganisationCode {
    "90999".parse().unwrap()
}

fn any_text(most: usize) -> impl Strategy<Value = String> {
    // What has a meaning in XML, Greek, and what is written outside of the basic plane.
    let letter = prop_oneof![8 => "[ -~]", 3 => "[α-ωΑ-Ωά-ώ]", 1 => select(vec!["&", "<", "]]>", "'", "\"", "€", "𐅀", "é"]).prop_map(str::to_owned)];
    vec(letter, 1..most)
        .prop_map(|letters| letters.concat().trim().to_owned())
        .prop_filter("not empty", |text| !text.is_empty())
}

fn any_id() -> impl Strategy<Value = String> {
    "[A-Za-z0-9/.-]{1,35}".prop_filter("not the code for none", |id| id != "NOTPROVIDED")
}

prop_compose! {
    fn any_detail()(
        amount in 0..10_000_000_i64,
        charges in prop_oneof![3 => Just(0), 1 => 1..500_i64],
        end_to_end in option::of(any_id()),
        bank_reference in option::of(any_id()),
        number in option::of(0..1_000_000_u64),
        lines in vec(any_text(20), 0..3),
        payer_name in option::of(any_text(20)),
        is_known in any::<bool>(),
        return_reason in option::weighted(0.1, "[A-Z]{2}[0-9]{2}"),
    ) -> SampleDetail {
        let reference = number.and_then(|number| RfReference::dias(&organisation(), Some(cents(amount)), number));
        SampleDetail {
            amount: cents(amount),
            charges: cents(charges),
            end_to_end,
            bank_reference,
            structured: reference.iter().map(ToString::to_string).collect(),
            lines,
            payer_name,
            payer_iban: is_known.then(ours),
            return_reason,
        }
    }
}

prop_compose! {
    fn any_entry()(
        details in vec(any_detail(), 0..4),
        difference in prop_oneof![4 => Just(0_i64), 1 => 0..300_i64],
        is_debit in any::<bool>(),
        is_reversal in prop::bool::weighted(0.1),
        status in prop_oneof![6 => Just(EntryStatus::Booked), 1 => Just(EntryStatus::Pending), 1 => Just(EntryStatus::Information)],
        day in 0..3000_i32,
        bank_reference in option::of(any_id()),
        text in option::of(any_text(20)),
    ) -> SampleEntry {
        let sum: i64 = details.iter().map(|detail| detail.amount.get()).sum();
        SampleEntry {
            amount: cents(sum + difference),
            direction: if is_debit { Direction::Debit } else { Direction::Credit },
            is_reversal,
            status,
            day: date(2020, 1, 1).checked_add(day.days()).unwrap(),
            bank_reference,
            details,
            text,
            ..SampleEntry::credit(0)
        }
    }
}

prop_compose! {
    fn any_sample()(
        entries in vec(vec(any_entry(), 0..6), 1..3),
        opening in -100_000_000..100_000_000_i64,
        version in select(Version::ALL.to_vec()),
        kind in select(vec![MessageKind::Statement, MessageKind::Notification]),
        decimals in select(vec![2_usize, 5]),
    ) -> Sample {
        let statements = entries.into_iter().enumerate().map(|(index, entries)| SampleStatement {
            id: format!("S{index}"),
            sequence: index as u64 + 7,
            entries,
            ..SampleStatement::of(&ours()).opening_with(opening)
        });
        Sample { kind, version, decimals, statements: statements.collect() }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn what_a_bank_writes_is_what_we_read(sample in any_sample()) {
        let file = read(sample.xml()).unwrap();
        prop_assert_eq!(&file.summary.remarks, &vec![]);
        prop_assert_eq!((file.summary.kind, file.refused().len()), (sample.kind, 0));
        let written: Vec<_> = sample.statements.iter().flat_map(|statement| &statement.entries).collect();
        prop_assert_eq!(file.entries().len(), written.len());
        for (read, written) in file.entries().into_iter().zip(written) {
            prop_assert_eq!((read.amount, read.direction), (written.amount, written.direction));
            prop_assert_eq!((read.is_reversal, read.status), (written.is_reversal, written.status));
            prop_assert_eq!((read.booked_on, read.value_on), (Some(written.day), Some(written.day)));
            prop_assert_eq!(&read.text, &written.text);
            // Every cent of an entry is in one of its transactions or in its difference.
            let of_details = Cents::total(read.details.iter().map(|detail| detail.amount)).unwrap();
            prop_assert_eq!(of_details.checked_add(read.difference), Some(read.amount));
            prop_assert_eq!(read.details.len(), written.details.len().max(1));
            for (read, written) in read.details.iter().zip(&written.details) {
                prop_assert_eq!((read.amount, read.charges), (written.amount, written.charges));
                prop_assert_eq!(&read.end_to_end, &written.end_to_end);
                prop_assert_eq!(&read.bank_reference, &written.bank_reference);
                prop_assert_eq!(&read.payer_name, &written.payer_name);
                prop_assert_eq!(&read.payer_iban, &written.payer_iban);
                prop_assert_eq!(&read.return_reason, &written.return_reason);
                for reference in &written.structured {
                    prop_assert!(read.references.iter().any(|one| one.as_str() == reference));
                }
                if !written.lines.is_empty() {
                    prop_assert_eq!(&read.text, &written.lines.join("\n"));
                }
            }
        }
        for (tail, written) in file.tails().into_iter().zip(&sample.statements) {
            let closing = (sample.kind == MessageKind::Statement).then(|| written.closing());
            prop_assert_eq!(tail.closing.map(|balance| balance.amount), closing);
        }
    }

    #[test]
    fn a_cent_more_or_less_is_noticed(sample in any_sample(), mistake in prop_oneof![-100_i64..0, 1..100_i64]) {
        let mut sample = Sample { kind: MessageKind::Statement, ..sample };
        sample.statements.last_mut().unwrap().mistake = cents(mistake);
        match read(sample.xml()) {
            Err(CamtError::DoesNotAddUp { off_by, .. }) => prop_assert_eq!(off_by, cents(-mistake)),
            other => prop_assert!(false, "{other:?}"),
        }
    }

    #[test]
    fn whatever_happens_to_a_file_it_is_answered(
        sample in any_sample(),
        changes in vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..12),
    ) {
        let mut bytes = sample.xml().into_bytes();
        for (at, byte, how) in changes {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => bytes[at] = b"<>&/\"!?; "[usize::from(byte) % 9],
                _ => bytes.truncate(at.max(1)),
            }
        }
        let mut booked = Cents::ZERO;
        let mut opening = Cents::ZERO;
        let answer = dimos_bank::camt::read(bytes.as_slice(), &mut |record| {
            match record {
                Record::Statement(head) => {
                    booked = Cents::ZERO;
                    opening = head.opening.map(|balance| balance.amount).unwrap_or_default();
                }
                Record::Entry(entry) if entry.status == EntryStatus::Booked => {
                    booked = booked.checked_add(entry.signed().unwrap()).unwrap();
                }
                // Whatever happened to it: a statement that is believed adds up.
                Record::End(tail) if tail.closing.is_some() => {
                    assert_eq!(opening.checked_add(booked), tail.closing.map(|balance| balance.amount));
                }
                _ => {}
            }
            Ok(())
        });
        if let Err(error) = answer {
            prop_assert!(!error.to_string().is_empty());
        }
    }

    #[test]
    fn bytes_at_random_are_answered(bytes in vec(any::<u8>(), 0..400)) {
        prop_assert!(read(bytes).is_err());
    }
}

#[test]
fn a_file_cut_at_any_byte_is_refused() {
    let entry = SampleEntry::credit(4512).known_as("B").referring_to(support::RF).saying("ΤΕΛΗ & 'x'");
    let xml = Sample::of(SampleStatement::of(&ours()).with(entry)).xml();
    let whole = xml.trim_end();
    assert!(read(whole).is_ok());
    for end in 0..whole.len() {
        let refused = read(&whole.as_bytes()[..end]);
        assert!(refused.is_err(), "cut at {end}: {refused:?}");
        if end > 60 {
            let error = refused.unwrap_err().to_string();
            assert!(error.contains("ends too early"), "cut at {end}: {error}");
        }
    }
}

#[test]
fn a_long_statement_is_a_stream_that_pays_every_reference_once() {
    let references: Vec<_> = (0..3000_u64)
        .map(|number| {
            let amount = cents(101 + i64::try_from(number).unwrap());
            (RfReference::dias(&organisation(), Some(amount), number).unwrap(), amount)
        })
        .collect();
    for version in Version::ALL {
        let stream = statement(3000, 7, &ours(), &references).written_as(MessageKind::Statement, version);
        let mut paid = 0;
        let mut index = 0;
        let summary = dimos_bank::camt::read(BufReader::new(stream), &mut |record| {
            if let Record::Entry(entry) = record {
                let (reference, amount) = &references[index];
                let is_paid = entry
                    .details
                    .iter()
                    .any(|detail| detail.references.contains(reference) && detail.amount == *amount);
                paid += usize::from(is_paid);
                index += 1;
            }
            Ok(())
        })
        .unwrap();
        assert_eq!(summary.counts.booked, 3000);
        // But for fees and payments without a reference, about one in 32.
        assert!((2850..2950).contains(&paid), "{paid}");
    }
    // The same seed, the same bytes.
    let bytes = |seed| {
        let mut bytes = Vec::new();
        statement(50, seed, &ours(), &references).read_to_end(&mut bytes).unwrap();
        bytes
    };
    assert_eq!(bytes(1), bytes(1));
    assert_ne!(bytes(1), bytes(2));
}
