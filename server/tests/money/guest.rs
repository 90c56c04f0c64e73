//! Somebody at the city's pages with a browser that runs no scripts.

use crate::town::Town;
use reqwest::{Client, Response, redirect::Policy};
use serde_json::Value;

pub struct Guest {
    http: Client,
    url: String,
    language: &'static str,
}

/// What came back.
pub struct Page {
    pub status: u16,
    pub to: String,
    pub refresh: Option<String>,
    pub bytes: Vec<u8>,
}

impl Guest {
    pub fn of(town: &Town) -> Self {
        let http = Client::builder().redirect(Policy::none()).build().unwrap();
        Self { http, url: town.city.running.url(), language: "en" }
    }

    pub fn in_greek(self) -> Self {
        Self { language: "el", ..self }
    }

    pub async fn open(&self, path: &str) -> Page {
        let asked = self.http.get(format!("{}{path}", self.url)).header("accept", "text/html");
        Page::of(asked.header("accept-language", self.language).send().await.unwrap()).await
    }

    pub async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.send_from("same-origin", path, fields).await
    }

    pub async fn send_from(&self, site: &str, path: &str, fields: &[(&str, &str)]) -> Page {
        let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let request = self.http.post(format!("{}{path}", self.url)).header("accept", "text/html");
        let request = request.header("accept-language", self.language).header("sec-fetch-site", site);
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(body.join("&"));
        Page::of(request.send().await.unwrap()).await
    }

    /// The form with a code and an amount.
    pub async fn look_up(&self, rf: &str, amount: &str) -> Page {
        self.send("/pay", &[("rf", rf), ("amount", amount)]).await
    }

    /// The page of a bill, by the amount printed on it.
    pub async fn bill(&self, bill: &Value) -> Page {
        let (rf, cents) =
            (bill["payables"][0]["rf"].as_str().unwrap(), bill["payables"][0]["amount"].as_i64().unwrap());
        let found = self.look_up(rf, &format!("{}.{:02}", cents / 100, cents % 100)).await;
        assert_eq!(found.status, 303, "{}", found.html());
        self.open(&found.to).await
    }

    /// Presses the pay button of a page.
    pub async fn pay(&self, page: &Page) -> Page {
        let fields = ["ticket", "attempt", "amount"].map(|name| (name, page.field(name)));
        let mut fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        fields.push(("provider", "sandbox"));
        self.send("/pay/attempts", &fields).await
    }
}

impl Page {
    async fn of(response: Response) -> Self {
        let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let (to, refresh) = (header("location").unwrap_or_default(), header("refresh"));
        let status = response.status().as_u16();
        Self { status, to, refresh, bytes: response.bytes().await.unwrap().to_vec() }
    }

    pub fn html(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The main part without its markup.
    pub fn text(&self) -> String {
        let html = self.html();
        let main = html.split("<main").nth(1).unwrap_or(&html).split("</main>").next().unwrap();
        let said = main.split('<').filter_map(|part| part.split_once('>')).map(|(_, said)| said.trim());
        let said: Vec<&str> = said.filter(|said| !said.is_empty()).collect();
        said.join("\n").replace("&#39;", "'").replace("&#34;", "\"")
    }

    #[track_caller]
    pub fn shows(&self, text: &str) -> &Self {
        assert!(self.text().contains(text), "no {text:?} in {}:\n{}", self.status, self.text());
        self
    }

    #[track_caller]
    pub fn hides(&self, text: &str) -> &Self {
        assert!(!self.html().contains(text), "{text:?} in:\n{}", self.text());
        self
    }

    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }

    /// What a hidden field holds.
    #[track_caller]
    pub fn field(&self, name: &str) -> String {
        let html = self.html();
        let rest = html.split(&format!("type=\"hidden\" name=\"{name}\" value=\"")).nth(1);
        rest.unwrap_or_else(|| panic!("no field {name} in:\n{}", self.text())).split('"').next().unwrap().to_owned()
    }

    /// The first link that holds a text.
    #[track_caller]
    pub fn link(&self, part: &str) -> String {
        let html = self.html();
        let links = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let found = links.map(str::to_owned).find(|href| href.contains(part));
        found.unwrap_or_else(|| panic!("no link to {part} in:\n{html}"))
    }
}
