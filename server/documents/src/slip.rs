//! The payment slip (ειδοποιητήριο πληρωμής): what is owed, until when, and how to pay it, for the bill on paper.

mod coupon;
mod instalments;

use crate::{
    DocumentError, Issuer, Line,
    paper::{About, BODY, Flow, Ink, Style, write},
    parts::{Fact, HEADING, PART, facts, footers, letterhead, lines},
    texts::Words,
};
use dimos_domain::{
    l10n::{Language, Text},
    money::{Beneficiary, Cents, RfReference},
    wording,
};
use jiff::{Zoned, civil::Date};
use krilla::tagging::{ListNumbering, Tag};

/// Who a slip is sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Their name.
    pub name: String,
    /// Where they live, line by line.
    pub address: Vec<String>,
}

/// Less to pay for who pays soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Early {
    /// What is then to be paid.
    pub amount: Cents,
    /// The last day for it.
    pub until: Date,
}

/// One instalment of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlipInstalment {
    /// Which one, from 1.
    pub number: u8,
    /// How much.
    pub amount: Cents,
    /// Until when.
    pub due_on: Date,
    /// Its own reference: an instalment that is paid with another's is not booked as this one.
    pub reference: RfReference,
}

/// A bill to be paid from paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Slip {
    /// The city.
    pub issuer: Issuer,
    /// Whose account is paid.
    pub beneficiary: Beneficiary,
    /// The bill's number.
    pub number: String,
    /// What it is: `Δημοτικά τέλη`.
    pub title: Text,
    /// For which time, if it is for one.
    pub period: Option<Text>,
    /// To whom; a slip from the desk may name nobody.
    pub recipient: Option<Recipient>,
    /// The day of the bill.
    pub issued_on: Date,
    /// The last day to pay.
    pub due_on: Date,
    /// What is owed.
    pub lines: Vec<Line>,
    /// What of it has been paid already.
    pub paid: Cents,
    /// What is left to pay: the lines without what has been paid.
    pub amount: Cents,
    /// What to type at the bank.
    pub reference: RfReference,
    /// Less for who pays soon.
    pub early: Option<Early>,
    /// The plan that the recipient may follow instead; it may be empty.
    pub instalments: Vec<SlipInstalment>,
    /// When this slip was made, in the city's time zone.
    pub issued_at: Zoned,
    /// The page on which a guest pays by card.
    pub address: String,
}

/// The slip as PDF/UA-1.
///
/// # Errors
/// A slip of nothing or without lines; sums that do not come out; a reference whose amount digit denies an amount beside
/// it; a beneficiary that no payment code may name.
pub fn slip_pdf(slip: &Slip, language: Language) -> Result<Vec<u8>, DocumentError> {
    check(slip)?;
    let words = Words(language);
    let issued_on = wording::date(language, slip.issued_on);
    let marks = [words.with("number", &[("number", &slip.number)]), words.with("issued-on", &[("date", &issued_on)])];
    let title = words.get("slip-title");
    let flow = &mut Flow::new(language)?;
    letterhead(flow, words, &slip.issuer, &title, &marks);
    if slip.references().any(|reference| reference.organisation().is_some_and(|code| code.is_test())) {
        flow.panel(Ink::WARNING_WASH, 6.0, |flow| {
            flow.paragraph(&words.get("slip-test"), Style::BODY.bold().ink(Ink::WARNING));
        });
        flow.gap(10.0);
    }
    subject(flow, words, slip);
    flow.together(|flow| summary(flow, words, slip));
    flow.gap(PART);
    owed(flow, words, slip)?;
    flow.gap(PART);
    flow.together(|flow| ways(flow, words, slip));
    flow.gap(PART);
    coupon::lay_out(flow, words, slip)?;
    if !slip.instalments.is_empty() {
        flow.next_sheet();
        instalments::lay_out(flow, words, slip)?;
    }
    footers(flow, words, &slip.issuer, &format!("{title} {}", slip.number));
    let (amount, due) = (slip.amount.text(language), wording::date(language, slip.due_on));
    let about = About {
        title: format!("{title} {}", slip.number),
        description: words.with("slip-about", &[("number", &slip.number), ("amount", &amount), ("date", &due)]),
        author: slip.issuer.name.get(language).to_owned(),
        language,
        made: slip.issued_at.clone(),
        id: format!("slip/{}/{}/{}", slip.number, slip.reference, language.tag()),
    };
    write(flow.take(), about)
}

impl Slip {
    fn references(&self) -> impl Iterator<Item = &RfReference> {
        std::iter::once(&self.reference).chain(self.instalments.iter().map(|instalment| &instalment.reference))
    }
}

/// Refuses what must not be printed: sums that do not come out, amounts that a bank would refuse with their reference.
fn check(slip: &Slip) -> Result<(), DocumentError> {
    if slip.lines.is_empty() {
        return Err(DocumentError::Empty);
    }
    let owed = Cents::total(slip.lines.iter().map(|line| line.amount)).and_then(|sum| sum.checked_sub(slip.paid));
    if owed != Some(slip.amount) || slip.paid.is_negative() {
        return Err(DocumentError::DoesNotAddUp { parts: owed, total: slip.amount });
    }
    if !slip.instalments.is_empty() {
        let parts = Cents::total(slip.instalments.iter().map(|instalment| instalment.amount));
        if parts != Some(slip.amount) {
            return Err(DocumentError::DoesNotAddUp { parts, total: slip.amount });
        }
    }
    let whole = [(&slip.reference, slip.amount)].into_iter();
    let early = slip.early.iter().map(|early| (&slip.reference, early.amount));
    let parts = slip.instalments.iter().map(|instalment| (&instalment.reference, instalment.amount));
    for (reference, amount) in whole.chain(early).chain(parts) {
        if !amount.is_positive() || amount > slip.amount || amount > Cents::MAX_TYPED {
            return Err(DocumentError::Amount(amount));
        }
        if !reference.agrees_with(amount) {
            return Err(DocumentError::Reference { reference: reference.clone(), amount });
        }
    }
    Ok(())
}

