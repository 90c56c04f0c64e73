//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use dimos_domain::place::Position;
use std::{path::PathBuf, str::FromStr};

/// A phone in the terminal: drives the real core as the apps do.
///
/// The phone lives in a folder (`--data`); what is done is kept there first and delivered then, as on any phone. With
/// `--offline` nothing is sent; `sync` or `drain` delivers it later. Texts are in the phone's language (`--locale`); with
/// `--json` what the screen shows is printed as JSON instead, with the same names as in the core's view model.
///
/// Exit status: 0 done or kept for later, 1 refused (the reason is on the error output), 2 not understood, 3 nothing done
/// because something must be decided first (what can be decided is printed), 4 not kept because the phone's storage takes
/// nothing (what was typed is printed again on the error output).
#[derive(Debug, Parser)]
#[command(version, name = "dimos-phone", after_help = EXAMPLES)]
pub struct Arguments {
    /// The phone's folder; made if missing.
    #[arg(long, env = "DIMOS_PHONE_DATA", default_value = ".dimos-phone", value_name = "DIR", global = true)]
    pub data: PathBuf,
    /// The city's server.
    #[arg(long, env = "DIMOS_SERVER", default_value = "http://127.0.0.1:8080", value_name = "URL", global = true,
        value_parser = address)]
    pub server: String,
    /// The phone has no network.
    #[arg(long, global = true)]
    pub offline: bool,
    /// Print JSON.
    #[arg(long, global = true)]
    pub json: bool,
    /// The phone's locale.
    #[arg(long, env = "DIMOS_LOCALE", default_value = "el-GR", value_name = "TAG", global = true)]
    pub locale: String,
    /// The city as it comes with an app (`dimos-server city bundle`); without it the first start needs the network.
    #[arg(long, env = "DIMOS_BUNDLED_CITY", value_name = "FILE", global = true)]
    pub bundled_city: Option<PathBuf>,
    /// Seconds to wait for delivery before leaving the rest for later.
    #[arg(long, default_value_t = 20, value_name = "SECONDS", global = true)]
    pub wait: u64,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  dimos-phone report --photo gully.jpg --words 'Βουλωμένο φρεάτιο' --service blocked-gully
  dimos-phone --offline report --words 'No light' --service street-light-out --street Egnatia --answer extent=one
  dimos-phone report --photo gully.jpg --service blocked-gully --me-too THES-2026-000012
  dimos-phone sync
  dimos-phone --json list | jq -r '.rows[].number'
  dimos-phone comment THES-2026-000012 'And a second one beside it'
  dimos-phone lookup 'RF34 9099 9400 0000 0000 1234 5' 45,12 && dimos-phone pay 2026-000012 --by sandbox
  dimos-phone enrol 7KQ4-M2XD && dimos-phone crew jobs";

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Reports something; where open reports of the same kind lie near, only with `--new` or `--me-too`.
    Report(ReportArguments),
    /// What can be reported, with the codes that `report --service` takes.
    Services {
        /// Only what these words find.
        #[arg(default_value = "")]
        words: String,
    },
    /// Delivers what waits and fetches what is new.
    Sync,
    /// Delivers in the background, as the operating system does: with no screen.
    Drain {
        /// Seconds.
        #[arg(long, default_value_t = 30, value_name = "SECONDS")]
        deadline: u64,
    },
    /// My reports.
    List {
        /// Those that I support or follow.
        #[arg(long)]
        following: bool,
    },
    /// One report's page.
    Show {
        /// Its number if it is in a list of this phone, or its id (`nearby` shows it).
        report: String,
    },
    /// Reports around a point of the map.
    Nearby {
        /// `LAT,LON`.
        #[arg(allow_hyphen_values = true)]
        at: Point,
    },
    /// Writes under a report.
    Comment(WriteArguments),
    /// Answers the city's question.
    Answer(WriteArguments),
    /// Rates the fix.
    Rate {
        /// Its number or its id.
        report: String,
        /// 1 to 5.
        #[arg(value_parser = clap::value_parser!(u8).range(1..=5))]
        stars: u8,
        /// A few words.
        #[arg(default_value = "")]
        words: String,
    },
    /// "It is not fixed".
    Reopen(WriteArguments),
    /// Takes a report back.
    Withdraw(WriteArguments),
    /// "Me too".
    Support(WriteArguments),
    /// Follows a report.
    Follow {
        /// Its id, as `nearby` shows it.
        report: String,
    },
    /// Stops following a report.
    Unfollow {
        /// Its number or its id.
        report: String,
    },
    /// Unfinished reports.
    Drafts,
    /// What is not delivered yet.
    Outbox {
        /// What to do with it; without it, it is listed.
        #[command(subcommand)]
        what: Option<OutboxCommand>,
    },
    /// Settings.
    Settings {
        /// `el`, `en`, or `phone` for the phone's own.
        #[arg(long, value_parser = ["el", "en", "phone"])]
        language: Option<String>,
    },
    /// Makes this a crew's phone, by the dispatcher's code.
    Enrol {
        /// For example 7KQ4-M2XD.
        code: String,
    },
    /// What I owe.
    Bills,
    /// One bill's page.
    Bill {
        /// Its number or its id.
        bill: String,
    },
    /// Adds a bill on paper.
    Lookup {
        /// Its payment code, as printed.
        reference: String,
        /// Its amount, as printed.
        #[arg(allow_hyphen_values = true)]
        amount: String,
    },
    /// Shows all bills of a tax number.
    Link {
        /// The tax number; `-` reads it from the input, so that it stands in no list of processes.
        tax_number: String,
        /// The payment code of one open bill, as printed.
        reference: String,
        /// Its amount, as printed.
        #[arg(allow_hyphen_values = true)]
        amount: String,
    },
    /// Pays a bill by instalments.
    Plan {
        /// Its number or its id.
        bill: String,
        /// How many.
        instalments: u8,
    },
    /// Pays bills: shows code, account and square code for a bank's app, or opens a provider's page.
    Pay {
        /// Their numbers or ids.
        #[arg(required = true)]
        bills: Vec<String>,
        /// A part only.
        #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
        part: Option<String>,
        /// On this provider's page (`pay` without it lists them).
        #[arg(long, value_name = "PROVIDER")]
        by: Option<String>,
    },
    /// Follows a link of the app, as the page does that was paid on.
    Open {
        /// `dimos://pay/attempts/…`
        url: String,
    },
    /// How a payment on a provider's page stands.
    Payment {
        /// The attempt's id.
        attempt: String,
        /// "I did not pay and do not want to."
        #[arg(long)]
        give_up: bool,
    },
    /// Receipts.
    Receipts,
    /// A receipt's document.
    Receipt {
        /// Its number.
        number: String,
        /// Where to copy it; without it, where it lies is printed.
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// A crew's day.
    Crew {
        /// What to do.
        #[command(subcommand)]
        what: CrewCommand,
    },
}

