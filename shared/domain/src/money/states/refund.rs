//! Money that is given back: asked for by one person, approved by another, sent once.

use super::{graph, named};

named! {
    /// Where a refund stands.
    RefundState {
        /// One person asked for it; the amount is held.
        Requested = "requested",
        /// Another person agreed.
        Approved = "approved",
        /// Another person said no.
        Rejected = "rejected",
        /// Whoever asked took it back.
        Withdrawn = "withdrawn",
        /// The provider was told, or it stands in a file for the bank.
        Submitted = "submitted",
        /// The money is on its way back.
        Succeeded = "succeeded",
        /// Nothing was paid back. Trying again is a new refund with an id of its own.
        Failed = "failed",
        /// An answer was lost: resolved by asking, never by sending again.
        Unknown = "unknown",
        /// It had left by transfer, and the payee's bank sent it back.
        Returned = "returned",
    }
}

named! {
    /// What happens to a refund.
    RefundEvent {
        /// Somebody other than the requester approved.
        AnotherApproved = "another_approved",
        /// Somebody other than the requester declined.
        AnotherRejected = "another_rejected",
        /// The requester took it back.
        RequesterWithdrew = "requester_withdrew",
        /// It left the house.
        Sent = "sent",
        /// Provider or bank says it is done.
        SaidDone = "said_done",
        /// Provider or bank says it cannot be done.
        SaidFailed = "said_failed",
        /// No answer came: it may or may not have had an effect.
        AnswerLost = "answer_lost",
        /// The bank's statement shows the money leaving.
        StatementShowsMoney = "statement_shows_money",
        /// A clerk found it on the bank's statement, come back.
        StatementShowsReturn = "statement_shows_return",
        /// A clerk undid that: it was other money.
        ReturnUndone = "return_undone",
    }
}

graph! {
    /// A refund's way. It begins as requested.
    REFUND: RefundState, RefundEvent, [
        // the main line
        Requested, AnotherApproved => Approved;
        Approved, Sent => Submitted;
        Submitted, SaidDone => Succeeded;
        // not given
        Requested, AnotherRejected => Rejected;
        Requested, RequesterWithdrew => Withdrawn;
        Approved, RequesterWithdrew => Withdrawn;
        Submitted, SaidFailed => Failed;
        // not knowing, and being told
        Submitted, AnswerLost => Unknown;
        Unknown, SaidDone => Succeeded;
        Unknown, SaidFailed => Failed;
        // the payer's bank did not take it: it is back at the provider
        Succeeded, SaidFailed => Failed;
        // the statement is the truth
        Submitted, StatementShowsMoney => Succeeded;
        Unknown, StatementShowsMoney => Succeeded;
        Succeeded, StatementShowsReturn => Returned;
        Returned, ReturnUndone => Succeeded;
    ]
}

impl RefundState {
    /// Whether its amount cannot be given back a second time: only what surely did not happen frees it, or what surely
    /// came back.
    #[must_use]
    pub const fn holds_money(self) -> bool {
        !matches!(self, Self::Rejected | Self::Withdrawn | Self::Failed | Self::Returned)
    }
}
