//! What is kept of paying: copies of what the city answered last, and the attempts to pay that the phone began.

use super::{Store, internal, json, millis, notes};
use crate::error::StoreError;
use dimos_domain::{
    ids::AttemptId,
    money::{Account, Bill, Receipt},
};
use jiff::Timestamp;
use rusqlite::params;

/// What is owed, among the single values.
const ACCOUNT: &str = "pay.account";
/// The receipts, among the single values.
const RECEIPTS: &str = "pay.receipts";

impl Store {
    /// What is owed, as it was kept last. One that this app cannot read is as if it were not there.
    pub fn account(&self) -> Result<Option<Account>, StoreError> {
        let kept = self.note(ACCOUNT)?;
        Ok(kept.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Keeps what is owed.
    pub fn keep_account(&self, account: &Account) -> Result<(), StoreError> {
        self.keep_note(ACCOUNT, Some(&json(account)?))
    }

    /// Keeps one bill among what is owed; where nothing is known yet, the whole is asked for soon.
    pub fn keep_bill(&self, bill: &Bill) -> Result<(), StoreError> {
        self.write(|tx| {
            let kept = notes::note(tx, ACCOUNT)?;
            let Some(mut account): Option<Account> = kept.and_then(|text| serde_json::from_str(&text).ok()) else {
                return Ok(());
            };
            match account.bills.iter_mut().find(|known| known.id == bill.id) {
                Some(known) => known.clone_from(bill),
                None => account.bills.push(bill.clone()),
            }
            notes::keep_note(tx, ACCOUNT, Some(&json(&account)?))
        })
    }

    /// The receipts, as they were kept last.
    pub fn receipts(&self) -> Result<Vec<Receipt>, StoreError> {
        let kept = self.note(RECEIPTS)?;
        Ok(kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
    }

    /// Keeps the receipts.
    pub fn keep_receipts(&self, receipts: &[Receipt]) -> Result<(), StoreError> {
        self.keep_note(RECEIPTS, Some(&json(&receipts)?))
    }

    /// Keeps an attempt; the second one of an id replaces the first.
    pub fn keep_attempt(&self, id: AttemptId, json: &str, now: Timestamp) -> Result<(), StoreError> {
        self.write(|tx| {
            tx.prepare_cached(
                "INSERT INTO attempts (id, json, kept_at) VALUES (?1, ?2, ?3)
                 ON CONFLICT (id) DO UPDATE SET json = excluded.json, kept_at = excluded.kept_at",
            )
            .and_then(|mut insert| insert.execute(params![id.to_string(), json, millis(now)]))
            .map(|_| ())
            .map_err(internal)
        })
    }

    /// Every attempt, in the order of their ids (UUIDv7: oldest first).
    pub fn attempts(&self) -> Result<Vec<String>, StoreError> {
        self.read(|tx| {
            let mut select = tx.prepare_cached("SELECT json FROM attempts ORDER BY id").map_err(internal)?;
            select
                .query_map([], |row| row.get(0))
                .and_then(Iterator::collect::<rusqlite::Result<Vec<_>>>)
                .map_err(internal)
        })
    }

    /// Forgets an attempt.
    pub fn forget_attempt(&self, id: AttemptId) -> Result<(), StoreError> {
        self.write(|tx| {
            tx.execute("DELETE FROM attempts WHERE id = ?1", [id.to_string()]).map(|_| ()).map_err(internal)
        })
    }
}
