//! `/media`: transfers by tus, and photos.

use super::{
    service::{self, Audience, MAX_PART_BYTES, MAX_PHOTO_BYTES, Progress},
    tus,
};
use crate::{
    auth::{Caller, DeviceAuth},
    blobs::Rendition,
    error::Error,
    extract::Path,
    router::API,
    state::App,
};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
};
use dimos_api::problem::{Code, Problem};
use dimos_domain::ids::MediaId;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

/// A part of a photo's file, as it is.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "only described: parts are streamed")]
struct PartBytes(Vec<u8>);

/// Its routes.
pub fn routes() -> OpenApiRouter<App> {
    let transfers = OpenApiRouter::new()
        .routes(routes!(options, create))
        .routes(routes!(head, patch, terminate))
        .layer(from_fn(speak_tus));
    OpenApiRouter::new().merge(transfers).routes(routes!(photo)).routes(routes!(thumb))
}

/// Every answer, refusals included, says the version.
async fn speak_tus(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(tus::TUS_RESUMABLE, tus::VERSION);
    if response.status() == StatusCode::PRECONDITION_FAILED {
        response.headers_mut().insert(tus::TUS_VERSION, tus::VERSION);
    }
    response
}

/// What this server can do of tus.
#[utoipa::path(options, path = "/media", tag = "media", responses(
    (status = 204, description = "Said in headers", headers(
        ("Tus-Resumable" = String, description = "`1.0.0`"),
        ("Tus-Version" = String, description = "`1.0.0`"),
        ("Tus-Extension" = String, description = "`creation,creation-with-upload,checksum,termination`"),
        ("Tus-Max-Size" = u64, description = "Bytes of the largest photo"),
        ("Tus-Checksum-Algorithm" = String, description = "`sha1,sha256`"),
    ))
))]
async fn options() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.insert(tus::TUS_VERSION, tus::VERSION);
    headers.insert(tus::TUS_EXTENSION, tus::EXTENSIONS);
    headers.insert(tus::TUS_MAX_SIZE, HeaderValue::from(MAX_PHOTO_BYTES));
    headers.insert(tus::TUS_CHECKSUM_ALGORITHM, tus::CHECKSUMS);
    response
}

/// Announces a photo (tus creation). `Upload-Metadata` may name its `id` and the `sha256` of all its bytes; announcing
/// the same again finds the transfer. With a body it takes the first part at once.
#[utoipa::path(post, path = "/media", tag = "media", security(("device" = [])),
    params(
        ("Tus-Resumable" = String, Header, description = "`1.0.0`"),
        ("Upload-Length" = u64, Header, description = "Bytes of the whole photo"),
        ("Upload-Metadata" = Option<String>, Header,
            description = "Pairs of a name and a value in base64: `id` (UUIDv7), `sha256` (hexadecimal)"),
        ("Upload-Checksum" = Option<String>, Header, description = "Of the part that comes along: `sha1` or `sha256`, base64"),
    ),
    request_body(content = Option<PartBytes>, description = "The first part, if it comes along",
        content_type = "application/offset+octet-stream"),
    responses(
    (status = 201, description = "Announced", headers(
        ("Tus-Resumable" = String, description = "`1.0.0`"),
        ("Location" = String, description = "Where the parts go"),
        ("Dimos-Media-Id" = MediaId, description = "What the photo is called"),
        ("Upload-Offset" = u64, description = "Where to go on, if a part came along"),
    )),
    (status = 400, description = "`bad_request`: a header is missing or wrong", body = Problem),
    (status = 408, description = "`request_timeout`: what arrived of the part is kept", body = Problem),
    (status = 409, description = "`key_reused`: announced before with another size or checksum; `wrong_offset`: its first \
        part arrived before", body = Problem),
    (status = 412, description = "`bad_request`: another version of tus", body = Problem, headers(
        ("Tus-Version" = String, description = "`1.0.0`"),
    )),
    (status = 413, description = "`too_large`: the photo, the part, or more bytes than announced", body = Problem),
    (status = 422, description = "`invalid`: the id is no UUIDv7; `bad_photo`: all bytes are there, but they are no photo",
        body = Problem),
    (status = 460, description = "`checksum_mismatch`", body = Problem),
    (status = 429, description = "`too_many_requests`: too many photos wait for their act", body = Problem)
))]
async fn create(State(app): State<App>, device: DeviceAuth, headers: HeaderMap, body: Body) -> Result<Response, Error> {
    tus::require_version(&headers)?;
    let announced = tus::announced(&headers, MAX_PHOTO_BYTES)?;
    service::create(&app, device.device, announced).await?;
    let mut response = StatusCode::CREATED.into_response();
    if is_part(&headers) {
        small_enough(&headers)?;
        let checksum = tus::checksum(&headers)?;
        let progress = service::append(&app, device.device, announced.id, 0, checksum, body).await?;
        response.headers_mut().insert(tus::UPLOAD_OFFSET, HeaderValue::from(progress.offset));
    }
    let location = format!("{API}/media/uploads/{}", announced.id);
    response.headers_mut().insert(header::LOCATION, HeaderValue::from_str(&location).map_err(Error::internal)?);
    let id = HeaderValue::from_str(&announced.id.to_string()).map_err(Error::internal)?;
    response.headers_mut().insert(tus::MEDIA_ID, id);
    Ok(response)
}

