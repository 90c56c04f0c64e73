//! My reports: what I filed, support or follow, each with its timeline, what is still unsent, and what I can do about it:
//! answer, comment, rate, reopen, take back.

mod event;
mod model;
mod update;
mod view;

pub use event::Event;
pub use model::Model;
pub use update::{on_intent, reload, update};
pub use view::{MyReportsView, TicketView, TimelineRow, UnsentRow, list_view, ticket_view, unseen};
