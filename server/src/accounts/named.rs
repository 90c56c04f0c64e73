//! Somebody of the treasury at the command line: who decides there is an account, so that two persons are two.

use super::{password, queries};
use crate::{
    auth::{Permission, StaffRole},
    error::Error,
    ledger::{Author, Hand},
    reports::columns::parsed,
};
use dimos_api::problem::Code;
use dimos_domain::ids::AccountId;
use std::io::{self, BufRead, IsTerminal, Write};

/// The treasurer of that name.
///
/// # Errors
/// `forbidden` if there is no such account, it is disabled, or its role may not.
pub(crate) async fn treasurer(hand: &Hand, name: &str) -> Result<Author, Error> {
    let name = name.to_owned();
    let found = hand.clone().read(move |tx, _| {
        let sql = "SELECT id, role FROM accounts WHERE name = ?1 AND disabled = 0";
        tx.one(sql, [name], |row| Ok((parsed::<AccountId>(row, 0)?, parsed::<StaffRole>(row, 1)?)))
    });
    let (id, role) = found.await?.ok_or_else(|| Error::new(Code::Forbidden).because("account"))?;
    role.require(Permission::RunTreasury)?;
    Ok(Author::Staff(id, role))
}

/// The same, who shows by the password that the account is theirs: on one shell one person could name two accounts.
///
/// # Errors
/// Also `unauthenticated` for another password.
pub(crate) async fn treasurer_by_password(hand: &Hand, name: &str, password: String) -> Result<Author, Error> {
    let wanted = name.to_owned();
    let kept = hand.clone().read(move |tx, _| queries::active(tx, &wanted)).await?.map(|active| active.password_hash);
    if !password::verify(password, kept).await? {
        return Err(Error::new(Code::Unauthenticated).because("login"));
    }
    treasurer(hand, name).await
}

/// The id of the account of that name, whatever its role.
///
/// # Errors
/// Only the database's.
pub(crate) async fn id_of(hand: &Hand, name: &str) -> Result<Option<AccountId>, Error> {
    let name = name.to_owned();
    let sql = "SELECT id FROM accounts WHERE name = ?1";
    hand.clone().read(move |tx, _| tx.one(sql, [name], |row| parsed(row, 0))).await
}

/// The password of whoever decides: the first line of standard input.
///
/// # Errors
/// It cannot be read.
pub(crate) fn typed_password(account: &str) -> io::Result<String> {
    if io::stdin().is_terminal() {
        write!(io::stderr(), "password of {account} (it is seen as you type): ")?;
    }
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