/// A report.
#[derive(Debug, Args)]
pub struct ReportArguments {
    /// A photo; may be given several times. Without `--at` or `--street` its place counts.
    #[arg(long = "photo", value_name = "FILE")]
    pub photos: Vec<PathBuf>,
    /// In the citizen's words.
    #[arg(long, default_value = "")]
    pub words: String,
    /// The service's code; without it, what the phone suggests first.
    #[arg(long, default_value = "", value_name = "CODE")]
    pub service: String,
    /// A tap on the map.
    #[arg(long, value_name = "LAT,LON", allow_hyphen_values = true, conflicts_with = "street")]
    pub at: Option<Point>,
    /// A street's name; the first one found is taken.
    #[arg(long, value_name = "NAME")]
    pub street: Option<String>,
    /// An answer to one of the service's questions; may be given several times.
    #[arg(long = "answer", value_name = "QUESTION=VALUE")]
    pub answers: Vec<Pair>,
    /// None of the open reports near is the same: send it.
    #[arg(long, conflicts_with = "me_too")]
    pub new: bool,
    /// It is this one of the open reports near: say "me too" there instead, with the same words and photos.
    #[arg(long, value_name = "NUMBER")]
    pub me_too: Option<String>,
    /// The citizen's name; without name, e-mail and telephone the report is anonymous.
    #[arg(long, default_value = "")]
    pub name: String,
    /// E-mail address.
    #[arg(long, default_value = "")]
    pub email: String,
    /// Telephone number.
    #[arg(long, default_value = "")]
    pub phone: String,
}

