//! What tus 1.0.0 says in headers (https://tus.io/protocols/resumable-upload), read and written in one place.

use crate::{error::Error, extract::not_v7};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use base64::{Engine, engine::general_purpose::STANDARD};
use dimos_api::problem::Code;
use dimos_domain::ids::{MediaId, is_v7};

/// The version spoken.
pub(super) const VERSION: HeaderValue = HeaderValue::from_static("1.0.0");
/// Beyond the core.
pub(super) const EXTENSIONS: HeaderValue =
    HeaderValue::from_static("creation,creation-with-upload,checksum,termination");
/// Checksums of a part.
pub(super) const CHECKSUMS: HeaderValue = HeaderValue::from_static("sha1,sha256");
/// Type of a part.
pub(super) const PART: &str = "application/offset+octet-stream";

pub(super) const TUS_RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
pub(super) const TUS_VERSION: HeaderName = HeaderName::from_static("tus-version");
pub(super) const TUS_EXTENSION: HeaderName = HeaderName::from_static("tus-extension");
pub(super) const TUS_MAX_SIZE: HeaderName = HeaderName::from_static("tus-max-size");
pub(super) const TUS_CHECKSUM_ALGORITHM: HeaderName = HeaderName::from_static("tus-checksum-algorithm");
pub(super) const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");
pub(super) const UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");
const UPLOAD_METADATA: HeaderName = HeaderName::from_static("upload-metadata");
const UPLOAD_CHECKSUM: HeaderName = HeaderName::from_static("upload-checksum");
/// The id of the photo, for clients that did not give one.
pub(super) const MEDIA_ID: HeaderName = HeaderName::from_static("dimos-media-id");

/// A transfer as its creation announces it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Announced {
    pub(super) id: MediaId,
    pub(super) length: u64,
    pub(super) sha256: Option<[u8; 32]>,
}

/// What a part must hash to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Checksum {
    Sha1(Vec<u8>),
    Sha256(Vec<u8>),
}

fn refuse(reason: &'static str) -> Error {
    Error::new(Code::BadRequest).because(reason)
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim)
}

/// Every request but OPTIONS must say the version.
pub(super) fn require_version(headers: &HeaderMap) -> Result<(), Error> {
    let ours = headers.get(TUS_RESUMABLE).is_some_and(|version| version == VERSION);
    if ours { Ok(()) } else { Err(refuse("tus-version").status(StatusCode::PRECONDITION_FAILED)) }
}

/// Reads a creation; makes an id where the client gave none.
pub(super) fn announced(headers: &HeaderMap, max_length: u64) -> Result<Announced, Error> {
    let length =
        text(headers, UPLOAD_LENGTH).and_then(|length| length.parse::<u64>().ok()).filter(|length| *length > 0);
    let length = length.ok_or_else(|| refuse("upload-length"))?;
    if length > max_length {
        return Err(Error::new(Code::TooLarge).because("photo").arg("limit", max_length >> 20));
    }
    let mut announced = Announced { id: MediaId(uuid::Uuid::now_v7()), length, sha256: None };
    for pair in text(headers, UPLOAD_METADATA).unwrap_or_default().split(',') {
        let (name, value) = pair.trim().split_once(' ').unwrap_or((pair.trim(), ""));
        match name {
            "id" => {
                announced.id =
                    decoded(value).and_then(|id| id.parse().ok()).ok_or_else(|| refuse("upload-metadata"))?;
                if !is_v7(announced.id.0) {
                    return Err(not_v7("Upload-Metadata: id"));
                }
            }
            "sha256" => {
                let hash = decoded(value).and_then(|hex| from_hex(&hex)).ok_or_else(|| refuse("upload-metadata"))?;
                announced.sha256 = Some(hash);
            }
            // File names and types are not believed, and a name may be personal.
            _ => {}
        }
    }
    Ok(announced)
}

/// Where a part begins.
pub(super) fn offset(headers: &HeaderMap) -> Result<u64, Error> {
    text(headers, UPLOAD_OFFSET).and_then(|offset| offset.parse().ok()).ok_or_else(|| refuse("upload-offset"))
}

/// What a part must hash to, if the client says so.
pub(super) fn checksum(headers: &HeaderMap) -> Result<Option<Checksum>, Error> {
    let Some(given) = text(headers, UPLOAD_CHECKSUM) else { return Ok(None) };
    let (algorithm, value) = given.split_once(' ').ok_or_else(|| refuse("upload-checksum"))?;
    let hash = STANDARD.decode(value.trim()).map_err(|_| refuse("upload-checksum"))?;
    match algorithm {
        "sha1" => Ok(Some(Checksum::Sha1(hash))),
        "sha256" => Ok(Some(Checksum::Sha256(hash))),
        _ => Err(refuse("upload-checksum")),
    }
}

fn decoded(base64: &str) -> Option<String> {
    String::from_utf8(STANDARD.decode(base64.trim()).ok()?).ok()
}

fn from_hex(hex: &str) -> Option<[u8; 32]> {
    let mut hash = [0; 32];
    if hex.len() != 64 {
        return None;
    }
    for (at, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(hex.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(hash)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn headers(pairs: &[(&'static str, String)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, String)| (HeaderName::from_static(name), value.parse().unwrap());
        pairs.iter().map(pair).collect()
    }

    #[test]
    fn a_creation_names_id_and_checksum() {
        let id = MediaId(uuid::Uuid::now_v7());
        let metadata = format!(
            "filename {}, id {}, sha256 {}, is_confidential",
            STANDARD.encode("Καμάρα.jpg"),
            STANDARD.encode(id.to_string()),
            STANDARD.encode("0f".repeat(32)),
        );
        let headers = headers(&[("upload-length", "12".to_owned()), ("upload-metadata", metadata)]);
        assert_eq!(announced(&headers, 99).unwrap(), Announced { id, length: 12, sha256: Some([0x0F; 32]) });
        assert_eq!(announced(&headers, 11).unwrap_err().code(), Code::TooLarge);
    }

    #[test]
    fn what_is_wrong_is_refused() {
        for length in ["", "0", "-1", "1e3"] {
            let headers = headers(&[("upload-length", length.to_owned())]);
            assert_eq!(announced(&headers, 99).unwrap_err().code(), Code::BadRequest);
        }
        for metadata in ["id bm9wZQ==", "id !!", "sha256 Zm9v"] {
            let headers = headers(&[("upload-length", "5".to_owned()), ("upload-metadata", metadata.to_owned())]);
            assert_eq!(announced(&headers, 99).unwrap_err().code(), Code::BadRequest);
        }
        for given in ["md5 AAAA", "sha1", "sha1 !"] {
            assert!(checksum(&headers(&[("upload-checksum", given.to_owned())])).is_err());
        }
    }
}
