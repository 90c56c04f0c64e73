//! What the phone shows: waited for, recorded, compared.

use super::{Mode, Player};
use crate::{
    expected,
    failed::Failed,
    outline::{masked, outline},
    step::Is,
};
use dimos_app::ViewModel;
use dimos_phone::Stuck;
use std::{
    fs,
    time::{Duration, Instant},
};

/// A screen that is not as recorded by then never will be.
const SETTLES: Duration = Duration::from_secs(30);
/// A screen that has not changed for so long is at rest.
const RESTS: Duration = Duration::from_millis(1_000);

impl Player<'_> {
    pub(super) fn expect(&self, name: &str) -> Result<(), Failed> {
        let file = expected(self.journey.name, name);
        if self.mode == Mode::Record {
            let shown = self.at_rest()?;
            file.parent().map_or(Ok(()), fs::create_dir_all)?;
            return Ok(fs::write(file, shown)?);
        }
        let recorded = fs::read_to_string(&file).unwrap_or_default();
        let phone = self.phone()?;
        let is_recorded = |view: &ViewModel| shown(view).is_ok_and(|shown| shown == recorded);
        match phone.until(name, SETTLES, is_recorded) {
            Err(Stuck::TooLong { .. }) => {
                let screen = format!("{}/{name}", self.journey.name);
                Err(Failed::Differs { screen, lines: differences(&recorded, &shown(&phone.view())?) })
            }
            other => Ok(other.map(drop)?),
        }
    }

    fn at_rest(&self) -> Result<String, Failed> {
        let mut last = (String::new(), Instant::now());
        loop {
            let now = shown(&self.phone()?.view())?;
            if now != last.0 {
                last = (now, Instant::now());
            } else if last.1.elapsed() > RESTS {
                return Ok(now);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

fn shown(view: &ViewModel) -> Result<String, Failed> {
    Ok(masked(&outline(view)?)?)
}

/// What stands at a path, without the quotes of a text.
pub(super) fn found(view: &ViewModel, path: &str) -> Result<Option<String>, serde_json::Error> {
    let value = outline(view)?.into_iter().find(|(at, _)| at == path).map(|(_, value)| value);
    Ok(value.map(|value| value.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(&value).to_owned()))
}

pub(super) fn fits(found: Option<&str>, is: Is) -> bool {
    match is {
        Is::There => found.is_some_and(|found| found != "none"),
        Is::Gone => found.is_none_or(|found| found == "none"),
        Is::Just(wanted) => found == Some(wanted),
    }
}

/// The lines that are missing and those that are new.
fn differences(recorded: &str, shown: &str) -> String {
    let only = |of: &str, other: &str, sign: char| {
        let other: Vec<&str> = other.lines().collect();
        of.lines().filter(|line| !other.contains(line)).map(|line| format!("{sign} {line}\n")).collect::<String>()
    };
    only(recorded, shown, '-') + &only(shown, recorded, '+')
}
