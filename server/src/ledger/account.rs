//! Accounts of the ledger: what a posting can be to. Each is found by its kind and by what it belongs to.

use crate::{db::Tx, error::Error};
use dimos_checkout::ProviderName;
use dimos_domain::{
    ids::{DebtorId, DisputeId, EntryId, PayableId, RefundId, TaxHeadCode},
    money::Iban,
};
use std::{borrow::Cow, fmt};

/// A cash desk: the account of the cashier who answers for it.
pub type Desk = String;

/// An account. Debit balances are positive, credit balances negative.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Account {
    /// What is owed for a payable. Never below zero.
    Receivable(PayableId),
    /// What the city earned, by tax head.
    Revenue(TaxHeadCode),
    /// Surcharges for being late, by tax head.
    Surcharge(TaxHeadCode),
    /// Discounts for being early, by tax head.
    Discount(TaxHeadCode),
    /// What a provider took for the city and has not paid out yet.
    Clearing(ProviderName),
    /// A bank account of the city.
    Bank(Iban),
    /// What is in a cash desk.
    Cash(Desk),
    /// Money of a statement entry of which nobody knows yet what it is for.
    Unmatched(EntryId),
    /// What somebody paid too much. Never overdrawn.
    Credit(DebtorId),
    /// What was approved to be given back and has not left yet.
    RefundPayable(RefundId),
    /// What a provider charged.
    Fees(ProviderName),
    /// What the bank charged for an account of the city.
    Charges(Iban),
    /// What came and went that is none of the citizens' money: other books of the city account for it.
    Outside,
    /// What a payer's bank has taken back until the dispute is decided.
    Disputed(DisputeId),
    /// What the city gives up.
    WriteOff,
}

impl Account {
    /// The kind's name.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Receivable(_) => "receivable",
            Self::Revenue(_) => "revenue",
            Self::Surcharge(_) => "surcharge",
            Self::Discount(_) => "discount",
            Self::Clearing(_) => "clearing",
            Self::Bank(_) => "bank",
            Self::Cash(_) => "cash",
            Self::Unmatched(_) => "unmatched",
            Self::Credit(_) => "credit",
            Self::RefundPayable(_) => "refund_payable",
            Self::Fees(_) => "fees",
            Self::Charges(_) => "charges",
            Self::Outside => "outside",
            Self::Disputed(_) => "disputed",
            Self::WriteOff => "write_off",
        }
    }

    /// Of what; empty where there is only one.
    #[must_use]
    pub fn key(&self) -> Cow<'_, str> {
        match self {
            Self::Receivable(id) => id.to_string().into(),
            Self::Revenue(head) | Self::Surcharge(head) | Self::Discount(head) => head.as_str().into(),
            Self::Clearing(name) | Self::Fees(name) => name.as_str().into(),
            Self::Cash(desk) => desk.into(),
            Self::Bank(iban) | Self::Charges(iban) => iban.to_string().into(),
            Self::Unmatched(id) => id.to_string().into(),
            Self::Credit(id) => id.to_string().into(),
            Self::RefundPayable(id) => id.to_string().into(),
            Self::Disputed(id) => id.to_string().into(),
            Self::Outside | Self::WriteOff => "".into(),
        }
    }

    /// From the table.
    pub(super) fn parse(kind: &str, key: &str) -> Option<Self> {
        Some(match kind {
            "receivable" => Self::Receivable(key.parse().ok()?),
            "revenue" => Self::Revenue(key.parse().ok()?),
            "surcharge" => Self::Surcharge(key.parse().ok()?),
            "discount" => Self::Discount(key.parse().ok()?),
            "clearing" => Self::Clearing(key.parse().ok()?),
            "bank" => Self::Bank(key.parse().ok()?),
            "cash" => Self::Cash(key.to_owned()),
            "unmatched" => Self::Unmatched(key.parse().ok()?),
            "credit" => Self::Credit(key.parse().ok()?),
            "refund_payable" => Self::RefundPayable(key.parse().ok()?),
            "fees" => Self::Fees(key.parse().ok()?),
            "charges" => Self::Charges(key.parse().ok()?),
            "outside" if key.is_empty() => Self::Outside,
            "disputed" => Self::Disputed(key.parse().ok()?),
            "write_off" if key.is_empty() => Self::WriteOff,
            _ => return None,
        })
    }

    /// The account's number, if anything was ever posted to it.
    pub(super) fn find(&self, tx: &Tx<'_>) -> Result<Option<i64>, Error> {
        tx.one("SELECT id FROM ledger_accounts WHERE kind = ?1 AND key = ?2", (self.kind(), self.key()), |row| {
            row.get(0)
        })
    }

    /// The account's number; opened if it is new.
    pub(super) fn open(&self, tx: &Tx<'_>) -> Result<i64, Error> {
        if let Some(id) = self.find(tx)? {
            return Ok(id);
        }
        tx.execute("INSERT INTO ledger_accounts (kind, key) VALUES (?1, ?2)", (self.kind(), self.key()))?;
        Ok(tx.last_insert_rowid())
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Outside | Self::WriteOff => f.write_str(self.kind()),
            _ => write!(f, "{}:{}", self.kind(), self.key()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use uuid::Uuid;

    #[test]
    fn every_account_is_read_back_as_it_was_written() {
        let head: TaxHeadCode = "cleaning".parse().unwrap();
        let all = [
            Account::Receivable(PayableId(Uuid::now_v7())),
            Account::Revenue(head.clone()),
            Account::Surcharge(head.clone()),
            Account::Discount(head),
            Account::Clearing(ProviderName::Sandbox),
            Account::Bank("GR1601101250000000012300695".parse().unwrap()),
            Account::Cash("desk".to_owned()),
            Account::Unmatched(EntryId(Uuid::now_v7())),
            Account::Credit(DebtorId(Uuid::now_v7())),
            Account::RefundPayable(RefundId(Uuid::now_v7())),
            Account::Fees(ProviderName::Stripe),
            Account::Charges("GR1601101250000000012300695".parse().unwrap()),
            Account::Outside,
            Account::Disputed(DisputeId(Uuid::now_v7())),
            Account::WriteOff,
        ];
        for account in all {
            assert_eq!(Account::parse(account.kind(), &account.key()), Some(account));
        }
        assert_eq!(Account::parse("gift", ""), None);
    }
}
