//! Reports: filed, supported, followed, commented, decided on, rated. A report changes only through [`Change`], which
//! asks the workflow and writes the log; who sees what of it is decided in [`view`] alone.

mod acting;
mod acts;
mod change;
pub(crate) mod columns;
pub(crate) mod contacts;
mod create;
mod decisions;
mod doing;
mod list;
mod merge;
pub(crate) mod photos;
pub(crate) mod queries;
mod routes;
mod row;
mod staff;
mod subscriptions;
mod sweep;
mod ticket;
pub mod view;
pub(crate) mod words;

pub use acting::{Acting, Who};
pub use change::Change;
pub use create::{inside, service};
pub use doing::{Doing, now, reader};
pub use routes::routes;
pub use sweep::sweep;
pub use ticket::Ticket;
