//! The table: what stands below what. Names that are not here are not read.

use super::{Node, Whose};

impl Node {
    /// What an element below this one is. `Document` and the message below it are not asked here: they must be there.
    #[inline]
    pub(in crate::camt) fn child(self, name: &str) -> Self {
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
