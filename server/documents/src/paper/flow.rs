//! Lays text out from top to bottom and from sheet to sheet, and keeps the tree of what is what in reading order.

use super::{
    Area, BODY, BOTTOM, Heading, Ink, Laid, Node, Role, SIDE, Shape, Sheet, TOP, Weight,
    font::{ASCENT, DESCENT, Fonts, Run},
};
use crate::{DocumentError, qr::Modules};
use dimos_domain::l10n::Language;
use krilla::{
    geom::Rect,
    tagging::{BBox, Tag, TagKind},
};
use std::num::NonZeroU16;

/// The longest text that is drawn; what is longer ends in `…`. A receipt with a shortened name is better than none.
const LONGEST: usize = 400;
/// Baseline to baseline, in sizes.
const LEADING: f32 = 1.38;

/// What sums of fractions may be off by: it fills no line.
const HAIR: f32 = 0.05;

/// To which side a line goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Style {
    pub weight: Weight,
    pub size: f32,
    pub ink: Ink,
    pub align: Align,
}

impl Style {
    pub(crate) const BODY: Self = Self { weight: Weight::Regular, size: 9.5, ink: Ink::TEXT, align: Align::Left };
    pub(crate) const SMALL: Self = Self { size: 8.0, ink: Ink::SOFT, ..Self::BODY };

    pub(crate) const fn bold(self) -> Self {
        Self { weight: Weight::Bold, ..self }
    }

    pub(crate) const fn size(self, size: f32) -> Self {
        Self { size, ..self }
    }

    pub(crate) const fn ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    pub(crate) const fn right(self) -> Self {
        Self { align: Align::Right, ..self }
    }

    /// The height of one line.
    pub(crate) fn leading(self) -> f32 {
        self.size * LEADING
    }

    /// From the top of a line to its baseline.
    pub(crate) fn baseline(self) -> f32 {
        (self.leading() - (ASCENT + DESCENT) * self.size) / 2.0 + ASCENT * self.size
    }
}

/// What has been laid out so far, and where the next thing goes.
pub(crate) struct Flow {
    fonts: Fonts,
    language: Language,
    laid: Laid,
    open: Vec<(TagKind, Vec<Node>)>,
    leaves: usize,
    together: bool,
    /// Where the next line begins.
    pub y: f32,
    /// The column that is written.
    pub x: f32,
    pub width: f32,
}

impl Flow {
    pub(crate) fn new(language: Language) -> Result<Self, DocumentError> {
        Ok(Self {
            fonts: Fonts::load()?,
            language,
            laid: Laid { sheets: vec![Sheet::default()], tree: Vec::new(), headings: Vec::new() },
            open: Vec::new(),
            leaves: 0,
            together: false,
            y: TOP,
            x: SIDE,
            width: BODY,
        })
    }

    /// All that was laid out.
    pub(crate) fn take(&mut self) -> Laid {
        std::mem::replace(&mut self.laid, Laid { sheets: Vec::new(), tree: Vec::new(), headings: Vec::new() })
    }

    /// Everything inside belongs to one element of the tree.
    pub(crate) fn within<T>(&mut self, tag: impl Into<TagKind>, inside: impl FnOnce(&mut Self) -> T) -> T {
        self.open.push((tag.into(), Vec::new()));
        let result = inside(self);
        if let Some((tag, children)) = self.open.pop() {
            self.add(Node::Group(tag, children));
        }
        result
    }

    fn siblings(&mut self) -> &mut Vec<Node> {
        match self.open.last_mut() {
            Some((_, children)) => children,
            None => &mut self.laid.tree,
        }
    }

    fn add(&mut self, node: Node) {
        self.siblings().push(node);
    }

    fn sheet(&self) -> usize {
        self.laid.sheets.len() - 1
    }

    /// Draws something that is no content.
    pub(crate) fn decorate(&mut self, shape: Shape) {
        self.draw(Role::Decoration, shape);
    }

    pub(super) fn draw(&mut self, role: Role, shape: Shape) {
        if let Some(sheet) = self.laid.sheets.last_mut() {
            sheet.drawn.push((role, shape));
        }
    }

    /// Draws something that is content, as a leaf of the element that is open.
    fn draw_content(&mut self, shape: Shape) {
        let leaf = self.leaves;
        self.leaves += 1;
        self.add(Node::Leaf(leaf));
        self.draw(Role::Content(leaf), shape);
    }

    pub(crate) fn gap(&mut self, points: f32) {
        self.y += points;
    }

