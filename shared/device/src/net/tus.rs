//! Photos go up in pieces that survive cuts: tus 1.0, core and creation (tus.io/protocols/resumable-upload).

use super::{answer::Problematic, client::Net};
use crate::{model::PendingPhoto, sync::Failure};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use dimos_api::{IDEMPOTENCY_KEY, call::MEDIA_PATH};
use reqwest::{
    Method, RequestBuilder, StatusCode,
    header::{CONTENT_TYPE, HeaderMap, LOCATION},
};

const RESUMABLE: (&str, &str) = ("tus-resumable", "1.0.0");
const OFFSET: &str = "upload-offset";

impl Net {
    /// Makes an upload, or finds the one that was made before the line was cut. Answers with where it lives.
    pub async fn create_upload(&self, photo: &PendingPhoto) -> Result<String, Failure> {
        let metadata =
            format!("id {},sha256 {}", STANDARD.encode(photo.id.to_string()), STANDARD.encode(&photo.sha256));
        let request = self
            .tus(Method::POST, self.path(MEDIA_PATH))
            .header("upload-length", photo.bytes)
            .header("upload-metadata", metadata)
            .header(IDEMPOTENCY_KEY, photo.id.to_string());
        let (headers, _) = self.call(request).await?;
        let location = headers.get(LOCATION).and_then(|location| location.to_str().ok());
        let url = location.and_then(|location| self.on_server(location)).ok_or(Failure::Network)?;
        // The path only: the same server may be reached under another name tomorrow.
        Ok(url.path().to_owned())
    }

    /// How many bytes have arrived.
    pub async fn probe_upload(&self, url: &str) -> Result<u64, Failure> {
        let url = self.on_server(url).ok_or(Failure::UploadGone)?;
        match self.call(self.tus(Method::HEAD, url)).await {
            Ok((headers, _)) => offset(&headers),
            // HEAD has no body to say it in: not found, gone or forbidden, whoever says so (tus: "must not resume").
            Err(Problematic::Refused(_) | Problematic::NotOurs) => Err(Failure::UploadGone),
            Err(other) => Err(other.into()),
        }
    }

    /// Sends a piece; answers with how many bytes have arrived then.
    pub async fn send_piece(&self, url: &str, from: u64, piece: Vec<u8>) -> Result<u64, Failure> {
        let url = self.on_server(url).ok_or(Failure::UploadGone)?;
        let request = self
            .tus(Method::PATCH, url)
            .header(CONTENT_TYPE, "application/offset+octet-stream")
            .header(OFFSET, from)
            .body(piece);
        match self.call(request).await {
            Ok((headers, _)) => offset(&headers),
            Err(Problematic::Refused(said)) => Err(match said.status {
                StatusCode::CONFLICT => Failure::WrongOffset,
                StatusCode::NOT_FOUND | StatusCode::GONE | StatusCode::FORBIDDEN => Failure::UploadGone,
                _ => Failure::Refused(said.reason),
            }),
            Err(other) => Err(other.into()),
        }
    }

    fn tus(&self, method: Method, url: reqwest::Url) -> RequestBuilder {
        self.authorised(method, url).header(RESUMABLE.0, RESUMABLE.1)
    }
}

fn offset(headers: &HeaderMap) -> Result<u64, Failure> {
    headers.get(OFFSET).and_then(|value| value.to_str().ok()?.parse().ok()).ok_or(Failure::Network)
}
