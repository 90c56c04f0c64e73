//! The collection receipt (διπλότυπο είσπραξης): what was paid, for what, by whom and how, and how anybody can see that the
//! city issued it.

use crate::{
    DocumentError, Issuer, Line, in_words,
    paper::{About, BODY, Flow, Ink, SIDE, Shape, Style, write},
    parts::{Fact, HEADING, PART, facts, footers, letterhead, lines},
    qr::Modules,
    texts::Words,
};
use dimos_domain::{
    l10n::{Language, Text},
    money::{Cents, ReceiptNumber, RfReference, VerificationCode},
    wording,
};
use jiff::{Zoned, civil::Date};

/// How the money came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaidBy {
    /// By card, through a provider.
    Card,
    /// Through a bank, by its RF code.
    Bank,
    /// In cash at the desk.
    Cash,
    /// From the payer's credit with the city.
    Credit,
}

/// A bill, or an instalment of one, that was paid wholly or in part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaidBill {
    /// What it is: `Δημοτικά τέλη 2026`.
    pub title: Text,
    /// The bill's own number.
    pub number: String,
    /// What was typed at the bank.
    pub reference: RfReference,
    /// Which instalment of how many.
    pub instalment: Option<(u8, u8)>,
    /// What the bill asks for, with what was added or taken off. They need not sum up to what was paid now.
    pub lines: Vec<Line>,
    /// What of this payment went to it.
    pub paid: Cents,
    /// What is owed of it after this payment.
    pub remaining: Cents,
}

/// A payment that the city has received.
#[derive(Debug, Clone, PartialEq)]
pub struct Receipt {
    /// The city.
    pub issuer: Issuer,
    /// Its number, gapless in its year.
    pub number: ReceiptNumber,
    /// When it was issued, in the city's time zone.
    pub issued_at: Zoned,
    /// The day of payment.
    pub paid_on: Date,
    /// Who paid, as they gave their name; often nobody did.
    pub payer: Option<String>,
    /// How.
    pub paid_by: PaidBy,
    /// For what.
    pub bills: Vec<PaidBill>,
    /// What is owed after this payment in other instalments of these bills.
    pub other_instalments: Cents,
    /// What was paid above what was owed and stays as credit.
    pub kept_as_credit: Cents,
    /// All that was received: what went to the bills, and the credit.
    pub total: Cents,
    /// What proves the receipt.
    pub code: VerificationCode,
    /// The page that verifies this very receipt; it stands in the QR code.
    pub address: String,
}

/// The receipt as PDF/UA-1.
///
/// # Errors
/// A receipt of nothing or without bills; parts that do not sum up to its total; an address that no QR code holds.
pub fn receipt_pdf(receipt: &Receipt, language: Language) -> Result<Vec<u8>, DocumentError> {
    let parts = Cents::total(receipt.bills.iter().map(|bill| bill.paid).chain([receipt.kept_as_credit]));
    if parts != Some(receipt.total) {
        return Err(DocumentError::DoesNotAddUp { parts, total: receipt.total });
    }
    let total_words = in_words(receipt.total, language)
        .filter(|_| receipt.total.is_positive())
        .ok_or(DocumentError::Amount(receipt.total))?;
    let remaining = Cents::total(receipt.bills.iter().map(|bill| bill.remaining));
    let remaining = remaining.filter(|cents| !cents.is_negative()).ok_or(DocumentError::Amount(receipt.total))?;
    if receipt.bills.is_empty() {
        return Err(DocumentError::Empty);
    }
    let words = Words(language);
    let number = receipt.number.to_string();
    let issued_on = wording::date(language, receipt.issued_at.date());
    let marks = [words.with("number", &[("number", &number)]), words.with("issued-on", &[("date", &issued_on)])];
    let title = words.get("receipt-title");
    let flow = &mut Flow::new(language)?;
    letterhead(flow, words, &receipt.issuer, &title, &marks);
    payment(flow, words, receipt);
    flow.gap(PART);
    flow.need(120.0);
    flow.heading(2, &words.get("receipt-what"), HEADING);
    for bill in &receipt.bills {
        paid_bill(flow, words, bill, receipt.bills.len() > 1)?;
    }
    flow.gap(PART);
    flow.together(|flow| {
        sum(flow, words, receipt, &total_words);
        still_owed(flow, words, remaining, receipt.other_instalments);
    });
    flow.gap(PART + 4.0);
    flow.together(|flow| verification(flow, words, receipt))?;
    footers(flow, words, &receipt.issuer, &format!("{title} {number}"));
    let about = About {
        title: format!("{title} {number}"),
        description: words.with(
            "receipt-about",
            &[("number", &number), ("total", &receipt.total.text(language)), ("date", &issued_on)],
        ),
        author: receipt.issuer.name.get(language).to_owned(),
        language,
        made: receipt.issued_at.clone(),
        id: format!("receipt/{number}/{}/{}", receipt.code, language.tag()),
    };
    write(flow.take(), about)
}

