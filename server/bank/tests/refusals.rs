//! Files that cannot be believed: what is wrong with them, and where.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "helpers of tests")]

mod support;

use dimos_bank::{
    camt::{self, CamtError, Record},
    testing::{Sample, SampleEntry, SampleStatement},
    xml::{MAX_TOKEN, XmlError},
};
use std::io::{self, BufReader, Read};
use support::{RF, cents, ours, read, refusal};

fn small() -> String {
    let statement = SampleStatement::of(&ours()).opening_with(100).with(SampleEntry::credit(4512).referring_to(RF));
    Sample::of(statement).xml()
}

#[test]
fn a_statement_that_does_not_add_up_says_by_how_much() {
    for (mistake, words) in [(500, "5.00 too little"), (-7, "0.07 too much")] {
        let statement = SampleStatement { mistake: cents(mistake), ..SampleStatement::of(&ours()).opening_with(100) };
        let text = refusal(Sample::of(statement.with(SampleEntry::credit(4512))).xml());
        assert!(
            text.starts_with("statement \"2026-11-25/1\" does not add up: 1.00 and booked entries of 45.12 are 46.12")
        );
        assert!(text.ends_with(words), "{text}");
    }
}

#[test]
fn a_missing_or_changed_entry_is_noticed() {
    let statement = SampleStatement::of(&ours()).with(SampleEntry::credit(1)).with(SampleEntry::debit(2));
    let xml = Sample::of(statement).xml();
    let (first, end) = (xml.find("<Ntry>").unwrap(), xml.find("</Ntry>").unwrap() + "</Ntry>".len());
    let without = format!("{}{}", &xml[..first], &xml[end..]);
    let twice = format!("{}{}{}", &xml[..end], &xml[first..end], &xml[end..]);
    let other_way = xml.replacen("0.02</Amt><CdtDbtInd>DBIT", "0.02</Amt><CdtDbtInd>CRDT", 2);
    for changed in [without, twice, other_way] {
        assert!(matches!(read(changed), Err(CamtError::DoesNotAddUp { .. })));
    }
}

#[test]
fn an_expected_entry_that_the_bank_counted_is_named_as_the_reason() {
    let xml = small().replace("<Cd>BOOK</Cd>", "<Cd>PDNG</Cd>");
    let text = refusal(xml);
    assert!(text.ends_with("45.12 too little (1 entries are not booked and are not counted)"), "{text}");
}

#[test]
fn without_balances_nothing_holds_a_statement_together() {
    let text = refusal(small().replace("OPBD", "OPAV"));
    assert_eq!(text, "statement \"2026-11-25/1\" has no opening balance");
    let text = refusal(small().replace("CLBD", "CLAV"));
    assert_eq!(text, "statement \"2026-11-25/1\" has no closing balance");
    // The last closing balance stands for an opening one that a bank does not write.
    assert!(read(small().replace("OPBD", "PRCD")).is_ok());
    let text = refusal(small().replace(">1.00<", ">1.005<"));
    assert!(
        text.starts_with("the opening balance of statement \"2026-11-25/1\" cannot be read: \"1.005\" is no amount"),
        "{text}"
    );
}

#[test]
fn amounts_beyond_counting_are_refused_one_by_one() {
    let most = SampleEntry::credit(i64::MAX);
    let read = read(Sample::of(SampleStatement::of(&ours()).with(most.clone()).with(most)).xml()).unwrap();
    let refused = read.records.iter().filter(|record| matches!(record, Record::Refused(_))).count();
    let taken = read.records.iter().filter(|record| matches!(record, Record::Entry(_))).count();
    assert_eq!((refused, taken), (2, 0), "{:?}", read.records);
}

#[test]
fn something_else_is_no_statement() {
    for (file, expected) in [
        ("", "the file holds no XML element"),
        ("  \n", "the file holds no XML element"),
        ("<!-- nothing -->", "the file holds no XML element"),
        (
            "<html><body/></html>",
            "the file is no bank message (line 1, byte 0): it begins with <html> and not with <Document>",
        ),
        ("<Document/>", "the file holds neither a statement nor a notification"),
        (
            "<Document>\n<CstmrCdtTrfInitn/></Document>",
            "the file is no statement and no notification (line 2, byte 11): it holds <CstmrCdtTrfInitn>",
        ),
        ("hello", "the file is not well-formed XML (line 1, byte 0): text outside of the root element"),
        (
            ":20:STARTUMS\n:25:DE89/1234",
            "the file is not well-formed XML (line 1, byte 0): text outside of the root element",
        ),
        (
            "<Document></Document><Document/>",
            "the file is not well-formed XML (line 1, byte 21): a second root element",
        ),
        (
            "<Document>\n</Dokument>",
            "the file is not well-formed XML (line 2, byte 11): ill-formed document: expected `</Document>`, but `</Dokument>` was found",
        ),
    ] {
        assert_eq!(refusal(file), expected, "{file}");
    }
}

