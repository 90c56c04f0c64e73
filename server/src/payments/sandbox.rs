//! The sandbox: a bank of our own to try everything with, mounted on this very server. No money moves.

use super::SetUpError;
use crate::{keys::Keys, state::Clock};
use dimos_checkout::{
    PaymentProvider, ProviderName, Secret,
    sandbox::{Bank, BankConfig, Config, SandboxProvider},
};
use std::{path::Path, sync::Arc};

/// Where it is mounted.
pub const SANDBOX_PATH: &str = "/sandbox";
/// Its own book within the data directory: it is an outside party, and remembers what the city forgets.
const FILE: &str = "sandbox.sqlite";

/// Opens the bank on a data directory, and the city's way to it. `base` is where this server is reached.
///
/// # Errors
/// [`SetUpError`] if its file cannot be used, or the address is neither `https` nor this machine.
pub fn open(
    data: &Path,
    keys: &Keys,
    base: &str,
    payee: &str,
    clock: Clock,
) -> Result<(Bank, Arc<dyn PaymentProvider>), SetUpError> {
    let failed = |cause| SetUpError::Provider { provider: ProviderName::Sandbox, cause };
    let (key, webhook_secret) = (keys.secret("sandbox-key"), keys.secret("sandbox-webhooks"));
    let address = format!("{base}{SANDBOX_PATH}");
    let webhooks_to = format!("{base}{}/pay/webhooks/{}", dimos_api::PREFIX, ProviderName::Sandbox);
    let (its_key, its_secret) = (Secret::new(key.clone()), Secret::new(webhook_secret.clone()));
    let mut config = BankConfig::new(&address, &webhooks_to, its_key, its_secret);
    config.file = Some(data.join(FILE));
    payee.clone_into(&mut config.payee);
    config.clock = Arc::new(move || clock.now());
    let bank = Bank::open(config).map_err(failed)?;
    let way = Config { bank: address, key: Secret::new(key), webhook_secret: Secret::new(webhook_secret) };
    let provider = SandboxProvider::new(way).map_err(failed)?;
    tracing::warn!("payments go to the sandbox: no money moves, anybody can pretend to pay. For trying only");
    Ok((bank, Arc::new(provider)))
}
