//! Delivery with no screen: what WorkManager and BGTaskScheduler call.

use crate::{
    config::CoreConfig,
    error::CoreError,
    shell::{SecretStore, ShellSecrets},
    worker::runtime,
};
use dimos_device::{Device, Stop, SystemClock};
use std::{sync::Arc, time::Duration};
use tokio::task::JoinSet;

/// How a round of delivery went.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct DeliveryReport {
    /// Acts delivered.
    pub delivered: u32,
    /// Acts that the server refused: a person has to look.
    pub wedged: u32,
    /// Acts that still wait: ask the operating system to come back.
    pub left: u32,
    /// Reports that others did something to: worth a notification.
    pub reports_with_news: u32,
    /// Jobs that are new on the crew's plan, on another day, or off it: likewise.
    pub jobs_with_news: u32,
    /// Whether the app must be updated first.
    pub upgrade_required: bool,
}

/// Delivers what waits. May run beside a [`crate::DimosCore`] of the same folder, in this process or another: a lease
/// keeps them apart.
#[derive(uniffi::Object)]
pub struct SyncEngine {
    device: Device,
}

#[uniffi::export]
impl SyncEngine {
    /// Opens the phone's storage.
    ///
    /// # Errors
    /// The storage cannot be used.
    #[uniffi::constructor]
    pub fn open(config: CoreConfig, secrets: Arc<dyn SecretStore>) -> Result<Arc<Self>, CoreError> {
        let device = Device::open(config.device(), Arc::new(ShellSecrets(secrets)), Arc::new(SystemClock))
            .map_err(|error| CoreError::Storage { reason: error.to_string() })?;
        Ok(Arc::new(Self { device }))
    }

    /// Delivers until everything is sent or the time is up. Can be dropped at any moment: the round ends with it, and nothing
    /// is lost or doubled.
    ///
    /// # Errors
    /// The operating system gives no threads.
    pub async fn drain(&self, deadline_ms: u64) -> Result<DeliveryReport, CoreError> {
        let device = self.device.clone();
        // A set ends what is in it when it is dropped; a task by itself would go on.
        let mut rounds = JoinSet::new();
        rounds.spawn_on(async move { device.drain(Duration::from_millis(deadline_ms)).await }, &runtime()?);
        let ended = rounds.join_next().await.ok_or_else(|| CoreError::NoThreads { reason: "no round".to_owned() })?;
        let round = ended.map_err(|error| CoreError::NoThreads { reason: error.to_string() })?;
        Ok(DeliveryReport {
            delivered: round.delivered,
            wedged: round.wedged,
            left: round.left,
            reports_with_news: round.news.reports,
            jobs_with_news: round.news.jobs,
            upgrade_required: round.stopped == Some(Stop::Upgrade),
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use std::{
        io::{ErrorKind, Read},
        net::TcpListener,
        thread,
    };

    struct NoSecrets;

    impl SecretStore for NoSecrets {
        fn get(&self, _name: String) -> Option<String> {
            None
        }

        fn put(&self, _name: String, _value: String) {}

        fn remove(&self, _name: String) {}
    }

    #[test]
    fn a_round_that_nobody_waits_for_any_more_ends_at_once() {
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let dir = tempfile::tempdir().unwrap();
        let config = CoreConfig {
            data_dir: dir.path().to_string_lossy().into_owned(),
            server_url: format!("http://{}", silent.local_addr().unwrap()),
            platform: "android".to_owned(),
            app_version: "0.0.0".to_owned(),
            locale: "el-GR".to_owned(),
            bundled_city: None,
        };
        let engine = SyncEngine::open(config, Arc::new(NoSecrets)).unwrap();
        let server = thread::spawn(move || {
            let (mut line, _) = silent.accept().unwrap();
            line.set_read_timeout(Some(Duration::from_secs(8))).unwrap();
            // Reads what is asked, answers nothing, and waits for the phone to hang up.
            let mut all = Vec::new();
            line.read_to_end(&mut all).map_or_else(|error| Err(error.kind()), |_| Ok(all))
        });
        let waited = runtime()
            .unwrap()
            .block_on(async { tokio::time::timeout(Duration::from_millis(500), engine.drain(600_000)).await });
        assert!(waited.is_err(), "the city is silent: {waited:?}");
        match server.join().unwrap() {
            Ok(asked) => assert!(!asked.is_empty(), "the round had begun"),
            Err(error) => assert_eq!(error, ErrorKind::ConnectionReset, "the line is still open"),
        }
    }
}
