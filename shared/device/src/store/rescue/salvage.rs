//! Reads what can be read of a damaged database: row by row from both ends, so that one bad page costs its own rows only.

use super::carve;
use crate::model::PendingPhoto;
use dimos_domain::act::Act;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, params};
use std::{collections::HashSet, path::Path, str::FromStr};

/// What was found.
#[derive(Default)]
pub struct Salvaged {
    pub acts: Vec<SalvagedAct>,
    pub drafts: Vec<(String, String)>,
    /// Attempts to pay, by id.
    pub attempts: Vec<(String, String)>,
    pub settings: Option<String>,
}

pub struct SalvagedAct {
    pub act: Act,
    /// As it was kept.
    pub wedge: Option<String>,
    /// As it was first written for the wire, where that can be read.
    pub body: Option<String>,
    pub photos: Vec<SalvagedPhoto>,
    /// Picked out of raw bytes.
    pub carved: bool,
}

/// A photo with its path as it was kept and its length.
pub type SalvagedPhoto = (PendingPhoto, String, i64);

/// Most rows that are asked for one by one between the two ends.
const MOST_PROBES: i64 = 20_000;

/// Everything in the database `path` that was the device's in the folder `dir`.
pub fn read(path: &Path, dir: &Path) -> Salvaged {
    let mut found = Salvaged::default();
    let mut whole = false;
    // Not even looked into if it is empty: the engine would delete the log beside it.
    if !super::is_empty(path)
        && let Ok(damaged) = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
    {
        let acts = rows(&damaged, "outbox", "seq", "act, wedge");
        whole = acts.whole;
        for (text, wedge) in acts.found {
            match serde_json::from_str::<Act>(&text) {
                Ok(act) => {
                    let photos = photos_of(&damaged, &act);
                    let body = body_of(&damaged, &act);
                    found.acts.push(SalvagedAct { act, wedge, body, photos, carved: false });
                }
                Err(_) => whole = false,
            }
        }
        let drafts = rows(&damaged, "drafts", "rowid", "id, json");
        found.drafts = drafts.found.into_iter().filter_map(|(id, json)| Some((id, json?))).collect();
        let attempts = rows(&damaged, "attempts", "rowid", "id, json");
        found.attempts = attempts.found.into_iter().filter_map(|(id, json)| Some((id, json?))).collect();
        found.settings = damaged
            .query_row("SELECT value FROM meta WHERE name = 'settings'", [], |row| row.get(0))
            .optional()
            .ok()
            .flatten();
    }
    if !whole {
        let known: HashSet<_> = found.acts.iter().map(|found| found.act.id).collect();
        let carved = carve::acts(path, dir).into_iter().filter(|(act, _)| !known.contains(&act.id));
        found.acts.extend(carved.map(|(act, photos)| SalvagedAct {
            act,
            wedge: None,
            body: None,
            photos,
            carved: true,
        }));
        // Their ids were made in this order.
        found.acts.sort_by_key(|found| found.act.id);
    }
    found
}

struct Rows {
    found: Vec<(String, Option<String>)>,
    /// Every row was readable.
    whole: bool,
}

fn rows(damaged: &Connection, table: &str, key: &str, columns: &str) -> Rows {
    let read =
        |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, (row.get::<_, String>(1)?, row.get::<_, Option<String>>(2)?)));
    let ask = |condition: &str, from: i64| {
        let sql = format!("SELECT {key}, {columns} FROM {table} WHERE {condition} LIMIT 1");
        damaged.query_row(&sql, params![from], read).optional()
    };
    let (mut first, mut last) = (0_i64, i64::MAX);
    let mut up = Vec::new();
    let broke = loop {
        match ask(&format!("{key} > ?1 ORDER BY {key}"), first) {
            Ok(Some((at, row))) => {
                first = at;
                up.push(row);
            }
            Ok(None) => break false,
            Err(_) => break true,
        }
    };
    if !broke {
        return Rows { found: up, whole: true };
    }
    let mut down = Vec::new();
    while let Ok(Some((at, row))) = ask(&format!("{key} < ?1 AND {key} > {first} ORDER BY {key} DESC"), last) {
        last = at;
        down.push(row);
    }
    let end = if last == i64::MAX { first.saturating_add(MOST_PROBES) } else { last };
    for at in first.saturating_add(1)..end.min(first.saturating_add(MOST_PROBES)) {
        if let Ok(Some((_, row))) = ask(&format!("{key} = ?1"), at) {
            up.push(row);
        }
    }
    down.reverse();
    up.extend(down);
    Rows { found: up, whole: false }
}

/// An older app's table has no such column: then it is written anew.
fn body_of(damaged: &Connection, act: &Act) -> Option<String> {
    let ask = "SELECT body FROM outbox WHERE id = ?1";
    damaged.query_row(ask, [act.id.to_string()], |row| row.get(0)).ok().flatten()
}

fn photos_of(damaged: &Connection, act: &Act) -> Vec<SalvagedPhoto> {
    // Asked by the photo's own name: the index over acts may be what is damaged.
    let ask = |id: &dimos_domain::ids::MediaId| {
        damaged
            .query_row("SELECT media, path, sha256, bytes FROM uploads WHERE media = ?1", [id.to_string()], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?, row.get(3)?))
            })
            .ok()
    };
    let rows = act.what.photos().iter().filter_map(ask).collect::<Vec<_>>();
    rows.into_iter()
        .filter_map(|(media, path, sha256, bytes): (String, String, String, i64)| {
            let id = dimos_domain::ids::MediaId::from_str(&media).ok()?;
            let photo = PendingPhoto { id, path: path.clone().into(), sha256, bytes: u64::try_from(bytes).ok()? };
            Some((photo, path, bytes))
        })
        .collect()
}
