//! What a shell says once, when it makes the core.

use dimos_device::DeviceConfig;

/// Where to keep things and whom to talk to.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct CoreConfig {
    /// A folder of the app's own, kept by the operating system until the app is removed.
    pub data_dir: String,
    /// The city's server, for example `https://dimos.example.gr`.
    pub server_url: String,
    /// `android`, `ios` or `terminal`.
    pub platform: String,
    /// The app's version.
    pub app_version: String,
    /// The phone's locale, BCP 47, for example `el-GR`.
    pub locale: String,
    /// The city as it came with the app, so that a first report needs no network.
    pub bundled_city: Option<String>,
}

impl CoreConfig {
    pub(crate) fn device(&self) -> DeviceConfig {
        DeviceConfig {
            dir: self.data_dir.clone().into(),
            server: self.server_url.clone(),
            platform: self.platform.clone(),
            app_version: self.app_version.clone(),
            bundled_city: self.bundled_city.clone().map(Into::into),
        }
    }
}
