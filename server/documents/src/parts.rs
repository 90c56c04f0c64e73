//! What the receipt and the slip share: the letterhead, facts with their names, the lines of a bill.

use crate::{
    Issuer, Line,
    paper::{Align, BODY, Cell, Column, Flow, Ink, Row, RowKind, SIDE, Shape, Style, Table},
    texts::Words,
};
use dimos_domain::money::Cents;
use krilla::tagging::{ListNumbering, Tag};

pub(crate) const HEADING: Style = Style::BODY.bold().size(12.0).ink(Ink::BRAND);
/// Between one part and the next.
pub(crate) const PART: f32 = 18.0;
const AMOUNT_WIDTH: f32 = 110.0;

/// The city's name and mark, the document's title, and what tells this one from others.
pub(crate) fn letterhead(flow: &mut Flow, words: Words, issuer: &Issuer, title: &str, marks: &[String]) {
    const PIN: f32 = 30.0;
    flow.decorate(Shape::Pin { x: flow.x - 3.0, y: flow.y, size: PIN });
    flow.column(SIDE + PIN + 6.0, BODY - PIN - 6.0, |flow| {
        flow.paragraph(issuer.name.get(words.0), Style::BODY.bold().size(13.0));
        flow.paragraph(issuer.details.get(words.0), Style::SMALL);
    });
    flow.gap(8.0);
    flow.rule(Ink::BRAND, 1.6);
    flow.gap(14.0);
    let marks_width = 170.0;
    flow.beside(
        (SIDE, BODY - marks_width - 12.0),
        |flow| flow.heading(1, title, Style::BODY.bold().size(20.0)),
        (SIDE + BODY - marks_width, marks_width),
        |flow| {
            for (index, mark) in marks.iter().enumerate() {
                let style = if index == 0 { Style::BODY.bold().size(11.0) } else { Style::SMALL.size(9.0) };
                flow.paragraph(mark, style.right());
            }
        },
    );
    flow.gap(12.0);
}

/// Something with its name over it.
pub(crate) struct Fact {
    pub name: String,
    pub value: String,
    pub style: Style,
}

/// Facts side by side, in columns of these widths, row by row: a list for who listens.
pub(crate) fn facts(flow: &mut Flow, widths: &[f32], facts: &[Fact]) {
    const GAP: f32 = 14.0;
    flow.within(Tag::L(ListNumbering::None), |flow| {
        for (index, row) in facts.chunks(widths.len().max(1)).enumerate() {
            if index > 0 {
                flow.gap(7.0);
            }
            let (top, mut x, mut bottom) = (flow.y, flow.x, flow.y);
            let largest = row.iter().map(|fact| fact.style.size).fold(0.0, f32::max);
            for (fact, width) in row.iter().zip(widths) {
                flow.y = top;
                flow.column(x, width - GAP, |flow| fact_item(flow, fact, largest));
                bottom = bottom.max(flow.y);
                x += width;
            }
            flow.y = bottom;
        }
    });
}

/// Values of one row stand on one baseline, that of the largest.
fn fact_item(flow: &mut Flow, fact: &Fact, largest: f32) {
    flow.within(Tag::LI, |flow| {
        flow.within(Tag::Lbl, |flow| flow.text(&fact.name, Style::SMALL));
        flow.gap(Style::BODY.size(largest).baseline() - fact.style.baseline());
        flow.within(Tag::LBody, |flow| flow.paragraph(&fact.value, fact.style));
    });
}

/// The lines of a bill and the sums under them.
pub(crate) fn lines(words: Words, number: &str, lines: &[Line], sums: &[(String, Cents)]) -> Table {
    let amount = |amount: Cents, style: Style| Cell::Words(vec![(amount.text(words.0), style)]);
    let line = |line: &Line| {
        let mut paragraphs = vec![(line.tax_head.get(words.0).to_owned(), Style::BODY)];
        paragraphs.extend(line.detail.iter().map(|detail| (detail.clone(), Style::SMALL)));
        Row { kind: RowKind::Line, cells: vec![Cell::Words(paragraphs), amount(line.amount, Style::BODY)] }
    };
    let sum = |(name, sum): &(String, Cents)| {
        let style = Style::BODY.bold();
        Row { kind: RowKind::Sum, cells: vec![Cell::Words(vec![(name.clone(), style)]), amount(*sum, style)] }
    };
    Table {
        summary: words.with("lines-summary", &[("number", number)]),
        columns: vec![
            Column { name: words.get("lines-for"), width: BODY - AMOUNT_WIDTH, align: Align::Left },
            Column { name: words.get("lines-amount"), width: AMOUNT_WIDTH, align: Align::Right },
        ],
        rows: lines.iter().map(line).chain(sums.iter().map(sum)).collect(),
    }
}

/// What stands at the foot of every sheet.
pub(crate) fn footers(flow: &mut Flow, words: Words, issuer: &Issuer, name: &str) {
    flow.footers(issuer.name.get(words.0), |page, pages| {
        let page = words.with("page-of", &[("page", &page.to_string()), ("pages", &pages.to_string())]);
        format!("{name} · {page}")
    });
}
