//! Beginning to pay on a provider's page. The attempt's id came with the page that was looked at: the same button pressed
//! twice, or sent again by the browser, is one attempt.

use super::{guard::OurForm, ticket, to};
use crate::{
    error::Error,
    extract::Form,
    ledger::{Author, Hand},
    pages::visit::Visit,
    payments,
    state::App,
    throttle::Peer,
};
use axum::{extract::State, response::Response};
use dimos_api::{
    pay::{NewAttemptRequest, Part, ReturnTo},
    problem::Code,
};
use dimos_domain::{ids::AttemptId, money::Cents};
use serde::Deserialize;

/// What a pay button sends.
#[derive(Deserialize)]
pub(super) struct Fields {
    ticket: String,
    attempt: AttemptId,
    amount: Cents,
    provider: String,
}

/// Begins, and leads to the provider's page.
pub(super) async fn begin(
    State(app): State<App>,
    _: OurForm,
    peer: Peer,
    visit: Visit,
    Form(fields): Form<Fields>,
) -> Result<Response, Error> {
    let Fields { ticket, attempt: id, amount, provider } = fields;
    let now = app.clock.now();
    let Some(payable) = ticket::read(&app.keys, &ticket, now) else { return Ok(to("/pay?again=1")) };
    app.throttles.payments_by_peer.take(&peer.0, now)?;
    let parts = vec![Part { payable, amount }];
    let request = NewAttemptRequest { id, provider, parts, return_to: ReturnTo::Web };
    let hand = Hand::of(&app, Author::Guest).speaking(visit.language);
    // Once begun it goes on, even if the browser hangs up: what the provider answers must be written down.
    let begun = tokio::spawn(async move { payments::begin(&app, hand, None, request).await });
    match begun.await.map_err(Error::internal)? {
        Ok(begun) => {
            let own = format!("/pay/attempts/{id}");
            Ok(to(begun.attempt.checkout_url.as_deref().unwrap_or(&own)))
        }
        Err(refused) => {
            let note = match refused.code() {
                Code::WrongAmount | Code::NotPayable | Code::KeyReused => "changed",
                Code::ProviderUnavailable => "unavailable",
                _ => return Err(refused),
            };
            Ok(to(&format!("/pay/bills/{ticket}?note={note}")))
        }
    }
}
