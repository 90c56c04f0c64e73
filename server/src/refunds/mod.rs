//! Refunds: money that the city gives back. One person asks, another approves, whatever the amount. It goes back the way it
//! came, or by a transfer that the bank's statement shows in the end. What nobody knows is asked for, never sent again under
//! another name.

mod asking;
mod command;
mod hearing;
mod money;
mod queries;
mod requests;
mod returning;
mod routes;
mod seen;
mod taking;
mod transfers;

pub use asking::{send_due, send_one};
pub use command::{RefundCommand, run};
pub use hearing::{RefundNews, hear, hear_gone_back, hear_news, hear_reversed};
pub use money::left_the_bank;
pub use queries::{
    AtTheBank, RefundRow, Way, at_the_bank, held_of, refund, refunds_of, that_left, under_way_by, under_way_of,
};
pub use requests::{approve, refundable, reject, request, withdraw};
pub use returning::{can_have_returned, not_returned, returned};
pub use routes::routes;
pub use taking::take_over;
pub use transfers::{Answers, OrderFile, answers, file, file_once, order};
