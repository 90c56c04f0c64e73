//! The providers that this server was configured with. None unless somebody asked for it: the sandbox takes no money and
//! is for trying only. Secrets come from the environment or from files, never from the command line, and reach no log.

use super::{attempts::offered_name, begin};
use crate::texts;
use dimos_api::pay::{self, ReturnTo};
use dimos_checkout::{
    Method, PaymentProvider, ProviderName, Secret,
    stripe::{self, StripeProvider},
    viva::{self, VivaProvider},
};
use dimos_domain::{
    ids::AttemptId,
    l10n::{Language, Text},
};
use std::{env, sync::Arc};

/// Which providers take money for the city.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ProviderOptions {
    /// Takes payments through this provider (repeatable): sandbox, stripe, viva. Without it the city is paid by bank
    /// transfer and cash only. Secrets: `DIMOS_STRIPE_KEY`, `DIMOS_STRIPE_WEBHOOK_SECRET`, `DIMOS_VIVA_CLIENT_ID`,
    /// `DIMOS_VIVA_CLIENT_SECRET`, `DIMOS_VIVA_MERCHANT_ID`, `DIMOS_VIVA_API_KEY`, or files named by the same with
    /// `_FILE` at the end.
    #[arg(long = "provider", env = "DIMOS_PROVIDER", value_delimiter = ',', value_name = "NAME")]
    pub providers: Vec<ProviderName>,
    /// The address under which the world sees this server (`https://…`): payment pages lead back there.
    #[arg(long, env = "DIMOS_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
}

/// Why a provider cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SetUpError {
    /// A secret is missing.
    #[error("{provider} needs {name} in the environment, or {name}_FILE with the name of a file")]
    Missing {
        /// Whose.
        provider: ProviderName,
        /// Which.
        name: &'static str,
    },
    /// A secret's file cannot be read.
    #[error("failed to read the file that {name}_FILE names: {cause}")]
    File {
        /// Which.
        name: &'static str,
        /// Why.
        cause: std::io::Error,
    },
    /// It does not work as it was configured.
    #[error("{provider}: {cause}")]
    Provider {
        /// Which.
        provider: ProviderName,
        /// Why.
        cause: dimos_checkout::SetUpError,
    },
    /// The sandbox belongs to a server.
    #[error("the sandbox is opened by the server that mounts it")]
    NoSandbox,
}

/// A way to pay on a provider's page.
#[derive(Clone)]
pub(super) struct Offered {
    pub(super) provider: Arc<dyn PaymentProvider>,
    pub(super) method: Method,
}

/// The providers.
#[derive(Clone, Default)]
pub struct Providers {
    all: Vec<Arc<dyn PaymentProvider>>,
    public_url: String,
}

impl Providers {
    /// These providers, with the address that their pages lead back to.
    #[must_use]
    pub fn new(all: Vec<Arc<dyn PaymentProvider>>, public_url: &str) -> Self {
        Self { all, public_url: public_url.trim_end_matches('/').to_owned() }
    }

    /// The real providers as configured; the sandbox is made by who has an address for it.
    ///
    /// # Errors
    /// [`SetUpError`].
    pub fn configured(options: &ProviderOptions) -> Result<Vec<Arc<dyn PaymentProvider>>, SetUpError> {
        options.providers.iter().filter(|name| **name != ProviderName::Sandbox).map(|name| configured(*name)).collect()
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, name: ProviderName) -> Option<Arc<dyn PaymentProvider>> {
        self.all.iter().find(|provider| provider.name() == name).cloned()
    }

    /// Every way to pay, best first.
    #[must_use]
    pub fn methods(&self) -> Vec<pay::Method> {
        let each = self.all.iter().flat_map(|provider| {
            let name = provider.name();
            provider
                .abilities()
                .methods
                .iter()
                .map(move |method| pay::Method { provider: offered_name(name, *method), name: in_words(name, *method) })
        });
        each.collect()
    }

    /// The way to pay of a name on the wire.
    pub(super) fn offered(&self, name: &str) -> Option<Offered> {
        self.all.iter().find_map(|provider| {
            let methods = provider.abilities().methods;
            let method = methods.iter().find(|method| offered_name(provider.name(), **method) == name)?;
            Some(Offered { provider: Arc::clone(provider), method: *method })
        })
    }

    /// Where a page leads back to.
    pub(super) fn return_addresses(&self, id: AttemptId, to: ReturnTo) -> (String, String) {
        begin::addresses(&self.public_url, id, to)
    }
}

fn in_words(name: ProviderName, method: Method) -> Text {
    let key = match (name, method) {
        (ProviderName::Sandbox, Method::Card) => "method-sandbox-card",
        (ProviderName::Sandbox, Method::Bank) => "method-sandbox-bank",
        (_, Method::Card) => "method-card",
        (_, Method::Bank) => "method-bank",
    };
    Text { el: texts::text(Language::El, key, &[]), en: texts::text(Language::En, key, &[]) }
}

fn configured(provider: ProviderName) -> Result<Arc<dyn PaymentProvider>, SetUpError> {
    let failed = |cause| SetUpError::Provider { provider, cause };
    let needed = |name| given(name)?.ok_or(SetUpError::Missing { provider, name });
    match provider {
        ProviderName::Sandbox => Err(SetUpError::NoSandbox),
        ProviderName::Stripe => {
            let secrets = needed("DIMOS_STRIPE_WEBHOOK_SECRET")?;
            let config = stripe::Config {
                api: given("DIMOS_STRIPE_API")?.unwrap_or_else(|| stripe::LIVE.to_owned()),
                key: Secret::new(needed("DIMOS_STRIPE_KEY")?),
                webhook_secrets: secrets.split(',').map(|secret| Secret::new(secret.trim())).collect(),
            };
            Ok(Arc::new(StripeProvider::new(config).map_err(failed)?))
        }
        ProviderName::Viva => {
            let demo = given("DIMOS_VIVA_DEMO")?.is_some();
            let config = viva::Config {
                addresses: if demo { viva::Addresses::demo() } else { viva::Addresses::live() },
                client_id: needed("DIMOS_VIVA_CLIENT_ID")?,
                client_secret: Secret::new(needed("DIMOS_VIVA_CLIENT_SECRET")?),
                merchant_id: needed("DIMOS_VIVA_MERCHANT_ID")?,
                api_key: Secret::new(needed("DIMOS_VIVA_API_KEY")?),
                source_code: given("DIMOS_VIVA_SOURCE")?.unwrap_or_else(|| "Default".to_owned()),
                bank: if given("DIMOS_VIVA_DIAS")?.is_some() { viva::BankWay::Dias } else { viva::BankWay::Iris },
            };
            Ok(Arc::new(VivaProvider::new(config).map_err(failed)?))
        }
    }
}

/// A setting from the environment, or from the file that `NAME_FILE` names.
fn given(name: &'static str) -> Result<Option<String>, SetUpError> {
    let text = match (env::var(name), env::var(format!("{name}_FILE"))) {
        (Ok(value), _) => value,
        (Err(_), Ok(file)) => std::fs::read_to_string(file).map_err(|cause| SetUpError::File { name, cause })?,
        (Err(_), Err(_)) => return Ok(None),
    };
    Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
}
