//! Viva Smart Checkout, after its public documents (developer.viva.com). An order code is our order. Orders are opened and
//! transactions read with OAuth2; orders are asked about and cancelled, and money is sent back, with the older basic
//! authentication, since Viva offers these calls there only. What was true of Viva and costs others money is held against
//! it: webhooks are not signed (a hint, no more), an order may fail, fail and succeed (VivaPayments/API#2497), a reversed
//! payment may vanish (#2487), a paid order may be told late (#2168). Where a payer comes back to is set at Viva, in the
//! payment source, not here.

mod access;
mod read;
mod webhook;

use crate::{
    Abilities, Answer, Cancels, Handshake, Method, NewOrder, NewRefund, OpenedOrder, OrderCode, OrderRef, OrderStatus,
    PaymentProvider, ProviderError, ProviderName, RefundRef, RefundSeen, RefundStatus, Refunds, Secret, SetUpError,
    TransactionCode, Webhook, WebhookError, Webhooks,
    line::{self, Answered, Line},
};
use access::{Access, Deadline};
use axum::http::HeaderMap;
use dimos_domain::l10n::Language;
use jiff::Timestamp;
use read::{Acted, Key, OfOrder, Opened, Order, Transaction, Transactions};
use reqwest::{Method as Verb, RequestBuilder};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::sync::OnceCell;

/// Where Viva answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    /// Gives access tokens.
    pub accounts: String,
    /// Opens orders, reads transactions.
    pub api: String,
    /// The payer's page, and the older calls.
    pub web: String,
}

impl Addresses {
    /// Where money moves.
    #[must_use]
    pub fn live() -> Self {
        Self::of("https://accounts.vivapayments.com", "https://api.vivapayments.com", "https://www.vivapayments.com")
    }

    /// Viva's own place to try things.
    #[must_use]
    pub fn demo() -> Self {
        let accounts = "https://demo-accounts.vivapayments.com";
        Self::of(accounts, "https://demo-api.vivapayments.com", "https://demo.vivapayments.com")
    }

    fn of(accounts: &str, api: &str, web: &str) -> Self {
        Self { accounts: accounts.to_owned(), api: api.to_owned(), web: web.to_owned() }
    }
}

/// What opens first for a payer who wants to pay from a bank account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BankWay {
    /// e-banking by DIAS: a reference to type into any Greek bank's pages.
    Dias,
    /// IRIS: at once, from the bank's app.
    Iris,
}

/// How to reach a merchant's account.
#[derive(Debug, Clone)]
pub struct Config {
    /// Live or demo.
    pub addresses: Addresses,
    /// Smart Checkout's client.
    pub client_id: String,
    /// Its secret.
    pub client_secret: Secret,
    /// The merchant.
    pub merchant_id: String,
    /// The merchant's API key.
    pub api_key: Secret,
    /// The payment source: four digits, or `Default`.
    pub source_code: String,
    /// Which page opens for payment from an account.
    pub bank: BankWay,
}

/// Viva.
#[derive(Debug)]
pub struct VivaProvider {
    access: Access,
    api: Line,
    web: Line,
    page: String,
    merchant_id: String,
    api_key: Secret,
    source_code: String,
    bank: BankWay,
    handshake: OnceCell<String>,
}

impl VivaProvider {
    /// Nothing is sent yet.
    ///
    /// # Errors
    /// [`SetUpError`]: addresses that are no `https`, keys that are none.
    pub fn new(config: Config) -> Result<Self, SetUpError> {
        config.client_secret.check("Viva client secret")?;
        config.api_key.check("Viva API key")?;
        let Addresses { accounts, api, web } = &config.addresses;
        Ok(Self {
            access: Access::new(Line::new(accounts)?, config.client_id, config.client_secret),
            api: Line::new(api)?,
            web: Line::new(web)?,
            page: web.trim_end_matches('/').to_owned(),
            merchant_id: config.merchant_id,
            api_key: config.api_key,
            source_code: config.source_code,
            bank: config.bank,
            handshake: OnceCell::new(),
        })
    }

    /// A call of the older kind.
    async fn web(
        &self,
        verb: Verb,
        path: &[&str],
        query: &[(&str, &str)],
        deadline: Deadline,
    ) -> Result<Answered, ProviderError> {
        let request = self.web.request(verb, path, query).basic_auth(&self.merchant_id, Some(self.api_key.reveal()));
        line::send(request, deadline.left()).await
    }

