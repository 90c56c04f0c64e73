//! Forms of ours only: no other site may send a reader's browser to pay something. Browsers say where a form came from
//! (`Sec-Fetch-Site`, `Origin`); what says nothing is no browser, and carries no cookie of anybody.

use crate::{error::Error, state::App};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use dimos_api::problem::Code;

/// The form came from a page of ours.
pub(super) struct OurForm;

impl FromRequestParts<App> for OurForm {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Error> {
        if is_ours(&parts.headers) { Ok(Self) } else { Err(Error::new(Code::Forbidden)) }
    }
}

fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let host = text(header::HOST.as_str());
    text(header::ORIGIN.as_str()).is_none_or(|origin| origin.split_once("://").map(|(_, host)| host) == host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    #[test]
    fn only_forms_of_our_own_pages_are_taken() {
        let of = |pairs: &[(&'static str, &'static str)]| {
            let pairs =
                pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
            is_ours(&HeaderMap::from_iter(pairs))
        };
        assert!(of(&[("sec-fetch-site", "same-origin"), ("host", "city.example")]));
        assert!(!of(&[("sec-fetch-site", "cross-site"), ("host", "city.example")]));
        assert!(!of(&[("sec-fetch-site", "same-site"), ("host", "city.example")]));
        assert!(of(&[("origin", "https://city.example:8443"), ("host", "city.example:8443")]));
        assert!(!of(&[("origin", "https://evil.example"), ("host", "city.example")]));
        assert!(!of(&[("origin", "null"), ("host", "city.example")]));
        assert!(of(&[("host", "city.example")]));
    }
}