    pub(crate) fn next_sheet(&mut self) {
        self.laid.sheets.push(Sheet::default());
        self.y = TOP;
    }

    /// Makes sure that so much fits, on the next sheet if not here.
    pub(crate) fn need(&mut self, height: f32) {
        if !self.together && self.y + height > BOTTOM + HAIR && self.y > TOP {
            self.next_sheet();
        }
    }

    /// Lays out what must not be torn apart: on the next sheet where it does not fit here.
    pub(crate) fn together<T>(&mut self, inside: impl Fn(&mut Self) -> T) -> T {
        if self.together {
            return inside(self);
        }
        let (y, leaves, headings) = (self.y, self.leaves, self.laid.headings.len());
        let children = self.siblings().len();
        let drawn = self.laid.sheets.last().map_or(0, |sheet| sheet.drawn.len());
        self.together = true;
        let result = inside(self);
        self.together = false;
        if self.y <= BOTTOM + HAIR || y <= TOP {
            return result;
        }
        self.leaves = leaves;
        self.siblings().truncate(children);
        self.laid.headings.truncate(headings);
        if let Some(sheet) = self.laid.sheets.last_mut() {
            sheet.drawn.truncate(drawn);
        }
        self.next_sheet();
        self.together = true;
        let result = inside(self);
        self.together = false;
        result
    }

    /// How high something is, without drawing it.
    pub(crate) fn height(&mut self, inside: impl Fn(&mut Self)) -> f32 {
        let (y, together, leaves, headings) = (self.y, self.together, self.leaves, self.laid.headings.len());
        let children = self.siblings().len();
        let drawn = self.laid.sheets.last().map_or(0, |sheet| sheet.drawn.len());
        self.together = true;
        inside(self);
        let height = self.y - y;
        (self.y, self.together, self.leaves) = (y, together, leaves);
        self.siblings().truncate(children);
        self.laid.headings.truncate(headings);
        if let Some(sheet) = self.laid.sheets.last_mut() {
            sheet.drawn.truncate(drawn);
        }
        height
    }

    /// Writes into another column and comes back to this one; the next line stays where it ended.
    pub(crate) fn column(&mut self, x: f32, width: f32, inside: impl FnOnce(&mut Self)) {
        let before = (self.x, self.width);
        (self.x, self.width) = (x, width);
        inside(self);
        (self.x, self.width) = before;
    }

    /// Two columns side by side, read in the order given; what follows begins under the longer one. To be used within
    /// [`Self::together`].
    pub(crate) fn beside(
        &mut self,
        (left_x, left_width): (f32, f32),
        left: impl FnOnce(&mut Self),
        (right_x, right_width): (f32, f32),
        right: impl FnOnce(&mut Self),
    ) {
        let top = self.y;
        self.column(left_x, left_width, left);
        let first = self.y;
        self.y = top;
        self.column(right_x, right_width, right);
        self.y = self.y.max(first);
    }

    /// A coloured panel behind what is laid out inside, `pad` points larger on every side. To be used within
    /// [`Self::together`].
    pub(crate) fn panel(&mut self, ink: Ink, pad: f32, inside: impl FnOnce(&mut Self)) {
        let (top, at) = (self.y, self.laid.sheets.last().map_or(0, |sheet| sheet.drawn.len()));
        let (x, width) = (self.x, self.width);
        self.y += pad;
        self.column(x + pad, width - 2.0 * pad, inside);
        self.y += pad;
        let area = Area { x, y: top, width, height: self.y - top };
        if let Some(sheet) = self.laid.sheets.last_mut() {
            sheet.drawn.insert(at, (Role::Decoration, Shape::Panel { area, round: 5.0, ink }));
        }
    }

    /// A line across the column.
    pub(crate) fn rule(&mut self, ink: Ink, width: f32) {
        let (from, to) = ((self.x, self.y), (self.x + self.width, self.y));
        self.decorate(Shape::Rule { from, to, width, ink, dashes: false });
    }

    /// A text in the look given, shaped into the lines of a width.
    pub(super) fn shaped(&self, text: &str, style: Style, width: f32) -> Vec<Run> {
        self.fonts.lines(&self.fonts.clean(text, LONGEST), style.weight, style.size, width)
    }

    /// Draws a line of text at the top `y` of its line, in a column: as a leaf of the element that is open, if no other
    /// role is given.
    pub(super) fn draw_line(&mut self, role: Option<Role>, run: Run, style: Style, x: f32, width: f32, y: f32) {
        let shape = line(run, style, x, width, y);
        match role {
            Some(role) => self.draw(role, shape),
            None => self.draw_content(shape),
        }
    }

