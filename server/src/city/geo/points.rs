//! Named points from a CSV file with the columns `name,lat,lon` and perhaps `area`.

use super::rounded;
use crate::city::{files::PackFiles, findings::Findings};
use dimos_domain::{city::Landmark, place::Position};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    lat: f64,
    lon: f64,
    area: Option<String>,
}

/// The points of a file, in its order; none if the file is absent.
pub(in crate::city) fn points(pack: &PackFiles, findings: &mut Findings<'_>, file: &str) -> Option<Vec<Landmark>> {
    let Some(text) = pack.text(file) else {
        return (!pack.is_unreadable(file)).then(Vec::new);
    };
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let headers = match reader.headers() {
        Ok(headers) => headers.clone(),
        Err(error) => {
            findings.at_line(file, 1, error.to_string());
            return None;
        }
    };
    let mut points = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                findings.at_line(file, line_of(error.position()), refusal(&error));
                continue;
            }
        };
        let line = line_of(record.position());
        match record.deserialize::<Row>(Some(&headers)) {
            Ok(row) => points.extend(landmark(findings, file, line, row)),
            Err(error) => {
                findings.at_line(file, line, refusal(&error));
                if headers.iter().any(|header| !["name", "lat", "lon", "area"].contains(&header)) {
                    break;
                }
            }
        }
    }
    Some(points)
}

fn line_of(position: Option<&csv::Position>) -> usize {
    position.and_then(|position| usize::try_from(position.line()).ok()).unwrap_or(1)
}

/// The library's words without its own idea of the place.
fn refusal(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Deserialize { err, .. } => format!("is no row of name,lat,lon,area: {err}"),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("has {len} fields where the first line has {expected_len}")
        }
        _ => error.to_string(),
    }
}

fn landmark(findings: &mut Findings<'_>, file: &str, line: usize, row: Row) -> Option<Landmark> {
    if row.name.is_empty() {
        findings.at_line(file, line, "a point has no name");
    }
    match Position::new(rounded(row.lat), rounded(row.lon)) {
        Ok(position) => {
            let area = row.area.filter(|area| !area.is_empty());
            Some(Landmark { name: row.name, area, position })
        }
        Err(error) => {
            findings.at_line(file, line, format!("\"{}\" is nowhere: {error}", row.name));
            None
        }
    }
}
