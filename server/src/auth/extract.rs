//! The extractors that say who may call a handler.

use super::{Permission, StaffRole, TokenHash, TokenKind, queries};
use crate::{context, error::Error, state::App};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use dimos_api::problem::Code;
use dimos_domain::{
    ids::{AccountId, CrewCode, DeviceId},
    l10n::Language,
};

/// A phone that registered; 401 without its token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceAuth {
    /// Which phone.
    pub device: DeviceId,
    /// Its crew, if it is a crew's.
    pub crew: Option<CrewCode>,
    /// In which language its owner reads.
    pub language: Language,
}

/// A phone, or nobody known; a token that is wrong is still refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaybeDevice(pub Option<DeviceAuth>);

/// Anybody of the staff who is logged in; what they may is asked of the role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// Which account.
    pub account: AccountId,
    /// In which part.
    pub role: StaffRole,
    /// Whose crew, for the crew's role.
    pub crew: Option<CrewCode>,
}

/// Somebody who may dispatch; 401 without a session, 403 for every other role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffAuth {
    /// Which account.
    pub account: AccountId,
    /// In which part.
    pub role: StaffRole,
}

/// Anybody: what they see depends on who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// A phone.
    Device(DeviceAuth),
    /// Staff.
    Staff(Staff),
    /// Nobody known.
    Nobody,
}

/// A phone or staff, whichever; 401 for nobody known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Somebody(pub Caller);

impl DeviceAuth {
    /// Whom idempotency keys belong to.
    #[must_use]
    pub fn principal(&self) -> String {
        self.device.to_string()
    }

    /// The phone's crew.
    ///
    /// # Errors
    /// `forbidden` for a citizen's phone.
    pub fn crew(&self) -> Result<&CrewCode, Error> {
        self.crew.as_ref().ok_or_else(|| Error::new(Code::Forbidden).because("crew"))
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let Some(token) = bearer(&parts.headers)? else { return Ok(Self::Nobody) };
        let hash = TokenHash::of(token);
        match TokenKind::of(token) {
            Some(TokenKind::Device) => device(app, hash).await.map(Self::Device),
            Some(TokenKind::Session) => staff(app, hash).await.map(Self::Staff),
            None => Err(Error::new(Code::Unauthenticated)),
        }
    }
}

impl FromRequestParts<App> for Somebody {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        match Caller::from_request_parts(parts, app).await? {
            Caller::Nobody => Err(Error::new(Code::Unauthenticated)),
            somebody => Ok(Self(somebody)),
        }
    }
}

impl FromRequestParts<App> for DeviceAuth {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        match Caller::from_request_parts(parts, app).await? {
            Caller::Device(device) => Ok(device),
            Caller::Staff(_) => Err(Error::new(Code::Forbidden)),
            Caller::Nobody => Err(Error::new(Code::Unauthenticated)),
        }
    }
}

impl FromRequestParts<App> for MaybeDevice {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        match Caller::from_request_parts(parts, app).await? {
            Caller::Device(device) => Ok(Self(Some(device))),
            Caller::Staff(_) | Caller::Nobody => Ok(Self(None)),
        }
    }
}

impl FromRequestParts<App> for Staff {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        match Caller::from_request_parts(parts, app).await? {
            Caller::Staff(staff) => Ok(staff),
            Caller::Device(_) => Err(Error::new(Code::Forbidden)),
            Caller::Nobody => Err(Error::new(Code::Unauthenticated)),
        }
    }
}

impl FromRequestParts<App> for StaffAuth {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let staff = Staff::from_request_parts(parts, app).await?;
        staff.role.require(Permission::Dispatch)?;
        Ok(Self { account: staff.account, role: staff.role })
    }
}

/// The token of `Authorization: Bearer …`; a header that is something else is refused.
pub(crate) fn bearer(headers: &HeaderMap) -> Result<Option<&str>, Error> {
    let Some(header) = headers.get(header::AUTHORIZATION) else { return Ok(None) };
    let token = header.to_str().ok().and_then(|text| {
        let (scheme, token) = text.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    });
    token.filter(|token| token.len() <= 200).map(Some).ok_or_else(|| Error::new(Code::Unauthenticated))
}

async fn device(app: &App, hash: TokenHash) -> Result<DeviceAuth, Error> {
    let known = match app.tokens.get(&hash) {
        Some(known) => known,
        None => {
            let generation = app.tokens.generation();
            let found = app.db.read(move |tx| queries::device(tx, &hash)).await?;
            let (device, first_use) = found.ok_or_else(|| Error::new(Code::Unauthenticated))?;
            if first_use {
                let (id, now) = (device.device, app.clock.now());
                app.db.write(move |tx| queries::mark_used(tx, id, &hash, now)).await?;
            }
            // A crew's phone is asked for each time: one that is revoked, by the command too, is out at once.
            if device.crew.is_none() {
                app.tokens.put(hash, device.clone(), generation);
            }
            device
        }
    };
    context::read_by(known.language);
    Ok(known)
}

/// Never from a cache: an account that is disabled by the command is out at once.
async fn staff(app: &App, hash: TokenHash) -> Result<Staff, Error> {
    let now = app.clock.now();
    let found = app.db.read(move |tx| queries::staff(tx, &hash, now)).await?;
    found.ok_or_else(|| Error::new(Code::Unauthenticated))
}
