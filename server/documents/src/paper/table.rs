//! Tables: rows of cells that wrap. A row is never torn apart; on the next sheet the head stands again, for the eye only.

use super::{
    Align, Area, BOTTOM, Ink, Role, Shape, TOP,
    flow::{Flow, Style},
    font::Run,
};
use crate::qr::Modules;
use krilla::tagging::{TableHeaderScope, Tag, TagKind};

/// Between a cell's side and its words.
const PAD_X: f32 = 6.0;
const PAD_Y: f32 = 4.5;

/// A column: its name, how wide it is in points, to which side it goes.
pub(crate) struct Column {
    pub name: String,
    pub width: f32,
    pub align: Align,
}

/// What stands in a cell.
pub(crate) enum Cell {
    /// Paragraphs, each with its look.
    Words(Vec<(String, Style)>),
    /// A QR code with its words for who cannot see it.
    Code { text: String, words: String, side: f32 },
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowKind {
    Line,
    /// A line of the foot: its first cell names it.
    Sum,
}

pub(crate) struct Row {
    pub kind: RowKind,
    pub cells: Vec<Cell>,
}

pub(crate) struct Table {
    pub summary: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

/// A cell with its words shaped.
enum Set {
    Words(Vec<(Vec<Run>, Style, Option<String>)>),
    Code { modules: Modules, words: String, side: f32 },
}

impl Table {
    /// Lays the table out in the flow's column, with its head.
    pub(crate) fn lay_out(self, flow: &mut Flow) -> Result<(), crate::DocumentError> {
        let Self { summary, columns, rows } = self;
        let rows = rows
            .into_iter()
            .map(|row| Ok((row.kind, set(flow, &columns, row.cells)?)))
            .collect::<Result<Vec<_>, crate::DocumentError>>()?;
        let sums = rows.iter().position(|(kind, _)| *kind == RowKind::Sum).unwrap_or(rows.len());
        // The head never stands alone at the foot of a sheet.
        let first = rows.first().map_or(0.0, |(_, cells)| height(cells));
        flow.need(head_height(flow, &columns) + first);
        flow.within(Tag::Table.with_summary(Some(summary)), |flow| {
            flow.within(Tag::THead, |flow| head(flow, &columns, None));
            let mut rows = rows.into_iter();
            let body: Vec<_> = rows.by_ref().take(sums).collect();
            flow.within(Tag::TBody, |flow| {
                for (kind, cells) in body {
                    lay_row(flow, &columns, kind, cells);
                }
            });
            let foot: Vec<_> = rows.collect();
            if !foot.is_empty() {
                flow.within(Tag::TFoot, |flow| {
                    for (kind, cells) in foot {
                        lay_row(flow, &columns, kind, cells);
                    }
                });
            }
        });
        Ok(())
    }
}

fn set(flow: &Flow, columns: &[Column], cells: Vec<Cell>) -> Result<Vec<Set>, crate::DocumentError> {
    let set = |(cell, column): (Cell, &Column)| {
        Ok(match cell {
            Cell::Code { text, words, side } => Set::Code { modules: Modules::of(&text)?, words, side },
            Cell::Words(paragraphs) => Set::Words(
                paragraphs
                    .into_iter()
                    .map(|(text, style)| {
                        let style = Style { align: column.align, ..style };
                        let runs = flow.shaped(&text, style, column.width - 2.0 * PAD_X);
                        (runs, style, flow.other_language(&text))
                    })
                    .collect(),
            ),
        })
    };
    cells.into_iter().zip(columns).map(set).collect()
}

fn height(cells: &[Set]) -> f32 {
    cells.iter().map(cell_height).fold(0.0, f32::max) + 2.0 * PAD_Y
}

fn cell_height(cell: &Set) -> f32 {
    match cell {
        Set::Code { side, .. } => *side,
        Set::Words(paragraphs) => paragraphs.iter().map(|(runs, style, _)| lines(runs) * style.leading()).sum(),
    }
}

fn lines(runs: &[Run]) -> f32 {
    f32::from(u16::try_from(runs.len()).unwrap_or(u16::MAX))
}

const fn head_style(column: &Column) -> Style {
    let style = Style::SMALL.bold().ink(Ink::SOFT);
    Style { align: column.align, ..style }
}

fn head_height(flow: &Flow, columns: &[Column]) -> f32 {
    let of = |column: &Column| {
        let style = head_style(column);
        lines(&flow.shaped(&column.name, style, column.width - 2.0 * PAD_X)) * style.leading()
    };
    columns.iter().map(of).fold(0.0, f32::max) + 2.0 * PAD_Y
}

/// The head: content the first time (`role` is none), a repetition for the eye later.
fn head(flow: &mut Flow, columns: &[Column], role: Option<Role>) {
    let (top, height) = (flow.y, head_height(flow, columns));
    let mut x = flow.x;
    let mut cells = Vec::new();
    for column in columns {
        let style = head_style(column);
        let runs = flow.shaped(&column.name, style, column.width - 2.0 * PAD_X);
        // Words stand on the lower line of the head.
        let y = top + height - PAD_Y - lines(&runs) * style.leading();
        cells.push((runs, style, x, column.width, y));
        x += column.width;
    }
    let mut draw = |flow: &mut Flow| {
        for (runs, style, x, width, y) in cells.drain(..) {
            let cell = |flow: &mut Flow| {
                for (run, line) in runs.into_iter().zip(0_u16..) {
                    let y = y + f32::from(line) * style.leading();
                    flow.draw_line(role, run, style, x + PAD_X, width - 2.0 * PAD_X, y);
                }
            };
            match role {
                None => flow.within(Tag::TH(TableHeaderScope::Column), cell),
                Some(_) => cell(flow),
            }
        }
    };
    match role {
        None => flow.within(Tag::TR, draw),
        Some(_) => draw(flow),
    }
    flow.y = top + height;
    flow.rule(Ink::LINE_STRONG, 1.0);
}

fn lay_row(flow: &mut Flow, columns: &[Column], kind: RowKind, cells: Vec<Set>) {
    let height = height(&cells);
    if flow.y + height > BOTTOM && flow.y > TOP {
        flow.next_sheet();
        head(flow, columns, Some(Role::Repeated));
    }
    let top = flow.y;
    // Beside a code, words stand in the middle.
    let middle = cells.iter().any(|cell| matches!(cell, Set::Code { .. }));
    if kind == RowKind::Sum {
        // The line over it stays seen.
        let area = Area { x: flow.x, y: top + 0.4, width: flow.width, height: height - 0.4 };
        flow.decorate(Shape::Panel { area, round: 0.0, ink: Ink::BRAND_WASH });
    }
    flow.within(Tag::TR, |flow| {
        let mut x = flow.x;
        for ((cell, column), first) in
            cells.into_iter().zip(columns).zip([true].into_iter().chain(std::iter::repeat(false)))
        {
            let tag: TagKind = if first { Tag::TH(TableHeaderScope::Row).into() } else { Tag::TD.into() };
            let over = if middle { (height - cell_height(&cell)) / 2.0 } else { PAD_Y };
            flow.within(tag, |flow| lay_cell(flow, cell, x + PAD_X, column.width - 2.0 * PAD_X, top + over));
            x += column.width;
        }
    });
    flow.y = top + height;
    flow.rule(Ink::LINE, 0.6);
}

fn lay_cell(flow: &mut Flow, cell: Set, x: f32, width: f32, mut y: f32) {
    match cell {
        Set::Code { modules, words, side } => flow.code_at(modules, &words, x, y, side),
        Set::Words(paragraphs) => {
            for (runs, style, language) in paragraphs {
                flow.within(TagKind::from(Tag::P).with_lang(language), |flow| {
                    for run in runs {
                        if !run.text.is_empty() {
                            flow.draw_line(None, run, style, x, width, y);
                        }
                        y += style.leading();
                    }
                });
            }
        }
    }
}
