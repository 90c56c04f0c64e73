//! The terminal program: opens the phone, does one thing, prints what its screen shows.

mod args;
mod citizen;
mod crew;
mod kept;
mod money;
mod print;
mod words;

pub use args::Arguments;

use args::Command;
use dimos_app::{
    Intent,
    intent::{MyReportsIntent, SettingsIntent, ShelfChoice},
    my_reports::{MyReportsView, UnsentRow},
    view::{Screen, Tone},
};
use dimos_phone::{Phone, PhoneOptions, Stuck};
use print::{Paper, unsent_lines};
use serde_json::json;
use std::{
    fs::File,
    io::{self, Write},
    path::{Path, PathBuf},
    time::Duration,
};
use words::Words;

/// Nobody listens there (RFC 863's port on this machine).
const NOWHERE: &str = "http://127.0.0.1:9";
/// The app may take that long to read its storage, however little is waited for delivery.
const LEAST_TO_OPEN: Duration = Duration::from_secs(5);

/// Why it did not work.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// The app said no, or did not come to an end.
    #[error(transparent)]
    Phone(#[from] Stuck),
    /// There is nothing of that name, it is not offered now, or the city refused what was sent.
    #[error("{0}")]
    Refused(String),
    /// A person would be asked something first; nothing was sent.
    #[error("{0}")]
    Undecided(String),
    /// The phone's storage did not take it: nothing of it is on the phone, what was typed is printed again.
    #[error("{0}")]
    NotKept(String),
    /// Background delivery failed.
    #[error(transparent)]
    Core(#[from] dimos_ffi::CoreError),
    /// The terminal or a file.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// What is shown has no JSON form.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

/// An opened phone with what the command line said.
pub(crate) struct Session<'a> {
    phone: Phone,
    arguments: &'a Arguments,
    paper: Paper,
    words: Words,
    /// What waited on the phone before this command did anything: not this command's to answer for.
    waited: Vec<String>,
}

impl Failed {
    /// The program's exit status.
    pub fn status(&self) -> u8 {
        match self {
            Self::Undecided(_) => 3,
            Self::NotKept(_) => 4,
            _ => 1,
        }
    }
}

/// Does what the command line says.
///
/// # Errors
/// [`Failed`].
pub fn run(arguments: &Arguments) -> Result<(), Failed> {
    let _alone = alone_at_first(&arguments.data);
    let paper = Paper { json: arguments.json };
    let options = PhoneOptions {
        dir: arguments.data.clone(),
        // Without a network there is no server: an address where nobody answers, so that not even a look around is asked.
        server: if arguments.offline { NOWHERE.to_owned() } else { arguments.server.clone() },
        locale: arguments.locale.clone(),
        offline: arguments.offline,
        bundled_city: bundled_city(arguments),
    };
    if let Command::Drain { deadline } = &arguments.command {
        return drain(&options, *deadline, &paper);
    }
    let words = Words::of(&arguments.locale);
    // The phone is closed again before it is looked what its disk has kept.
    let done = open(options.clone(), arguments.wait, words).and_then(|phone| carry_out(phone, arguments, paper, words));
    let typed = kept::typed(&arguments.command);
    done.map_err(|failed| kept::handed_back(failed, typed, options, arguments.wait, words))
}

fn carry_out(phone: Phone, arguments: &Arguments, paper: Paper, words: Words) -> Result<(), Failed> {
    let waited = phone.unsent()?.into_iter().map(|row| row.act).collect();
    let session = Session { phone, arguments, paper, words, waited };
    match &arguments.command {
        Command::Report(report) => session.report(report),
        Command::Services { words } => session.services(words),
        Command::Sync => session.sync(),
        Command::Drain { .. } => Ok(()),
        Command::List { following } => {
            session.list(if *following { ShelfChoice::Following } else { ShelfChoice::Mine })
        }
        Command::Show { report } => session.show(report),
        Command::Nearby { at } => session.nearby(*at),
        Command::Comment(write) => session.write(write, MyReportsIntent::Comment),
        Command::Answer(write) => session.write(write, MyReportsIntent::Answer),
        Command::Reopen(write) => session.write(write, MyReportsIntent::Reopen),
        Command::Withdraw(write) => session.write(write, MyReportsIntent::Withdraw),
        Command::Support(write) => session.write(write, MyReportsIntent::Support),
        Command::Rate { report, stars, words } => session.rate(report, *stars, words),
        Command::Follow { report } => session.act(report, MyReportsIntent::Follow { follow: true }),
        Command::Unfollow { report } => session.act(report, MyReportsIntent::Follow { follow: false }),
        Command::Drafts => session.drafts(),
        Command::Outbox { what } => session.outbox(what.as_ref()),
        Command::Settings { language } => session.settings(language.as_deref()),
        Command::Enrol { code } => session.enrol(code),
        Command::Crew { what } => session.crew(what),
        Command::Bills => session.bills(),
        Command::Bill { bill } => session.bill(bill),
        Command::Lookup { reference, amount } => session.lookup(reference, amount),
        Command::Link { tax_number, reference, amount } => session.link(tax_number, reference, amount),
        Command::Plan { bill, instalments } => session.plan(bill, *instalments),
        Command::Pay { bills, part, by } => session.pay(bills, part.as_deref(), by.as_deref()),
        Command::Open { url } => session.open_link(url),
        Command::Payment { attempt, give_up } => session.payment(attempt, *give_up),
        Command::Receipts => session.receipts(),
        Command::Receipt { number, to } => session.receipt(number, to.as_deref()),
    }
}

/// The first command on a phone has it to itself until it ends, because it makes the phone's identity: without this, two of
/// them would make two phones of one. Later ones run beside each other. A folder that cannot be locked is no reason to stop:
/// opening it says what is wrong.
fn alone_at_first(dir: &Path) -> Option<File> {
    std::fs::create_dir_all(dir).ok()?;
    let lock = File::create(dir.join("first.lock")).ok()?;
    lock.lock().ok()?;
    (!dir.join(dimos_phone::SECRETS).exists()).then_some(lock)
}

/// The city as it came with the app, kept on the phone from the first time it is named: an installed app has it always.
fn bundled_city(arguments: &Arguments) -> Option<PathBuf> {
    let kept = arguments.data.join("bundled-city.json");
    let Some(given) = &arguments.bundled_city else { return kept.exists().then_some(kept) };
    let keep = || {
        let city = std::fs::read(given)?;
        if std::fs::read(&kept).is_ok_and(|there| there == city) {
            return Ok(());
        }
        // Another command may be reading it.
        let half = kept.with_extension(format!("{}.part", std::process::id()));
        std::fs::write(&half, city)?;
        std::fs::rename(half, &kept)
    };
    let kept_now: io::Result<()> = keep();
    // Where it cannot be kept, it serves this once from where it lies.
    Some(if kept_now.is_ok() { kept } else { given.clone() })
}

/// Opens the app; without a city and without a network it says so at once, and where the server keeps it waiting for the
/// city, after as long as the command line allows. What the app warns of, that its storage was damaged, say, is told
/// whatever the command is, beside its output.
fn open(options: PhoneOptions, wait: u64, words: Words) -> Result<Phone, Failed> {
    let phone = Phone::open(options)?;
    let at_most = Duration::from_secs(wait).max(LEAST_TO_OPEN);
    let opened = phone.until("the app to be ready", at_most, |view| match &view.screen {
        Screen::Starting { starting } => starting.retry.is_some() && !starting.busy,
        _ => true,
    });
    let view = match opened {
        Err(Stuck::TooLong { .. }) => return Err(Failed::Refused(words.no_city(at_most.as_secs()))),
        opened => opened?,
    };
    match view.screen {
        Screen::Starting { starting } => Err(Stuck::Refused(starting.message).into()),
        _ => {
            if let Some(warning) = view.toast.filter(|toast| toast.tone == Tone::Warning) {
                // Nobody is left to tell if even this cannot be written.
                let _nobody_reads = writeln!(io::stderr(), "{}", warning.text);
            }
            Ok(phone)
        }
    }
}

/// Whether an act waits for its person rather than for the network.
fn needs_person(row: &UnsentRow) -> bool {
    row.retry.is_some() || row.tone == Tone::Danger
}

fn drain(options: &PhoneOptions, deadline: u64, paper: &Paper) -> Result<(), Failed> {
    std::fs::create_dir_all(&options.dir)?;
    let engine = dimos_phone::background(options)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let report = runtime.block_on(engine.drain(deadline.saturating_mul(1_000)))?;
    let shown = json!({
        "delivered": report.delivered, "wedged": report.wedged, "left": report.left,
        "reports_with_news": report.reports_with_news, "jobs_with_news": report.jobs_with_news,
        "upgrade_required": report.upgrade_required,
    });
    let news = report.reports_with_news + report.jobs_with_news;
    paper
        .show(&shown, || vec![format!("↑ {}   ↓ {}   … {}   ! {}", report.delivered, news, report.left, report.wedged)])
}

impl Session<'_> {
    /// Whether these acts are delivered within the time that the command line gives. That the city refuses one of them is an
    /// error; that another command's act waits for its person is not.
    fn deliver(&self, is_ours: impl Fn(&str) -> bool) -> Result<bool, Failed> {
        if self.arguments.offline {
            return Ok(false);
        }
        let at_most = Duration::from_secs(self.arguments.wait);
        self.phone.send(Intent::OpenTab { tab: dimos_app::intent::Tab::MyReports });
        let refused =
            |list: &MyReportsView| list.unsent.iter().find(|row| needs_person(row) && is_ours(&row.act)).cloned();
        let settled = self.phone.patiently("delivery", at_most, Intent::Foreground, |view| match &view.screen {
            Screen::MyReports { my_reports } => {
                !my_reports.unsent.iter().any(|row| is_ours(&row.act)) || refused(my_reports).is_some()
            }
            _ => false,
        });
        match settled.map(|view| view.screen) {
            Ok(Screen::MyReports { my_reports }) => match refused(&my_reports) {
                Some(refused) => {
                    Err(Failed::Refused(format!("{}: {} ({})", refused.title, refused.status, refused.act)))
                }
                None => Ok(true),
            },
            // It goes on waiting on the phone.
            Ok(_) | Err(Stuck::TooLong { .. }) => Ok(false),
            Err(other) => Err(other.into()),
        }
    }

    fn sync(&self) -> Result<(), Failed> {
        let waited = self.phone.unsent()?.len();
        if !self.arguments.offline {
            self.phone.send(Intent::Foreground);
            self.phone.rested(Duration::from_secs(self.arguments.wait))?;
        }
        let unsent = self.phone.unsent()?;
        let banner = self.phone.view().banner;
        let delivered = waited.saturating_sub(unsent.len());
        self.paper.show(&json!({ "delivered": delivered, "unsent": unsent, "banner": banner }), || {
            let told = [self.words.synced(delivered, unsent.len())].into_iter();
            let banner = banner.iter().map(|banner| banner.text.clone());
            told.chain(banner).chain(unsent_lines(&unsent)).collect()
        })
    }

    fn settings(&self, language: Option<&str>) -> Result<(), Failed> {
        if let Some(language) = language {
            let tag = if language == "phone" { String::new() } else { language.to_owned() };
            self.phone.send(Intent::Settings { intent: SettingsIntent::Language { tag } });
        }
        self.phone.stored()?;
        let view = self.phone.settings("the settings", |_| true)?;
        self.paper.show(&view, || print::settings_lines(&view))
    }

    fn enrol(&self, code: &str) -> Result<(), Failed> {
        self.phone.enrol(code)?;
        self.phone.rested(Duration::from_secs(self.arguments.wait))?;
        self.phone.stored()?;
        let day = self.phone.day("the day", |_| true)?;
        self.paper.show(&day, || print::day_lines(&day))
    }
}
