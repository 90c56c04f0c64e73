//! Bank statements: files of the bank come in, each movement is kept and posted once, and what it is for is decided where
//! there is no doubt. The rest waits for a person, with suggestions. Nothing here guesses: an amount alone matches nothing.

mod booking;
mod checking;
mod command;
mod deciding;
mod decisions;
mod files;
mod import;
mod knowing;
mod links;
mod matching;
mod mistyped;
mod other_money;
mod payouts;
mod queries;
mod queue;
mod queue_command;
mod repeats;
mod routes;
mod run;
mod sequence;
mod taking;
mod undoing;
mod watch;

pub use command::{StatementCommand, run_statement};
pub use deciding::{Looked, match_waiting};
pub(crate) use decisions::MOST_DESKS;
pub use decisions::decide;
pub use import::{Source, import, match_all_waiting};
pub use matching::{Decision, Known, Movement, Named, NamedStanding, OfPayer, PayoutFound, Proposal};
pub use queries::{EntryRow, Payer, entry};
pub use queue::{show, undo};
pub use queue_command::{QueueCommand, run_queue};
pub use routes::routes;
