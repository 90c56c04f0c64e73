//! Paying on a provider's page. One trait, [`PaymentProvider`], and three who stand behind it: a bank of our own to try
//! everything with ([`sandbox`]), Stripe ([`stripe`]) and Viva ([`viva`]). No card's data ever comes here: the payer types
//! it on the provider's page. This crate asks and reads; what follows from an answer is decided by the caller.

mod codes;
mod currency;
mod error;
mod line;
mod moved;
mod order;
mod provider;
mod refund;
pub mod sandbox;
mod secret;
mod signature;
pub mod stripe;
mod tls;
pub mod viva;
mod webhook;

pub use codes::{DisputeCode, EventCode, OrderCode, RefundCode, TransactionCode};
pub use currency::Currency;
pub use error::{ProviderError, SetUpError, WebhookError};
pub use moved::Moved;
pub use order::{NewOrder, OpenedOrder, OrderRef, OrderStatus, Paid};
pub use provider::{Abilities, Answer, Cancels, Handshake, Method, PaymentProvider, ProviderName, Refunds, Webhooks};
pub use refund::{NewRefund, RefundRef, RefundSeen, RefundStatus};
pub use secret::Secret;
pub use signature::{TOLERANCE, sign};
pub use webhook::{DisputeNews, Fact, LONGEST_WEBHOOK, Webhook};
