//! Phones: they register themselves and get a token; a one-time code makes one a crew's.
//!
//! Registering again with the same id: with the phone's own token it updates what the phone said of itself and keeps the
//! token; while no token of that id was ever used it gives a new token (the first answer may have been lost on the way,
//! and nothing hangs on the id yet); otherwise it is refused with 409, and the phone takes a new id.

mod queries;
mod routes;
mod service;

pub use routes::routes;
