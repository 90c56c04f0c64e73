//! A payer told the bank that a card payment is not theirs. The provider decides.

use super::{graph, named};

named! {
    /// Where a dispute stands.
    DisputeState {
        /// The money is withheld until it is decided.
        Opened = "opened",
        /// The payment stands.
        Won = "won",
        /// The payment is reversed.
        Lost = "lost",
    }
}

named! {
    /// What happens to a dispute.
    DisputeEvent {
        /// The provider decided for the city.
        ProviderSaysWon = "provider_says_won",
        /// The provider decided for the payer.
        ProviderSaysLost = "provider_says_lost",
    }
}

graph! {
    /// A dispute's way. It begins as opened.
    DISPUTE: DisputeState, DisputeEvent, [
        Opened, ProviderSaysWon => Won;
        Opened, ProviderSaysLost => Lost;
    ]
}
