//! Money that was received. Being told of it and having it in the bank are two things.

use super::{graph, named};

named! {
    /// Where a payment stands.
    PaymentState {
        /// Somebody whom we believe says it was paid: a provider, a cashier, the bank's early notice.
        Received = "received",
        /// The bank's statement shows it.
        Settled = "settled",
        /// Taken back in full, by others or as a mistake of ours. A refund is another thing: it leaves the payment.
        Reversed = "reversed",
    }
}

named! {
    /// What happens to a payment.
    PaymentEvent {
        /// It stands in the bank's statement, alone or in a provider's payout or a cash deposit.
        BankConfirmed = "bank_confirmed",
        /// A clerk undid the payout or the deposit that it was thought to be in.
        ConfirmationUndone = "confirmation_undone",
        /// The provider took it back.
        ProviderReversed = "provider_reversed",
        /// The bank took it back: a returned transfer.
        BankReturned = "bank_returned",
        /// A dispute was lost.
        DisputeLost = "dispute_lost",
        /// A clerk undid what was booked by mistake.
        ClerkUndid = "clerk_undid",
    }
}

graph! {
    /// A payment's way. It begins as received.
    PAYMENT: PaymentState, PaymentEvent, [
        Received, BankConfirmed => Settled;
        Settled, ConfirmationUndone => Received;
        Received, ProviderReversed => Reversed;
        Received, BankReturned => Reversed;
        Received, DisputeLost => Reversed;
        Received, ClerkUndid => Reversed;
        Settled, ProviderReversed => Reversed;
        Settled, BankReturned => Reversed;
        Settled, DisputeLost => Reversed;
        Settled, ClerkUndid => Reversed;
    ]
}
