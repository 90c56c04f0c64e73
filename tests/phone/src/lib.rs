//! A phone without a screen. It drives the real core exactly as a shell on a phone does: intents in, view models out,
//! photos, positions and secrets answered by this operating system's means. The demo, the journeys and the terminal
//! program `dimos-phone` use it.

mod desk;
mod phone;
mod shell;

pub use desk::{Desk, Refused};
pub use phone::{Phone, PhoneOptions, Stuck};
pub use shell::{Asked, TerminalShell};