/// How far a transfer is.
#[utoipa::path(head, path = "/media/uploads/{id}", tag = "media", security(("device" = [])),
    params(("id" = MediaId, Path), ("Tus-Resumable" = String, Header, description = "`1.0.0`")), responses(
    (status = 200, description = "So far it is", headers(
        ("Tus-Resumable" = String, description = "`1.0.0`"),
        ("Upload-Offset" = u64, description = "Bytes that arrived"),
        ("Upload-Length" = u64, description = "Bytes of the whole photo"),
        ("Cache-Control" = String, description = "`no-store`"),
    )),
    (status = 404, description = "`not_found`: announce it again"),
    (status = 412, description = "`bad_request`: another version of tus", headers(
        ("Tus-Version" = String, description = "`1.0.0`"),
    )),
    (status = 422, description = "`bad_photo`: all bytes are there, but they are no photo"),
    (status = 460, description = "`checksum_mismatch`: the photo is not the one that was promised")
))]
async fn head(
    State(app): State<App>,
    device: DeviceAuth,
    Path(id): Path<MediaId>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    tus::require_version(&headers)?;
    let progress = service::progress(&app, device.device, id).await?;
    let mut response = said(StatusCode::OK, progress);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Takes a part. With the last byte the photo is checked and kept.
#[utoipa::path(patch, path = "/media/uploads/{id}", tag = "media", security(("device" = [])),
    params(
        ("id" = MediaId, Path),
        ("Tus-Resumable" = String, Header, description = "`1.0.0`"),
        ("Upload-Offset" = u64, Header, description = "Where the part begins: what arrived so far"),
        ("Upload-Checksum" = Option<String>, Header, description = "Of the part: `sha1` or `sha256`, base64"),
    ),
    request_body(content = PartBytes, content_type = "application/offset+octet-stream"),
    responses(
    (status = 204, description = "Taken", headers(
        ("Tus-Resumable" = String, description = "`1.0.0`"),
        ("Upload-Offset" = u64, description = "Where to go on"),
        ("Upload-Length" = u64, description = "Bytes of the whole photo"),
    )),
    (status = 400, description = "`bad_request`: a header is missing or wrong", body = Problem),
    (status = 404, description = "`not_found`", body = Problem),
    (status = 408, description = "`request_timeout`: what arrived of the part is kept", body = Problem),
    (status = 409, description = "`wrong_offset`", body = Problem),
    (status = 412, description = "`bad_request`: another version of tus", body = Problem, headers(
        ("Tus-Version" = String, description = "`1.0.0`"),
    )),
    (status = 413, description = "`too_large`: the part, or more bytes than announced; nothing of it is kept", body = Problem),
    (status = 415, description = "`unsupported_media`", body = Problem),
    (status = 422, description = "`bad_photo`: all bytes are there, but they are no photo", body = Problem),
    (status = 460, description = "`checksum_mismatch`", body = Problem)
))]
async fn patch(
    State(app): State<App>,
    device: DeviceAuth,
    Path(id): Path<MediaId>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Error> {
    tus::require_version(&headers)?;
    if !is_part(&headers) {
        return Err(Error::new(Code::UnsupportedMedia).because("wanted").arg("wanted", tus::PART));
    }
    small_enough(&headers)?;
    let (offset, checksum) = (tus::offset(&headers)?, tus::checksum(&headers)?);
    let progress = service::append(&app, device.device, id, offset, checksum, body).await?;
    Ok(said(StatusCode::NO_CONTENT, progress))
}

/// Gives up a transfer.
#[utoipa::path(delete, path = "/media/uploads/{id}", tag = "media", security(("device" = [])),
    params(("id" = MediaId, Path), ("Tus-Resumable" = String, Header, description = "`1.0.0`")), responses(
    (status = 204, description = "Given up", headers(("Tus-Resumable" = String, description = "`1.0.0`"))),
    (status = 404, description = "`not_found`", body = Problem),
    (status = 412, description = "`bad_request`: another version of tus", body = Problem, headers(
        ("Tus-Version" = String, description = "`1.0.0`"),
    ))
))]
async fn terminate(
    State(app): State<App>,
    device: DeviceAuth,
    Path(id): Path<MediaId>,
    headers: HeaderMap,
) -> Result<StatusCode, Error> {
    tus::require_version(&headers)?;
    service::terminate(&app, device.device, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A photo: JPEG, at most 2,048 pixels, upright, without metadata.
#[utoipa::path(get, path = "/media/{id}", tag = "media", security((), ("device" = []), ("staff" = [])),
    params(("id" = MediaId, Path)), responses(
    (status = 200, description = "The photo", content_type = "image/jpeg"),
    (status = 404, description = "`not_found`: or not for this caller", body = Problem)
))]
async fn photo(State(app): State<App>, caller: Caller, Path(id): Path<MediaId>) -> Result<Response, Error> {
    show(&app, caller, id, Rendition::Full).await
}

