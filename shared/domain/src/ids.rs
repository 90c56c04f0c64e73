//! Names of things: each kind of identifier is a type of its own, so that a report's id can never be given for a job's.
//! Ids that a phone makes are UUIDv7: they sort by time and double as the idempotency key of the act that made them.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// A text that is not the identifier it was given for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a valid {kind}")]
pub struct InvalidId {
    /// What was expected, in words.
    pub kind: &'static str,
    /// What was given, cut to 40 characters.
    pub text: String,
}

impl InvalidId {
    fn new(kind: &'static str, text: &str) -> Self {
        Self { kind, text: text.chars().take(40).collect() }
    }
}

/// Whether an id is a UUIDv7 (RFC 9562), as every id must be that a client makes: others do not sort by time, and the nil id
/// is everybody's.
#[must_use]
pub fn is_v7(id: Uuid) -> bool {
    id.get_version_num() == 7 && id.get_variant() == uuid::Variant::RFC4122
}

macro_rules! uuid_id {
    ($($(#[$doc:meta])* $name:ident, $kind:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Uuid::parse_str(text).map(Self).map_err(|_| InvalidId::new($kind, text))
            }
        }
    )*};
}

uuid_id! {
    /// A citizen's report. Made on the phone.
    ReportId, "report id";
    /// One act of a person (a report, a comment, a closed job). Made on the phone; the idempotency key on the wire.
    ActId, "act id";
    /// One visit of a crew to a report.
    JobId, "job id";
    /// A photograph. Made on the phone.
    MediaId, "media id";
    /// A phone (or other client) that registered itself.
    DeviceId, "device id";
    /// A staff account.
    AccountId, "account id";
    /// A bill: what the city asks for, whole or as instalments.
    BillId, "bill id";
    /// One thing that can be paid with one reference: a whole bill, or one instalment of it.
    PayableId, "payable id";
    /// One attempt to pay through a provider. Made on the phone; the idempotency key towards the provider.
    AttemptId, "attempt id";
    /// Money that was received.
    PaymentId, "payment id";
    /// Money that is given back. Its end-to-end id in the bank's file.
    RefundId, "refund id";
    /// One entry of a bank statement.
    EntryId, "statement entry id";
    /// Somebody who owes, or owed.
    DebtorId, "debtor id";
    /// A payer's objection at their bank or card issuer.
    DisputeId, "dispute id";
}

macro_rules! code_id {
    ($($(#[$doc:meta])* $name:ident, $kind:literal;)*) => {$(
        $(#[$doc])*
        /// 1 to 40 of `a-z`, `0-9`, `-`, `_`; as written in the city pack.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The code as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> Self {
                code.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;

            fn try_from(text: String) -> Result<Self, InvalidId> {
                text.parse()
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                let fits = (1..=40).contains(&text.len())
                    && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_');
                if fits { Ok(Self(text.to_owned())) } else { Err(InvalidId::new($kind, text)) }
            }
        }
    )*};
}

code_id! {
    /// A service of the city, for example `pothole`.
    ServiceCode, "service code";
    /// A group of services, for example `roads`.
    GroupCode, "service group code";
    /// A department of the city.
    DepartmentCode, "department code";
    /// A field crew.
    CrewCode, "crew code";
    /// One extra question of a service.
    QuestionCode, "question code";
    /// One choice of a choice question.
    ChoiceCode, "choice code";
    /// A kind of bill, for example `market-stall`.
    BillKindCode, "bill kind code";
    /// A heading of the budget under which income is booked.
    TaxHeadCode, "tax head code";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_uuid_of_version_seven_is_one_that_a_client_makes() {
        assert!(is_v7(Uuid::now_v7()));
        let others = ["6ba7b810-9dad-11d1-80b4-00c04fd430c8", "01890a5d-ac96-774b-4cce-b302099a8057"];
        let others = others.map(|text| Uuid::parse_str(text).expect("a UUID"));
        for other in [Uuid::nil(), Uuid::max(), Uuid::new_v4()].into_iter().chain(others) {
            assert!(!is_v7(other), "{other}");
        }
    }
}
