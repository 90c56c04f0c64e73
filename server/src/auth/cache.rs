//! Citizens' devices by the hash of their token, so that a phone's every request need not ask the database.

use super::{DeviceAuth, TokenHash};
use dimos_domain::ids::DeviceId;
use std::{
    collections::HashMap,
    sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

/// About 10 MB.
const MOST: usize = 50_000;

/// Known tokens. A change of a device makes it forget that device; what was read before the change and arrives after it
/// is not kept.
#[derive(Default)]
pub struct TokenCache(RwLock<Known>);

#[derive(Default)]
struct Known {
    devices: HashMap<[u8; 32], DeviceAuth>,
    generation: u64,
}

impl TokenCache {
    /// The device of a token.
    #[must_use]
    pub fn get(&self, hash: &TokenHash) -> Option<DeviceAuth> {
        self.read().devices.get(&hash.0).cloned()
    }

    /// To be asked before the database is, and given back to [`Self::put`].
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.read().generation
    }

    /// Remembers, unless something changed since `generation`.
    pub fn put(&self, hash: TokenHash, device: DeviceAuth, generation: u64) {
        let mut known = self.write();
        if known.generation != generation {
            return;
        }
        if known.devices.len() >= MOST {
            known.devices.clear();
        }
        known.devices.insert(hash.0, device);
    }

    /// Forgets a device: its crew, its language or its token changed.
    pub fn forget(&self, device: DeviceId) {
        let mut known = self.write();
        known.generation = known.generation.wrapping_add(1);
        known.devices.retain(|_, known| known.device != device);
    }

    fn read(&self) -> RwLockReadGuard<'_, Known> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Known> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dimos_domain::l10n::Language;

    #[test]
    fn what_was_read_before_a_change_is_not_remembered_after_it() {
        let cache = TokenCache::default();
        let (hash, id) = (TokenHash([7; 32]), DeviceId(uuid::Uuid::now_v7()));
        let device = DeviceAuth { device: id, crew: None, language: Language::El };
        let before = cache.generation();
        cache.forget(id);
        cache.put(hash, device.clone(), before);
        assert_eq!(cache.get(&hash), None);
        cache.put(hash, device.clone(), cache.generation());
        assert_eq!(cache.get(&hash), Some(device));
        cache.forget(id);
        assert_eq!(cache.get(&hash), None);
    }
}
