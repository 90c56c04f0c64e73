//! Writes what was laid out as a PDF that is checked to be PDF/UA-1 while it is written.

use super::{Area, HEIGHT, Ink, Laid, Node, Role, Shape, WIDTH, font::Fonts};
use crate::{DocumentError, qr::Modules};
use dimos_domain::l10n::Language;
use jiff::Zoned;
use krilla::{
    Document, SerializeSettings,
    action::LinkAction,
    annotation::{Annotation, LinkAnnotation, Target},
    color::rgb,
    configure::{Accessibility, ConfigurationBuilder},
    destination::XyzDestination,
    geom::{PathBuilder, Point, Quadrilateral, Rect},
    metadata::{DateTime, Metadata, TextDirection},
    num::NormalizedF32,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::{Fill, FillRule, LineCap, LineJoin, Stroke, StrokeDash},
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, Identifier, Node as Tagged, SpanTag, TagGroup, TagTree},
};
use std::collections::BTreeMap;

/// What a reader of the file is told about it.
pub(crate) struct About {
    pub title: String,
    pub description: String,
    pub author: String,
    pub language: Language,
    /// When it was made: the caller's time, so that the same record gives the same bytes.
    pub made: Zoned,
    /// What names this document among all.
    pub id: String,
}

/// The finished file.
pub(crate) fn write(laid: Laid, about: About) -> Result<Vec<u8>, DocumentError> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(DocumentError::writing)?;
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let fonts = Fonts::load()?;
    let size = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| DocumentError::writing("A4"))?;
    let mut leaves: BTreeMap<usize, Identifier> = BTreeMap::new();
    for sheet in laid.sheets {
        let mut page = document.start_page_with(size.clone());
        let mut links = Vec::new();
        let mut surface = page.surface();
        for (role, shape) in sheet.drawn {
            if let (Role::Content(leaf), Shape::Link { areas, address }) = (role, &shape) {
                links.push((leaf, link(areas, address)));
                continue;
            }
            let identifier = surface.start_tagged(tag(role, &shape));
            draw(&mut surface, fonts, shape);
            surface.end_tagged();
            if let Role::Content(leaf) = role {
                leaves.insert(leaf, identifier);
            }
        }
        surface.finish();
        for (leaf, link) in links {
            if let Some(link) = link {
                leaves.insert(leaf, page.add_tagged_annotation(link));
            }
        }
        page.finish();
    }
    let mut outline = Outline::new();
    let mut above: Option<OutlineNode> = None;
    for heading in laid.headings {
        let node = OutlineNode::new(heading.text, XyzDestination::new(heading.sheet, Point::from_xy(0.0, heading.y)));
        match (&mut above, heading.level) {
            (Some(above), 2..) => above.push_child(node),
            _ => {
                let before = above.replace(node.with_open(true));
                before.into_iter().for_each(|before| outline.push_child(before));
            }
        }
    }
    above.into_iter().for_each(|above| outline.push_child(above));
    document.set_outline(outline);
    let mut tree = TagTree::new().with_lang(Some(about.language.tag().to_owned()));
    laid.tree.into_iter().filter_map(|node| tagged(node, &leaves)).for_each(|node| tree.push(node));
    document.set_tag_tree(tree);
    document.set_metadata(metadata(about));
    document.finish().map_err(DocumentError::writing)
}

fn metadata(about: About) -> Metadata {
    Metadata::new()
        .title(about.title)
        .description(about.description)
        .authors(vec![about.author])
        .language(about.language.tag().to_owned())
        .text_direction(TextDirection::LeftToRight)
        .creator("Dimos".to_owned())
        .producer("Dimos, krilla".to_owned())
        .document_id(about.id)
        .creation_date(date_time(&about.made))
}

