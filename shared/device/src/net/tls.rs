//! Secure connections that need nothing from the operating system: roots from webpki-roots, primitives from ring. The
//! platform's verifier would have to be set up through JNI on Android, and panics where that was forgotten
//! (seanmonstar/reqwest#2968). The server's payments set theirs up in the same few lines (`server/checkout`), on purpose: the
//! only crates that both may use are `domain` and `api`, and those stay free of I/O.

use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;

/// A TLS client configuration.
///
/// # Errors
/// If ring does not offer the protocol versions that rustls wants, in words.
pub fn config() -> Result<ClientConfig, String> {
    let mut roots = RootCertStore::empty();
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    Ok(ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_root_certificates(roots)
        .with_no_client_auth())
}