    /// Text as leaves of the element that is open.
    pub(crate) fn text(&mut self, text: &str, style: Style) {
        for run in self.shaped(text, style, self.width) {
            self.need(style.leading());
            if !run.text.is_empty() {
                self.draw_line(None, run, style, self.x, self.width, self.y);
            }
            self.y += style.leading();
        }
    }

    /// A paragraph; Greek words in an English document say that they are Greek.
    pub(crate) fn paragraph(&mut self, text: &str, style: Style) {
        self.within(TagKind::from(Tag::P).with_lang(self.other_language(text)), |flow| flow.text(text, style));
    }

    /// The language of a text that is mostly written in letters of the other one.
    pub(super) fn other_language(&self, text: &str) -> Option<String> {
        let greek = text.chars().filter(|c| matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}')).count();
        let latin = text.chars().filter(char::is_ascii_alphabetic).count();
        (self.language == Language::En && greek > latin).then(|| Language::El.tag().to_owned())
    }

    pub(crate) fn heading(&mut self, level: u16, text: &str, style: Style) {
        let title = self.fonts.clean(text, LONGEST);
        let (sheet, y) = (self.sheet(), self.y);
        self.laid.headings.push(Heading { level, text: title.clone(), sheet, y });
        self.within(Tag::Hn(NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN), Some(title)), |flow| {
            flow.text(text, style)
        });
    }

    /// An address that can be clicked where it is one for a browser.
    pub(crate) fn address(&mut self, address: &str, style: Style) {
        if !(address.starts_with("https://") || address.starts_with("http://")) {
            return self.paragraph(address, style);
        }
        self.within(Tag::P, |flow| {
            flow.within(Tag::Link, |flow| {
                let (x, top) = (flow.x, flow.y);
                let widths: Vec<f32> = flow.shaped(address, style, flow.width).iter().map(|run| run.width).collect();
                flow.text(address, style);
                let line = style.leading();
                let areas = widths.iter().zip(0_u16..).map(|(width, index)| Area {
                    x,
                    y: top + f32::from(index) * line,
                    width: *width,
                    height: line,
                });
                let shape = Shape::Link { areas: areas.collect(), address: address.to_owned() };
                flow.draw_content(shape);
            });
        });
    }

    /// A QR code, its words for who cannot see it; `side` points wide with its quiet zone.
    pub(crate) fn code(&mut self, modules: Modules, words: &str, side: f32) {
        self.need(side);
        self.code_at(modules, words, self.x, self.y, side);
        self.y += side;
    }

    pub(super) fn code_at(&mut self, modules: Modules, words: &str, x: f32, y: f32, side: f32) {
        let area = Area { x, y, width: side, height: side };
        let bounds = Rect::from_xywh(x, y, side, side).map(|rect| BBox::new(self.sheet(), rect));
        self.within(Tag::Figure(Some(words.to_owned())).with_bbox(bounds), |flow| {
            flow.draw_content(Shape::Code { modules, area });
        });
    }

    /// What stands at the foot of every sheet; `right` is told the sheet's number and how many there are.
    pub(crate) fn footers(&mut self, left: &str, right: impl Fn(usize, usize) -> String) {
        const GAP: f32 = 18.0;
        let style = Style::SMALL.size(7.5);
        let (count, top) = (self.laid.sheets.len(), BOTTOM + 18.0);
        for index in 0..count {
            let page = self.shaped(&right(index + 1, count), style, BODY);
            let room = BODY - page.first().map_or(0.0, |run| run.width) - GAP;
            let (from, to) = ((SIDE, top - 6.0), (SIDE + BODY, top - 6.0));
            let mut shapes = vec![Shape::Rule { from, to, width: 0.6, ink: Ink::LINE, dashes: false }];
            shapes.extend(
                self.shaped(left, style, room).into_iter().take(1).map(|run| line(run, style, SIDE, room, top)),
            );
            shapes.extend(page.into_iter().take(1).map(|run| line(run, style.right(), SIDE, BODY, top)));
            if let Some(sheet) = self.laid.sheets.get_mut(index) {
                sheet.drawn.extend(shapes.into_iter().map(|shape| (Role::Footer, shape)));
            }
        }
    }
}

/// A shaped line in a column, `y` being the top of its line.
fn line(run: Run, style: Style, x: f32, width: f32, y: f32) -> Shape {
    let x = match style.align {
        Align::Left => x,
        Align::Right => x + width - run.width,
    };
    Shape::Text { run, x, y: y + style.baseline(), ink: style.ink }
}
