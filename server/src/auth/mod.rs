//! Who is asking: phones by the token they got when they registered, staff by the token of their session. Only hashes of
//! tokens are kept. Handlers name the one they need as an extractor; nothing is guessed.

mod cache;
mod extract;
mod permission;
mod queries;
mod token;

pub use cache::TokenCache;
pub(crate) use extract::bearer;
pub use extract::{Caller, DeviceAuth, MaybeDevice, Somebody, Staff, StaffAuth};
pub use permission::{Permission, StaffRole};
pub use token::{Token, TokenHash, TokenKind, random_code};