fn date_time(made: &Zoned) -> DateTime {
    let small = |value: i8| u8::try_from(value).unwrap_or_default();
    let minutes = made.offset().seconds() / 60;
    DateTime::new(u16::try_from(made.year()).unwrap_or_default())
        .month(small(made.month()))
        .day(small(made.day()))
        .hour(small(made.hour()))
        .minute(small(made.minute()))
        .second(small(made.second()))
        .utc_offset_hour(i8::try_from(minutes / 60).unwrap_or_default())
        .utc_offset_minute(u8::try_from(minutes.unsigned_abs() % 60).unwrap_or_default())
}

fn tagged(node: Node, leaves: &BTreeMap<usize, Identifier>) -> Option<Tagged> {
    match node {
        Node::Leaf(leaf) => leaves.get(&leaf).copied().map(Tagged::from),
        Node::Group(tag, children) => {
            let children = children.into_iter().filter_map(|child| tagged(child, leaves)).collect();
            Some(TagGroup::with_children(tag, children).into())
        }
    }
}

fn tag<'a>(role: Role, shape: &Shape) -> ContentTag<'a> {
    let artifact = |kind| ContentTag::Artifact(Artifact { kind, bbox: None });
    match (role, shape) {
        (Role::Content(_), Shape::Text { .. }) => {
            ContentTag::Span(SpanTag { lang: None, alt_text: None, expanded: None, actual_text: None })
        }
        (Role::Content(_), _) => ContentTag::Other,
        (Role::Decoration, _) => artifact(ArtifactType::Layout),
        (Role::Repeated, _) => artifact(ArtifactType::PaginationOther),
        (Role::Footer, _) => artifact(ArtifactType::Footer),
    }
}

fn link(areas: &[Area], address: &str) -> Option<Annotation> {
    let quads: Vec<Quadrilateral> = areas.iter().filter_map(|area| rect(*area)).map(Quadrilateral::from).collect();
    let target = Target::Action(LinkAction::new(address.to_owned()).into());
    let there = !quads.is_empty();
    there.then(|| Annotation::new_link(LinkAnnotation::new_with_quad_points(quads, target), Some(address.to_owned())))
}

fn rect(area: Area) -> Option<Rect> {
    Rect::from_xywh(area.x, area.y, area.width, area.height)
}

fn draw(surface: &mut Surface<'_>, fonts: Fonts, shape: Shape) {
    match shape {
        Shape::Text { run, x, y, ink } => {
            fill(surface, ink);
            let start = Point::from_xy(x, y);
            surface.draw_glyphs(start, &run.glyphs, fonts.font(run.weight), &run.text, run.size, false);
        }
        Shape::Panel { area, round, ink } => {
            fill(surface, ink);
            path(surface, |path| panel(path, area, round));
        }
        Shape::Rule { from, to, width, ink, dashes } => {
            let dash = dashes.then(|| StrokeDash { array: vec![4.0, 3.0], offset: 0.0 });
            stroke(surface, ink, width, dash);
            path(surface, |path| {
                path.move_to(from.0, from.1);
                path.line_to(to.0, to.1);
            });
        }
        Shape::Code { modules, area } => code(surface, &modules, area),
        Shape::Pin { x, y, size } => pin(surface, x, y, size),
        Shape::Scissors { x, y, size } => scissors(surface, x, y, size),
        Shape::Tick { x, y, size, ink } => {
            stroke(surface, ink, size * 0.16, None);
            path(surface, |path| {
                path.move_to(x + size * 0.08, y + size * 0.55);
                path.line_to(x + size * 0.38, y + size * 0.84);
                path.line_to(x + size * 0.94, y + size * 0.18);
            });
        }
        Shape::Link { .. } => {}
    }
}

fn colour(ink: Ink) -> rgb::Color {
    rgb::Color::new(ink.0, ink.1, ink.2)
}

fn fill(surface: &mut Surface<'_>, ink: Ink) {
    surface.set_stroke(None);
    surface.set_fill(Some(Fill { paint: colour(ink).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }));
}

