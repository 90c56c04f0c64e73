//! Settings: every one has a default that works, a flag and an environment variable.

use crate::{app_links::AppLinkOptions, mail::MailOptions, payments::ProviderOptions};
use std::{net::SocketAddr, path::PathBuf, time::Duration};

/// Settings of `dimos-server serve`.
#[derive(Debug, Clone, clap::Args)]
pub struct Config {
    /// Where the database and the photos are kept.
    #[arg(long, env = "DIMOS_DATA", default_value = "./data", value_name = "DIR")]
    pub data: PathBuf,
    /// Where to listen; port 0 takes any free one.
    #[arg(long, env = "DIMOS_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDR")]
    pub listen: SocketAddr,
    /// City pack; without it the one built in.
    #[arg(long, env = "DIMOS_CITY", value_name = "PATH")]
    pub city: Option<PathBuf>,
    /// How the log is written.
    #[arg(long, env = "DIMOS_LOG_FORMAT", default_value = "json", value_enum)]
    pub log: LogFormat,
    /// The server stands behind a proxy of ours: the last address in `X-Forwarded-For` is the peer that limits count.
    #[arg(long, env = "DIMOS_BEHIND_PROXY")]
    pub behind_proxy: bool,
    /// Connections at a time; more wait.
    #[arg(long, env = "DIMOS_MAX_CONNECTIONS", default_value_t = 2_048)]
    pub max_connections: usize,
    /// New devices per peer address and hour; a mobile network hides many phones behind one address.
    #[arg(long, env = "DIMOS_DEVICES_PER_HOUR", default_value_t = 1_000)]
    pub devices_per_hour: u32,
    /// Acts (reports, comments, photos' reports, …) per device and hour; the phone keeps the others and sends them later.
    #[arg(long, env = "DIMOS_ACTS_PER_HOUR", default_value_t = 300)]
    pub acts_per_hour: u32,
    /// Seconds that running requests get when the server stops.
    #[arg(long, env = "DIMOS_GRACE_S", default_value_t = 10, value_name = "SECONDS")]
    pub grace_s: u64,
    /// Seconds within which a client must have sent the head of a request, or a JSON body, and in which it must read something
    /// of what it is sent.
    #[arg(long, env = "DIMOS_PATIENCE_S", default_value_t = 30, value_name = "SECONDS")]
    pub patience_s: u64,
    /// Address template of map tiles (`https://…/{z}/{x}/{y}.png`); without it the base map is drawn from the city pack.
    #[arg(long, env = "DIMOS_TILES")]
    pub tiles: Option<String>,
    /// Who takes money for the city.
    #[command(flatten)]
    pub paying: ProviderOptions,
    /// How letters are sent.
    #[command(flatten)]
    pub mail: MailOptions,
    /// Which apps open the city's links.
    #[command(flatten)]
    pub app_links: AppLinkOptions,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// One JSON object per line.
    Json,
    /// For people.
    Pretty,
    /// Not at all.
    Off,
}

impl Config {
    /// The defaults with a data directory, listening on any free port of this machine.
    #[must_use]
    pub fn in_dir(data: impl Into<PathBuf>) -> Self {
        Self {
            data: data.into(),
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            city: None,
            log: LogFormat::Off,
            behind_proxy: false,
            max_connections: 2_048,
            devices_per_hour: 1_000_000,
            acts_per_hour: 1_000_000,
            grace_s: 10,
            patience_s: 30,
            tiles: None,
            paying: ProviderOptions::default(),
            mail: MailOptions::default(),
            app_links: AppLinkOptions::default(),
        }
    }

    /// How long running requests get when the server stops.
    #[must_use]
    pub const fn grace(&self) -> Duration {
        Duration::from_secs(self.grace_s)
    }

    /// How long a client may take to say what it wants.
    #[must_use]
    pub const fn patience(&self) -> Duration {
        Duration::from_secs(self.patience_s)
    }
}
