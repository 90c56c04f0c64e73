//! Somebody with a browser.

use crate::story::City;
use reqwest::{Client, header::HeaderMap, redirect::Policy};

/// A browser that reads one language, follows no redirect and keeps no cookie.
pub struct Reader {
    http: Client,
    url: String,
    language: &'static str,
    cookie: Option<&'static str>,
    accept: &'static str,
    known: Option<String>,
}

/// A page.
#[derive(Debug)]
pub struct Page {
    pub status: u16,
    pub headers: HeaderMap,
    pub html: String,
}

impl Reader {
    pub fn of(city: &City) -> Self {
        Self::at(city.running.url())
    }

    pub fn at(url: String) -> Self {
        let http = Client::builder().redirect(Policy::none()).build().unwrap();
        Self { http, url, language: "en", cookie: None, accept: "text/html,*/*;q=0.8", known: None }
    }

    pub fn reading(self, language: &'static str) -> Self {
        Self { language, ..self }
    }

    pub fn with_cookie(self, cookie: &'static str) -> Self {
        Self { cookie: Some(cookie), ..self }
    }

    pub fn accepting(self, accept: &'static str) -> Self {
        Self { accept, ..self }
    }

    pub fn knowing(self, tag: &str) -> Self {
        Self { known: Some(tag.to_owned()), ..self }
    }

    pub async fn open(&self, path: &str) -> Page {
        let mut request = self.http.get(format!("{}{path}", self.url));
        request = request.header("accept", self.accept).header("accept-language", self.language);
        if let Some(cookie) = self.cookie {
            request = request.header("cookie", cookie);
        }
        if let Some(known) = &self.known {
            request = request.header("if-none-match", known);
        }
        let response = request.send().await.expect("the server answers");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Page { status, headers, html: response.text().await.unwrap() }
    }
}

impl Page {
    #[track_caller]
    pub fn ok(self) -> Self {
        assert_eq!(self.status, 200, "{}", self.html);
        self
    }

    #[track_caller]
    pub fn shows(&self, text: &str) -> &Self {
        assert!(self.text().contains(text), "no {text:?} in:\n{}", self.text());
        self
    }

    #[track_caller]
    pub fn hides(&self, text: &str) -> &Self {
        assert!(!self.html.contains(text), "{text:?} in:\n{}", self.html);
        self
    }

    #[track_caller]
    pub fn holds(&self, html: &str) -> &Self {
        assert!(self.html.contains(html), "no {html:?} in:\n{}", self.html);
        self
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Every address of a kind that the page links to, in order.
    pub fn links(&self, start: &str) -> Vec<String> {
        let ends = self.html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        ends.filter(|href| href.starts_with(start))
            .map(|href| href.replace("&#38;", "&").replace("&amp;", "&"))
            .collect()
    }

    /// What is read: the main part without markup, a line for each piece.
    pub fn text(&self) -> String {
        let main = self.html.split("<main").nth(1).unwrap_or(&self.html).split("</main>").next().unwrap();
        let mut text = String::new();
        for (index, part) in main.split('<').enumerate() {
            let said = if index == 0 { part } else { part.split_once('>').map_or("", |(_, said)| said) };
            let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
            if !said.is_empty() && index > 0 {
                text.push_str(&said);
                text.push('\n');
            }
        }
        text.replace("&#60;", "<")
            .replace("&#62;", ">")
            .replace("&#34;", "\"")
            .replace("&#39;", "'")
            .replace("&#38;", "&")
    }
}
