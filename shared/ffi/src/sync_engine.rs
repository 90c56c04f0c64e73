//! Delivery with no screen: what WorkManager and BGTaskScheduler call.

use crate::{
    config::CoreConfig,
    error::CoreError,
    shell::{SecretStore, ShellSecrets},
    worker::runtime,
};
use dimos_device::{Device, Stop, SystemClock};
use std::{sync::Arc, time::Duration};

/// How a round of delivery went.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct DeliveryReport {
    /// Acts delivered.
    pub delivered: u32,
    /// Acts that the server refused: a person has to look.
    pub wedged: u32,
    /// Acts that still wait: ask the operating system to come back.
    pub left: u32,
    /// Reports and jobs that changed at the server's: worth a notification.
    pub pulled: u32,
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

    /// Delivers until everything is sent or the time is up. Can be dropped at any moment: nothing is lost or doubled.
    ///
    /// # Errors
    /// The operating system gives no threads.
    pub async fn drain(&self, deadline_ms: u64) -> Result<DeliveryReport, CoreError> {
        let device = self.device.clone();
        let task = runtime()?.spawn(async move { device.drain(Duration::from_millis(deadline_ms)).await });
        let round = task.await.map_err(|error| CoreError::NoThreads { reason: error.to_string() })?;
        Ok(DeliveryReport {
            delivered: round.delivered,
            wedged: round.wedged,
            left: round.left,
            pulled: round.pulled,
            upgrade_required: round.stopped == Some(Stop::Upgrade),
        })
    }
}
