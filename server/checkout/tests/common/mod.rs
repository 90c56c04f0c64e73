//! A city that listens, a bank that is served alone, and payers with a browser.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests; each test file uses its own part"
)]

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use dimos_checkout::{
    Currency, Fact, Method, NewOrder, NewRefund, OpenedOrder, OrderRef, OrderStatus, Paid, PaymentProvider, RefundRef,
    Secret, TransactionCode, Webhook, WebhookError,
    sandbox::{Bank, BankConfig, Config, SandboxProvider},
};
use dimos_domain::{
    ids::{AttemptId, RefundId},
    l10n::Language,
    money::Cents,
};
use jiff::{SignedDuration, Timestamp};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{net::TcpListener, task::JoinHandle};

/// More than any call here takes, were there no fault.
pub const SOON: Duration = Duration::from_secs(20);
/// Less than a bank that does not answer takes.
pub const SHORT: Duration = Duration::from_millis(1_500);

/// A webhook as it came.
#[derive(Clone)]
pub struct Came {
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// What the city has got so far, and what it answers next.
#[derive(Clone, Default)]
pub struct Inbox {
    pub came: Arc<Mutex<Vec<Came>>>,
    /// So many webhooks are answered with 500 first.
    pub refuse: Arc<Mutex<usize>>,
}

async fn take(State(inbox): State<Inbox>, headers: HeaderMap, body: Bytes) -> StatusCode {
    inbox.came.lock().unwrap().push(Came { headers, body });
    let mut refuse = inbox.refuse.lock().unwrap();
    if *refuse == 0 {
        return StatusCode::OK;
    }
    *refuse -= 1;
    StatusCode::INTERNAL_SERVER_ERROR
}

/// Serves a router on a free port; answers with `http://127.0.0.1:port`.
pub async fn serve(router: Router) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

/// A city and its bank.
pub struct Town {
    pub bank: Bank,
    pub provider: SandboxProvider,
    pub inbox: Inbox,
    pub address: String,
    config: BankConfig,
    served: JoinHandle<()>,
}

impl Town {
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// The bank is set up otherwise.
    pub async fn with(set: impl FnOnce(&mut BankConfig)) -> Self {
        let inbox = Inbox::default();
        let city = serve(Router::new().route("/webhooks", post(take)).with_state(inbox.clone())).await;
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = format!("http://{}/bank", listener.local_addr().unwrap());
        let (key, webhook_secret) = (Secret::new("sk_sandbox_key"), Secret::new("whsec_sandbox_secret"));
        let to = format!("{city}/webhooks");
        let mut config = BankConfig::new(&address, &to, key.clone(), webhook_secret.clone());
        config.silence = Duration::from_secs(30);
        set(&mut config);
        let bank = Bank::open(config.clone()).unwrap();
        let served = tokio::spawn(run(bank.clone(), listener));
        let provider = SandboxProvider::new(Config { bank: address.clone(), key, webhook_secret }).unwrap();
        Self { bank, provider, inbox, address, config, served }
    }

    /// The bank's process dies; another one starts with the same book, at the same place.
    pub async fn bank_restarts(&mut self) {
        self.served.abort();
        let _ = (&mut self.served).await;
        self.bank = Bank::open(self.config.clone()).unwrap();
        let at = self.address.strip_prefix("http://").unwrap().strip_suffix("/bank").unwrap().to_owned();
        let listener = loop {
            match TcpListener::bind(&at).await {
                Ok(listener) => break listener,
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        };
        self.served = tokio::spawn(run(self.bank.clone(), listener));
    }

    pub async fn open(&self, order: &NewOrder) -> (OpenedOrder, OrderRef) {
        let opened = self.provider.open(order, SOON).await.unwrap();
        let asked = OrderRef { attempt: order.attempt, code: Some(opened.code.clone()), transaction: None };
        (opened, asked)
    }

    pub async fn ask(&self, order: &OrderRef) -> OrderStatus {
        self.provider.ask(order, SOON).await.unwrap()
    }

    /// Opens an order and pays it.
    pub async fn paid(&self, order: &NewOrder) -> (OrderRef, Paid) {
        let (opened, asked) = self.open(order).await;
        self.bank.pay(opened.code.as_str()).unwrap();
        match self.ask(&asked).await {
            OrderStatus::Paid(paid) => (asked, paid),
            other => panic!("not paid: {other:?}"),
        }
    }

    /// Waits until so many webhooks have come, and reads them.
    pub async fn webhooks(&self, count: usize) -> Vec<Result<Webhook, WebhookError>> {
        for _ in 0..400 {
            if self.inbox.came.lock().unwrap().len() >= count {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let came = self.inbox.came.lock().unwrap().clone();
        assert_eq!(came.len(), count, "webhooks that came");
        came.iter().map(|one| self.provider.read_webhook(&one.headers, &one.body, Timestamp::now())).collect()
    }

    /// Waits until so many webhooks have come; what they say of orders.
    pub async fn told(&self, count: usize) -> Vec<OrderStatus> {
        let facts = self.webhooks(count).await.into_iter().map(|one| one.unwrap().fact);
        facts
            .map(|fact| match fact {
                Fact::Order { status, .. } => status,
                other => panic!("not of an order: {other:?}"),
            })
            .collect()
    }

    /// Nothing comes for a while.
    pub async fn nothing_more_than(&self, count: usize) {
        tokio::time::sleep(Duration::from_millis(1_200)).await;
        assert_eq!(self.inbox.came.lock().unwrap().len(), count, "webhooks that came");
    }
}

async fn run(bank: Bank, listener: TcpListener) {
    bank.serve(listener).await.unwrap();
}

/// An order of 45.12 €, to be paid within the hour.
pub fn order() -> NewOrder {
    NewOrder {
        attempt: AttemptId(uuid::Uuid::now_v7()),
        amount: Cents::new(4_512),
        currency: Currency::EUR,
        description: "Δημοτικά τέλη 2026".to_owned(),
        reference: "RF34909994000000000012345".to_owned(),
        language: Language::El,
        method: Method::Card,
        return_to: "https://city.example.gr/pay/back".to_owned(),
        give_up_to: "dimos://pay/given-up".to_owned(),
        expires_at: Timestamp::from_second(Timestamp::now().as_second()).unwrap() + SignedDuration::from_mins(50),
    }
}

pub fn refund(order: &OrderRef, paid: &Paid, amount: i64) -> NewRefund {
    NewRefund {
        refund: RefundId(uuid::Uuid::now_v7()),
        order: order.clone(),
        transaction: paid.transaction.clone(),
        amount: Cents::new(amount),
        paid: paid.amount,
        currency: paid.currency,
    }
}

pub fn asked(refund: &NewRefund) -> RefundRef {
    let (order, transaction) = (refund.order.clone(), refund.transaction.clone());
    RefundRef { refund: refund.refund, code: None, order, transaction }
}

pub fn transaction(text: &str) -> TransactionCode {
    text.parse().unwrap()
}

/// What a browser gets for a form: the status, where it leads, the page.
pub async fn press(url: &str, form: &[(&str, &str)]) -> (u16, Option<String>, String) {
    let client = reqwest::Client::builder();
    // Nothing but this machine is called: the connection is plain, and the roots stay unused.
    let roots = rustls::RootCertStore::empty();
    let tls = rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let client = client.tls_backend_preconfigured(tls).redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let request = if form.is_empty() {
        client.get(url)
    } else {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        client.post(url).header("content-type", "application/x-www-form-urlencoded").body(body)
    };
    let answer = request.send().await.unwrap();
    let to = answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
    (answer.status().as_u16(), to, answer.text().await.unwrap())
}
