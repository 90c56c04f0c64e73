//! Registering phones and making them a crew's.

use super::queries::{self, Registered};
use crate::{
    audit::{self, Entry},
    auth::{Permission, Staff, Token, TokenHash, TokenKind, random_code},
    db::Db,
    error::Error,
    extract::client_made,
    state::App,
    throttle::Peer,
};
use dimos_api::{CrewPhone, EnrolmentCodeResponse, RegisterDeviceRequest, TokenResponse, problem::Code};
use dimos_domain::ids::{AccountId, CrewCode, DeviceId};
use jiff::{Timestamp, ToSpan};
use std::ops::RangeInclusive;

const PLATFORMS: [&str; 3] = ["android", "ios", "terminal"];
/// Characters of an app's version.
pub(crate) const APP_VERSION_CHARS: RangeInclusive<usize> = 1..=40;
/// 40 bits, good once and for a day, tried five times a minute at most.
const CODE_CHARS: usize = 8;

/// See [`crate::devices`] for what happens to an id that is known.
pub(super) async fn register(
    app: &App,
    peer: &Peer,
    request: RegisterDeviceRequest,
    proof: Option<String>,
) -> Result<TokenResponse, Error> {
    check(&request)?;
    let now = app.clock.now();
    app.throttles.devices_by_peer.take(&peer.0, now)?;
    let (device, token) = (request.id, Token::new(TokenKind::Device)?);
    let (new, old) = (token.hash(), proof.as_deref().map(TokenHash::of));
    let done = app.db.write(move |tx| queries::register(tx, &request, &new, old.as_ref(), now)).await?;
    app.tokens.forget(device);
    match (done, proof) {
        (Registered::New, _) => Ok(TokenResponse { token: token.reveal(), crew: None }),
        (Registered::Updated { crew }, Some(token)) => Ok(TokenResponse { token, crew }),
        (Registered::Taken | Registered::Updated { .. }, _) => {
            Err(Error::new(Code::KeyReused).because("device").field("/id"))
        }
    }
}

fn check(request: &RegisterDeviceRequest) -> Result<(), Error> {
    client_made(request.id.0, "/id")?;
    if !PLATFORMS.contains(&request.platform.as_str()) {
        return Err(Error::new(Code::Invalid).because("platform").field("/platform"));
    }
    let version = request.app_version.chars();
    if !APP_VERSION_CHARS.contains(&version.clone().count()) || version.into_iter().any(char::is_control) {
        return Err(Error::new(Code::Invalid).because("app-version").field("/app_version"));
    }
    Ok(())
}

/// Whether an account may make phones a crew's, and citizens' again.
pub(super) fn may_enrol(staff: &Staff, crew: &CrewCode) -> Result<(), Error> {
    let own = staff.crew.as_ref() == Some(crew);
    let needed = if own { Permission::EnrolOwnCrew } else { Permission::EnrolAnyCrew };
    staff.role.require(needed).map_err(|refused| refused.because("own-crew"))
}

/// A new code for a crew, handed out by an account.
pub(super) async fn new_code(app: &App, crew: CrewCode, by: Option<AccountId>) -> Result<EnrolmentCodeResponse, Error> {
    if app.city.city.crew(&crew).is_none() {
        return Err(Error::new(Code::Invalid).because("crew").field("/crew"));
    }
    let now = app.clock.now();
    let (code, expires_at) = (random_code(CODE_CHARS)?, now + 24.hours());
    let (hash, by) = (TokenHash::of(&code), by.map(|account| account.to_string()));
    app.db
        .write(move |tx| {
            queries::put_code(tx, &hash, &crew, expires_at)?;
            let entry =
                Entry { kind: "enrolment_code_made", actor: by.as_deref(), subject: crew.as_str(), detail: None };
            audit::note(tx, now, &entry)
        })
        .await?;
    let (front, back) = code.split_at(CODE_CHARS / 2);
    Ok(EnrolmentCodeResponse { code: format!("{front}-{back}"), expires_at })
}

/// Makes a phone a crew's by a code.
pub(super) async fn enrol(app: &App, peer: &Peer, device: DeviceId, code: &str) -> Result<CrewCode, Error> {
    let now = app.clock.now();
    app.throttles.codes_by_peer.take(&peer.0, now)?;
    app.throttles.codes_by_device.take(&device.to_string(), now)?;
    let hash = TokenHash::of(&as_made(code));
    let crew = app
        .db
        .write(move |tx| {
            let crew = queries::use_code(tx, &hash, device, now)?;
            let crew = crew.ok_or_else(|| Error::new(Code::Invalid).because("code").field("/code"))?;
            let id = device.to_string();
            let entry =
                Entry { kind: "crew_phone_enrolled", actor: Some(&id), subject: &id, detail: Some(crew.as_str()) };
            audit::note(tx, now, &entry)?;
            Ok(crew)
        })
        .await?;
    app.tokens.forget(device);
    app.throttles.codes_by_device.forgive(&device.to_string());
    Ok(crew)
}

/// The crews' phones that an account may see.
pub(super) async fn crew_phones(app: &App, staff: Staff) -> Result<Vec<CrewPhone>, Error> {
    let only = match staff.role.require(Permission::EnrolAnyCrew) {
        Ok(()) => None,
        Err(refused) => {
            staff.role.require(Permission::EnrolOwnCrew)?;
            // An account that leads no crew has no own one.
            Some(staff.crew.ok_or(refused)?)
        }
    };
    app.db.read(move |tx| queries::crew_phones(tx, only.as_ref())).await
}

/// Makes a crew's phone a citizen's again, as an account may or, without one, at the command line. A server that runs
/// finds out by itself: it asks for a crew's phone at each of its requests.
pub(super) async fn revoke(db: &Db, now: Timestamp, device: DeviceId, by: Option<Staff>) -> Result<CrewCode, Error> {
    db.write(move |tx| {
        let crew = queries::crew_of(tx, device)?.ok_or_else(|| Error::new(Code::NotFound))?;
        if let Some(staff) = &by {
            may_enrol(staff, &crew)?;
        }
        queries::revoke(tx, device)?;
        let (id, actor) = (device.to_string(), by.as_ref().map(|staff| staff.account.to_string()));
        let (actor, detail) = (actor.as_deref(), Some(crew.as_str()));
        audit::note(tx, now, &Entry { kind: "crew_phone_revoked", actor, subject: &id, detail })?;
        Ok(crew)
    })
    .await
}

/// As people type it: case, dashes and spaces do not matter, and letters that look like digits are those digits.
fn as_made(code: &str) -> String {
    code.chars()
        .filter(|c| c.is_alphanumeric())
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .take(2 * CODE_CHARS)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        assert_eq!(as_made(" 7kq4-m2xd "), "7KQ4M2XD");
        assert_eq!(as_made("ol1i"), "0111");
    }
}