/// A photo's thumbnail: JPEG, at most 320 pixels.
#[utoipa::path(get, path = "/media/{id}/thumb", tag = "media", security((), ("device" = []), ("staff" = [])),
    params(("id" = MediaId, Path)), responses(
    (status = 200, description = "The thumbnail", content_type = "image/jpeg"),
    (status = 404, description = "`not_found`: or not for this caller", body = Problem)
))]
async fn thumb(State(app): State<App>, caller: Caller, Path(id): Path<MediaId>) -> Result<Response, Error> {
    show(&app, caller, id, Rendition::Thumb).await
}

async fn show(app: &App, caller: Caller, id: MediaId, rendition: Rendition) -> Result<Response, Error> {
    let audience = service::audience(app, caller, id).await?;
    let bytes = app.blobs.get(id, rendition).await?;
    let bytes = bytes.ok_or_else(|| Error::internal(format!("the file of photo {id} is missing")))?;
    let cache = match audience {
        // What was public may be taken back; who keeps a copy asks again within the hour.
        Audience::Everyone => "public, max-age=3600",
        Audience::Caller => "private, max-age=31536000, immutable",
    };
    let headers = [
        (header::CONTENT_TYPE, "image/jpeg"),
        (header::CACHE_CONTROL, cache),
        (header::VARY, "authorization"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ];
    Ok((headers, bytes).into_response())
}

fn said(status: StatusCode, progress: Progress) -> Response {
    let mut response = status.into_response();
    response.headers_mut().insert(tus::UPLOAD_OFFSET, HeaderValue::from(progress.offset));
    response.headers_mut().insert(tus::UPLOAD_LENGTH, HeaderValue::from(progress.length));
    response
}

fn is_part(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == tus::PART)
}

/// Refused before a byte is read, where the client says how much it will send.
fn small_enough(headers: &HeaderMap) -> Result<(), Error> {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    let fits = length.is_none_or(|length| length <= MAX_PART_BYTES);
    if fits { Ok(()) } else { Err(Error::new(Code::TooLarge).because("chunk").arg("limit", MAX_PART_BYTES >> 20)) }
}
