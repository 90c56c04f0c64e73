//! `dimos-server city check PATH` and `dimos-server city bundle PATH`, for whoever writes a pack.

use super::{bundle, findings::PackError, load};
use dimos_domain::city::City;
use std::{
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

/// Prints what the pack holds, or everything that is wrong with it (then the exit code is 1).
#[must_use]
pub fn check_command(path: &Path) -> ExitCode {
    match load(path) {
        Ok(city) => exit(summary(&city).and_then(|text| writeln!(io::stdout(), "{text}"))),
        Err(errors) => refuse(&errors),
    }
}

/// Prints the JSON document that phones download, or everything that is wrong with the pack (then the exit code is 1).
#[must_use]
pub fn bundle_command(path: &Path) -> ExitCode {
    match load(path) {
        Ok(city) => exit(bundle(&city).map_err(io::Error::other).and_then(|json| writeln!(io::stdout(), "{json}"))),
        Err(errors) => refuse(&errors),
    }
}

/// A closed pipe (`… | head`) is no reason for an error message.
fn exit(written: io::Result<()>) -> ExitCode {
    if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn refuse(errors: &[PackError]) -> ExitCode {
    let mut out = io::stderr().lock();
    for error in errors {
        if writeln!(out, "{error}").is_err() {
            break;
        }
    }
    let _ = writeln!(out, "{} found; the pack is not used", counted(errors.len(), "mistake"));
    ExitCode::FAILURE
}

/// The counts of a city, a line each.
fn summary(city: &City) -> io::Result<String> {
    let kilobytes = bundle(city).map_err(io::Error::other)?.len().div_ceil(1000);
    let ground = &city.geography;
    let synonyms = city.services.iter().map(|service| service.synonyms.len()).sum();
    let questions = city.services.iter().map(|service| service.questions.len()).sum();
    let mut lines = vec![
        format!("{} ({}), version {}", city.name.el, city.name.en, city.version),
        format!("{} in {}", counted(city.services.len(), "service"), counted(city.groups.len(), "group")),
        format!("{}, {}", counted(synonyms, "synonym"), counted(questions, "question")),
        format!("{}, {}", counted(city.departments.len(), "department"), counted(city.crews.len(), "crew")),
        format!("{}, {}", counted(city.routing.len(), "routing rule"), counted(ground.areas.len(), "area")),
        format!("{}, {}", counted(ground.neighbours.len(), "neighbour"), counted(ground.streets.len(), "street line")),
        format!(
            "{}, {}",
            counted(ground.street_names.len(), "street name"),
            counted(ground.landmarks.len(), "landmark")
        ),
        format!("{}, time zone {}", counted(city.calendar.holidays.len(), "holiday"), city.time_zone),
        format!("{kilobytes} kB to download"),
    ];
    if let Some(payments) = &city.payments {
        let (kinds, heads) = (payments.kinds.len(), payments.tax_heads.len());
        lines.push(format!("{}, {}", counted(kinds, "kind of bill"), counted(heads, "budget heading")));
    }
    lines.extend(remarks(city).iter().map(|remark| format!("remark: {remark}")));
    Ok(lines.join("\n"))
}

/// What is no mistake, but has to change before citizens see it.
#[must_use]
pub fn remarks(city: &City) -> Vec<String> {
    let organisation = city.payments.as_ref().map(|payments| &payments.creditor.organisation);
    let test = organisation.filter(|organisation| organisation.is_test());
    test.into_iter()
        .map(|code| {
            format!(
                "organisation {code} in payments.toml is for tests: no bank knows it, and no bill with it can be paid"
            )
        })
        .collect()
}

/// `1 crew`, `8 crews`; of several words the first is counted.
pub(crate) fn counted(count: usize, thing: &str) -> String {
    match thing.split_once(' ') {
        _ if count == 1 => format!("1 {thing}"),
        Some((kind, of)) if of.starts_with("of ") => format!("{count} {kind}s {of}"),
        _ => format!("{count} {thing}s"),
    }
}
