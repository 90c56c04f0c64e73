//! How long texts, lists and numbers of a body may be: the constants by which they are checked, put where the document
//! describes the field.

use crate::{bills, devices, statements};
use dimos_domain::{
    contact,
    report::{MAX_PHOTOS, MAX_TEXT_CHARS, STARS},
    triage::URGENT,
};
use std::ops::RangeInclusive;
use utoipa::openapi::{Components, Object, RefOr, Schema};

/// Characters of a text, members of a list, or the number itself.
pub(super) type Bound = RangeInclusive<usize>;

const TEXT: Bound = 0..=MAX_TEXT_CHARS;
const PHOTOS: Bound = 0..=MAX_PHOTOS;
const CONTACT: Bound = 0..=contact::MAX_CHARS;

/// Schema, field, bound. In a schema of several shapes: the field of each that has it.
pub(super) fn bounds() -> Vec<(&'static str, &'static str, Bound)> {
    let stars = usize::from(*STARS.start())..=usize::from(*STARS.end());
    vec![
        ("NewReport", "description", TEXT),
        ("NewReport", "photos", PHOTOS),
        ("Contact", "name", CONTACT),
        ("Contact", "email", CONTACT),
        ("Contact", "phone", CONTACT),
        ("Support", "text", TEXT),
        ("Support", "photos", PHOTOS),
        ("Comment", "text", TEXT),
        ("Comment", "photos", PHOTOS),
        ("Rating", "stars", stars),
        ("Rating", "comment", TEXT),
        ("JobUpdate", "note", TEXT),
        ("JobUpdate", "photos", PHOTOS),
        ("Decision", "note", TEXT),
        ("Decision", "question", TEXT),
        ("Decision", "to", TEXT),
        ("Decision", "reason", TEXT),
        ("Decision", "priority", 0..=usize::from(URGENT)),
        ("TriagePreviewRequest", "description", TEXT),
        ("RegisterDeviceRequest", "app_version", devices::APP_VERSION_CHARS),
        ("NewAttemptRequest", "parts", 1..=bills::MOST_PARTS),
        ("CashRequest", "parts", 1..=bills::MOST_PARTS),
        ("AllocateRequest", "parts", 1..=bills::MOST_PARTS),
        ("NewBillRequest", "key", 1..=bills::MOST_KEY_CHARS),
        ("NewBillRequest", "name", 1..=bills::MOST_NAME_CHARS),
        ("NewBillRequest", "description", 0..=bills::MOST_TEXT_CHARS),
        ("NewBillRequest", "period", 0..=bills::MOST_TEXT_CHARS),
        ("NewBillRequest", "lines", 1..=bills::MOST_LINES),
        ("BillLine", "text", 0..=bills::MOST_TEXT_CHARS),
        ("AmendRequest", "lines", 1..=bills::MOST_LINES),
        ("AmendRequest", "reason", 1..=bills::MOST_REASON_CHARS),
        ("ReasonRequest", "reason", 1..=bills::MOST_REASON_CHARS),
        ("DepositRequest", "desks", 1..=statements::MOST_DESKS),
    ]
}

/// Writes the bounds into the document.
pub(super) fn complete(components: &mut Components) {
    for (schema, field, bound) in bounds() {
        put(components, schema, field, &bound);
    }
}

/// Writes one; into how many shapes.
fn put(components: &mut Components, schema: &str, field: &str, bound: &Bound) -> usize {
    let shapes = match components.schemas.get_mut(schema) {
        Some(RefOr::T(Schema::Object(object))) => vec![object],
        Some(RefOr::T(Schema::OneOf(several))) => several.items.iter_mut().filter_map(object).collect(),
        _ => Vec::new(),
    };
    let fields = shapes.into_iter().filter_map(|shape| shape.properties.get_mut(field));
    fields.filter_map(|field| limit(field, bound)).count()
}

fn object(shape: &mut RefOr<Schema>) -> Option<&mut Object> {
    match shape {
        RefOr::T(Schema::Object(object)) => Some(object),
        _ => None,
    }
}

/// None if it is nothing that has a length or a size.
fn limit(field: &mut RefOr<Schema>, bound: &Bound) -> Option<()> {
    let (least, most) = (*bound.start(), *bound.end());
    match field {
        RefOr::T(Schema::Array(list)) => {
            (list.min_items, list.max_items) = ((least > 0).then_some(least), Some(most));
        }
        RefOr::T(Schema::Object(number)) if number.minimum.is_some() => {
            (number.minimum, number.maximum) = (Some(least.into()), Some(most.into()));
        }
        RefOr::T(Schema::Object(text)) => {
            (text.min_length, text.max_length) = ((least > 0).then_some(least), Some(most));
        }
        _ => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bound_finds_its_field() {
        let document = crate::openapi::described(crate::router::api()).into_openapi();
        let mut components = document.components.expect("the document has schemas");
        for (schema, field, bound) in bounds() {
            assert!(put(&mut components, schema, field, &bound) > 0, "{schema}.{field}");
        }
    }
}
