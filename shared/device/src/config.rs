//! What a shell brings along: where to keep things, whom to talk to, secure storage, the time.

use jiff::Timestamp;
use std::path::PathBuf;

/// Where a device lives and whom it talks to.
#[derive(Debug, Clone)]
pub struct DeviceConfig {
    /// A folder of its own, made if missing: database, fetched photos, the city.
    pub dir: PathBuf,
    /// The server's base URL, `https://…`; plain `http` only to this very machine.
    pub server: String,
    /// `android`, `ios` or `terminal`.
    pub platform: String,
    /// For example `0.1.0`.
    pub app_version: String,
    /// The city's JSON as it was when the app was built: used until a newer one is fetched.
    pub bundled_city: Option<PathBuf>,
}

/// The phone's secure storage (Keychain, Keystore), by the shell. Holds the token and the device's id; never the database.
pub trait Secrets: Send + Sync {
    /// What was put under that name.
    fn get(&self, name: &str) -> Option<String>;
    /// Keeps a value under a name.
    fn put(&self, name: &str, value: &str);
    /// Forgets a name.
    fn remove(&self, name: &str);
}

/// The time.
pub trait Clock: Send + Sync {
    /// Now, by the phone's clock: may be wrong by years.
    fn now(&self) -> Timestamp;
}

/// The operating system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}
