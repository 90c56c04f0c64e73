//! One visit to one page: in which language, at which address, with what already in hand.

use super::Pages;
use crate::state::App;
use axum::{
    extract::{FromRequestParts, Query},
    http::{HeaderMap, HeaderName, Uri, header, request::Parts},
};
use dimos_domain::l10n::Language;
use std::{convert::Infallible, fmt::Write};

/// The cookie that remembers a language that was chosen.
pub(super) const COOKIE: &str = "lang";

/// A visit.
pub(super) struct Visit {
    pub(super) pages: Pages,
    pub(super) language: Language,
    /// Whether this very address asks for the language.
    pub(super) chosen: bool,
    /// `If-None-Match`.
    pub(super) known: Option<String>,
    /// `https://city.example`, where the request says where it came in.
    pub(super) origin: Option<String>,
    path: String,
    query: Vec<(String, String)>,
}

impl Visit {
    pub(super) fn new(pages: &Pages, uri: &Uri, headers: &HeaderMap) -> Self {
        let mut query = Query::<Vec<(String, String)>>::try_from_uri(uri).map(|query| query.0).unwrap_or_default();
        let asked = query.iter().find(|(name, _)| name == COOKIE).and_then(|(_, value)| language(value));
        query.retain(|(name, value)| name != COOKIE && !value.is_empty());
        let kept = || text(headers, header::COOKIE).and_then(cookie);
        let spoken = || text(headers, header::ACCEPT_LANGUAGE).map(Language::negotiate);
        Self {
            pages: pages.clone(),
            language: asked.or_else(kept).or_else(spoken).unwrap_or_default(),
            chosen: asked.is_some(),
            known: text(headers, header::IF_NONE_MATCH).map(str::to_owned),
            origin: origin(headers, pages.app.config.behind_proxy),
            path: uri.path().to_owned(),
            query,
        }
    }

    /// A parameter of the query, if it says something.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let value = self.query.iter().find(|(other, _)| other == name).map(|(_, value)| value.trim());
        value.filter(|value| !value.is_empty())
    }

    /// Whether the address has parameters: such pages are views of others, not to be listed by search engines.
    pub(super) fn is_view(&self) -> bool {
        !self.query.is_empty()
    }

    /// The address of this page's content, without the language.
    pub(super) fn here(&self) -> String {
        address(&self.path, self.query.iter().map(|(name, value)| (name.as_str(), value.as_str())))
    }

    /// The same page in a language.
    pub(super) fn in_language(&self, language: Language) -> String {
        let query = self.query.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        address(&self.path, query.chain([(COOKIE, language.tag())]))
    }
}

impl FromRequestParts<App> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let pages = parts.extensions.get::<Pages>().cloned().unwrap_or_else(|| Pages::new(app.clone()));
        Ok(Self::new(&pages, &parts.uri, &parts.headers))
    }
}

/// An address with its query, encoded.
pub(super) fn address<'a>(path: &str, query: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut address = path.to_owned();
    for (index, (name, value)) in query.into_iter().enumerate() {
        address.push(if index == 0 { '?' } else { '&' });
        encode(name, &mut address);
        address.push('=');
        encode(value, &mut address);
    }
    address
}

/// Percent-encoding of everything but RFC 3986's unreserved characters.
fn encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn language(tag: &str) -> Option<Language> {
    Language::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(tag.trim()))
}

fn cookie(cookies: &str) -> Option<Language> {
    cookies
        .split(';')
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find_map(|(name, value)| if name == COOKIE { language(value) } else { None })
}

fn origin(headers: &HeaderMap, behind_proxy: bool) -> Option<String> {
    let host = text(headers, header::HOST)?;
    let is_host = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
    let forwarded = text(headers, HeaderName::from_static("x-forwarded-proto")).filter(|_| behind_proxy);
    let scheme = if forwarded == Some("https") { "https" } else { "http" };
    is_host.then(|| format!("{scheme}://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_language_is_found_among_other_cookies() {
        assert_eq!(cookie("a=b; lang=en; c=d"), Some(Language::En));
        assert_eq!(cookie("language=en; lang=xx"), None);
    }

    #[test]
    fn an_address_is_encoded() {
        assert_eq!(
            address("/reports", [("what", "roads.all"), ("n", "a b&c=ή")]),
            "/reports?what=roads.all&n=a%20b%26c%3D%CE%AE"
        );
        assert_eq!(address("/", []), "/");
    }

    #[test]
    fn a_host_that_is_none_is_not_repeated() {
        let of = |host: &'static str| {
            origin(&HeaderMap::from_iter([(header::HOST, axum::http::HeaderValue::from_static(host))]), false)
        };
        assert_eq!(of("city.example:8080").as_deref(), Some("http://city.example:8080"));
        assert_eq!(of("evil\"><script>"), None);
    }
}
