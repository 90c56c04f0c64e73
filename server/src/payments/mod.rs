//! Payments: money that is known to have come, and the attempts, webhooks and questions by which that becomes known. What
//! a provider says is believed once, in any order and however often it says it; what nobody knows stays unknown until
//! somebody does. No provider is ever asked inside a transaction.

mod asking;
mod attempts;
mod begin;
mod cash;
mod command;
mod credit;
mod disputes;
mod doubt;
mod finding;
mod hearing;
mod in_order;
mod inbox;
mod money_back;
mod opening;
mod orders;
pub(crate) mod parked;
mod providers;
mod queries;
mod receipts;
mod receive;
mod routes;
mod said;
mod sandbox;
mod settling;
mod silence;
mod treasury;
mod webhooks;

pub use asking::{ask_due, ask_one};
pub use attempts::{AttemptRow, ask_about_unpaid, ask_soon, attempt, attempt_of};
pub use cash::take_cash;
pub use command::{PaymentsCommand, run};
pub use credit::use_credit;
pub use disputes::{lost_of, nothing_is_lost};
pub use doubt::{Doubt, doubt, waits_for_a_person};
pub use finding::bills_of;
pub use hearing::{Heard, hear_order, reverse_at_provider, reversed_fact};
pub use in_order::{readjust, reapply};
pub use inbox::{put, work_inbox};
pub use money_back::{Reversed, refundable, reverse_payment, take_back};
pub use parked::{Misfit, park};
pub use providers::{ProviderOptions, Providers, SetUpError};
pub use queries::{PaymentRow, meant_by, payment, payment_by_transaction};
pub use receipts::{ReceiptRow, may_see as may_see_receipt, receipt, receipt_by_code, receipts_seen_by};
pub use receive::{Booked, Received, receive};
pub use routes::routes;
pub use settling::{desks, hear_of_the_bank, settle_desk};

pub(crate) use asking::{ask_for_someone, cancel};
pub(crate) use begin::{begin, own, show as show_attempt};

pub use said::Said;
pub use sandbox::{SANDBOX_PATH, open as open_sandbox};
