//! A phone without a screen. It drives the real core exactly as a shell on a phone does: intents in, view models out,
//! photos, positions and secrets answered by this operating system's means. The demo, the journeys and the terminal
//! program `dimos-phone` use it.

mod browser;
mod compose;
mod crew;
mod days;
mod desk;
mod money;
mod phone;
mod reports;
mod shell;

pub use browser::{Browser, WebPage, between};
pub use compose::{At, Told};
pub use days::CityDays;
pub use desk::{Desk, Refused};
pub use phone::{Phone, PhoneOptions, SECRETS, SOON, Stuck, background};
pub use reports::{has_number, not_offered, offered};
pub use shell::{Asked, TerminalShell};
