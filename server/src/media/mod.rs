//! Photos: they come up in pieces by tus 1.0 (core, creation, creation-with-upload, checksum, termination), so that a cut
//! costs only what was on the way; when the last byte is there the photo is checked, cleaned of everything personal and
//! kept. Nothing that a stranger sent is ever served as it came: what is served was written by this module.

mod jpeg;
mod photo;
mod queries;
mod routes;
mod service;
mod tus;
mod uploads;

pub use routes::routes;
pub use service::sweep;
pub use uploads::Uploads;
