//! An attempt to pay through a provider's checkout. Not knowing is a state of its own, and good news is never too late.

use super::{graph, named};

named! {
    /// Where an attempt stands.
    AttemptState {
        /// Kept here, before the provider is told.
        Created = "created",
        /// The provider has it; the citizen may be paying.
        Pending = "pending",
        /// Paid. What undoes it is a refund or a reversal, never this attempt.
        Succeeded = "succeeded",
        /// The provider says no. It may change its mind.
        Failed = "failed",
        /// Not paid in time. Money may still arrive.
        Expired = "expired",
        /// The citizen or the provider stopped it. Money may still arrive.
        Cancelled = "cancelled",
        /// An answer was lost: resolved by asking, never by guessing.
        Unknown = "unknown",
    }
}

named! {
    /// What happens to an attempt.
    AttemptEvent {
        /// The provider took the order.
        SentToProvider = "sent_to_provider",
        /// The provider, asked again, still waits for the citizen.
        ProviderSaysPending = "provider_says_pending",
        /// The provider says it is paid.
        ProviderSaysPaid = "provider_says_paid",
        /// The provider says it was declined or broke.
        ProviderSaysFailed = "provider_says_failed",
        /// The provider says its time is over.
        ProviderSaysExpired = "provider_says_expired",
        /// The provider says it was cancelled.
        ProviderSaysCancelled = "provider_says_cancelled",
        /// The provider, asked, has never heard of it.
        ProviderKnowsNothing = "provider_knows_nothing",
        /// The citizen left the checkout or took another way.
        CitizenGaveUp = "citizen_gave_up",
        /// No answer came: it may or may not have had an effect.
        AnswerLost = "answer_lost",
    }
}

graph! {
    /// An attempt's way. It begins as created.
    ATTEMPT: AttemptState, AttemptEvent, [
        // the main line
        Created, SentToProvider => Pending;
        Pending, ProviderSaysPaid => Succeeded;
        // how it ends without money
        Created, CitizenGaveUp => Cancelled;
        Created, ProviderSaysFailed => Failed;
        Pending, CitizenGaveUp => Cancelled;
        Pending, ProviderSaysFailed => Failed;
        Pending, ProviderSaysExpired => Expired;
        Pending, ProviderSaysCancelled => Cancelled;
        // not knowing, and being told
        Created, AnswerLost => Unknown;
        Pending, AnswerLost => Unknown;
        Unknown, ProviderSaysPending => Pending;
        Unknown, ProviderSaysPaid => Succeeded;
        Unknown, ProviderSaysFailed => Failed;
        Unknown, ProviderSaysExpired => Expired;
        Unknown, ProviderSaysCancelled => Cancelled;
        Unknown, ProviderKnowsNothing => Failed;
        // after a crash between telling the provider and noting it, its news may come first
        Created, ProviderSaysPending => Pending;
        Created, ProviderSaysPaid => Succeeded;
        Created, ProviderSaysExpired => Expired;
        Created, ProviderSaysCancelled => Cancelled;
        Created, ProviderKnowsNothing => Failed;
        // money that arrives late is money
        Failed, ProviderSaysPaid => Succeeded;
        Expired, ProviderSaysPaid => Succeeded;
        Cancelled, ProviderSaysPaid => Succeeded;
    ]
}

impl AttemptState {
    /// Whether the provider has to be asked again: nobody has said how it ended.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Created | Self::Pending | Self::Unknown)
    }
}
