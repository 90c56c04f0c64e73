//! Receipts as files.

use super::{ForWhom, queries, receipt};
use crate::{
    auth::{DeviceAuth, Permission, Staff},
    db::Tx,
    error::Error,
    extract::Path,
    ledger::{Acting, Hand},
    payments::{self, ReceiptRow},
    state::App,
};
use axum::{
    body::Body,
    extract::State,
    http::{HeaderValue, header},
    response::Response,
};
use dimos_api::problem::{Code, Problem};
use dimos_documents::{DocumentError, Receipt, receipt_pdf};
use dimos_domain::money::ReceiptNumber;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_receipt)).routes(routes!(get_receipt_at_desk))
}

fn missing() -> Error {
    Error::new(Code::NotFound)
}

/// A receipt as PDF, in the language that is asked for. The name of the person stands on it only where the phone is linked
/// to the person.
#[utoipa::path(get, path = "/pay/receipts/{number}/pdf", tag = "pay", security(("device" = [])),
    params(("number" = String, Path)),
    responses((status = 200, description = "The receipt", content_type = "application/pdf"),
        (status = 404, body = Problem)))]
async fn get_receipt(
    State(app): State<App>,
    device: DeviceAuth,
    Path(number): Path<String>,
) -> Result<Response, Error> {
    let (number, id) = (number.parse().map_err(|_| missing())?, device.device);
    let url = app.providers.public_url().to_owned();
    let hand = Hand::of_phone(&app, &device);
    let language = hand.language();
    let document = hand.read(move |tx, by| {
        let row = payments::receipt(tx, number)?.ok_or_else(missing)?;
        if !payments::may_see_receipt(tx, id, row.payment.id)? {
            return Err(missing());
        }
        let linked = queries::is_linked(tx, id, row.payment.debtor)?;
        receipt(tx, by, &row, if linked { ForWhom::Debtor } else { ForWhom::Anybody }, &url)
    });
    let document = document.await?;
    receipt_file(document, language).await
}

/// The same for who sits at the desk, to be handed over.
#[utoipa::path(get, path = "/treasury/receipts/{number}/pdf", tag = "treasury", security(("staff" = [])),
    params(("number" = String, Path)),
    responses((status = 200, description = "The receipt", content_type = "application/pdf"),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn get_receipt_at_desk(
    State(app): State<App>,
    staff: Staff,
    Path(number): Path<String>,
) -> Result<Response, Error> {
    let hand = Hand::of_staff(&app, &staff, Permission::SeeBills)?;
    let number: ReceiptNumber = number.parse().map_err(|_| missing())?;
    let (url, language) = (app.providers.public_url().to_owned(), hand.language());
    let work = move |tx: &Tx<'_>, by: &Acting<'_>| {
        let row: ReceiptRow = payments::receipt(tx, number)?.ok_or_else(missing)?;
        receipt(tx, by, &row, ForWhom::Debtor, &url)
    };
    receipt_file(hand.read(work).await?, language).await
}

/// A receipt as an answer.
///
/// # Errors
/// `internal` where the books do not make a document.
pub(crate) async fn receipt_file(receipt: Receipt, language: dimos_domain::l10n::Language) -> Result<Response, Error> {
    let name = format!("receipt-{}.pdf", receipt.number);
    pdf(&name, move || receipt_pdf(&receipt, language)).await
}

/// A document as an answer. Making one takes milliseconds: not on a thread that others wait for.
///
/// # Errors
/// `internal`.
pub(crate) async fn pdf(
    name: &str,
    make: impl FnOnce() -> Result<Vec<u8>, DocumentError> + Send + 'static,
) -> Result<Response, Error> {
    let made = tokio::task::spawn_blocking(make).await.map_err(Error::internal)?;
    let mut response = Response::new(Body::from(made.map_err(Error::internal)?));
    let shown = format!("inline; filename=\"{name}\"");
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_str(&shown).map_err(Error::internal)?);
    Ok(response)
}
