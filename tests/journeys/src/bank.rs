//! A payer's browser at the sandbox bank: it follows forms and redirects as any browser does, and tells where a page leads
//! back to the app.

use crate::city::Trouble;
use reqwest::{Client, Response, StatusCode, Url, header, redirect::Policy};
use tokio::runtime::Handle;

/// What the test control takes where nothing else is said: a bank that does everything right.
const RIGHT: [(&str, &str); 8] = [
    ("webhooks", "1"),
    ("late_by", "0"),
    ("sequence", "straight"),
    ("signing", "good"),
    ("taken", "right"),
    ("answer", "given"),
    ("then", "nothing"),
    ("refunds", "at_once"),
];
/// Longest way of redirects.
const MOST_HOPS: usize = 5;

/// A browser.
pub struct Browser {
    handle: Handle,
    client: Client,
}

/// Where a form led.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    /// To a page of the bank.
    Shown {
        /// Its status.
        status: StatusCode,
        /// What it says, with its tags.
        html: String,
    },
    /// To this link of the app.
    App(String),
}

impl Page {
    /// What a page of the bank says.
    ///
    /// # Errors
    /// It led into the app instead.
    pub fn html(self) -> Result<String, Trouble> {
        match self {
            Self::Shown { html, .. } => Ok(html),
            Self::App(link) => Err(Trouble::Missing(format!("page of the bank: it led to {link}"))),
        }
    }

    /// The link into the app.
    ///
    /// # Errors
    /// It is a page of the bank instead.
    pub fn link(self) -> Result<String, Trouble> {
        match self {
            Self::App(link) => Ok(link),
            Self::Shown { status, .. } => {
                Err(Trouble::Missing(format!("way back into the app: the page was {status}")))
            }
        }
    }
}

impl Browser {
    pub(crate) fn new(handle: &Handle) -> Result<Self, Trouble> {
        // The process may have chosen already; any choice will do.
        let _chosen = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().no_proxy().redirect(Policy::none()).build()?;
        Ok(Self { handle: handle.clone(), client })
    }

    /// Opens a page.
    ///
    /// # Errors
    /// Nobody answers.
    pub fn open(&self, url: &str) -> Result<Page, Trouble> {
        let url = address(url)?;
        self.handle.block_on(async { self.follow(url.clone(), self.client.get(url).send().await?).await })
    }

    /// Sends a form of a page.
    ///
    /// # Errors
    /// Nobody answers.
    pub fn send(&self, url: &str, fields: &[(&str, &str)]) -> Result<Page, Trouble> {
        let url = address(url)?;
        let mut form = url.clone();
        form.query_pairs_mut().clear().extend_pairs(fields);
        let body = form.query().unwrap_or_default().to_owned();
        let request = self.client.post(url.clone()).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.handle.block_on(async { self.follow(url, request.body(body).send().await?).await })
    }

    async fn follow(&self, mut at: Url, mut answer: Response) -> Result<Page, Trouble> {
        for _ in 0..MOST_HOPS {
            let status = answer.status();
            let to = answer.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
            let Some(to) = to.filter(|_| status.is_redirection()) else {
                return Ok(Page::Shown { status, html: answer.text().await? });
            };
            at = at.join(to).map_err(|cause| Trouble::Missing(format!("page {to}: {cause}")))?;
            if !matches!(at.scheme(), "http" | "https") {
                return Ok(Page::App(at.into()));
            }
            answer = self.client.get(at.clone()).send().await?;
        }
        Err(Trouble::Missing(format!("end of the redirects at {at}")))
    }

    /// Pays at once.
    ///
    /// # Errors
    /// Nobody answers.
    pub fn pay(&self, url: &str) -> Result<Page, Trouble> {
        self.send(url, &[("act", "pay"), ("with", "once")])
    }

    /// Pays with a card that the bank declines.
    ///
    /// # Errors
    /// Nobody answers.
    pub fn decline(&self, url: &str) -> Result<Page, Trouble> {
        self.send(url, &[("act", "pay"), ("with", "declined")])
    }

    /// Pays with a card that asks for a second step; gives back the code that the bank sends.
    ///
    /// # Errors
    /// Nobody answers, or the bank sends none.
    pub fn ask_code(&self, url: &str) -> Result<String, Trouble> {
        let html = self.send(url, &[("act", "pay"), ("with", "code")])?.html()?;
        let code = html.split("<strong class=\"code\">").nth(1).and_then(|rest| rest.split('<').next());
        code.map(|code| code.trim().to_owned()).ok_or_else(|| Trouble::Missing("code on the bank's page".to_owned()))
    }

    /// Types the second step's code.
    ///
    /// # Errors
    /// Nobody answers.
    pub fn enter_code(&self, url: &str, code: &str) -> Result<Page, Trouble> {
        self.send(url, &[("act", "code"), ("code", code)])
    }

    /// Leaves without paying.
    ///
    /// # Errors
    /// Nobody answers.
    pub fn leave(&self, url: &str) -> Result<Page, Trouble> {
        self.send(url, &[("act", "leave")])
    }

    /// Says by the page's test control what is to go wrong with this payment, as names and values of its form; the rest
    /// goes right.
    ///
    /// # Errors
    /// Nobody answers, or the control does not take it.
    pub fn arrange(&self, url: &str, wrong: &[(&str, &str)]) -> Result<(), Trouble> {
        let value =
            |(name, right)| (name, wrong.iter().find(|(one, _)| *one == name).map_or(right, |(_, value)| *value));
        let fields: Vec<(&str, &str)> = RIGHT.into_iter().map(value).collect();
        let html = self.send(&format!("{url}/control"), &fields)?.html()?;
        let is_set = |(name, value): &(&str, &str)| {
            let field =
                html.split(&format!("<select id=\"{name}\"")).nth(1).and_then(|rest| rest.split("</select>").next());
            field.is_some_and(|field| field.contains(&format!("<option value=\"{value}\" selected>")))
        };
        // A delay may be any number of seconds, though the page offers some only.
        if wrong.iter().filter(|(name, _)| *name != "late_by").all(is_set) {
            Ok(())
        } else {
            Err(Trouble::Missing(format!("such choice at the bank: {wrong:?}")))
        }
    }
}

fn address(url: &str) -> Result<Url, Trouble> {
    url.parse().map_err(|cause| Trouble::Missing(format!("page {url}: {cause}")))
}
