//! Logging in and out.

use super::{password, queries};
use crate::{
    audit::{self, Entry},
    auth::{Token, TokenHash, TokenKind},
    error::Error,
    state::App,
    throttle::Peer,
};
use dimos_api::{LoginRequest, SessionResponse, problem::Code};
use jiff::ToSpan;

/// A working day with room.
const SESSION_HOURS: i64 = 12;
/// Longer ones are refused before they cost anything.
const MAX_PASSWORD_BYTES: usize = 1_000;

pub(super) async fn log_in(app: &App, peer: &Peer, request: LoginRequest) -> Result<SessionResponse, Error> {
    let now = app.clock.now();
    let name: String = request.account.chars().take(80).collect();
    let both = format!("{} {name}", peer.0);
    app.throttles.logins_by_peer.take(&peer.0, now)?;
    app.throttles.logins_by_account_and_peer.take(&both, now)?;
    app.throttles.logins_by_account.take(&name, now)?;
    let wrong = || Error::new(Code::Unauthenticated).because("login");
    if request.password.len() > MAX_PASSWORD_BYTES {
        return Err(wrong());
    }
    let wanted = name.clone();
    let account = app.db.read(move |tx| queries::active(tx, &wanted)).await?;
    let kept = account.as_ref().map(|account| account.password_hash.clone());
    let right = password::verify(request.password, kept).await?;
    let account = account.filter(|_| right).ok_or_else(wrong)?;
    let (token, expires_at) = (Token::new(TokenKind::Session)?, now + SESSION_HOURS.hours());
    let hash = token.hash();
    app.db
        .write(move |tx| {
            queries::put_session(tx, &hash, &account.id, expires_at)?;
            let entry = Entry { kind: "session_begun", actor: Some(&account.id), subject: &account.id, detail: None };
            audit::note(tx, now, &entry)
        })
        .await?;
    app.throttles.logins_by_account_and_peer.forgive(&both);
    app.throttles.logins_by_account.forgive(&name);
    Ok(SessionResponse { token: token.reveal(), expires_at })
}

pub(super) async fn log_out(app: &App, token: &str) -> Result<(), Error> {
    let hash = TokenHash::of(token);
    app.db.write(move |tx| queries::end_session(tx, &hash)).await
}

/// Drops what is over: sessions and codes.
pub(crate) async fn sweep(app: &App) -> Result<(), Error> {
    let now = app.clock.now();
    app.db.write(move |tx| queries::sweep(tx, now)).await
}
