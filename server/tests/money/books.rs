//! A ledger of its own for one test, without a city around it.

use dimos_checkout::ProviderName;
use dimos_domain::{
    ids::{DebtorId, PayableId},
    money::Cents,
};
use dimos_server::{
    db::{Db, Tx},
    error::Error,
    ledger::{self, Account, Author, EntryKind, EntryNo, NewEntry, Posted},
};
use jiff::{
    Timestamp,
    civil::{Date, date},
};
use tempfile::TempDir;
use uuid::Uuid;

pub const DAY: Date = date(2026, 11, 22);

/// A journal in a directory of its own.
pub struct Books {
    pub db: Db,
    _dir: TempDir,
}

impl Books {
    pub fn open() -> Self {
        let dir = tempfile::tempdir().unwrap();
        Self { db: Db::open(dir.path()).unwrap(), _dir: dir }
    }

    /// Posts something on [`DAY`].
    pub async fn post(&self, fact: &str, postings: Vec<(Account, i64)>) -> Result<Posted, Error> {
        self.post_on(DAY, EntryKind::Issue, fact, postings).await
    }

    pub async fn post_on(
        &self,
        on: Date,
        kind: EntryKind,
        fact: &str,
        postings: Vec<(Account, i64)>,
    ) -> Result<Posted, Error> {
        let fact = fact.to_owned();
        self.write(move |tx| {
            let postings = postings.iter().map(|(account, cents)| (account.clone(), Cents::new(*cents))).collect();
            let entry = NewEntry { kind, fact: &fact, payment: None, author: &Author::Rule, on, postings };
            ledger::post(tx, now(), entry)
        })
        .await
    }

    /// A bill of so much for a payable; its entry.
    pub async fn owe(&self, payable: PayableId, cents: i64) -> EntryNo {
        let postings = vec![(Account::Receivable(payable), cents), (revenue(), -cents)];
        self.post(&format!("bill:{}", Uuid::now_v7()), postings).await.unwrap().no()
    }

    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnMut(&Tx<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.db.write(work).await
    }

    pub async fn balance(&self, account: Account) -> i64 {
        self.db.read(move |tx| ledger::balance(tx, &account)).await.unwrap().get()
    }

    pub async fn count(&self, sql: &'static str) -> i64 {
        self.db.read(move |tx| tx.one(sql, [], |row| row.get(0))).await.unwrap().unwrap()
    }

    /// Runs a statement that the database must refuse with these words.
    #[track_caller]
    pub fn refuses(&self, sql: &str, words: &'static str) -> impl Future<Output = ()> + use<> {
        let place = std::panic::Location::caller();
        let (sql, db) = (sql.to_owned(), self.db.clone());
        async move {
            let statements = sql.clone();
            let work = move |tx: &Tx<'_>| {
                statements.split(';').map(str::trim).filter(|one| !one.is_empty()).try_for_each(|one| {
                    tx.execute(one, [])?;
                    Ok(())
                })
            };
            let refused = db.write(work).await.expect_err(&format!("{place}: taken: {sql}")).to_string();
            assert!(refused.contains(words), "{place}: {refused}");
        }
    }
}

pub fn now() -> Timestamp {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

pub fn revenue() -> Account {
    Account::Revenue("cleaning".parse().unwrap())
}

pub fn payable() -> PayableId {
    PayableId(Uuid::now_v7())
}

pub fn debtor() -> DebtorId {
    DebtorId(Uuid::now_v7())
}

pub fn clearing() -> Account {
    Account::Clearing(ProviderName::Sandbox)
}
