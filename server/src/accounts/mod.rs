//! Accounts of the staff and their sessions. Accounts are made by the command; passwords are kept as argon2id hashes,
//! guessing is slowed down, and a session ends after twelve hours.

mod command;
mod named;
mod password;
mod queries;
mod routes;
mod service;

pub use command::{AccountCommand, AccountError, add, run};
pub(crate) use named::{id_of, treasurer, treasurer_by_password, typed_password};
pub use routes::routes;
pub(crate) use service::sweep;
