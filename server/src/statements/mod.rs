//! Bank statements: files of the bank come in, each movement is kept and posted once, and what it is for is decided where
//! there is no doubt. The rest waits for a person, with suggestions. Nothing here guesses: an amount alone matches nothing.

mod checking;
mod command;
mod deciding;
mod import;
mod knowing;
mod matching;
mod mistyped;
mod payouts;
mod queries;
mod queue;
mod repeats;
mod routes;
mod run;
mod sequence;
mod taking;
mod watch;

pub use command::{QueueCommand, StatementCommand, run_queue, run_statement};
pub use deciding::{Looked, match_waiting};
pub use import::{Source, import, match_all_waiting};
pub use matching::{Decision, Known, Movement, Named, NamedStanding, OfPayer, PayoutFound, Proposal, decide};
pub use queries::{EntryRow, Payer, entry};
pub use queue::{allocate, ignore, list, show, undo};
pub use routes::routes;
