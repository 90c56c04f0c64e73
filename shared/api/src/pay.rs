//! Paying on the wire: what a citizen owes and has paid, attempts to pay, and what the treasury does. Amounts are integer
//! cents; what they mean and which step may follow which is said in the domain (`money`).

pub use dimos_domain::money::{
    Account, Attempt, Bill, Method, PaidBy, Part, Payable, Payee, PaymentLine, PlanOffer, Receipt,
};

mod finding;
mod queue;
mod statements;
mod treasury;

pub use finding::*;
pub use queue::*;
pub use statements::*;
pub use treasury::*;

use dimos_domain::{ids::*, money::Cents};
use serde::{Deserialize, Serialize};

/// `GET /pay/bills` (device token): what the one who owes sees of their account. What phones keep is the domain's word.
pub type BillsResponse = Account;

/// `POST /pay/lookups` (device token): a bill by its reference and the amount printed on it. The phone sees this bill from
/// then on. Unknown, ended and wrong amount get one and the same answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LookupRequest {
    /// As typed.
    pub rf: String,
    /// As printed.
    pub amount: Cents,
}

/// `POST /pay/links` (device token): all bills of a person, shown to who knows the tax number and one open bill of theirs.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LinkRequest {
    /// Nine digits. Used once, kept only as a keyed hash.
    pub tax_number: String,
    /// Reference of one open bill.
    pub rf: String,
    /// Its amount as printed.
    pub amount: Cents,
}

impl std::fmt::Debug for LinkRequest {
    /// Without the tax number.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LinkRequest").field("rf", &self.rf).field("amount", &self.amount).finish_non_exhaustive()
    }
}

/// `POST /pay/bills/{id}/plan` (device token, Idempotency-Key): pay it by instalments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PlanRequest {
    /// How many.
    pub instalments: u8,
}

/// One bill as it is now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BillResponse {
    /// The bill.
    pub bill: Bill,
}

/// `POST /pay/attempts` (device token, Idempotency-Key = id): begin to pay on a provider's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAttemptRequest {
    /// UUIDv7, made on the phone.
    pub id: AttemptId,
    /// One of [`BillsResponse::methods`].
    pub provider: String,
    /// What for; up to 20.
    pub parts: Vec<Part>,
    /// Where the provider's page leads back to: `app` for the phone's own link, `web` for the city's page.
    pub return_to: ReturnTo,
}

/// Where a provider's page leads back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReturnTo {
    /// `dimos://pay/attempts/{id}`.
    App,
    /// `/pay/attempts/{id}` on this server.
    Web,
}

/// Answer to [`NewAttemptRequest`], to `GET /pay/attempts/{id}` and to `POST /pay/attempts/{id}/cancel`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttemptResponse {
    /// As it is now.
    pub attempt: Attempt,
}

/// `GET /pay/receipts` (device token): newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptsResponse {
    /// The receipts.
    pub receipts: Vec<Receipt>,
}
