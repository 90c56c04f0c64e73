//! Around every page: head, header and footer, and the answer that carries it.

use super::{
    assets,
    map::Tiles,
    visit::{COOKIE, Visit},
    words::Words,
};
use crate::error::Error;
use askama::Template;
use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use dimos_domain::l10n::Language;
use sha2::{Digest, Sha256};
use std::ops::Deref;

/// Which page of the navigation is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nav {
    Home,
    List,
    Map,
    Pay,
    Other,
}

/// What the head of a page says of it.
pub(super) struct About {
    pub(super) title: String,
    pub(super) description: String,
    pub(super) nav: Nav,
    /// The address of a picture.
    pub(super) image: Option<String>,
    /// Whether search engines should list it.
    pub(super) listed: bool,
}

impl About {
    pub(super) fn new(title: String, description: String, nav: Nav) -> Self {
        Self { title, description, nav, image: None, listed: true }
    }
}

/// A language as the switch shows it.
pub(super) struct Choice {
    pub(super) tag: &'static str,
    /// In the language itself.
    pub(super) name: &'static str,
    pub(super) href: String,
    pub(super) current: bool,
}

/// What every template has.
pub(super) struct Frame {
    pub(super) words: Words,
    pub(super) about: About,
    pub(super) city: String,
    pub(super) phone: String,
    pub(super) phone_href: String,
    pub(super) email: String,
    pub(super) emergency: String,
    pub(super) credits: Vec<String>,
    pub(super) languages: Vec<Choice>,
    pub(super) style: &'static str,
    pub(super) icon: &'static str,
    pub(super) address: Option<String>,
    pub(super) image: Option<String>,
}

impl Deref for Frame {
    type Target = Words;

    fn deref(&self) -> &Words {
        &self.words
    }
}

impl Frame {
    pub(super) fn new(visit: &Visit, about: About) -> Self {
        let words = words(visit);
        let city = &visit.pages.app.city.city;
        let choice = |language: Language| Choice {
            tag: language.tag(),
            name: match language {
                Language::El => "Ελληνικά",
                Language::En => "English",
            },
            href: visit.in_language(language),
            current: language == visit.language,
        };
        let absolute = |path: &str| visit.origin.as_ref().map(|origin| format!("{origin}{path}"));
        Self {
            city: city.name.get(visit.language).to_owned(),
            phone: city.contact.phone.clone(),
            phone_href: city.contact.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect(),
            email: city.contact.email.clone(),
            emergency: city.emergency_number.clone(),
            credits: credits(visit),
            languages: Language::ALL.into_iter().map(choice).collect(),
            style: assets::style().path.as_str(),
            icon: assets::ICON,
            address: absolute(&visit.here()),
            image: about.image.as_deref().and_then(absolute),
            words,
            about,
        }
    }

    pub(super) fn is(&self, nav: &str) -> bool {
        let name = match self.about.nav {
            Nav::Home => "home",
            Nav::List => "list",
            Nav::Map => "map",
            Nav::Pay => "pay",
            Nav::Other => "other",
        };
        name == nav
    }

    /// Whether the city takes money here.
    pub(super) fn takes_money(&self) -> bool {
        self.words.index.city.payments.is_some()
    }

    /// A number as an example of one.
    pub(super) fn example(&self) -> String {
        let year = self.words.now.to_zoned(self.words.index.tz.clone()).year();
        self.words.of("page-find-hint", &format!("{}-{year}-000123", self.words.index.city.ticket_prefix))
    }

    pub(super) fn tag(&self) -> &'static str {
        self.words.language.tag()
    }
}

fn credits(visit: &Visit) -> Vec<String> {
    let drawn = visit.pages.app.city.city.geography.credits.iter().cloned();
    drawn.chain(visit.pages.tiles.as_ref().map(|tiles| tiles.credit.clone())).collect()
}

/// The reader's words.
pub(super) fn words(visit: &Visit) -> Words {
    let app = &visit.pages.app;
    Words { language: visit.language, index: app.city.clone(), now: app.clock.now() }
}

/// The page, or that it is as before.
pub(super) fn answer(visit: &Visit, page: &impl Template) -> Result<Response, Error> {
    let html = page.render().map_err(Error::internal)?;
    let tag = tag(html.as_bytes());
    let known = visit.known.as_deref().is_some_and(|known| known.split(',').any(|one| one.trim() == tag));
    let mut response = Response::new(if known { Body::empty() } else { Body::from(html) });
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    describe(response.headers_mut(), visit);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response.headers_mut().insert(header::ETAG, HeaderValue::from_str(&tag).map_err(Error::internal)?);
    Ok(response)
}

/// A page that says why something was not done.
pub(super) fn refusal(visit: &Visit, page: &impl Template, status: StatusCode) -> Result<Response, Error> {
    let mut response = Response::new(Body::from(page.render().map_err(Error::internal)?));
    *response.status_mut() = status;
    describe(response.headers_mut(), visit);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Weak: the same content may go out compressed or not.
fn tag(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    hash.iter().take(12).fold("W/\"".to_owned(), |tag, byte| tag + &format!("{byte:02x}")) + "\""
}

fn describe(headers: &mut HeaderMap, visit: &Visit) {
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(visit.language.tag()));
    headers.insert(header::VARY, HeaderValue::from_static("accept-language, cookie, accept-encoding"));
    headers.insert(header::CONTENT_SECURITY_POLICY, visit.pages.policy.clone());
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=()"),
    );
    if visit.chosen {
        // A year; sent back to this server only, read by no script.
        let cookie = format!("{COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly", visit.language.tag());
        headers.extend(HeaderValue::from_str(&cookie).ok().map(|cookie| (header::SET_COOKIE, cookie)));
    }
}

/// Nothing but this server's own style and pictures; and the tiles' server, if one is set.
pub(super) fn policy(tiles: Option<&Tiles>) -> HeaderValue {
    let pictures = tiles.map_or_else(String::new, |tiles| format!(" {}", tiles.origin));
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src 'self'{pictures}; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'; style-src 'self'"))
}
