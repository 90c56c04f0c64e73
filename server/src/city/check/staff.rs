//! Departments, crews and the rules that route a report to them.

use super::fields::Codes;
use crate::city::{
    findings::{Findings, Spot},
    geo::Outline,
    raw::{RawCondition, RawCrew, RawDepartment, RawPosition, RawRule},
    read::{Item, List},
};
use dimos_domain::{
    city::{Crew, Department, RoutingCondition, RoutingRule},
    place::Position,
};
use toml::Spanned;

/// Every code that something else may name.
pub(super) struct Directory {
    pub groups: Codes,
    pub services: Codes,
    pub departments: Codes,
    pub crews: Codes,
    pub areas: Codes,
}

pub(super) fn departments(findings: &mut Findings<'_>, departments: &List<'_, RawDepartment>) -> Vec<Department> {
    let mut checked = Vec::new();
    for Item { spot, value: raw } in &departments.items {
        let owner = format!("department \"{}\"", raw.code.get_ref());
        let code = findings.code(*spot, "department", &raw.code);
        let name = findings.text(*spot, &owner, "name", &raw.name);
        if let (Some(code), Some(name)) = (code, name) {
            checked.push(Department { code, name });
        }
    }
    checked
}

pub(super) fn crews(
    findings: &mut Findings<'_>,
    crews: &List<'_, RawCrew>,
    codes: &Directory,
    boundary: Option<&Outline>,
) -> Vec<Crew> {
    crews.items.iter().filter_map(|item| crew(findings, item, codes, boundary)).collect()
}

fn crew(
    findings: &mut Findings<'_>,
    Item { spot, value: raw }: &Item<'_, RawCrew>,
    codes: &Directory,
    boundary: Option<&Outline>,
) -> Option<Crew> {
    let spot = *spot;
    let owner = format!("crew \"{}\"", raw.code.get_ref());
    let code = findings.code(spot, "crew", &raw.code);
    let name = findings.text(spot, &owner, "name", &raw.name);
    let department = codes.departments.find(findings, spot, &owner, &raw.department);
    let depot = depot(findings, spot, &owner, &raw.depot, boundary);
    let services = codes.services.find_all(findings, spot, &owner, "services", raw.services.as_ref());
    let jobs_per_day = findings.whole(spot, &owner, "jobs_per_day", &raw.jobs_per_day, 1..=u16::MAX);
    Some(Crew { code: code?, name: name?, department: department?, depot: depot?, services, jobs_per_day })
}

/// Where crews start, as far as it is anywhere.
pub(super) fn depots(crews: &List<'_, RawCrew>) -> impl Iterator<Item = Position> {
    let written = crews.items.iter().map(|crew| *crew.value.depot.get_ref());
    written.filter_map(|RawPosition { lat, lon }| Position::new(lat, lon).ok())
}

fn depot(
    findings: &mut Findings<'_>,
    spot: Spot<'_>,
    owner: &str,
    written: &Spanned<RawPosition>,
    boundary: Option<&Outline>,
) -> Option<Position> {
    let here = spot.at(written.span().start);
    let RawPosition { lat, lon } = *written.get_ref();
    let position = match Position::new(lat, lon) {
        Ok(position) => position,
        Err(error) => {
            findings.at(here, format!("{owner}: the depot is nowhere: {error}"));
            return None;
        }
    };
    if let Some(boundary) = boundary.filter(|boundary| !boundary.contains(position)) {
        let hint = if boundary.contains_exchanged(position) { "; latitude and longitude look exchanged" } else { "" };
        findings.at(here, format!("{owner}: the depot {lat}° N {lon}° E lies outside the boundary{hint}"));
    }
    Some(position)
}

pub(super) fn routing(
    findings: &mut Findings<'_>,
    rules: &List<'_, RawRule>,
    codes: &Directory,
    crews: &List<'_, RawCrew>,
) -> Vec<RoutingRule> {
    let mut checked = Vec::new();
    let last = rules.items.len().saturating_sub(1);
    for (index, Item { spot, value: raw }) in rules.items.iter().enumerate() {
        let spot = *spot;
        let owner = format!("rule {} \"{}\"", index + 1, raw.name.en.get_ref());
        let name = findings.text(spot, &owner, "name", &raw.name);
        let when = condition(findings, spot, &owner, &raw.when, codes);
        if when == RoutingCondition::default() && raw.when.get_ref().is_empty() && index < last {
            let reason = format!("{owner} has no condition, so no rule after it is ever reached");
            findings.at(spot.at(raw.when.span().start), reason);
        }
        let department = codes.departments.find(findings, spot, &owner, &raw.department);
        let crew = raw.crew.as_ref().map(|crew| codes.crews.find(findings, spot, &owner, crew));
        if let Some(named) = &raw.crew {
            fits(findings, spot, &owner, raw, named, crews, codes);
        }
        if let (Some(name), Some(department)) = (name, department) {
            checked.push(RoutingRule { name, when, department, crew: crew.flatten() });
        }
    }
    checked
}

fn condition(
    findings: &mut Findings<'_>,
    spot: Spot<'_>,
    owner: &str,
    written: &Spanned<RawCondition>,
    codes: &Directory,
) -> RoutingCondition {
    let raw = written.get_ref();
    RoutingCondition {
        services: codes.services.find_all(findings, spot, owner, "services", raw.services.as_ref()),
        groups: codes.groups.find_all(findings, spot, owner, "groups", raw.groups.as_ref()),
        areas: codes.areas.find_all(findings, spot, owner, "areas", raw.areas.as_ref()),
        min_priority: raw.min_priority.as_ref().map(|written| findings.priority(spot, owner, "min_priority", written)),
    }
}

/// A rule may only fix a crew of its own department, for services which that crew does.
fn fits(
    findings: &mut Findings<'_>,
    spot: Spot<'_>,
    owner: &str,
    rule: &RawRule,
    named: &Spanned<String>,
    crews: &List<'_, RawCrew>,
    codes: &Directory,
) {
    let Some(crew) = crews.items.iter().find(|crew| crew.value.code.get_ref() == named.get_ref()) else { return };
    let (crew, here) = (&crew.value, spot.at(named.span().start));
    let (theirs, rules) = (crew.department.get_ref(), rule.department.get_ref());
    if theirs != rules && codes.departments.knows(theirs) && codes.departments.knows(rules) {
        let crew = named.get_ref();
        let reason = format!("{owner} names crew \"{crew}\" of department \"{theirs}\", but department \"{rules}\"");
        findings.at(here, reason);
    }
    let (Some(done), Some(ruled)) = (&crew.services, &rule.when.get_ref().services) else { return };
    let (done, ruled) = (done.get_ref(), ruled.get_ref());
    for service in ruled.iter().filter(|_| !done.is_empty()) {
        if !done.iter().any(|done| done.get_ref() == service.get_ref()) {
            let reason =
                format!("{owner} names crew \"{}\", which does not do \"{}\"", named.get_ref(), service.get_ref());
            findings.at(here, reason);
        }
    }
}
