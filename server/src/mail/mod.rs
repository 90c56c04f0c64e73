//! Letters by e-mail: receipts and reminders. What is to be sent was noted in the outbox by the transaction that made it
//! necessary; here it is sent, at least once, and never while somebody waits. No address reaches a log, and an address is
//! forgotten once its letter was sent or given up.

mod letter;
mod options;
mod outbox;
mod postman;

pub use options::{MailOptions, MailSetUpError};
pub use postman::Postman;
