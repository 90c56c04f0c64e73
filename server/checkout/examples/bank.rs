//! The sandbox bank alone, with one order to look at: `cargo run -p dimos-checkout --example bank`.

use dimos_checkout::{
    Currency, Method, NewOrder, PaymentProvider as _, Secret,
    sandbox::{Bank, BankConfig, Config, SandboxProvider},
};
use dimos_domain::{ids::AttemptId, l10n::Language, money::Cents};
use jiff::{SignedDuration, Timestamp};
use std::{error::Error, time::Duration};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = format!("http://{}/bank", listener.local_addr()?);
    let (key, webhook_secret) = (Secret::new("key"), Secret::new("secret"));
    let config = BankConfig {
        payee: "Δήμος Λιλιπούτης".to_owned(),
        ..BankConfig::new(&address, "http://127.0.0.1:9/webhooks", key.clone(), webhook_secret.clone())
    };
    let served = tokio::spawn(Bank::open(config)?.serve(listener));
    let provider = SandboxProvider::new(Config { bank: address, key, webhook_secret })?;
    let order = NewOrder {
        attempt: AttemptId(uuid::Uuid::now_v7()),
        amount: Cents::new(123_456),
        currency: Currency::EUR,
        description: "Δημοτικά τέλη 2026, δεύτερη δόση".to_owned(),
        reference: "RF34 9099 9400 0000 0000 1234 5".to_owned(),
        language: Language::El,
        method: Method::Card,
        return_to: "https://city.example.gr/pay".to_owned(),
        give_up_to: "https://city.example.gr/pay".to_owned(),
        expires_at: Timestamp::now() + SignedDuration::from_mins(40),
    };
    println!("{}", provider.open(&order, Duration::from_secs(5)).await?.checkout_url);
    Ok(served.await??)
}
