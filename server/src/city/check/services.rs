//! Groups and services.

use super::{questions, staff::Directory};
use crate::city::{
    findings::Findings,
    raw::{RawGroup, RawService},
    read::{Item, List},
};
use dimos_domain::{
    city::{Group, Service},
    words,
};
use std::collections::BTreeMap;

/// Longest deadline, in working hours: five years of working days of eight hours. More is a slip of the finger.
const MOST_DEADLINE_HOURS: u32 = 10_000;

pub(super) fn groups(
    findings: &mut Findings<'_>,
    groups: &List<'_, RawGroup>,
    services: &List<'_, RawService>,
) -> Vec<Group> {
    let mut checked = Vec::new();
    for Item { spot, value: raw } in &groups.items {
        let owner = format!("group \"{}\"", raw.code.get_ref());
        let used = services.items.iter().any(|service| service.value.group.get_ref() == raw.code.get_ref());
        if !used && !services.has_gaps && services.broken_codes.is_empty() {
            findings.at(*spot, format!("{owner} has no service"));
        }
        let code = findings.code(*spot, "group", &raw.code);
        let name = findings.text(*spot, &owner, "name", &raw.name);
        let symbol = findings.words(*spot, &owner, "symbol", &raw.symbol);
        if let (Some(code), Some(name), Some(symbol)) = (code, name, symbol) {
            checked.push(Group { code, name, symbol });
        }
    }
    checked
}

/// The services in the order of their groups, within a group as they stand in the files.
pub(super) fn services(
    findings: &mut Findings<'_>,
    services: &List<'_, RawService>,
    codes: &Directory,
    groups: &List<'_, RawGroup>,
) -> Vec<Service> {
    let mut checked: Vec<Service> = services.items.iter().filter_map(|item| service(findings, item, codes)).collect();
    let place =
        |service: &Service| groups.items.iter().position(|group| group.value.code.get_ref() == service.group.as_str());
    checked.sort_by_key(place);
    checked
}

fn service(findings: &mut Findings<'_>, item: &Item<'_, RawService>, codes: &Directory) -> Option<Service> {
    let Item { spot, value: raw } = item;
    let spot = *spot;
    let owner = format!("service \"{}\"", raw.code.get_ref());
    let code = findings.code(spot, "service", &raw.code);
    let group = codes.groups.find(findings, spot, &owner, &raw.group);
    let name = findings.text(spot, &owner, "name", &raw.name);
    let description = findings.text(spot, &owner, "description", &raw.description);
    let synonyms = synonyms(findings, item, &owner);
    let questions = questions::questions(findings, spot, &owner, &raw.questions);
    let deadline_hours = findings.whole(spot, &owner, "deadline_hours", &raw.deadline_hours, 1..=MOST_DEADLINE_HOURS);
    let department = codes.departments.find(findings, spot, &owner, &raw.department);
    let base_priority = findings.priority(spot, &owner, "base_priority", &raw.base_priority);
    let duplicate_radius_m = findings.whole(spot, &owner, "duplicate_radius_m", &raw.duplicate_radius_m, 0..=u16::MAX);
    Some(Service {
        code: code?,
        group: group?,
        name: name?,
        description: description?,
        synonyms,
        questions,
        deadline_hours,
        department: department?,
        base_priority,
        public: raw.public,
        needs_contact: raw.needs_contact,
        needs_photo: raw.needs_photo,
        duplicate_radius_m,
    })
}

fn synonyms(findings: &mut Findings<'_>, item: &Item<'_, RawService>, owner: &str) -> Vec<String> {
    let written = &item.value.synonyms;
    if written.get_ref().is_empty() {
        let reason = format!("{owner} has no synonyms: nobody would find it by typing");
        findings.at(item.spot.at(written.span().start), reason);
    }
    let mut seen = BTreeMap::new();
    let mut kept = Vec::new();
    for synonym in written.get_ref() {
        let spot = item.spot.at(synonym.span().start);
        if words::normalise(synonym.get_ref()).is_empty() {
            findings.at(spot, format!("{owner}: a synonym has no letters"));
        } else if seen.insert(synonym.get_ref(), ()).is_some() {
            findings.at(spot, format!("{owner}: synonym \"{}\" stands here twice", synonym.get_ref()));
        } else {
            kept.push(synonym.get_ref().trim().to_owned());
        }
    }
    kept
}
