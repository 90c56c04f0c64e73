//! Phones and codes in the database.

use crate::{
    auth::TokenHash,
    db::{Tx, ms},
    error::Error,
    reports::columns::{maybe_time, parsed, plain},
};
use dimos_api::{CrewPhone, RegisterDeviceRequest};
use dimos_domain::ids::{CrewCode, DeviceId};
use jiff::Timestamp;

/// What became of a registration.
pub(super) enum Registered {
    /// The new token counts.
    New,
    /// The token that came as proof still counts.
    Updated {
        /// The phone's crew.
        crew: Option<CrewCode>,
    },
    /// The id is another's.
    Taken,
}

pub(super) fn register(
    tx: &Tx<'_>,
    request: &RegisterDeviceRequest,
    new: &TokenHash,
    proof: Option<&TokenHash>,
    now: Timestamp,
) -> Result<Registered, Error> {
    let id = request.id.to_string();
    let known =
        tx.one("SELECT token_hash, first_used_at IS NOT NULL, crew FROM devices WHERE id = ?1", [&id], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, bool>(1)?, row.get::<_, Option<String>>(2)?))
        })?;
    match known {
        Some((hash, _, crew)) if proof.is_some_and(|proof| proof.as_slice() == hash) => {
            put(tx, request, &hash, now)?;
            let crew = crew.map(|crew| crew.parse()).transpose().map_err(Error::internal)?;
            Ok(Registered::Updated { crew })
        }
        Some((_, true, _)) => Ok(Registered::Taken),
        Some((_, false, _)) | None => put(tx, request, new.as_slice(), now).map(|()| Registered::New),
    }
}

fn put(tx: &Tx<'_>, request: &RegisterDeviceRequest, hash: &[u8], now: Timestamp) -> Result<(), Error> {
    let (id, language) = (request.id.to_string(), request.language.tag());
    tx.execute(
        "INSERT INTO devices (id, token_hash, platform, app_version, language, created_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
         ON CONFLICT (id) DO UPDATE SET token_hash = excluded.token_hash, platform = excluded.platform, \
         app_version = excluded.app_version, language = excluded.language",
        (id, hash, &request.platform, &request.app_version, language, ms(now)),
    )?;
    Ok(())
}

pub(super) fn put_code(tx: &Tx<'_>, hash: &TokenHash, crew: &CrewCode, expires_at: Timestamp) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO enrolment_codes (code_hash, crew, expires_at) VALUES (?1, ?2, ?3)",
        (hash.as_slice(), crew.as_str(), ms(expires_at)),
    )?;
    Ok(())
}

/// Uses a code for a phone; none if it is unknown, expired or another phone's.
pub(super) fn use_code(
    tx: &Tx<'_>,
    hash: &TokenHash,
    device: DeviceId,
    now: Timestamp,
) -> Result<Option<CrewCode>, Error> {
    let id = device.to_string();
    let crew = tx.one(
        "UPDATE enrolment_codes SET used_by = ?2 \
         WHERE code_hash = ?1 AND expires_at > ?3 AND (used_by IS NULL OR used_by = ?2) RETURNING crew",
        (hash.as_slice(), &id, ms(now)),
        |row| row.get::<_, String>(0),
    )?;
    let Some(crew) = crew else { return Ok(None) };
    tx.execute("UPDATE devices SET crew = ?2 WHERE id = ?1", (&id, &crew))?;
    crew.parse().map(Some).map_err(Error::internal)
}

/// Every crew's phones, or one crew's.
pub(super) fn crew_phones(tx: &Tx<'_>, of: Option<&CrewCode>) -> Result<Vec<CrewPhone>, Error> {
    tx.all(
        "SELECT d.id, d.crew, d.platform, d.app_version, e.at FROM devices d \
         LEFT JOIN (SELECT subject, max(at) AS at FROM audit WHERE kind = 'crew_phone_enrolled' GROUP BY subject) e \
         ON e.subject = d.id WHERE d.crew IS NOT NULL AND (?1 IS NULL OR d.crew = ?1) ORDER BY d.crew, e.at DESC, d.id",
        [of.map(CrewCode::as_str)],
        |row| {
            Ok(CrewPhone {
                device: parsed(row, 0)?,
                crew: parsed(row, 1)?,
                platform: plain(row, 2)?,
                app_version: plain(row, 3)?,
                enrolled_at: maybe_time(row, 4)?,
            })
        },
    )
}

/// Whose phone it is; none for a citizen's and for one that never registered.
pub(super) fn crew_of(tx: &Tx<'_>, device: DeviceId) -> Result<Option<CrewCode>, Error> {
    tx.one("SELECT crew FROM devices WHERE id = ?1 AND crew IS NOT NULL", [device.to_string()], |row| parsed(row, 0))
}

/// The phone is a citizen's again, and the codes that it used are good for nothing any more: it could send them again.
pub(super) fn revoke(tx: &Tx<'_>, device: DeviceId) -> Result<(), Error> {
    let id = device.to_string();
    tx.execute("UPDATE devices SET crew = NULL WHERE id = ?1", [&id])?;
    tx.execute("DELETE FROM enrolment_codes WHERE used_by = ?1", [&id])?;
    Ok(())
}
