//! Somebody's browser: pages are read and forms are sent as a person does it, and nothing is followed by itself. Blocking,
//! for stories that go step by step.

use crate::desk::Refused;
use reqwest::{Client, RequestBuilder, header, redirect::Policy};
use tokio::runtime::{Builder, Runtime};

/// A browser.
pub struct Browser {
    runtime: Runtime,
    client: Client,
}

/// What it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebPage {
    /// HTTP status.
    pub status: u16,
    /// Where it leads elsewhere by itself.
    pub leads_to: Option<String>,
    /// The page's source.
    pub html: String,
}

impl Browser {
    /// Opens it.
    ///
    /// # Errors
    /// This machine gives no threads.
    pub fn open() -> Result<Self, Refused> {
        // The process may have chosen already; any choice will do.
        let _chosen = rustls::crypto::ring::default_provider().install_default();
        let runtime = Builder::new_current_thread().enable_all().build()?;
        // A connection for each request: one that the server gives up while it idles would fail the next.
        let client = Client::builder().redirect(Policy::none()).pool_max_idle_per_host(0).build()?;
        Ok(Self { runtime, client })
    }

    /// Goes to an address.
    ///
    /// # Errors
    /// Nobody answers there.
    pub fn read(&self, url: &str) -> Result<WebPage, Refused> {
        self.send(self.client.get(url))
    }

    /// Sends a form. Names and values are letters, digits and underscores.
    ///
    /// # Errors
    /// Nobody answers there.
    pub fn press(&self, url: &str, fields: &[(&str, &str)]) -> Result<WebPage, Refused> {
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let form = self.client.post(url).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(form.body(pairs.join("&")))
    }

    fn send(&self, request: RequestBuilder) -> Result<WebPage, Refused> {
        self.runtime.block_on(async {
            let answer = request.header(header::ACCEPT_LANGUAGE, "el").send().await?;
            let status = answer.status().as_u16();
            let leads_to = answer.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()).map(str::to_owned);
            Ok(WebPage { status, leads_to, html: answer.text().await? })
        })
    }
}

impl WebPage {
    /// Its heading.
    #[must_use]
    pub fn heading(&self) -> &str {
        let tag = between(&self.html, "<h1", "</h1>").unwrap_or_default();
        tag.split_once('>').map_or("", |(_, text)| text.trim())
    }

    /// Where its button leads.
    #[must_use]
    pub fn button(&self) -> Option<&str> {
        between(&self.html, "class=\"button\" href=\"", "\"")
    }
}

/// What stands between two texts.
#[must_use]
pub fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(found, _)| found.trim())
}
