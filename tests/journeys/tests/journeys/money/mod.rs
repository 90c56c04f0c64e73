//! Citizens pay the city: what they owe is found, paid by transfer or at the sandbox bank, received once whatever fails, and
//! after each story the books are sound.

mod cards;
mod cast;
mod desks;
mod networks;
mod transfers;
mod unknown;