fn payment(flow: &mut Flow, words: Words, receipt: &Receipt) {
    let language = words.0;
    let fact = |name: &str, value: String| Fact { name: words.get(name), value, style: Style::BODY };
    let by = match receipt.paid_by {
        PaidBy::Card => "receipt-by-card",
        PaidBy::Bank => "receipt-by-bank",
        PaidBy::Cash => "receipt-by-cash",
        PaidBy::Credit => "receipt-by-credit",
    };
    let payer = receipt.payer.as_deref().map(str::trim).filter(|payer| !payer.is_empty());
    let payer = match payer {
        Some(payer) => Fact { name: words.get("receipt-payer"), value: payer.to_owned(), style: Style::BODY.bold() },
        None => fact("receipt-payer", words.get("receipt-payer-none")),
    };
    let at = &receipt.issued_at;
    facts(
        flow,
        &[BODY * 0.58, BODY * 0.42],
        &[
            payer,
            fact("receipt-paid-by", words.get(by)),
            fact("receipt-paid-on", wording::date(language, receipt.paid_on)),
            fact("receipt-issued-at", wording::date_time(language, at.timestamp(), at.time_zone())),
        ],
    );
}

fn paid_bill(flow: &mut Flow, words: Words, bill: &PaidBill, one_of_many: bool) -> Result<(), DocumentError> {
    flow.gap(6.0);
    flow.need(90.0);
    flow.heading(3, bill.title.get(words.0), Style::BODY.bold().size(10.5));
    let number = match bill.instalment {
        None => words.with("receipt-bill", &[("number", &bill.number)]),
        Some((instalment, of)) => words.with(
            "receipt-bill-instalment",
            &[("number", &bill.number), ("instalment", &instalment.to_string()), ("instalments", &of.to_string())],
        ),
    };
    let reference = words.with("receipt-reference", &[("reference", &bill.reference.grouped())]);
    flow.paragraph(&format!("{number} · {reference}"), Style::BODY.ink(Ink::SOFT).size(9.0));
    flow.gap(3.0);
    let asked = Cents::total(bill.lines.iter().map(|line| line.amount));
    let mut sums = Vec::new();
    if asked != Some(bill.paid) {
        sums.extend(asked.map(|asked| (words.get("receipt-lines-total"), asked)));
    }
    if one_of_many || asked != Some(bill.paid) {
        sums.push((words.get("receipt-lines-paid"), bill.paid));
    }
    lines(words, &bill.number, &bill.lines, &sums).lay_out(flow)?;
    flow.gap(4.0);
    Ok(())
}

fn sum(flow: &mut Flow, words: Words, receipt: &Receipt, total_words: &str) {
    let total = receipt.total.text(words.0);
    flow.panel(Ink::BRAND_WASH, 12.0, |flow| {
        let (x, width) = (flow.x, flow.width);
        flow.beside(
            (x, width * 0.5),
            |flow| {
                flow.gap(6.0);
                flow.paragraph(&words.get("receipt-total"), Style::BODY.bold().size(11.0));
            },
            (x + width * 0.5, width * 0.5),
            |flow| flow.paragraph(&total, Style::BODY.bold().size(20.0).ink(Ink::BRAND).right()),
        );
        flow.gap(2.0);
        flow.paragraph(&words.with("receipt-words", &[("words", total_words)]), Style::BODY);
    });
    flow.gap(9.0);
    if receipt.kept_as_credit.is_positive() {
        let amount = receipt.kept_as_credit.text(words.0);
        flow.paragraph(&words.with("receipt-credit", &[("amount", &amount)]), Style::BODY);
        flow.gap(3.0);
    }
}

/// What is left of what was paid for, and of the plan that it belongs to.
fn still_owed(flow: &mut Flow, words: Words, remaining: Cents, other_instalments: Cents) {
    let with = |key: &str, cents: Cents| words.with(key, &[("amount", &cents.text(words.0))]);
    if remaining.is_zero() {
        let settled = match other_instalments.is_positive() {
            true => with("receipt-instalment-settled", other_instalments),
            false => words.get("receipt-settled"),
        };
        let style = Style::BODY.bold().ink(Ink::FIXED);
        flow.decorate(Shape::Tick { x: flow.x, y: flow.y + 2.0, size: 9.0, ink: Ink::FIXED });
        flow.column(SIDE + 14.0, BODY - 14.0, |flow| flow.paragraph(&settled, style));
        return;
    }
    flow.paragraph(&with("receipt-remaining", remaining), Style::BODY.bold().ink(Ink::OPEN));
    if other_instalments.is_positive() {
        flow.paragraph(&with("receipt-other-instalments", other_instalments), Style::BODY);
    }
}

fn verification(flow: &mut Flow, words: Words, receipt: &Receipt) -> Result<(), DocumentError> {
    const SIDE_OF_CODE: f32 = 104.0;
    let modules = Modules::of(&receipt.address)?;
    flow.rule(Ink::LINE, 0.8);
    flow.gap(14.0);
    // The quiet zone reaches to the margin: the dark modules stand in line with the text.
    let quiet = SIDE_OF_CODE * f32::from(crate::qr::QUIET) / f32::from(modules.side());
    let (x, width) = (SIDE + SIDE_OF_CODE + 8.0, BODY - SIDE_OF_CODE - 8.0);
    let alt = words.with("receipt-check-alt", &[("address", &receipt.address)]);
    flow.beside(
        (x, width),
        |flow| {
            flow.heading(2, &words.get("receipt-check"), HEADING);
            flow.paragraph(&words.get("receipt-check-how"), Style::BODY);
            flow.gap(5.0);
            flow.paragraph(&words.get("receipt-check-code"), Style::SMALL);
            flow.paragraph(&receipt.code.grouped(), Style::BODY.bold().size(12.5));
            flow.gap(3.0);
            flow.address(&receipt.address, Style::SMALL.ink(Ink::BRAND));
        },
        (SIDE - quiet, SIDE_OF_CODE),
        |flow| {
            flow.y -= quiet;
            flow.code(modules, &alt, SIDE_OF_CODE);
        },
    );
    Ok(())
}