    /// A call of the newer kind. A token that is no longer good is renewed once.
    async fn api(
        &self,
        request: impl Fn() -> RequestBuilder + Send + Sync,
        deadline: Deadline,
    ) -> Result<Answered, ProviderError> {
        let token = self.access.token(deadline).await?;
        let answered = line::send(request().bearer_auth(token.reveal()), deadline.left()).await?;
        if answered.status.as_u16() != 401 {
            return Ok(answered);
        }
        let token = self.access.renewed(&token, deadline).await?;
        line::send(request().bearer_auth(token.reveal()), deadline.left()).await
    }

    async fn open_order(&self, order: &NewOrder, deadline: Deadline) -> Result<OpenedOrder, ProviderError> {
        let seconds = order.expires_at.as_second().saturating_sub(Timestamp::now().as_second()).max(60);
        let language = match order.language {
            Language::El => "el-GR",
            Language::En => "en-GB",
        };
        let body = json!({
            "amount": order.amount.get(),
            "currencyCode": "978",
            "customerTrns": order.description,
            "merchantTrns": order.attempt.to_string(),
            "tags": [order.reference],
            "customer": { "requestLang": language, "countryCode": "GR" },
            "paymentTimeout": seconds,
            "sourceCode": self.source_code,
            "disableCash": true,
            "paymentNotification": false,
        });
        let request = || self.api.request(Verb::POST, &["checkout", "v2", "orders"], &[]).json(&body);
        let code = self.api(request, deadline).await?.read::<Opened>(code_of)?.code()?;
        let way = match (order.method, self.bank) {
            (Method::Card, _) => 0,
            (Method::Bank, BankWay::Dias) => 4,
            (Method::Bank, BankWay::Iris) => 29,
        };
        let checkout_url = format!("{}/web/checkout?ref={code}&paymentMethod={way}", self.page);
        Ok(OpenedOrder { code, checkout_url, expires_at: order.expires_at })
    }

    async fn ask_order(&self, order: &OrderRef, deadline: Deadline) -> Result<OrderStatus, ProviderError> {
        // Without its code an order cannot be found; nor could anybody have paid by it.
        let Some(code) = &order.code else { return Ok(OrderStatus::NotKnown) };
        if let Some(hint) = &order.transaction
            && let Some(paid) = self.transaction(code, hint, deadline).await?
        {
            return Ok(paid);
        }
        let answered = self.web(Verb::GET, &["api", "orders", code.as_str()], &[], deadline).await?;
        if answered.is_missing() {
            return Ok(OrderStatus::NotKnown);
        }
        let state = answered.read::<Order>(code_of)?;
        let seen = self.transactions(code, deadline).await?.status()?;
        state.status(seen)
    }

    /// What a hint named, if it is of this order and the money was taken.
    async fn transaction(
        &self,
        order: &OrderCode,
        hint: &TransactionCode,
        deadline: Deadline,
    ) -> Result<Option<OrderStatus>, ProviderError> {
        let path = ["checkout", "v2", "transactions", hint.as_str()];
        let answered = self.api(|| self.api.request(Verb::GET, &path, &[]), deadline).await?;
        if answered.is_missing() {
            return Ok(None);
        }
        let transaction = answered.read::<Transaction>(code_of)?;
        if !transaction.is_of(order) {
            return Ok(None);
        }
        let status = transaction.status(hint)?;
        Ok(matches!(status, OrderStatus::Paid(_) | OrderStatus::Reversed(_)).then_some(status))
    }

    async fn transactions(&self, order: &OrderCode, deadline: Deadline) -> Result<Transactions, ProviderError> {
        let query = [("ordercode", order.as_str())];
        let answered = self.web(Verb::GET, &["api", "transactions"], &query, deadline).await?;
        if answered.is_missing() { Ok(Transactions::default()) } else { answered.read(code_of) }
    }

    async fn cancel_order(&self, order: &OrderRef, deadline: Deadline) -> Result<OrderStatus, ProviderError> {
        let Some(code) = &order.code else { return Ok(OrderStatus::NotKnown) };
        let answered = self.web(Verb::DELETE, &["api", "orders", code.as_str()], &[], deadline).await?;
        if answered.is_missing() {
            return Ok(OrderStatus::NotKnown);
        }
        match answered.read::<OfOrder>(code_of) {
            Ok(done) if done.error_code == 0 => Ok(OrderStatus::Cancelled),
            // Paid, expired or cancelled already: which of them decides over money.
            Ok(_) | Err(ProviderError::Refused { .. }) => self.ask_order(order, deadline).await,
            Err(other) => Err(other),
        }
    }