/// A server's address, without a slash at the end.
fn address(text: &str) -> Result<String, String> {
    let expected = || "expected an address such as https://dimos.example".to_owned();
    let url: reqwest::Url = text.parse().map_err(|_| expected())?;
    let fit = matches!(url.scheme(), "http" | "https") && url.has_host();
    fit.then(|| text.trim_end_matches('/').to_owned()).ok_or_else(expected)
}

/// Words under a report.
#[derive(Debug, Args)]
pub struct WriteArguments {
    /// Its number if it is in a list of this phone, or its id (`nearby` shows it).
    pub report: String,
    /// The words.
    #[arg(default_value = "")]
    pub words: String,
    /// A photo; may be given several times.
    #[arg(long = "photo", value_name = "FILE")]
    pub photos: Vec<PathBuf>,
}

/// What to do with something undelivered.
#[derive(Debug, Clone, Subcommand)]
pub enum OutboxCommand {
    /// Sends it once more, as it is.
    Retry {
        /// The act's id.
        act: String,
    },
    /// Sends it without the photo that is no longer on this phone.
    SendWithout {
        /// The act's id.
        act: String,
    },
    /// Gives it up; a report becomes a draft again.
    Discard {
        /// The act's id.
        act: String,
    },
}

/// A crew's day.
#[derive(Debug, Subcommand)]
pub enum CrewCommand {
    /// Today's jobs in their order.
    Jobs,
    /// One job.
    Show {
        /// Its number, its stop or its id.
        job: String,
    },
    /// Begins a job.
    Start {
        /// Its number, its stop or its id.
        job: String,
    },
    /// Photographs a job.
    Photo {
        /// Its number, its stop or its id.
        job: String,
        /// Before the work or after it.
        when: When,
        /// The photo.
        file: PathBuf,
    },
    /// Writes a note on a job.
    Note {
        /// Its number, its stop or its id.
        job: String,
        /// The note.
        words: String,
    },
    /// Closes a job as done.
    Close {
        /// Its number, its stop or its id.
        job: String,
        /// A note.
        #[arg(default_value = "")]
        words: String,
    },
    /// Gives a job back.
    Cannot {
        /// Its number, its stop or its id.
        job: String,
        /// `no_access`, `not_found`, … (a wrong one lists them).
        reason: String,
        /// A note.
        #[arg(default_value = "")]
        words: String,
    },
    /// Puts a job at another place of the day.
    Order {
        /// Its number, its stop or its id.
        job: String,
        /// Which stop it becomes, from 1.
        #[arg(value_parser = clap::value_parser!(u32).range(1..))]
        stop: u32,
    },
    /// Orders the open jobs so that the way is short.
    Shorten {
        /// Where the crew is; without it, from the depot or the last stop.
        #[arg(long, value_name = "LAT,LON", allow_hyphen_values = true)]
        at: Option<Point>,
    },
}

/// Before the work or after it.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum When {
    /// Before.
    Before,
    /// After.
    After,
}

/// A point of the map.
#[derive(Debug, Clone, Copy)]
pub struct Point(pub f64, pub f64);

impl FromStr for Point {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (lat, lon) = text.split_once(',').ok_or("expected LAT,LON, for example 40.6264,22.9484")?;
        let number = |part: &str| part.trim().parse().map_err(|_| format!("“{part}” is no number"));
        let point = Position::new(number(lat)?, number(lon)?).map_err(|why| why.to_string())?;
        Ok(Self(point.lat(), point.lon()))
    }
}

/// Question and answer.
#[derive(Debug, Clone)]
pub struct Pair(pub String, pub String);

impl FromStr for Pair {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (question, value) = text.split_once('=').ok_or("expected QUESTION=VALUE, for example size=small")?;
        Ok(Self(question.trim().to_owned(), value.trim().to_owned()))
    }
}
