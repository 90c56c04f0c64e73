//! From raw values to the checked city. Every check goes on after it found something, so that one run says everything;
//! a city comes out only if nothing was found.

mod basics;
mod direction;
mod fields;
mod payments;
mod payouts;
mod questions;
mod reach;
mod services;
mod staff;

use super::{
    files::{self, PackFiles},
    findings::{Findings, PackError},
    geo,
    raw::{RawCrew, RawDepartment, RawGroup, RawRule, RawService},
    read::{self, List},
};
use dimos_domain::{
    city::{City, Geography},
    place::Position,
};
pub(super) use fields::Codes;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The city that a pack describes.
///
/// # Errors
/// Everything that is wrong with the pack.
pub(super) fn city(pack: PackFiles) -> Result<City, Vec<PackError>> {
    let mut findings = Findings::new(&pack);
    direction::check(&pack, &mut findings);
    let city = assemble(&pack, &mut findings);
    findings.finish()?;
    let mut city = city.ok_or_else(|| vec![fault(&pack)])?;
    city.version = version(&city).ok_or_else(|| vec![fault(&pack)])?;
    Ok(city)
}

fn assemble(pack: &PackFiles, findings: &mut Findings<'_>) -> Option<City> {
    let groups: List<'_, RawGroup> = read::list(pack, findings, files::GROUPS, "groups");
    let departments: List<'_, RawDepartment> = read::list(pack, findings, files::DEPARTMENTS, "departments");
    let crews: List<'_, RawCrew> = read::list(pack, findings, files::CREWS, "crews");
    let services = all_services(pack, findings);
    let rules: List<'_, RawRule> = match pack.text(files::ROUTING) {
        Some(_) => read::list(pack, findings, files::ROUTING, "rules"),
        None => List::default(),
    };

    let street_names = geo::points(pack, findings, files::STREET_NAMES);
    let landmarks = geo::points(pack, findings, files::LANDMARKS);
    let known = [&street_names, &landmarks].into_iter().flatten().flatten().map(|point| point.position);
    let known: Vec<Position> = known.chain(staff::depots(&crews)).collect();
    let boundary = geo::boundary(pack, findings, &known);
    let areas = geo::areas(pack, findings, boundary.as_ref());
    let codes = staff::Directory {
        groups: Codes::of(findings, "group", &groups, |group| &group.code),
        services: Codes::of(findings, "service", &services, |service| &service.code),
        departments: Codes::of(findings, "department", &departments, |department| &department.code),
        crews: Codes::of(findings, "crew", &crews, |crew| &crew.code),
        areas: areas.codes(),
    };

    let basics = basics::city(pack, findings);
    let calendar = basics::calendar(pack, findings);
    let checked_groups = services::groups(findings, &groups, &services);
    let checked_services = services::services(findings, &services, &codes, &groups);
    let checked_departments = staff::departments(findings, &departments);
    let checked_crews = staff::crews(findings, &crews, &codes, boundary.as_ref());
    let routing = staff::routing(findings, &rules, &codes, &crews);
    // Of rules, services and areas that could not all be read nothing is known together.
    if checked_services.len() == services.items.len() && routing.len() == rules.items.len() && !services.has_gaps {
        let town = reach::Town { services: &checked_services, areas: areas.as_read() };
        reach::check(findings, &rules, &routing, &town);
    }
    let payments = payments::payments(pack, findings, &codes.departments);
    let neighbours = geo::neighbours(pack, findings, boundary.as_ref());
    let streets = geo::streets(pack, findings, boundary.as_ref());

    let basics = basics?;
    Some(City {
        version: String::new(),
        name: basics.name,
        ticket_prefix: basics.ticket_prefix,
        time_zone: basics.time_zone,
        contact: basics.contact,
        emergency_number: basics.emergency_number,
        geography: Geography {
            boundary: boundary?.into_rings(),
            neighbours: neighbours?,
            streets: streets?,
            street_names: street_names?,
            landmarks: landmarks?,
            areas: areas.into_areas(),
            credits: basics.credits,
        },
        calendar: calendar?,
        groups: checked_groups,
        services: checked_services,
        departments: checked_departments,
        crews: checked_crews,
        routing,
        reopen_days: basics.reopen_days,
        danger_words: basics.danger_words,
        payments,
    })
}

/// `services.toml` and whatever the folder `services/` holds; one of the two must be there.
fn all_services<'p>(pack: &'p PackFiles, findings: &mut Findings<'_>) -> List<'p, RawService> {
    let mut all = List::default();
    let mut files = pack.service_files().peekable();
    if files.peek().is_none() {
        return read::list(pack, findings, files::SERVICES, "services");
    }
    for file in files {
        all.append(read::list(pack, findings, file, "services"));
    }
    all
}

/// Sixteen hexadecimal digits of the SHA-256 of what phones would download: it changes with every change that they would
/// see, and with no other (a comment in the pack, for example).
fn version(city: &City) -> Option<String> {
    let digest = Sha256::digest(serde_json::to_vec(city).ok()?);
    digest.iter().take(8).try_fold(String::new(), |mut hex, byte| write!(hex, "{byte:02x}").ok().map(|()| hex))
}

fn fault(pack: &PackFiles) -> PackError {
    PackError {
        file: pack.full_name(files::CITY),
        line: None,
        reason: "could not be made into a city though nothing was found wrong: a fault of the loader".to_owned(),
    }
}