fn stroke(surface: &mut Surface<'_>, ink: Ink, width: f32, dash: Option<StrokeDash>) {
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: colour(ink).into(),
        width,
        line_cap: LineCap::Round,
        line_join: LineJoin::Round,
        dash,
        ..Stroke::default()
    }));
}

fn path(surface: &mut Surface<'_>, lines: impl FnOnce(&mut PathBuilder)) {
    let mut path = PathBuilder::new();
    lines(&mut path);
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

fn panel(path: &mut PathBuilder, area: Area, round: f32) {
    let Area { x, y, width, height } = area;
    if round <= 0.0 {
        rect(area).into_iter().for_each(|rect| path.push_rect(rect));
        return;
    }
    // How far the handles of a cubic stand from its ends, for a quarter of a circle.
    let (right, bottom, k) = (x + width, y + height, round * (1.0 - 0.552_285));
    path.move_to(x + round, y);
    path.line_to(right - round, y);
    path.cubic_to(right - k, y, right, y + k, right, y + round);
    path.line_to(right, bottom - round);
    path.cubic_to(right, bottom - k, right - k, bottom, right - round, bottom);
    path.line_to(x + round, bottom);
    path.cubic_to(x + k, bottom, x, bottom - k, x, bottom - round);
    path.line_to(x, y + round);
    path.cubic_to(x, y + k, x + k, y, x + round, y);
    path.close();
}

/// White under the code, then its dark modules as one path: no hair lines between them.
fn code(surface: &mut Surface<'_>, modules: &Modules, area: Area) {
    fill(surface, Ink::PAPER);
    path(surface, |path| panel(path, area, 0.0));
    fill(surface, Ink::BLACK);
    let module = area.width / f32::from(modules.side());
    path(surface, |path| {
        for dark in modules.dark() {
            let (x, y) = (area.x + f32::from(dark.x) * module, area.y + f32::from(dark.y) * module);
            let run = Rect::from_xywh(x, y, f32::from(dark.width) * module, module);
            run.into_iter().for_each(|run| path.push_rect(run));
        }
    });
}

/// The mark of the public pages (`web/favicon.svg`), drawn in a square of `size`.
fn pin(surface: &mut Surface<'_>, x: f32, y: f32, size: f32) {
    let unit = size / 32.0;
    let (px, py) = (|value: f32| x + value * unit, |value: f32| y + value * unit);
    fill(surface, Ink::BRAND);
    path(surface, |path| {
        path.move_to(px(16.0), py(1.0));
        path.cubic_to(px(9.4), py(1.0), px(4.0), py(6.4), px(4.0), py(13.0));
        path.cubic_to(px(4.0), py(21.2), px(16.0), py(31.0), px(16.0), py(31.0));
        path.cubic_to(px(16.0), py(31.0), px(28.0), py(21.2), px(28.0), py(13.0));
        path.cubic_to(px(28.0), py(6.4), px(22.6), py(1.0), px(16.0), py(1.0));
        path.close();
    });
    stroke(surface, Ink::PAPER, 3.0 * unit, None);
    path(surface, |path| {
        path.move_to(px(10.5), py(13.5));
        path.line_to(px(14.5), py(17.5));
        path.line_to(px(21.5), py(9.5));
    });
}

/// Two rings and two blades, in a square of `size`.
fn scissors(surface: &mut Surface<'_>, x: f32, y: f32, size: f32) {
    stroke(surface, Ink::LINE_STRONG, size * 0.09, None);
    let ring = size * 0.34;
    for top in [y, y + size - ring] {
        path(surface, |path| panel(path, Area { x, y: top, width: ring, height: ring }, ring / 2.0));
    }
    for (from, to) in [(y + ring * 0.8, y + size * 0.86), (y + size - ring * 0.8, y + size * 0.14)] {
        path(surface, |path| {
            path.move_to(x + ring * 0.9, from);
            path.line_to(x + size, to);
        });
    }
}
