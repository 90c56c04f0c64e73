//! The headless phone plays a journey. Kotlin's and Swift's players have the same verbs.

use crate::{
    expected, masked, outline,
    step::{Act, Is, Journey, Network, Step},
    value::{Part, parts},
};
use dimos_api::Decision;
use dimos_app::{Intent, ViewModel};
use dimos_domain::ids::InvalidId;
use dimos_journeys::{City, Slip, Trouble, photo, today};
use dimos_phone::{Asked, Desk, Phone, PhoneOptions, Refused, SOON, Stuck};
use dimos_server::auth::StaffRole;
use std::{
    collections::BTreeMap,
    fs, io,
    time::{Duration, Instant},
};

/// The crew that clears gullies.
const CREW: &str = "gullies";
/// A person who waits for something looks again this often.
const GLANCE: Duration = Duration::from_millis(1_500);
/// A screen that is not as recorded by then never will be.
const SETTLES: Duration = Duration::from_secs(30);
/// A screen that has not changed for so long is at rest.
const RESTS: Duration = Duration::from_millis(1_000);

/// What becomes of what the phone shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It is compared with what was recorded.
    Compare,
    /// It is written down.
    Record,
}

/// Why a journey came to an end.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// The phone, the desk or the city is not as it should be.
    #[error(transparent)]
    City(#[from] Trouble),
    /// The phone shows something else than what was recorded.
    #[error("{screen} is not as recorded (`make script` records it anew):\n{lines}")]
    Differs {
        /// Where.
        screen: String,
        /// Which lines are missing (`-`) and new (`+`).
        lines: String,
    },
    /// What a phone shows cannot be told.
    #[error("no outline: {0}")]
    Outline(#[from] serde_json::Error),
    /// A mask is no regular expression.
    #[error(transparent)]
    Mask(#[from] regex::Error),
}

impl From<Stuck> for Failed {
    fn from(cause: Stuck) -> Self {
        Self::City(cause.into())
    }
}

impl From<Refused> for Failed {
    fn from(cause: Refused) -> Self {
        Self::City(cause.into())
    }
}

impl From<io::Error> for Failed {
    fn from(cause: io::Error) -> Self {
        Self::City(cause.into())
    }
}

impl From<InvalidId> for Failed {
    fn from(cause: InvalidId) -> Self {
        Self::City(cause.into())
    }
}

fn missing(what: &str) -> Failed {
    Failed::City(Trouble::Missing(what.to_owned()))
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

    fn expect(&self, name: &str) -> Result<(), Failed> {
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

    fn act(&mut self, act: &Act) -> Result<(), Failed> {
        match act {
            Act::Ask { report, question } => {
                let question = (*question).to_owned();
                self.desk.decide(self.kept(report)?.parse()?, Decision::Ask { question })?;
            }
            Act::Resolve { report } => {
                let report = self.assigned(report)?;
                self.desk.decide(report, Decision::Resolve { note: "Έγινε.".to_owned() })?;
            }
            Act::Schedule { report } => {
                let report = self.assigned(report)?;
                self.desk.decide(report, Decision::Schedule { crew: CREW.parse()?, on: today() })?;
            }
            Act::CrewCode { name } => {
                self.kept.insert(name, self.desk.enrolment_code(&CREW.parse()?)?);
            }
            Act::Bill { kind, tax_head, cents, name } => {
                let slip = Slip::issue(&self.clerk, (*kind, *tax_head), *cents)?;
                self.kept.insert(name, slip.rf.as_str().to_owned());
            }
            Act::Pay { page, name } => {
                let link = self.city.browser()?.pay(&self.kept(page)?)?.link()?;
                self.kept.insert(name, link);
            }
        }
        Ok(())
    }

    /// A report that the crew is responsible for, whatever the rules said.
    fn assigned(&self, report: &str) -> Result<dimos_domain::ids::ReportId, Failed> {
        let id = self.kept(report)?.parse()?;
        let report = self.desk.report(id)?;
        let crew = Some(CREW.parse()?);
        if report.crew != crew || report.state != dimos_domain::workflow::State::Assigned {
            let department = report.department.ok_or_else(|| missing("department"))?;
            self.desk.decide(id, Decision::Assign { department, crew })?;
        }
        Ok(id)
    }
}

fn opened(asked: &[Asked]) -> Option<String> {
    asked.iter().rev().find_map(|asked| match asked {
        Asked::Open(url) => Some(url.clone()),
        _ => None,
    })
}

fn shown(view: &ViewModel) -> Result<String, Failed> {
    Ok(masked(&outline(view)?)?)
}

/// What stands at a path, without the quotes of a text.
fn found(view: &ViewModel, path: &str) -> Result<Option<String>, serde_json::Error> {
    let value = outline(view)?.into_iter().find(|(at, _)| at == path).map(|(_, value)| value);
    Ok(value.map(|value| value.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(&value).to_owned()))
}

fn fits(found: Option<&str>, is: Is) -> bool {
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
