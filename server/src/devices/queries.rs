//! Phones and codes in the database.

use crate::{
    auth::TokenHash,
    db::{Tx, ms},
    error::Error,
};
use dimos_api::RegisterDeviceRequest;
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
