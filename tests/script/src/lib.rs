//! One script of journeys for every phone. The journeys are written here once; Kotlin and Swift get them as source, the
//! headless phone plays them as they are, and all three must see what was recorded (`expected/`), to the last letter.
//! What a phone shows is compared as an outline: a line for each leaf of the view model, less what is never the same twice.

mod failed;
mod journeys;
mod outline;
mod play;
mod source;
mod step;
mod value;

pub use failed::Failed;
pub use journeys::journeys;
pub use play::{Mode, play};
pub use source::{Generated, generated};
pub use step::{Act, Is, Journey, Network, Step};

use std::path::{Path, PathBuf};

/// The repository.
#[must_use]
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

/// Where it is kept what a journey's phone shows at a step of that name.
#[must_use]
pub fn expected(journey: &str, name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("expected").join(journey).join(format!("{name}.txt"))
}
