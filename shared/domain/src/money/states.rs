//! What may happen to money on its way: one table a graph, a named event on every edge. Who learns something asks
//! `state.after(event)`; where the table has no such edge the news changes nothing. It came twice, or too late.

mod attempt;
mod dispute;
mod entry;
mod payment;
mod refund;

pub use attempt::{ATTEMPT, AttemptEvent, AttemptState};
pub use dispute::{DISPUTE, DisputeEvent, DisputeState};
pub use entry::{ENTRY, EntryEvent, EntryState};
pub use payment::{PAYMENT, PaymentEvent, PaymentState};
pub use refund::{REFUND, RefundEvent, RefundState};

/// One edge of a graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step<S, E> {
    /// In this state
    pub from: S,
    /// this happens
    pub event: E,
    /// and leads here.
    pub to: S,
}

const fn step<S, E>(from: S, event: E, to: S) -> Step<S, E> {
    Step { from, event, to }
}

/// An enum whose values have one name each, in the code, on the wire and in the database.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $name {
            $($(#[$value_doc])* #[serde(rename = $text)] $value,)+
        }

        impl $name {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// The name on the wire and in the database.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$value => $text,)+
                }
            }

            /// The one of that name.
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == name)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(super) use named;

/// A table of edges, and the questions that a state answers from it.
macro_rules! graph {
    ($(#[$doc:meta])* $table:ident: $state:ident, $event:ident, [$($from:ident, $what:ident => $to:ident;)+]) => {
        $(#[$doc])*
        pub const $table: &[super::Step<$state, $event>] = &[
            $(super::step($state::$from, $event::$what, $state::$to),)+
        ];

        impl $state {
            /// Where that leads from here; none if it changes nothing.
            #[must_use]
            pub fn after(self, event: $event) -> Option<Self> {
                $table.iter().find(|step| step.from == self && step.event == event).map(|step| step.to)
            }

            /// Whether nothing can happen any more.
            #[must_use]
            pub fn is_final(self) -> bool {
                !$table.iter().any(|step| step.from == self)
            }
        }
    };
}
use graph;

#[cfg(test)]
#[path = "states/tests.rs"]
mod tests;
