//! The proof that money is neither lost nor doubled. Outside there are a provider, the city's bank and people at a desk, a
//! model that is the truth ([`outside`], [`givings`], [`bank`]); inside are the real services on a real database ([`life`]). A schedule, made from a seed,
//! lets them work while calls are lost before and after their effect, letters come twice, late, in any order or never, and
//! the server dies right before and right after its commits. After every step the books must be sound ([`sound`]); once all
//! is quiet they must agree with the truth outside, to the cent ([`verdict`]).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]

mod acts;
pub mod bank;
pub mod by_day;
pub mod deeds;
pub mod givings;
pub mod life;
pub mod model;
pub mod outside;
pub mod provider;
pub mod reckoning;
pub mod schedule;
pub mod sound;
pub mod tally;
mod treasury;
pub mod verdict;
