//! What an error looks like on the wire: RFC 9457 problem+json with a stable code and a sentence in the caller's language.

use serde::{Deserialize, Serialize};

/// Media type of a problem.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// A problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// `urn:dimos:problem:<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short, the same for every problem of this code; in the caller's language.
    pub title: String,
    /// The HTTP status again.
    pub status: u16,
    /// What is wrong here and what to do about it; in the caller's language.
    pub detail: String,
    /// Stable; what programs decide by.
    pub code: Code,
    /// Which field, as a JSON pointer, where one is to blame.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The request's id, for the city's staff to find it in the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

macro_rules! codes {
    // `tt`, not `literal`: a literal reaches other macros wrapped, and the OpenAPI document does not see the rename then.
    ($($(#[$doc:meta])* $name:ident = $text:tt, $status:literal;)*) => {
        /// Every code that a problem can have.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum Code {
            $($(#[$doc])* #[serde(rename = $text)] $name,)*
            /// A code of a newer server.
            #[serde(other, rename = "unknown")]
            Unknown,
        }

        impl Code {
            /// Every code that a server can send.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// As on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                    Self::Unknown => "unknown",
                }
            }

            /// The HTTP status that goes with it.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self {
                    $(Self::$name => $status,)*
                    Self::Unknown => 500,
                }
            }
        }
    };
}

codes! {
    /// The body is not JSON, or not of the right shape.
    Malformed = "malformed", 400;
    /// A header or a query parameter is missing or wrong.
    BadRequest = "bad_request", 400;
    /// No token, or one that is expired or unknown.
    Unauthenticated = "unauthenticated", 401;
    /// The token is good, but not for this.
    Forbidden = "forbidden", 403;
    /// No such thing, or not for this reader.
    NotFound = "not_found", 404;
    /// The path exists, the method does not.
    MethodNotAllowed = "method_not_allowed", 405;
    /// The client was too slow.
    RequestTimeout = "request_timeout", 408;
    /// The same key came with another body.
    KeyReused = "key_reused", 409;
    /// The report has moved on: the action no longer fits its state.
    WrongState = "wrong_state", 409;
    /// Another amount is expected than was named; the bill as it is now comes along under `bill`.
    WrongAmount = "wrong_amount", 409;
    /// Nothing is to be paid there: paid already, cancelled, or another bill took its place.
    NotPayable = "not_payable", 409;
    /// Somebody was faster: another version than expected.
    VersionConflict = "version_conflict", 409;
    /// Upload-Offset does not match (tus).
    WrongOffset = "wrong_offset", 409;
    /// The body is too large.
    TooLarge = "too_large", 413;
    /// The media type is not one we take.
    UnsupportedMedia = "unsupported_media", 415;
    /// Not a photo, or a damaged one.
    BadPhoto = "bad_photo", 422;
    /// The uploaded bytes do not have the checksum that was promised (tus).
    ChecksumMismatch = "checksum_mismatch", 460;
    /// Neither words nor a photo, or too many words.
    BadText = "bad_text", 422;
    /// No such service.
    UnknownService = "unknown_service", 422;
    /// An answer is missing or does not fit its question.
    BadAnswer = "bad_answer", 422;
    /// Outside the municipality.
    OutsideCity = "outside_city", 422;
    /// Numbers that are no position.
    BadPosition = "bad_position", 422;
    /// A photo that the act names has not arrived.
    MissingPhoto = "missing_photo", 422;
    /// Too many photos.
    TooManyPhotos = "too_many_photos", 422;
    /// A name or a way to reach the citizen is missing or malformed.
    BadContact = "bad_contact", 422;
    /// Something else in the body does not hold.
    Invalid = "invalid", 422;
    /// The app speaks a wire that this server no longer does.
    UpgradeRequired = "upgrade_required", 426;
    /// Too many requests; see Retry-After.
    TooManyRequests = "too_many_requests", 429;
    /// Our fault.
    Internal = "internal", 500;
    /// The disk is full or read-only, or the server is stopping; see Retry-After.
    Unavailable = "unavailable", 503;
    /// The payment page cannot be opened now; nothing was paid.
    ProviderUnavailable = "provider_unavailable", 503;
}
