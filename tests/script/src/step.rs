//! What journeys are made of. Whatever is added here gets a verb in `source.rs` and in the three players.

use dimos_app::Intent;

/// A story that every phone plays.
#[derive(Debug, Clone, PartialEq)]
pub struct Journey {
    /// Its name: also that of a function in Kotlin and Swift, and of the folder of what is expected.
    pub name: &'static str,
    /// What it tells, in a sentence.
    pub tells: &'static str,
    /// The phones' locale.
    pub locale: &'static str,
    /// One after the other.
    pub steps: Vec<Step>,
}

/// Whether there is a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Network {
    /// There is one.
    There,
    /// Airplane mode.
    Gone,
}

/// How something that is waited for is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Is {
    /// There, with any value.
    There,
    /// Not there, or nothing.
    Gone,
    /// This, as the outline writes it, without the quotes of a text.
    Just(&'static str),
}

/// One step. Texts of intents and acts may hold `{name}` of what was kept under that name.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// The phone of that name is in hand from now on. The first time its app is opened, with a network or without.
    Phone(&'static str, Network),
    /// Something is done on it.
    Send(Intent),
    /// Something is waited for.
    See {
        /// Where it stands in the outline.
        path: String,
        /// How it is to be.
        is: Is,
        /// What a person does now and then who waits for it.
        again: Option<Intent>,
    },
    /// A value of the outline is kept.
    Keep {
        /// Under which name.
        name: &'static str,
        /// Where it stands.
        path: String,
    },
    /// The whole outline is as recorded under that name.
    Expect(&'static str),
    /// The next photo that is taken or chosen is this one of `tests/data/photos`.
    Photographs(&'static str),
    /// The phone is there, in degrees north and east, and may say so.
    IsAt(f64, f64),
    /// The network comes or goes.
    Network(Network),
    /// The app is closed and opened again.
    Restart,
    /// The page that the app opened is kept under that name.
    Opened(&'static str),
    /// What others do meanwhile.
    Act(Act),
    /// At the desk a report comes to stand so: what the phone shows has reached the city.
    Stands {
        /// Which report.
        report: &'static str,
        /// How: `reopened`, `confirmed`, …
        state: &'static str,
    },
}

/// What others do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// A dispatcher asks the reporter.
    Ask {
        /// Of which report.
        report: &'static str,
        /// What.
        question: &'static str,
    },
    /// A dispatcher says that it is fixed, without a visit.
    Resolve {
        /// Which report.
        report: &'static str,
    },
    /// A dispatcher puts it on the crew's plan of today.
    Schedule {
        /// Which report.
        report: &'static str,
    },
    /// A dispatcher gets a code that makes a phone the crew's.
    CrewCode {
        /// Under which name it is kept.
        name: &'static str,
    },
    /// A clerk issues a bill to whoever has it.
    Bill {
        /// Its kind.
        kind: &'static str,
        /// The heading that it is revenue of.
        tax_head: &'static str,
        /// How much.
        cents: i64,
        /// Under which name its reference is kept.
        name: &'static str,
    },
    /// The payer pays on the sandbox bank's page.
    Pay {
        /// Its address.
        page: &'static str,
        /// Under which name the link back into the app is kept.
        name: &'static str,
    },
}
