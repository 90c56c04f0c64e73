//! What a provider said, as the inbox keeps it: what was understood, never the letter itself.

use dimos_checkout::{Currency, DisputeNews, Fact, OrderStatus, Paid, RefundStatus};
use dimos_domain::{
    ids::{AttemptId, RefundId},
    money::Cents,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Said {
    /// Something happened to an order: ask.
    AskAgain {
        /// Which.
        order: String,
        /// The payment that was named.
        transaction: Option<String>,
    },
    /// How an order stands.
    Order {
        /// Our attempt.
        attempt: Option<AttemptId>,
        /// The provider's order.
        order: String,
        /// How it stands.
        status: Status,
    },
    /// How a refund stands.
    Refund {
        /// Ours.
        refund: Option<RefundId>,
        /// Of which payment.
        transaction: String,
        /// How it stands.
        status: RefundSaid,
    },
    /// Money of a payment went back.
    GoneBack {
        /// Of which payment.
        transaction: String,
        /// So much in all.
        total: Cents,
    },
    /// The payer's bank wants a payment back.
    Dispute {
        /// Which dispute.
        dispute: String,
        /// Of which payment.
        transaction: String,
        /// How much.
        amount: Cents,
        /// In what.
        currency: String,
        /// How it stands: opened, won, lost.
        news: News,
        /// When.
        at: Timestamp,
    },
}

/// How an order stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Status {
    /// Nothing final yet.
    Pending,
    /// The money was taken.
    Paid(Money),
    /// The money was taken and went back.
    Reversed(Money),
    /// The last try failed.
    Failed {
        /// The provider's code.
        reason: String,
    },
    /// The page closed by itself.
    Expired,
    /// It was cancelled.
    Cancelled,
    /// The provider knows no such order.
    NotKnown,
}

/// Money that a provider took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// What the provider calls it.
    pub transaction: String,
    /// How much.
    pub amount: Cents,
    /// In what.
    pub currency: String,
    /// When.
    pub at: Timestamp,
    /// What the provider keeps of it.
    pub fee: Option<Cents>,
}

/// How a refund stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum RefundSaid {
    /// Nothing final yet.
    Pending {
        /// What the provider calls it.
        #[serde(default)]
        code: Option<String>,
    },
    /// It is done.
    Succeeded {
        /// What the provider calls it.
        code: String,
        /// How much.
        amount: Cents,
    },
    /// It will not be done.
    Failed {
        /// What the provider calls it.
        #[serde(default)]
        code: Option<String>,
        /// The provider's code.
        reason: String,
    },
    /// The provider knows no such refund.
    NotKnown,
}

/// How a dispute stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// The money is held back.
    Opened,
    /// It stays with the city.
    Won,
    /// It goes back to the payer.
    Lost,
}

impl Said {
    /// What a webhook says; none where it is of no concern.
    #[must_use]
    pub fn of(fact: Fact) -> Option<Self> {
        Some(match fact {
            Fact::AskAgain { order, transaction } => {
                Self::AskAgain { order: order.into(), transaction: transaction.map(Into::into) }
            }
            Fact::Order { attempt, order, status } => {
                Self::Order { attempt, order: order.into(), status: status.into() }
            }
            Fact::Refund { refund, transaction, status } => {
                Self::Refund { refund, transaction: transaction.into(), status: status.into() }
            }
            Fact::GoneBack { transaction, total } => Self::GoneBack { transaction: transaction.into(), total },
            Fact::Dispute { dispute, transaction, amount, currency, news, at } => Self::Dispute {
                dispute: dispute.into(),
                transaction: transaction.into(),
                amount,
                currency: code(&currency),
                news: news.into(),
                at,
            },
            Fact::Nothing { .. } => return None,
        })
    }

    /// How much money it speaks of, as far as it says.
    #[must_use]
    pub fn money(&self) -> (Cents, &str) {
        let euro = |cents: Cents| (cents, "EUR");
        match self {
            Self::Order { status: Status::Paid(money) | Status::Reversed(money), .. } => {
                (money.amount, &money.currency)
            }
            Self::Dispute { amount, currency, .. } => (*amount, currency),
            Self::Refund { status: RefundSaid::Succeeded { amount, .. }, .. } => euro(*amount),
            Self::GoneBack { total, .. } => euro(*total),
            Self::AskAgain { .. } | Self::Order { .. } | Self::Refund { .. } => euro(Cents::ZERO),
        }
    }

    /// The provider's order it speaks of.
    #[must_use]
    pub fn order(&self) -> Option<&str> {
        match self {
            Self::AskAgain { order, .. } | Self::Order { order, .. } => Some(order),
            Self::Refund { .. } | Self::GoneBack { .. } | Self::Dispute { .. } => None,
        }
    }
}

impl From<OrderStatus> for Status {
    fn from(status: OrderStatus) -> Self {
        match status {
            OrderStatus::Pending => Self::Pending,
            OrderStatus::Paid(paid) => Self::Paid(paid.into()),
            OrderStatus::Reversed(paid) => Self::Reversed(paid.into()),
            OrderStatus::Failed { reason } => Self::Failed { reason },
            OrderStatus::Expired => Self::Expired,
            OrderStatus::Cancelled => Self::Cancelled,
            OrderStatus::NotKnown => Self::NotKnown,
        }
    }
}

impl From<Paid> for Money {
    fn from(paid: Paid) -> Self {
        let Paid { transaction, amount, currency, at, fee } = paid;
        Self { transaction: transaction.into(), amount, currency: code(&currency), at, fee }
    }
}

impl From<RefundStatus> for RefundSaid {
    fn from(status: RefundStatus) -> Self {
        match status {
            RefundStatus::Pending { code } => Self::Pending { code: code.map(Into::into) },
            RefundStatus::Succeeded { code, amount } => Self::Succeeded { code: code.into(), amount },
            RefundStatus::Failed { code, reason } => Self::Failed { code: code.map(Into::into), reason },
            RefundStatus::NotKnown => Self::NotKnown,
        }
    }
}

impl RefundSaid {
    /// As it was said; none if it was kept under a name that is none.
    #[must_use]
    pub fn status(&self) -> Option<RefundStatus> {
        let named = |code: &Option<String>| code.as_deref().map(str::parse).transpose().ok();
        Some(match self {
            Self::Pending { code } => RefundStatus::Pending { code: named(code)? },
            Self::Succeeded { code, amount } => RefundStatus::Succeeded { code: code.parse().ok()?, amount: *amount },
            Self::Failed { code, reason } => RefundStatus::Failed { code: named(code)?, reason: reason.clone() },
            Self::NotKnown => RefundStatus::NotKnown,
        })
    }
}

impl From<DisputeNews> for News {
    fn from(news: DisputeNews) -> Self {
        match news {
            DisputeNews::Opened => Self::Opened,
            DisputeNews::Won => Self::Won,
            DisputeNews::Lost => Self::Lost,
        }
    }
}

fn code(currency: &Currency) -> String {
    currency.to_string()
}
