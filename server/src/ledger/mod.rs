//! The ledger: double entry, append-only, integer cents. Money moves only through [`post`]; whatever is said of a bill or a
//! payment is derived from here. What the books must never hold is refused by the database itself (`0003_money.sql`).

mod account;
mod acting;
mod chain;
mod command;
mod days;
mod entry;
mod post;
mod queries;
mod report;
mod routes;

pub use account::{Account, Desk};
pub use acting::{Acting, Hand};
pub use chain::{Chain, Hash, verify_chain};
pub use command::{MoneyCommand, MoneyError, open_hand, run};
pub use days::{business_day, close_day, last_closed};
pub use entry::{Author, EntryKind, EntryNo, NewEntry, Posted};
pub use post::{find, payment_of, post, reverse};
pub use queries::{
    Entry, Movement, balance, credit_uses, entry, first_of_payment, last_standing, later_surpluses, movements,
    standing_of_payment,
};
pub use report::{export_csv, trial_balance};
pub use routes::routes;
