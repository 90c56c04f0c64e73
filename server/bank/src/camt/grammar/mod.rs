//! Which elements of a statement we read, by their place. One table for camt.053 and camt.054 of every version: where
//! the versions differ (`Sts` or `Sts/Cd`, `Dbtr/Nm` or `Dbtr/Pty/Nm`), both forms lead to the same place.

mod children;

use crate::xml::Place;

/// Whose name or account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::camt) enum Whose {
    /// Who paid.
    Payer,
    /// On whose behalf that was; counts if the payer has no name.
    UltimatePayer,
    /// Who was paid.
    Payee,
}

/// Where an element stands. Containers first, then the places whose text counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::camt) enum Node {
    /// Before the root.
    Outside,
    /// Not read.
    Skipped,
    Document,
    Message,
    Header,
    Statement,
    Account,
    AccountId,
    AccountOther,
    Balance,
    BalanceType,
    BalanceCodeOrOwn,
    BalanceDate,
    Summary,
    SummaryEntries,
    Entry,
    EntryBooked,
    EntryValue,
    EntryCode,
    EntryDomain,
    EntryFamily,
    EntryOwnCode,
    EntryCharges,
    EntryChargesRecord,
    EntryDetails,
    Batch,
    Detail,
    References,
    DetailAmounts,
    DetailTransacted,
    DetailInstructed,
    DetailCharges,
    DetailChargesRecord,
    Parties,
    Party(Whose),
    PartyAccount(Whose),
    PartyAccountId(Whose),
    PartyAccountOther(Whose),
    Remittance,
    Structured,
    CreditorReference,
    Return,
    ReturnReason,

    // From here on text counts.
    MessageId,
    StatementId,
    Sequence,
    LegalSequence,
    Created,
    AccountIban,
    AccountOtherId,
    AccountCurrency,
    BalanceCode,
    BalanceAmount,
    BalanceSign,
    BalanceDay,
    SummaryCount,
    EntryAmount,
    EntrySign,
    EntryReversal,
    /// `Sts` itself, in older versions.
    EntryStatus,
    /// `Sts/Cd` or `Sts/Prtry`.
    EntryStatusCode,
    EntryBookedDay,
    EntryValueDay,
    EntryReference,
    EntryDomainCode,
    EntryFamilyCode,
    EntrySubFamilyCode,
    EntryOwnCodeText,
    EntryChargesTotal,
    EntryChargesAmount,
    EntryChargesSign,
    EntryText,
    BatchMessage,
    BatchPayment,
    BatchCount,
    BatchTotal,
    DetailReference,
    EndToEnd,
    Transaction,
    DetailAmount,
    DetailSign,
    DetailTransactedAmount,
    DetailInstructedAmount,
    DetailChargesTotal,
    DetailChargesAmount,
    DetailChargesSign,
    PartyName(Whose),
    PartyIban(Whose),
    PartyOtherAccount(Whose),
    FreeText,
    ReferenceText,
    StructuredText,
    DetailText,
    ReturnCode,
    ReturnText,
}

impl Place for Node {
    const OUTSIDE: Self = Self::Outside;
    const SKIPPED: Self = Self::Skipped;

    #[inline]
    fn holds_text(self) -> bool {
        !self.is_container()
    }
}

impl Node {
    #[inline]
    const fn is_container(self) -> bool {
        use Node::*;
        matches!(
            self,
            Outside
                | Skipped
                | Document
                | Message
                | Header
                | Statement
                | Account
                | AccountId
                | AccountOther
                | Balance
                | BalanceType
                | BalanceCodeOrOwn
                | BalanceDate
                | Summary
                | SummaryEntries
                | Entry
                | EntryBooked
                | EntryValue
                | EntryCode
                | EntryDomain
                | EntryFamily
                | EntryOwnCode
                | EntryCharges
                | EntryChargesRecord
                | EntryDetails
                | Batch
                | Detail
                | References
                | DetailAmounts
                | DetailTransacted
                | DetailInstructed
                | DetailCharges
                | DetailChargesRecord
                | Parties
                | Party(_)
                | PartyAccount(_)
                | PartyAccountId(_)
                | PartyAccountOther(_)
                | Remittance
                | Structured
                | CreditorReference
                | Return
                | ReturnReason
        )
    }

    /// Whether it has a currency.
    #[inline]
    pub(in crate::camt) const fn is_amount(self) -> bool {
        use Node::*;
        matches!(
            self,
            BalanceAmount
                | EntryAmount
                | EntryChargesTotal
                | EntryChargesAmount
                | BatchTotal
                | DetailAmount
                | DetailTransactedAmount
                | DetailInstructedAmount
                | DetailChargesTotal
                | DetailChargesAmount
        )
    }

    /// Whether it is said of the file or a statement, and not of an entry.
    #[inline]
    pub(in crate::camt) const fn is_of_statement(self) -> bool {
        use Node::*;
        matches!(
            self,
            Document
                | Message
                | Header
                | Account
                | AccountId
                | AccountOther
                | Balance
                | BalanceType
                | BalanceCodeOrOwn
                | BalanceDate
                | Summary
                | SummaryEntries
                | MessageId
                | StatementId
                | Sequence
                | LegalSequence
                | Created
                | AccountIban
                | AccountOtherId
                | AccountCurrency
                | BalanceCode
                | BalanceAmount
                | BalanceSign
                | BalanceDay
                | SummaryCount
        )
    }
}