#[test]
fn entities_are_not_expanded() {
    let laughs = r#"<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>
<Document>&lol2;</Document>"#;
    assert_eq!(refusal(laughs), "the file declares a document type (line 2, byte 22), which no bank message has");
    let stranger = small().replace("2026-11-25/1", "&file;");
    assert!(refusal(stranger).contains("the entity &file; (line 5, byte"));
    let outside = "<!DOCTYPE d SYSTEM \"file:///etc/passwd\"><Document/>";
    assert!(matches!(read(outside), Err(CamtError::Xml(XmlError::DocumentType { .. }))));
}

#[test]
fn the_five_signs_and_numbers_of_characters_are_text() {
    let statement = SampleStatement { id: "<A> & \"B's\" €".to_owned(), ..SampleStatement::of(&ours()) };
    let file = read(Sample::of(statement).xml().replace('€', "&#8364;&#x20AC;")).unwrap();
    assert_eq!(file.heads()[0].id, "<A> & \"B's\" €€");
    assert!(refusal(small().replace("2026-11-25/1", "&#0;")).contains("a character that does not exist"));
    assert!(refusal(small().replace("2026-11-25/1", "&#x1b;[31m")).contains("the control character U+001B (line 5"));
    let cdata = read(small().replace("2026-11-25/1", "<![CDATA[a<b]]>c")).unwrap();
    assert_eq!(cdata.heads()[0].id, "a<bc");
}

#[test]
fn depth_is_bounded() {
    let deep = small().replace("<GrpHdr>", &format!("{}{}<GrpHdr>", "<x>".repeat(60), "</x>".repeat(60)));
    assert!(read(deep).is_ok());
    let deeper = small().replace("<GrpHdr>", &"<x>".repeat(1_000_000));
    assert!(refusal(deeper).starts_with("the file nests more than 64 elements (line 4, byte"));
}

#[test]
fn other_encodings_are_refused_by_name() {
    let xml = small().replace("UTF-8", "ISO-8859-7");
    assert_eq!(refusal(xml), "the file says that it is written in ISO-8859-7, and ISO 20022 is UTF-8");
    let mut bytes = small().replace("2026-11-25/1", "2026-x").into_bytes();
    let at = bytes.windows(6).position(|bytes| bytes == b"2026-x").unwrap();
    bytes[at + 5] = 0xC4;
    assert_eq!(refusal(bytes), format!("the file is not UTF-8 (line 5, byte {at})"));
    let utf16: Vec<u8> = small().encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(read(utf16).is_err());
    // A byte order mark is allowed.
    assert!(read(format!("\u{feff}{}", small())).is_ok());
}

#[test]
fn a_file_cut_off_says_where() {
    let xml = small();
    let cut = &xml[..xml.find("<BkTxCd>").unwrap()];
    assert_eq!(
        refusal(cut),
        format!("the file ends too early (line 9, byte {}), 4 elements are still open", cut.len())
    );
}

#[test]
fn two_gigabytes_of_one_text_are_refused_after_the_first() {
    // Given a file whose statement's name never ends.
    let xml = small();
    let (before, _) = xml.split_once("2026-11-25/1").unwrap();
    for endless in ["a", "\n", "<x>", "<!-- ", "<x y=\"", "&"] {
        let beginning = format!("{before}{endless}");
        let body: &[u8] = if endless == "<x>" { b"a" } else { b" a" };
        let mut source = Counted { inner: beginning.as_bytes().chain(Forever(body)), read: 0 };
        // When it is read.
        let error = camt::read(BufReader::new(&mut source), &mut |_| Ok(())).unwrap_err();
        // Then reading ends early, with the place where the text began.
        assert!(matches!(error, CamtError::Xml(XmlError::TooLong { at }) if at.line == 5), "{endless}: {error}");
        assert!(source.read < 3 * MAX_TOKEN, "{endless}: {} bytes were read", source.read);
    }
}

#[test]
fn one_entry_without_end_is_refused() {
    let xml = small();
    let (before, rest) = xml.split_once("<TxDtls>").unwrap();
    let (detail, _) = rest.split_once("</NtryDtls>").unwrap();
    let endless = before.as_bytes().chain(Forever(Box::leak(format!("<TxDtls>{detail}").into_boxed_str()).as_bytes()));
    let error = camt::read(BufReader::new(endless), &mut |_| Ok(())).unwrap_err();
    assert!(matches!(error, CamtError::EntryTooLarge { at } if at.line == 9), "{error}");
}

#[test]
fn a_source_that_fails_is_no_fault_of_the_file() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    let xml = small();
    let error = camt::read(BufReader::new(xml.as_bytes()[..300].chain(Broken)), &mut |_| Ok(())).unwrap_err();
    assert_eq!(error.to_string(), "the file could not be read to its end (line 5, byte 300): the disk is gone");
}

/// The same bytes, again and again.
struct Forever(&'static [u8]);

impl Read for Forever {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut written = 0;
        while written + self.0.len() <= into.len() {
            into[written..written + self.0.len()].copy_from_slice(self.0);
            written += self.0.len();
        }
        assert!(written > 0, "the reader asks for too little at a time");
        Ok(written)
    }
}

struct Counted<R> {
    inner: R,
    read: usize,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.read += read;
        Ok(read)
    }
}