    async fn send_back(&self, refund: &NewRefund, deadline: Deadline) -> Result<RefundStatus, ProviderError> {
        let (id, amount) = (refund.refund.to_string(), refund.amount.get().to_string());
        // The key is documented for Viva's newer refunds only. It does no harm here, and nothing rests on it: whoever got
        // no answer asks before anything is submitted again.
        let query = [
            ("amount", amount.as_str()),
            ("sourceCode", &self.source_code),
            ("merchantTrns", &id),
            ("idempotencyKey", &id),
        ];
        let path = ["api", "transactions", refund.transaction.as_str()];
        self.web(Verb::DELETE, &path, &query, deadline).await?.read::<Acted>(code_of)?.status(refund.amount)
    }

    async fn find_refund(&self, refund: &RefundRef, deadline: Deadline) -> Result<RefundStatus, ProviderError> {
        let Some(order) = &refund.order.code else { return Ok(RefundStatus::Pending { code: None }) };
        self.transactions(order, deadline).await?.refund(refund)
    }

    async fn list(
        &self,
        order: &OrderRef,
        transaction: &TransactionCode,
        deadline: Deadline,
    ) -> Result<Vec<RefundSeen>, ProviderError> {
        let Some(code) = &order.code else { return Ok(Vec::new()) };
        self.transactions(code, deadline).await?.refunds(transaction)
    }

    async fn key(&self, deadline: Deadline) -> Result<Handshake, ProviderError> {
        let ask = || async {
            let answered = self.web(Verb::GET, &["api", "messages", "config", "token"], &[], deadline).await?;
            Ok::<_, ProviderError>(answered.read::<Key>(code_of)?.key)
        };
        let key = self.handshake.get_or_try_init(ask).await?;
        Ok(Handshake { content_type: "application/json", body: json!({ "Key": key }).to_string() })
    }
}

/// Viva tells reasons in words; the status says enough.
fn code_of(_: &Value) -> Option<&str> {
    None
}

impl PaymentProvider for VivaProvider {
    fn name(&self) -> ProviderName {
        ProviderName::Viva
    }

    fn abilities(&self) -> Abilities {
        Abilities {
            methods: &[Method::Card, Method::Bank],
            refunds: Refunds::Parts,
            cancels: Cancels::Yes,
            webhooks: Webhooks::Hints,
        }
    }

    fn open<'a>(&'a self, order: &'a NewOrder, within: Duration) -> Answer<'a, OpenedOrder> {
        Box::pin(self.open_order(order, Deadline::after(within)))
    }

    fn ask<'a>(&'a self, order: &'a OrderRef, within: Duration) -> Answer<'a, OrderStatus> {
        Box::pin(self.ask_order(order, Deadline::after(within)))
    }

    fn cancel<'a>(&'a self, order: &'a OrderRef, within: Duration) -> Answer<'a, OrderStatus> {
        Box::pin(self.cancel_order(order, Deadline::after(within)))
    }

    fn refund<'a>(&'a self, refund: &'a NewRefund, within: Duration) -> Answer<'a, RefundStatus> {
        Box::pin(self.send_back(refund, Deadline::after(within)))
    }

    fn ask_refund<'a>(&'a self, refund: &'a RefundRef, within: Duration) -> Answer<'a, RefundStatus> {
        Box::pin(self.find_refund(refund, Deadline::after(within)))
    }

    fn refunds<'a>(
        &'a self,
        order: &'a OrderRef,
        transaction: &'a TransactionCode,
        within: Duration,
    ) -> Answer<'a, Vec<RefundSeen>> {
        Box::pin(self.list(order, transaction, Deadline::after(within)))
    }

    fn read_webhook(&self, _: &HeaderMap, body: &[u8], _: Timestamp) -> Result<Webhook, WebhookError> {
        webhook::read(body)
    }

    fn handshake(&self, within: Duration) -> Answer<'_, Option<Handshake>> {
        Box::pin(async move { self.key(Deadline::after(within)).await.map(Some) })
    }
}
