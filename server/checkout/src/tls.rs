//! Secure connections that need nothing from the operating system: roots from webpki-roots, primitives from ring. The
//! phone has the same few lines (`shared/device`), on purpose: neither may use the other, and what both use is free of I/O.

use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;

/// A TLS client configuration, or in words why there is none.
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
