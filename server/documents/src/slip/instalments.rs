//! The plan that may be followed instead: every instalment with a reference and a QR code of its own.

use super::{Slip, coupon};
use crate::{
    DocumentError,
    paper::{Align, BODY, Cell, Column, Flow, Row, RowKind, Style, Table},
    parts::HEADING,
    texts::Words,
};
use dimos_domain::wording;

/// More than half a millimetre a module, and seven rows a sheet.
const CODE: f32 = 84.0;

pub(super) fn lay_out(flow: &mut Flow, words: Words, slip: &Slip) -> Result<(), DocumentError> {
    let column = |name: &str, width| Column { name: words.get(name), width, align: Align::Left };
    let (number, day, code_width) = (62.0, 122.0, CODE + 12.0);
    let columns = vec![
        column("slip-instalment", number),
        column("slip-due", day),
        column("slip-instalment-pay", BODY - number - day - code_width),
        column("slip-instalment-code", code_width),
    ];
    let count = slip.instalments.len().to_string();
    let row = |instalment: &super::SlipInstalment| {
        let (text, alt) = coupon::code(words, slip, instalment.amount, &instalment.reference)?;
        let number = [("number", &*instalment.number.to_string()), ("count", &count)];
        let cell = |text: String, style: Style| Cell::Words(vec![(text, style)]);
        Ok(Row {
            kind: RowKind::Line,
            cells: vec![
                cell(words.with("slip-instalment-of", &number), Style::BODY.bold()),
                cell(wording::date(words.0, instalment.due_on), Style::BODY),
                Cell::Words(vec![
                    (instalment.amount.text(words.0), Style::BODY.bold().size(12.0)),
                    (instalment.reference.grouped(), Style::BODY.bold().size(9.0)),
                ]),
                Cell::Code { text, words: alt, side: CODE },
            ],
        })
    };
    let rows = slip.instalments.iter().map(row).collect::<Result<Vec<_>, DocumentError>>()?;
    flow.heading(2, &words.get("slip-instalments"), HEADING);
    flow.paragraph(&words.get("slip-instalments-how"), Style::BODY);
    flow.gap(6.0);
    Table { summary: words.get("slip-instalments-summary"), columns, rows }.lay_out(flow)
}
