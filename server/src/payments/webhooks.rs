//! Webhooks: providers post what happened. It is checked on the bytes as they came, kept, and only then acknowledged.

use super::{asking, inbox, said::Said};
use crate::{
    error::Error,
    extract::{Path, up_to},
    ledger::{Author, Hand},
    state::App,
    throttle::Peer,
};
use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use dimos_api::problem::Code;
use dimos_checkout::{LONGEST_WEBHOOK, PaymentProvider, ProviderName, WebhookError};
use std::{sync::Arc, time::Duration};

/// How long a provider may take to say what its handshake is.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// `POST /pay/webhooks/{provider}`.
///
/// # Errors
/// `not_found` for a provider that is not ours; `bad_request` for a letter that is not signed by it, or not now.
pub(super) async fn post(
    State(app): State<App>,
    Path(name): Path<String>,
    peer: Peer,
    headers: HeaderMap,
    body: Body,
) -> Result<StatusCode, Error> {
    let (name, provider) = find(&app, &name)?;
    let body = up_to(LONGEST_WEBHOOK, body, &app).await?;
    let webhook = match provider.read_webhook(&headers, &body, app.clock.now()) {
        Ok(webhook) => webhook,
        Err(cause) => return Err(refused(name, cause)),
    };
    let (event, Some(said)) = (webhook.event.as_str().to_owned(), Said::of(webhook.fact)) else {
        return Ok(StatusCode::OK);
    };
    if let Said::AskAgain { order, .. } = &said
        && is_flood(&app, name, order, &peer).await?
    {
        return Ok(StatusCode::OK);
    }
    let hint = matches!(said, Said::AskAgain { .. } | Said::GoneBack { .. });
    let kept = said.clone();
    let put = Hand::of(&app, Author::Provider(name)).write(move |tx, by| inbox::put(tx, by, name, &event, &kept));
    // From here on it is kept: whatever happens, it will be worked through.
    if let Some(id) = put.await?
        && let Err(cause) = inbox::work_one(&app, name, id, said).await
    {
        tracing::error!(%cause, "the inbox waits");
    }
    if hint {
        tokio::spawn(async move {
            if let Err(cause) = asking::ask_due(&app).await {
                tracing::warn!(%cause, "asking providers failed");
            }
        });
    }
    Ok(StatusCode::OK)
}

/// Hints that nobody signed, on orders that were never opened here, are kept up to a limit: strangers can write them. Beyond
/// it they are let go; what a hint is about is found by asking, too.
async fn is_flood(app: &App, provider: ProviderName, order: &str, peer: &Peer) -> Result<bool, Error> {
    let order = order.to_owned();
    if app.db.read(move |tx| inbox::is_ours(tx, provider, &order)).await? {
        return Ok(false);
    }
    let flood = app.throttles.hints_by_peer.take(&peer.0, app.clock.now()).is_err();
    if flood {
        tracing::warn!(%provider, "too many hints on orders that are not ours: they are not kept");
        metrics::counter!("dimos_webhooks_refused_total", "provider" => provider.as_str()).increment(1);
    }
    Ok(flood)
}

/// `GET /pay/webhooks/{provider}`: what a provider wants to see there before it posts.
///
/// # Errors
/// `not_found` where it wants to see nothing; `provider_unavailable`.
pub(super) async fn get(State(app): State<App>, Path(name): Path<String>) -> Result<Response, Error> {
    let (_, provider) = find(&app, &name)?;
    let shake = provider.handshake(HANDSHAKE).await;
    let shake = shake.map_err(|cause| Error::new(Code::ProviderUnavailable).caused_by(cause))?;
    let shake = shake.ok_or_else(|| Error::new(Code::NotFound))?;
    Ok(([(header::CONTENT_TYPE, shake.content_type)], shake.body).into_response())
}

fn find(app: &App, name: &str) -> Result<(ProviderName, Arc<dyn PaymentProvider>), Error> {
    let missing = || Error::new(Code::NotFound);
    let name: ProviderName = name.parse().map_err(|_| missing())?;
    app.providers.get(name).map(|provider| (name, provider)).ok_or_else(missing)
}

fn refused(provider: ProviderName, cause: WebhookError) -> Error {
    tracing::warn!(%provider, %cause, "a webhook was refused");
    metrics::counter!("dimos_webhooks_refused_total", "provider" => provider.as_str()).increment(1);
    match cause {
        // Genuine, and beyond us: it is asked to come again, when we may understand it.
        WebhookError::NotReadable(_) => Error::new(Code::Unavailable).because("letter"),
        WebhookError::TooLarge => Error::new(Code::TooLarge).because("body").arg("limit", LONGEST_WEBHOOK / 1024),
        WebhookError::NoSignature
        | WebhookError::BadHeader
        | WebhookError::WrongSignature
        | WebhookError::Stale
        | WebhookError::Future => Error::new(Code::BadRequest).because("signature"),
    }
}
