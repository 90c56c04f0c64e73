//! What a shell implements: in Kotlin, in Swift, or in Rust for a phone without a screen. Callbacks arrive on threads of the
//! core and must return at once; an answer goes to the `resolve_*` method of the same name.

use dimos_app::{
    base_map::BaseMap,
    effect::{CopyText, Locate, OpenUrl, PickPhoto, ScheduleDelivery, ShareFile, ShareText, ShowFile},
};
use dimos_device::Secrets;
use std::sync::Arc;

/// The operating system's part.
#[uniffi::export(foreign)]
pub trait Shell: Send + Sync {
    /// The view model is new: read it on the screen's thread.
    fn render(&self);
    /// Take or choose a photo; answer with [`crate::DimosCore::resolve_photo`].
    fn pick_photo(&self, id: u64, request: PickPhoto);
    /// Find out where the phone is; answer with [`crate::DimosCore::resolve_location`].
    fn locate(&self, id: u64, request: Locate);
    /// Open an address.
    fn open_url(&self, request: OpenUrl);
    /// Offer the share sheet.
    fn share(&self, request: ShareText);
    /// Put a text on the clipboard.
    fn copy(&self, request: CopyText);
    /// Show a file in the phone's viewer.
    fn show_file(&self, request: ShowFile);
    /// Offer the share sheet with a file.
    fn share_file(&self, request: ShareFile);
    /// Ask the operating system to wake the app for delivery.
    fn schedule_delivery(&self, request: ScheduleDelivery);
    /// Draw this city under every map from now on. Comes once for each version of the city and language, never with a view.
    fn draw_city(&self, map: BaseMap);
}

/// The operating system's secure storage: Keychain, Keystore. Calls may block.
#[uniffi::export(foreign)]
pub trait SecretStore: Send + Sync {
    /// What is kept under a name.
    fn get(&self, name: String) -> Option<String>;
    /// Keeps it.
    fn put(&self, name: String, value: String);
    /// Forgets it.
    fn remove(&self, name: String);
}

/// The shell's secure storage as the device wants it.
pub(crate) struct ShellSecrets(pub Arc<dyn SecretStore>);

impl Secrets for ShellSecrets {
    fn get(&self, name: &str) -> Option<String> {
        self.0.get(name.to_owned())
    }

    fn put(&self, name: &str, value: &str) {
        self.0.put(name.to_owned(), value.to_owned());
    }

    fn remove(&self, name: &str) {
        self.0.remove(name.to_owned());
    }
}
