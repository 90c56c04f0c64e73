//! The banks outside: an app that reads the square code on a phone's screen, and the bank of the city, which books transfers,
//! carries out orders and sends statements. It knows the city by what the city's bank files say, and by nothing else.

use crate::common::Broken;
use dimos_app::pay::QrView;
use dimos_domain::money::Cents;
use dimos_phone::between;
use jiff::{Timestamp, civil::Date};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Somebody with an account.
#[derive(Debug, Clone, Copy)]
pub struct Holder {
    /// Name.
    pub name: &'static str,
    /// IBAN.
    pub iban: &'static str,
}

/// A transfer as it is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// Whom it is for.
    pub payee: String,
    /// To which account.
    pub iban: String,
    /// How much.
    pub amount: Cents,
    /// Payment code.
    pub reference: String,
}

impl Transfer {
    /// What a bank's app reads from a square code; none if it is no code of a transfer (EPC069-12).
    pub fn scanned(code: &QrView) -> Option<Self> {
        let size = usize::try_from(code.size).ok()?;
        let is_dark = |x: usize, y: usize| code.rows.get(y).and_then(|row| row.as_bytes().get(x)) == Some(&b'1');
        let (_, text) = rqrr::Grid::new(rqrr::SimpleGrid::from_func(size, is_dark)).decode().ok()?;
        let lines: Vec<&str> = text.lines().collect();
        let ["BCD", _, "1", "SCT", _, payee, iban, amount, _, reference, ..] = lines.as_slice() else { return None };
        let amount = Cents::from_decimal(amount.strip_prefix("EUR")?).ok()?;
        let [payee, iban, reference] = [payee, iban, reference].map(|text| (*text).to_owned());
        Some(Self { payee, iban, amount, reference })
    }
}

/// An order of the city's to send somebody money, as its file has it.
#[derive(Debug, PartialEq, Eq)]
pub struct Order {
    /// Whom for.
    pub payee: String,
    /// To which account.
    pub iban: String,
    /// How much.
    pub amount: Cents,
    /// What it is called, on the statement too.
    pub end_to_end: String,
}

impl Order {
    /// The first order of a file (pain.001).
    pub fn read(file: &str) -> Option<Self> {
        let (_, one) = file.split_once("<CdtTrfTxInf>")?;
        let text = |before, after| between(one, before, after).map(str::to_owned);
        Some(Self {
            payee: text("<Cdtr><Nm>", "</Nm>")?,
            iban: text("<CdtrAcct><Id><IBAN>", "</IBAN>")?,
            amount: Cents::from_decimal(between(one, "<InstdAmt Ccy=\"EUR\">", "</InstdAmt>")?).ok()?,
            end_to_end: text("<EndToEndId>", "</EndToEndId>")?,
        })
    }
}

/// The bank of the city.
pub struct Bank {
    dir: PathBuf,
    iban: String,
    balance: Cents,
    statements: u32,
    entries: u32,
}

impl Bank {
    /// An empty account; statements are laid into that folder.
    pub fn of(dir: &Path, iban: &str) -> Result<Self, Broken> {
        fs::create_dir_all(dir)?;
        let iban = iban.split_whitespace().collect();
        Ok(Self { dir: dir.to_owned(), iban, balance: Cents::ZERO, statements: 0, entries: 0 })
    }

    /// Whose account it is.
    pub fn iban(&self) -> &str {
        &self.iban
    }

    /// What is on it.
    pub fn balance(&self) -> Cents {
        self.balance
    }

    /// Books a transfer of a customer's and sends a statement of it.
    pub fn receives(&mut self, from: Holder, transfer: &Transfer, on: Date) -> Result<PathBuf, Broken> {
        if transfer.iban != self.iban {
            return Err(Broken::Missing("account of that number"));
        }
        let Holder { name, iban } = from;
        let reference = &transfer.reference;
        let details = format!(
            "<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>{}<CdtDbtInd>CRDT</CdtDbtInd><RltdPties><Dbtr><Pty><Nm>{name}\
             </Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>{iban}</IBAN></Id></DbtrAcct></RltdPties><RmtInf><Strd><CdtrRefInf><Tp>\
             <CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>{reference}</Ref></CdtrRefInf></Strd></RmtInf>",
            euro(transfer.amount)
        );
        self.statement(transfer.amount, &details, on)
    }

    /// Carries out an order of the city's and sends a statement of it.
    pub fn pays(&mut self, order: &Order, on: Date) -> Result<PathBuf, Broken> {
        let Order { payee, iban, amount, end_to_end } = order;
        let details = format!(
            "<Refs><EndToEndId>{end_to_end}</EndToEndId></Refs>{}<CdtDbtInd>DBIT</CdtDbtInd><RltdPties><Cdtr><Pty><Nm>{payee}\
             </Nm></Pty></Cdtr><CdtrAcct><Id><IBAN>{iban}</IBAN></Id></CdtrAcct></RltdPties>",
            euro(*amount)
        );
        self.statement(amount.checked_neg().unwrap_or_default(), &details, on)
    }

