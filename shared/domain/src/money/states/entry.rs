//! One line of a bank's statement, from the file to what it paid. Nothing is final: a clerk can always undo.

use super::{graph, named};

named! {
    /// Where a statement entry stands.
    EntryState {
        /// Read from a file.
        Imported = "imported",
        /// By rule: an exact reference, a payout, a return.
        AutoMatched = "auto_matched",
        /// The rules found what it could be; a clerk decides.
        Suggested = "suggested",
        /// Nobody knows what it is for. Its money is kept apart.
        Unmatched = "unmatched",
        /// A clerk said what it is.
        Matched = "matched",
        /// None of the citizens' money: other books of the city account for it.
        Ignored = "ignored",
    }
}

named! {
    /// What happens to a statement entry.
    EntryEvent {
        /// Its reference names something that can be paid.
        ReferenceMatched = "reference_matched",
        /// It is a provider's payout of payments that are known.
        PayoutMatched = "payout_matched",
        /// It takes back a payment, or shows a refund, that is known.
        ReturnMatched = "return_matched",
        /// It may belong to something.
        SuggestionFound = "suggestion_found",
        /// The rules found nothing.
        NothingFound = "nothing_found",
        /// The bank's own code says that it is the bank's charge.
        ChargeFound = "charge_found",
        /// By rule it is none of the citizens' money.
        NotForUs = "not_for_us",
        /// A clerk said what it is: whose money, a payout, a refund that came back, cash of a desk, a charge.
        ClerkAllocated = "clerk_allocated",
        /// A clerk put it aside.
        ClerkIgnored = "clerk_ignored",
        /// A clerk undid what was decided; reversing postings follow.
        ClerkUndid = "clerk_undid",
    }
}

graph! {
    /// A statement entry's way. It begins as imported.
    ENTRY: EntryState, EntryEvent, [
        // the rules, on arrival
        Imported, ReferenceMatched => AutoMatched;
        Imported, PayoutMatched => AutoMatched;
        Imported, ReturnMatched => AutoMatched;
        Imported, SuggestionFound => Suggested;
        Imported, NothingFound => Unmatched;
        Imported, ChargeFound => AutoMatched;
        Imported, NotForUs => Ignored;
        // the rules again, once more is known
        Suggested, ReferenceMatched => AutoMatched;
        Suggested, PayoutMatched => AutoMatched;
        Suggested, ReturnMatched => AutoMatched;
        Suggested, NothingFound => Unmatched;
        Unmatched, ReferenceMatched => AutoMatched;
        Unmatched, PayoutMatched => AutoMatched;
        Unmatched, ReturnMatched => AutoMatched;
        Unmatched, SuggestionFound => Suggested;
        // a clerk
        Suggested, ClerkAllocated => Matched;
        Suggested, ClerkIgnored => Ignored;
        Unmatched, ClerkAllocated => Matched;
        Unmatched, ClerkIgnored => Ignored;
        // what was put aside went back
        Ignored, ReturnMatched => AutoMatched;
        // undone
        AutoMatched, ClerkUndid => Unmatched;
        Matched, ClerkUndid => Unmatched;
        Ignored, ClerkUndid => Unmatched;
    ]
}

impl EntryState {
    /// Whether it waits for a clerk.
    #[must_use]
    pub const fn is_in_queue(self) -> bool {
        matches!(self, Self::Suggested | Self::Unmatched)
    }
}
