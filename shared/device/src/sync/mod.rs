//! Delivers what waits, exactly once, and fetches what changed: the engine decides, the drain does.

mod backoff;
mod drain;
mod engine;
mod lease;
mod queue;
#[cfg(test)]
mod simulation;
mod step;

pub use drain::drain;

pub use queue::{Cause, QueuedAct, QueuedPhoto};
pub use step::{Failure, Write};