    /// A statement of one movement (camt.053.001.08).
    fn statement(&mut self, moved: Cents, details: &str, on: Date) -> Result<PathBuf, Broken> {
        let opening = self.balance;
        self.balance = opening.checked_add(moved).ok_or(Broken::Missing("room for so much money"))?;
        self.statements += 1;
        self.entries += 1;
        let (number, entry, iban) = (self.statements, self.entries, &self.iban);
        let created = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ");
        let (size, sign) = signed(moved);
        let statement = format!(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
<BkToCstmrStmt>
<GrpHdr><MsgId>DEMO-{number}</MsgId><CreDtTm>{created}</CreDtTm></GrpHdr>
<Stmt>
<Id>{on}/{number}</Id><ElctrncSeqNb>{number}</ElctrncSeqNb><CreDtTm>{created}</CreDtTm>
<Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>
{}
{}
<Ntry>{size}<CdtDbtInd>{sign}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{on}</Dt></BookgDt><ValDt><Dt>{on}</Dt></ValDt>
<AcctSvcrRef>DEMO{entry:08}</AcctSvcrRef>
<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
<NtryDtls><TxDtls>{details}</TxDtls></NtryDtls></Ntry>
</Stmt>
</BkToCstmrStmt>
</Document>
"#,
            balance("OPBD", opening, on),
            balance("CLBD", self.balance, on)
        );
        let file = self.dir.join(format!("statement-{number}.xml"));
        fs::write(&file, statement)?;
        Ok(file)
    }
}

fn euro(amount: Cents) -> String {
    format!("<Amt Ccy=\"EUR\">{amount}</Amt>")
}

/// How much, and which way.
fn signed(amount: Cents) -> (String, &'static str) {
    match amount.checked_neg().filter(|other| other.is_positive()) {
        Some(size) => (euro(size), "DBIT"),
        None => (euro(amount), "CRDT"),
    }
}

fn balance(code: &str, amount: Cents, on: Date) -> String {
    let (size, sign) = signed(amount);
    format!(
        "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{size}<CdtDbtInd>{sign}</CdtDbtInd><Dt><Dt>{on}</Dt></Dt></Bal>"
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
    use super::*;
    use jiff::civil::date;
    use std::process::Command;

    const OURS: &str = "GR16 0110 1250 0000 0001 2300 695";

    fn transfer(cents: i64) -> Transfer {
        let iban = OURS.split_whitespace().collect();
        let reference = "RF34909994000000000012345".to_owned();
        Transfer { payee: "TOWN".to_owned(), iban, amount: Cents::new(cents), reference }
    }

    #[test]
    fn statements_are_valid_by_their_schema_and_follow_one_another() {
        let home = tempfile::tempdir().unwrap();
        let mut bank = Bank::of(home.path(), OURS).unwrap();
        let payer = Holder { name: "Somebody", iban: "GR0899999990000000000000001" };
        let order = Order {
            payee: "Somebody".to_owned(),
            iban: payer.iban.to_owned(),
            amount: Cents::new(12_000),
            end_to_end: "R-1".to_owned(),
        };
        let day = date(2026, 11, 29);
        let first = bank.receives(payer, &transfer(10_000), day).unwrap();
        let second = bank.pays(&order, day).unwrap();
        assert_eq!(bank.balance(), Cents::new(-2_000));
        let schema =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../server/bank/tests/data/camt/camt.053.001.08.xsd");
        for file in [&first, &second] {
            let args = ["--noout", "--nonet", "--schema"];
            match Command::new("xmllint").args(args).arg(&schema).arg(file).output() {
                Err(_) => dimos_told::skipped("xmllint is not installed (Debian: libxml2-utils)"),
                Ok(judged) => assert!(judged.status.success(), "{}", String::from_utf8_lossy(&judged.stderr)),
            }
        }
        let text = fs::read_to_string(second).unwrap();
        assert!(text.contains("<Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">100.00</Amt><CdtDbtInd>CRDT"), "{text}");
        assert!(text.contains("<Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">20.00</Amt><CdtDbtInd>DBIT"), "{text}");
    }

    #[test]
    fn a_transfer_to_another_account_is_none_of_its_own() {
        let home = tempfile::tempdir().unwrap();
        let mut bank = Bank::of(home.path(), OURS).unwrap();
        let payer = Holder { name: "Somebody", iban: "GR0899999990000000000000001" };
        let astray = Transfer { iban: payer.iban.to_owned(), ..transfer(1) };
        assert!(bank.receives(payer, &astray, date(2026, 11, 29)).is_err());
        assert_eq!(bank.balance(), Cents::ZERO);
    }

    #[test]
    fn what_is_no_square_code_is_not_read() {
        let blank = QrView { size: 21, rows: vec!["0".repeat(21); 21], spoken: String::new() };
        assert_eq!(Transfer::scanned(&blank), None);
        let short = QrView { size: 21, rows: Vec::new(), spoken: String::new() };
        assert_eq!(Transfer::scanned(&short), None);
    }
}
