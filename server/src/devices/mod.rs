//! Phones: they register themselves and get a token; a one-time code makes one a crew's.
//!
//! Registering again with the same id: with the phone's own token it updates what the phone said of itself and keeps the
//! token; while no token of that id was ever used it gives a new token (the first answer may have been lost on the way,
//! and nothing hangs on the id yet); otherwise it is refused with 409, and the phone takes a new id.
//!
//! A crew's phone stays one until it is revoked: over the wire, or by the command beside a server that runs.

mod command;
mod queries;
mod routes;
mod service;

pub use command::{CrewPhoneCommand, CrewPhoneError, run};
pub use routes::routes;
pub(crate) use service::APP_VERSION_CHARS;
