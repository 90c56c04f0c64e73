//! Which elements of a statement we read, by their place. One table for camt.053 and camt.054 of every version: where
//! the versions differ (`Sts` or `Sts/Cd`, `Dbtr/Nm` or `Dbtr/Pty/Nm`), both forms lead to the same place.

use crate::xml::Place;

/// Whose name or account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// Who paid.
    Payer,
    /// On whose behalf that was; counts if the payer has no name.
    UltimatePayer,
    /// Who was paid.
    Payee,
}

/// Where an element stands. Containers first, then the places whose text counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Node {
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
    pub(super) const fn is_amount(self) -> bool {
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
    pub(super) const fn is_of_statement(self) -> bool {
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

    /// What an element below this one is. `Document` and the message below it are not asked here: they must be there.
    #[inline]
    pub(super) fn child(self, name: &str) -> Self {
        use Node::*;
        match self {
            Message | Header | Statement | Account | AccountId | AccountOther | Balance | BalanceType
            | BalanceCodeOrOwn | BalanceDate | Summary | SummaryEntries => self.child_of_statement(name),
            Entry | EntryStatus | EntryBooked | EntryValue | EntryCode | EntryDomain | EntryFamily | EntryOwnCode
            | EntryCharges | EntryChargesRecord | EntryDetails | Batch => self.child_of_entry(name),
            _ => self.child_of_detail(name),
        }
    }

    fn child_of_statement(self, name: &str) -> Self {
        use Node::*;
        match (self, name) {
            (Message, "Stmt" | "Ntfctn") => Statement,
            (Message, "GrpHdr") => Header,
            (Header, "MsgId") => MessageId,
            (Statement, "Ntry") => Entry,
            (Statement, "Id") => StatementId,
            (Statement, "ElctrncSeqNb") => Sequence,
            (Statement, "LglSeqNb") => LegalSequence,
            (Statement, "CreDtTm") => Created,
            (Statement, "Acct") => Account,
            (Statement, "Bal") => Balance,
            (Statement, "TxsSummry") => Summary,
            (Account, "Id") => AccountId,
            (Account, "Ccy") => AccountCurrency,
            (AccountId, "IBAN") => AccountIban,
            (AccountId, "Othr") => AccountOther,
            (AccountOther, "Id") => AccountOtherId,
            (Balance, "Tp") => BalanceType,
            (Balance, "Amt") => BalanceAmount,
            (Balance, "CdtDbtInd") => BalanceSign,
            (Balance, "Dt") => BalanceDate,
            (BalanceType, "CdOrPrtry") => BalanceCodeOrOwn,
            (BalanceCodeOrOwn, "Cd") => BalanceCode,
            (BalanceDate, "Dt" | "DtTm") => BalanceDay,
            (Summary, "TtlNtries") => SummaryEntries,
            (SummaryEntries, "NbOfNtries") => SummaryCount,
            _ => Skipped,
        }
    }

    fn child_of_entry(self, name: &str) -> Self {
        use Node::*;
        match self {
            Entry => match name {
                "Amt" => EntryAmount,
                "CdtDbtInd" => EntrySign,
                "Sts" => EntryStatus,
                "BookgDt" => EntryBooked,
                "ValDt" => EntryValue,
                "AcctSvcrRef" => EntryReference,
                "BkTxCd" => EntryCode,
                "NtryDtls" => EntryDetails,
                "RvslInd" => EntryReversal,
                "Chrgs" => EntryCharges,
                "AddtlNtryInf" => EntryText,
                _ => Skipped,
            },
            EntryStatus if matches!(name, "Cd" | "Prtry") => EntryStatusCode,
            EntryBooked if matches!(name, "Dt" | "DtTm") => EntryBookedDay,
            EntryValue if matches!(name, "Dt" | "DtTm") => EntryValueDay,
            EntryCode => match name {
                "Domn" => EntryDomain,
                "Prtry" => EntryOwnCode,
                _ => Skipped,
            },
            EntryDomain => match name {
                "Cd" => EntryDomainCode,
                "Fmly" => EntryFamily,
                _ => Skipped,
            },
            EntryFamily => match name {
                "Cd" => EntryFamilyCode,
                "SubFmlyCd" => EntrySubFamilyCode,
                _ => Skipped,
            },
            EntryOwnCode if name == "Cd" => EntryOwnCodeText,
            EntryCharges | EntryChargesRecord => match name {
                "Rcrd" => EntryChargesRecord,
                "TtlChrgsAndTaxAmt" => EntryChargesTotal,
                "Amt" => EntryChargesAmount,
                "CdtDbtInd" => EntryChargesSign,
                _ => Skipped,
            },
            EntryDetails => match name {
                "TxDtls" => Detail,
                "Btch" => Batch,
                _ => Skipped,
            },
            Batch => match name {
                "MsgId" => BatchMessage,
                "PmtInfId" => BatchPayment,
                "NbOfTxs" => BatchCount,
                "TtlAmt" => BatchTotal,
                _ => Skipped,
            },
            _ => Skipped,
        }
    }

    fn child_of_detail(self, name: &str) -> Self {
        use Node::*;
        match self {
            Detail => match name {
                "Refs" => References,
                "Amt" => DetailAmount,
                "CdtDbtInd" => DetailSign,
                "AmtDtls" => DetailAmounts,
                "RltdPties" => Parties,
                "RmtInf" => Remittance,
                "Chrgs" => DetailCharges,
                "RtrInf" => Return,
                "AddtlTxInf" => DetailText,
                _ => Skipped,
            },
            References => match name {
                "EndToEndId" => EndToEnd,
                "AcctSvcrRef" => DetailReference,
                "TxId" => Transaction,
                _ => Skipped,
            },
            DetailAmounts => match name {
                "TxAmt" => DetailTransacted,
                "InstdAmt" => DetailInstructed,
                _ => Skipped,
            },
            DetailTransacted if name == "Amt" => DetailTransactedAmount,
            DetailInstructed if name == "Amt" => DetailInstructedAmount,
            DetailCharges | DetailChargesRecord => match name {
                "Rcrd" => DetailChargesRecord,
                "TtlChrgsAndTaxAmt" => DetailChargesTotal,
                "Amt" => DetailChargesAmount,
                "CdtDbtInd" => DetailChargesSign,
                _ => Skipped,
            },
            Parties => match name {
                "Dbtr" => Party(Whose::Payer),
                "DbtrAcct" => PartyAccount(Whose::Payer),
                "UltmtDbtr" => Party(Whose::UltimatePayer),
                "Cdtr" => Party(Whose::Payee),
                "CdtrAcct" => PartyAccount(Whose::Payee),
                _ => Skipped,
            },
            // A party stands below `Pty` in newer versions.
            Party(whose) => match name {
                "Nm" => PartyName(whose),
                "Pty" => self,
                _ => Skipped,
            },
            PartyAccount(whose) if name == "Id" => PartyAccountId(whose),
            PartyAccountId(whose) => match name {
                "IBAN" => PartyIban(whose),
                "Othr" => PartyAccountOther(whose),
                _ => Skipped,
            },
            PartyAccountOther(whose) if name == "Id" => PartyOtherAccount(whose),
            Remittance => match name {
                "Ustrd" => FreeText,
                "Strd" => Structured,
                _ => Skipped,
            },
            Structured => match name {
                "CdtrRefInf" => CreditorReference,
                "AddtlRmtInf" => StructuredText,
                _ => Skipped,
            },
            CreditorReference if name == "Ref" => ReferenceText,
            Return => match name {
                "Rsn" => ReturnReason,
                "AddtlInf" => ReturnText,
                _ => Skipped,
            },
            ReturnReason if matches!(name, "Cd" | "Prtry") => ReturnCode,
            _ => Skipped,
        }
    }
}
