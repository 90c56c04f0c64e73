//! Paying the city: what is owed, by which reference or on which page it is paid, and the receipts. What was begun is kept on
//! the phone before the city is asked, an outcome that is not known is said to be unknown, and nothing is offered twice while
//! it may have been paid.
//!
//! Beside the usual files: `add` finds bills, `plan` makes instalments, `credit` spends what was paid too much, `basket` is what is about to be paid and by which
//! means, `attempt` is a payment on a provider's page and `follow` comes back to it, `receipts` brings documents; `bills`, `page`, `paying` and
//! `checkout` put them on the screen, `words` and `qr` say and draw what all of them show.

mod add;
mod attempt;
mod basket;
mod bills;
mod checkout;
mod credit;
mod event;
mod follow;
mod form;
mod model;
mod page;
mod paying;
mod plan;
mod qr;
mod receipts;
mod update;
mod view;
mod words;

#[cfg(test)]
mod tests;

pub use event::Event;
pub use follow::go_away;
pub use model::Model;
pub use update::{appear, back, come_back, loaded, on_intent, open_link, retell, takes_payments, update, urgent};
pub use view::*;
