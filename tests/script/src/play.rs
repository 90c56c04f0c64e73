//! The headless phone plays a journey. Kotlin's and Swift's players have the same verbs.

mod act;
mod screen;

use crate::{
    failed::{Failed, missing},
    step::{Is, Journey, Network, Step},
    value::{Part, parts},
};
use dimos_app::{Intent, ViewModel};
use dimos_journeys::{City, photo};
use dimos_phone::{Asked, Desk, Phone, PhoneOptions, SOON, Stuck};
use dimos_server::auth::StaffRole;
use screen::{fits, found};
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

/// A person who waits for something looks again this often.
const GLANCE: Duration = Duration::from_millis(1_500);

/// What becomes of what the phone shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It is compared with what was recorded.
    Compare,
    /// It is written down.
    Record,
}

/// Plays a journey, in a city of its own.
///
/// # Errors
/// It does not go as written, or the phone does not show what was recorded.
pub fn play(journey: &Journey, mode: Mode) -> Result<(), Failed> {
    let city = City::paid()?;
    let (desk, clerk) = (city.desk()?, city.staff("clerk", StaffRole::Clerk)?);
    let mut player =
        Player { journey, mode, city: &city, desk, clerk, phones: BTreeMap::new(), name: "", kept: BTreeMap::new() };
    journey.steps.iter().try_for_each(|step| player.step(step))
}

struct Player<'a> {
    journey: &'a Journey,
    mode: Mode,
    city: &'a City,
    desk: Desk,
    clerk: Desk,
    phones: BTreeMap<&'static str, (Phone, Network)>,
    /// Whose phone is in hand.
    name: &'static str,
    kept: BTreeMap<&'static str, String>,
}

impl Player<'_> {
    fn step(&mut self, step: &Step) -> Result<(), Failed> {
        match step {
            Step::Phone(name, network) => {
                self.name = name;
                if !self.phones.contains_key(name) {
                    self.open(*network)?;
                }
            }
            Step::Send(intent) => self.send(intent)?,
            Step::See { path, is, again } => drop(self.see(path, *is, again.as_ref())?),
            Step::Keep { name, path } => {
                let value = self.see(path, Is::There, None)?;
                self.kept.insert(name, value);
            }
            Step::Expect(name) => self.expect(name)?,
            Step::Photographs(file) => self.phone()?.will_photograph(&photo(file)),
            Step::IsAt(lat, lon) => self.phone()?.is_at(*lat, *lon, 8.0),
            Step::Stands { report, state } => {
                let id = self.kept(report)?.parse()?;
                let what = format!("{report} to be {state}");
                self.city.until(&what, || Ok(self.desk.report(id)?.state.as_str() == *state))?;
            }
            Step::Network(network) => {
                self.phone()?.set_online(*network == Network::There);
                if let Some((_, now)) = self.phones.get_mut(self.name) {
                    *now = *network;
                }
            }
            Step::Restart => {
                let network = self.phones.remove(self.name).map_or(Network::There, |(_, network)| network);
                self.open(network)?;
            }
            Step::Opened(name) => {
                let shell = self.phone()?.shell();
                self.city.until("a page to be opened", || Ok(opened(&shell.asked()).is_some()))?;
                let page = opened(&shell.asked()).ok_or_else(|| missing("page that was opened"))?;
                self.kept.insert(name, page);
            }
            Step::Act(act) => self.act(act)?,
        }
        Ok(())
    }

    fn open(&mut self, network: Network) -> Result<(), Failed> {
        let phone = Phone::open(PhoneOptions {
            locale: self.journey.locale.to_owned(),
            offline: network == Network::Gone,
            bundled_city: None,
            ..self.city.options(self.name)
        })?;
        self.phones.insert(self.name, (phone, network));
        Ok(())
    }

    fn phone(&self) -> Result<&Phone, Failed> {
        self.phones.get(self.name).map(|(phone, _)| phone).ok_or_else(|| missing("phone in hand"))
    }

    fn kept(&self, text: &str) -> Result<String, Failed> {
        let part = |part: Part<'_>| match part {
            Part::Plain(text) => Ok(text.to_owned()),
            Part::Kept(name) => self.kept.get(name).cloned().ok_or_else(|| missing(name)),
        };
        parts(text).into_iter().map(part).collect()
    }

    fn send(&self, intent: &Intent) -> Result<(), Failed> {
        let mut written = serde_json::to_value(intent)?;
        self.fill(&mut written)?;
        self.phone()?.send(serde_json::from_value(written)?);
        Ok(())
    }

    /// Puts what was kept into every text.
    fn fill(&self, written: &mut serde_json::Value) -> Result<(), Failed> {
        match written {
            serde_json::Value::String(text) => *text = self.kept(text)?,
            serde_json::Value::Object(fields) => fields.values_mut().try_for_each(|field| self.fill(field))?,
            _ => {}
        }
        Ok(())
    }

    fn see(&self, path: &str, is: Is, again: Option<&Intent>) -> Result<String, Failed> {
        let what = format!("{}: {path} to be {is:?}", self.journey.name);
        let shows = |view: &ViewModel| found(view, path).is_ok_and(|found| fits(found.as_deref(), is));
        let deadline = Instant::now() + SOON;
        loop {
            let wait = if again.is_some() { GLANCE } else { SOON };
            match self.phone()?.until(&what, wait, shows) {
                Ok(view) => return Ok(found(&view, path)?.unwrap_or_default()),
                Err(Stuck::TooLong { .. }) if Instant::now() < deadline => {}
                Err(stuck) => return Err(stuck.into()),
            }
            again.map_or(Ok(()), |again| self.send(again))?;
        }
    }
}

fn opened(asked: &[Asked]) -> Option<String> {
    asked.iter().rev().find_map(|asked| match asked {
        Asked::Open(url) => Some(url.clone()),
        _ => None,
    })
}
