//! Tokens in the database.

use super::{DeviceAuth, Staff, TokenHash};
use crate::{
    db::{Tx, ms},
    error::Error,
};
use dimos_api::problem::Code;
use dimos_domain::{ids::DeviceId, l10n::Language};
use jiff::Timestamp;

/// The device of a token, and whether this is its first use.
pub(super) fn device(tx: &Tx<'_>, hash: &TokenHash) -> Result<Option<(DeviceAuth, bool)>, Error> {
    let row = tx.one(
        "SELECT id, crew, language, first_used_at IS NULL FROM devices WHERE token_hash = ?1",
        [hash.as_slice()],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?, row.get::<_, String>(2)?, row.get(3)?)),
    )?;
    row.map(|(id, crew, language, first_use)| {
        let device = id.parse().map_err(Error::internal)?;
        let crew = crew.map(|crew| crew.parse()).transpose().map_err(Error::internal)?;
        Ok((DeviceAuth { device, crew, language: Language::negotiate(&language) }, first_use))
    })
    .transpose()
}

/// From now on the token stands: registering the same id again no longer replaces it. Names the token, so that of a
/// registration that was repeated in the meantime only the last token counts.
pub(super) fn mark_used(tx: &Tx<'_>, device: DeviceId, hash: &TokenHash, now: Timestamp) -> Result<(), Error> {
    let marked = tx.execute(
        "UPDATE devices SET first_used_at = coalesce(first_used_at, ?2) WHERE id = ?1 AND token_hash = ?3",
        (device.to_string(), ms(now), hash.as_slice()),
    )?;
    if marked == 1 { Ok(()) } else { Err(Error::new(Code::Unauthenticated)) }
}

/// Whose session it is, while it lasts and the account is not disabled.
pub(super) fn staff(tx: &Tx<'_>, hash: &TokenHash, now: Timestamp) -> Result<Option<Staff>, Error> {
    let row = tx.one(
        "SELECT a.id, a.role, a.crew FROM sessions s JOIN accounts a ON a.id = s.account \
         WHERE s.token_hash = ?1 AND s.expires_at > ?2 AND a.disabled = 0",
        (hash.as_slice(), ms(now)),
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, Option<String>>(2)?)),
    )?;
    row.map(|(account, role, crew)| {
        Ok(Staff {
            account: account.parse().map_err(Error::internal)?,
            role: role.parse().map_err(Error::internal)?,
            crew: crew.map(|crew| crew.parse()).transpose().map_err(Error::internal)?,
        })
    })
    .transpose()
}
