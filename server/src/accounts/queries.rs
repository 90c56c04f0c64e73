//! Accounts and sessions in the database.

use crate::{
    auth::{StaffRole, TokenHash},
    db::{Tx, ms},
    error::Error,
};
use dimos_domain::ids::{AccountId, CrewCode};
use jiff::Timestamp;

/// What logging in needs.
pub(super) struct Active {
    pub(super) id: String,
    pub(super) password_hash: String,
}

pub(super) fn active(tx: &Tx<'_>, name: &str) -> Result<Option<Active>, Error> {
    tx.one("SELECT id, password_hash FROM accounts WHERE name = ?1 AND disabled = 0", [name], |row| {
        Ok(Active { id: row.get(0)?, password_hash: row.get(1)? })
    })
}

pub(super) fn put_session(tx: &Tx<'_>, hash: &TokenHash, account: &str, expires_at: Timestamp) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO sessions (token_hash, account, expires_at) VALUES (?1, ?2, ?3)",
        (hash.as_slice(), account, ms(expires_at)),
    )?;
    Ok(())
}

pub(super) fn end_session(tx: &Tx<'_>, hash: &TokenHash) -> Result<(), Error> {
    tx.execute("DELETE FROM sessions WHERE token_hash = ?1", [hash.as_slice()])?;
    Ok(())
}

pub(super) fn sweep(tx: &Tx<'_>, now: Timestamp) -> Result<(), Error> {
    tx.execute("DELETE FROM sessions WHERE expires_at < ?1", [ms(now)])?;
    tx.execute("DELETE FROM enrolment_codes WHERE expires_at < ?1", [ms(now)])?;
    Ok(())
}

/// An account to be added.
pub(super) struct NewAccount<'a> {
    pub(super) id: AccountId,
    pub(super) name: &'a str,
    pub(super) role: StaffRole,
    pub(super) password_hash: &'a str,
    pub(super) crew: Option<&'a CrewCode>,
}

/// Adds an account; false if the name is taken.
pub(super) fn add(tx: &Tx<'_>, new: &NewAccount<'_>, now: Timestamp) -> Result<bool, Error> {
    let added = tx.execute(
        "INSERT INTO accounts (id, name, role, password_hash, crew, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
         ON CONFLICT (name) DO NOTHING",
        (new.id.to_string(), new.name, new.role.as_str(), new.password_hash, new.crew.map(CrewCode::as_str), ms(now)),
    )?;
    Ok(added == 1)
}

/// An account as the list shows it.
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) role: String,
    pub(super) crew: Option<String>,
    pub(super) disabled: bool,
}

pub(super) fn list(tx: &Tx<'_>) -> Result<Vec<Listed>, Error> {
    tx.all("SELECT name, role, crew, disabled FROM accounts ORDER BY name", [], |row| {
        Ok(Listed { name: row.get(0)?, role: row.get(1)?, crew: row.get(2)?, disabled: row.get(3)? })
    })
}

/// Disables an account and ends its sessions; its id, none if there is no such account.
pub(super) fn disable(tx: &Tx<'_>, name: &str) -> Result<Option<String>, Error> {
    let id =
        tx.one("UPDATE accounts SET disabled = 1 WHERE name = ?1 RETURNING id", [name], |row| row.get::<_, String>(0))?;
    if let Some(id) = &id {
        tx.execute("DELETE FROM sessions WHERE account = ?1", [id])?;
    }
    Ok(id)
}
