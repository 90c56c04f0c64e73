//! What passes between the bank and whoever it takes money for: its published API, as JSON.

use crate::{Currency, OrderCode, RefundCode, TransactionCode};
use dimos_domain::{l10n::Language, money::Cents};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The header that carries a webhook's signature.
pub const SIGNATURE: &str = "Dimos-Sandbox-Signature";
/// The header that carries the caller's own id of what is opened or sent back.
pub const KEY: &str = "Idempotency-Key";

/// Its refusal of a key that came with another order before.
pub const KEY_USED_FOR_ORDER: &str = "key_used_for_another_order";
/// The same of a refund.
pub const KEY_USED_FOR_REFUND: &str = "key_used_for_another_refund";

/// `POST /api/orders`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewOrderBody {
    pub amount: Cents,
    pub currency: Currency,
    pub description: String,
    pub reference: String,
    pub language: Language,
    pub method: Way,
    pub return_to: String,
    pub give_up_to: String,
    pub expires_at: Timestamp,
}

/// From what is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    Card,
    Bank,
}

/// How an order stands at the bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// Nothing was tried yet.
    Open,
    /// The last try failed; the page is still open.
    Failed,
    /// The money was taken.
    Paid,
    /// It was, and went back whole.
    Reversed,
    /// The page closed by itself.
    Expired,
    /// The page was closed.
    Cancelled,
}

impl OrderState {
    /// Its name, as in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Failed => "failed",
            Self::Paid => "paid",
            Self::Reversed => "reversed",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let all = [Self::Open, Self::Failed, Self::Paid, Self::Reversed, Self::Expired, Self::Cancelled];
        all.into_iter().find(|state| state.as_str() == text)
    }

    /// Whether the page still takes money.
    #[must_use]
    pub const fn takes_money(self) -> bool {
        matches!(self, Self::Open | Self::Failed)
    }
}

/// An order, in every answer and webhook about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderBody {
    /// Its name.
    pub code: OrderCode,
    /// Its name at whoever opened it.
    pub key: String,
    /// Its page.
    pub url: String,
    /// How it stands.
    pub state: OrderState,
    /// Why the last try failed.
    pub reason: Option<String>,
    /// What was taken.
    pub payment: Option<PaymentBody>,
    /// Until when its page takes money.
    pub expires_at: Timestamp,
}

/// Money that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentBody {
    /// Its name.
    pub code: TransactionCode,
    /// How much.
    pub amount: Cents,
    /// In what.
    pub currency: Currency,
    /// When.
    pub at: Timestamp,
    /// What the bank keeps of it.
    pub fee: Cents,
}

/// `POST /api/refunds`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRefundBody {
    pub payment: TransactionCode,
    pub amount: Cents,
}

/// A refund, in every answer and webhook about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundBody {
    /// Its name.
    pub code: RefundCode,
    /// Its name at whoever asked for it.
    pub key: String,
    /// Of which payment.
    pub payment: TransactionCode,
    /// How much.
    pub amount: Cents,
    /// How it stands.
    pub state: RefundState,
}

/// How a refund stands at the bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundState {
    /// Not done yet.
    Pending,
    /// The money went back.
    Succeeded,
    /// It did not, and will not.
    Failed,
}

impl RefundState {
    /// Its name, as in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Pending, Self::Succeeded, Self::Failed].into_iter().find(|state| state.as_str() == text)
    }
}

/// Why a call was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusalBody {
    pub code: String,
}
