//! A folder in which the bank's files appear. Each is imported once it has stopped growing, and moved: to `done/`, or to
//! `refused/` with the reason beside it. What could not be tried stays and is tried again.

use super::command::{import_file, in_words};
use crate::ledger::{Hand, MoneyError, open_hand};
use dimos_api::problem::Code;
use dimos_domain::l10n::Language;
use std::{
    collections::HashMap,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

/// Between two looks.
const EVERY: Duration = Duration::from_secs(5);
/// A file is whole if it did not change between two looks so far apart.
const SETTLED: Duration = Duration::from_millis(500);

/// How a file stood when it was looked at.
type Stamp = (u64, Option<SystemTime>);

/// Watches a folder, for ever or for one look.
///
/// # Errors
/// There is no database; the folder cannot be read, or what was imported cannot be moved.
pub(super) async fn watch(data: &Path, pack: Option<&Path>, dir: &Path, once: bool) -> Result<(), MoneyError> {
    for folder in ["done", "refused"] {
        fs::create_dir_all(dir.join(folder))?;
    }
    loop {
        let before = look(dir)?;
        tokio::time::sleep(SETTLED).await;
        let now = look(dir)?;
        let mut settled: Vec<&PathBuf> =
            now.iter().filter(|(path, stamp)| before.get(*path) == Some(*stamp)).map(|(path, _)| path).collect();
        settled.sort();
        if !settled.is_empty() {
            // Anew each time: a hand does everything at the moment at which it was made.
            let (db, hand) = open_hand(data, pack)?;
            for path in settled {
                take(&hand, dir, path).await?;
            }
            db.close();
        }
        if once {
            return Ok(());
        }
        tokio::time::sleep(EVERY).await;
    }
}

fn look(dir: &Path) -> io::Result<HashMap<PathBuf, Stamp>> {
    let mut found = HashMap::new();
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        let is_xml = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("xml"));
        // It may have been moved by somebody since.
        let Some(about) = fs::metadata(&path).ok().filter(|about| is_xml && about.is_file()) else { continue };
        found.insert(path, (about.len(), about.modified().ok()));
    }
    Ok(found)
}

async fn take(hand: &Hand, dir: &Path, path: &Path) -> io::Result<()> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut out = io::stdout();
    match import_file(hand, path).await {
        Ok(answer) => {
            let to = free(&dir.join("done"), &name);
            fs::rename(path, &to)?;
            if !answer.remarks.is_empty() {
                fs::write(beside(&to), answer.remarks.join("\n") + "\n")?;
            }
            writeln!(out, "{name}: {}", in_words(&answer))
        }
        Err(MoneyError::Refused(refused)) if refused.code() == Code::Invalid => {
            let why = refused.problem(Language::En).detail;
            let to = free(&dir.join("refused"), &name);
            fs::write(beside(&to), format!("{why}\n"))?;
            fs::rename(path, &to)?;
            writeln!(out, "{name}: {why}")
        }
        Err(cause) => writeln!(out, "{name}: not imported, will be tried again: {cause}"),
    }
}

/// A name in a folder that is not taken: the bank may give one name twice.
fn free(folder: &Path, name: &str) -> PathBuf {
    let numbered = |number: u32| if number == 0 { folder.join(name) } else { folder.join(format!("{number}-{name}")) };
    (0..).map(numbered).find(|path| !path.exists()).unwrap_or_else(|| folder.join(name))
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".txt");
    name.into()
}