/// To whom, and what about.
fn subject(flow: &mut Flow, words: Words, slip: &Slip) {
    if let Some(Recipient { name, address }) = &slip.recipient {
        flow.paragraph(&words.get("slip-to"), Style::SMALL);
        flow.paragraph(name, Style::BODY.bold().size(10.5));
        for line in address {
            flow.paragraph(line, Style::BODY);
        }
        flow.gap(PART);
    }
    flow.heading(2, slip.title.get(words.0), Style::BODY.bold().size(13.0));
    if let Some(period) = &slip.period {
        flow.paragraph(period.get(words.0), Style::BODY.ink(Ink::SOFT));
    }
    flow.gap(8.0);
}

/// How much, until when, with which code: what most people look for.
fn summary(flow: &mut Flow, words: Words, slip: &Slip) {
    let style = |size, ink| Style::BODY.bold().size(size).ink(ink);
    let amount = slip.amount.text(words.0);
    // What a household owes stands large; millions must fit as well.
    let amount_size = if amount.chars().count() > 11 { 12.0 } else { 16.0 };
    let fact = |name: &str, value: String, style: Style| Fact { name: words.get(name), value, style };
    flow.panel(Ink::BRAND_WASH, 12.0, |flow| {
        let rest = flow.width - 270.0;
        facts(
            flow,
            &[134.0, 136.0, rest],
            &[
                fact("slip-amount", amount.clone(), style(amount_size, Ink::BRAND)),
                fact("slip-due", wording::date(words.0, slip.due_on), style(10.5, Ink::TEXT)),
                fact("slip-reference", slip.reference.grouped(), style(10.5, Ink::TEXT)),
            ],
        );
    });
    if let Some(early) = slip.early {
        flow.gap(8.0);
        let off = slip.amount.checked_sub(early.amount).unwrap_or_default();
        let variables = [
            ("date", wording::date(words.0, early.until)),
            ("amount", early.amount.text(words.0)),
            ("off", off.text(words.0)),
        ];
        let variables = variables.each_ref().map(|(name, value)| (*name, value.as_str()));
        flow.panel(Ink::OPEN_WASH, 8.0, |flow| {
            flow.paragraph(&words.with("slip-early", &variables), Style::BODY.bold().ink(Ink::OPEN));
        });
    }
}

fn owed(flow: &mut Flow, words: Words, slip: &Slip) -> Result<(), DocumentError> {
    flow.need(90.0);
    flow.heading(2, &words.get("slip-what"), HEADING);
    flow.gap(2.0);
    let mut sums = Vec::new();
    if slip.paid.is_positive() {
        sums.push((words.get("slip-already"), slip.paid.checked_neg().unwrap_or_default()));
    }
    sums.push((words.get("slip-owed"), slip.amount));
    lines(words, &slip.number, &slip.lines, &sums).lay_out(flow)
}

/// Three cards side by side, a numbered list for who listens.
fn ways(flow: &mut Flow, words: Words, slip: &Slip) {
    const GAP: f32 = 14.0;
    let width = (BODY - 2.0 * GAP) / 3.0;
    let how_qr = if slip.instalments.is_empty() { "slip-way-qr-how" } else { "slip-way-qr-how-instalments" };
    let cards = [("slip-way-qr", how_qr), ("slip-way-rf", "slip-way-rf-how"), ("slip-way-card", "slip-way-card-how")];
    flow.heading(2, &words.get("slip-how"), HEADING);
    flow.gap(6.0);
    flow.within(Tag::L(ListNumbering::Decimal), |flow| {
        let (top, mut x, mut bottom) = (flow.y, flow.x, flow.y);
        for ((name, how), number) in cards.into_iter().zip(1..) {
            flow.y = top;
            flow.column(x, width, |flow| {
                flow.rule(Ink::BRAND, 1.2);
                flow.gap(6.0);
                flow.within(Tag::LI, |flow| way(flow, words, slip, number, name, how));
            });
            bottom = bottom.max(flow.y);
            x += width + GAP;
        }
        flow.y = bottom;
    });
}

fn way(flow: &mut Flow, words: Words, slip: &Slip, number: u8, name: &str, how: &str) {
    const LABEL: f32 = 14.0;
    let (x, width, top) = (flow.x, flow.width, flow.y);
    flow.within(Tag::Lbl, |flow| flow.text(&number.to_string(), Style::BODY.bold().ink(Ink::BRAND).size(10.5)));
    flow.y = top;
    flow.within(Tag::LBody, |flow| {
        flow.column(x + LABEL, width - LABEL, |flow| {
            flow.paragraph(&words.get(name), Style::BODY.bold().size(10.5));
        });
        flow.gap(2.0);
        flow.paragraph(&words.get(how), Style::BODY.size(9.0));
        if name == "slip-way-card" {
            flow.address(&slip.address, Style::BODY.bold().size(9.0).ink(Ink::BRAND));
        }
    });
}
