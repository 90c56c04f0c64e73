//! Transfers on the disk: one file each that only grows. Its length is how far the transfer is, so that nothing a dying
//! server had written is sent again. One request at a time works on a file; a newer one interrupts an older one, whose
//! connection is most likely dead.

use super::tus::Checksum;
use crate::error::Error;
use axum::body::Body;
use dimos_api::problem::Code;
use dimos_domain::ids::MediaId;
use http_body_util::BodyExt;
use sha1::Sha1;
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    fs::{self, File, OpenOptions},
    io::AsyncWriteExt,
    sync::{Notify, OwnedMutexGuard, Semaphore},
};

/// Every transfer of the server.
pub struct Uploads {
    root: PathBuf,
    slots: Mutex<HashMap<MediaId, Arc<Slot>>>,
    /// Photos being cleaned at a time: each takes a processor and up to 200 MB.
    pub(super) cleaning: Semaphore,
}

#[derive(Default)]
struct Slot {
    working: Arc<tokio::sync::Mutex<()>>,
    interrupt: Notify,
}

/// The right to work on a transfer.
pub(super) struct Turn {
    slot: Arc<Slot>,
    _guard: OwnedMutexGuard<()>,
}

/// How a part ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// With its last byte.
    Whole,
    /// Before: the connection was cut, was too slow, or a newer request took over.
    Cut,
}

impl Uploads {
    /// Uses a directory, creating it if it is missing.
    ///
    /// # Errors
    /// It cannot be created.
    pub fn open(root: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(root)?;
        Ok(Self { root: root.to_owned(), slots: Mutex::default(), cleaning: Semaphore::new(2) })
    }

    /// Waits for the turn on a transfer, interrupting whoever has it.
    pub(super) async fn turn(&self, id: MediaId) -> Turn {
        let slot = {
            let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
            if slots.len() > 1_000 {
                slots.retain(|_, slot| Arc::strong_count(slot) > 1);
            }
            Arc::clone(slots.entry(id).or_default())
        };
        slot.interrupt.notify_waiters();
        let guard = Arc::clone(&slot.working).lock_owned().await;
        Turn { slot, _guard: guard }
    }

    /// How many bytes have arrived; none if the file is not there.
    pub(super) async fn arrived(&self, id: MediaId) -> io::Result<Option<u64>> {
        match fs::metadata(self.path(id)).await {
            Ok(meta) => Ok(Some(meta.len())),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(cause),
        }
    }

    /// Begins anew with nothing arrived.
    pub(super) async fn begin(&self, id: MediaId) -> io::Result<()> {
        File::create(self.path(id)).await?.sync_all().await
    }

    /// Everything that arrived.
    pub(super) async fn read(&self, id: MediaId) -> io::Result<Vec<u8>> {
        fs::read(self.path(id)).await
    }

    /// Forgets a transfer; that it is not there is no error.
    pub(super) async fn remove(&self, id: MediaId) -> io::Result<()> {
        match fs::remove_file(self.path(id)).await {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(cause),
            _ => Ok(()),
        }
    }

    /// Appends a part of at most `room` bytes and syncs it; what arrived before a cut stays. A part that does not have its
    /// checksum, or that is longer, goes whole.
    pub(super) async fn append(&self, id: MediaId, turn: &Turn, part: Part) -> Result<Ended, Error> {
        let mut file = OpenOptions::new().append(true).open(self.path(id)).await?;
        let before = file.metadata().await?.len();
        let mut hashes = Hashes::new(part.checksum);
        let written = write(&mut file, turn, part.body, part.room, part.patience, &mut hashes).await;
        file.flush().await?;
        file.sync_data().await?;
        let ended = match written {
            Ok(Ended::Whole) if !hashes.agree() => Err(Error::new(Code::ChecksumMismatch)),
            written => written,
        };
        let refused = |error: &Error| matches!(error.code(), Code::ChecksumMismatch | Code::TooLarge);
        if ended.as_ref().is_err_and(refused) {
            file.set_len(before).await?;
            file.sync_data().await?;
        }
        ended
    }

    fn path(&self, id: MediaId) -> PathBuf {
        self.root.join(format!("{}.part", id.0.simple()))
    }
}

/// A part on its way.
pub(super) struct Part {
    pub(super) body: Body,
    pub(super) room: u64,
    pub(super) patience: Duration,
    pub(super) checksum: Option<Checksum>,
}

async fn write(
    file: &mut File,
    turn: &Turn,
    mut body: Body,
    room: u64,
    patience: Duration,
    hashes: &mut Hashes,
) -> Result<Ended, Error> {
    let interrupted = turn.slot.interrupt.notified();
    tokio::pin!(interrupted);
    let mut left = room;
    loop {
        let frame = tokio::select! {
            frame = tokio::time::timeout(patience, body.frame()) => frame,
            () = &mut interrupted => return Ok(Ended::Cut),
        };
        let frame = match frame {
            Ok(Some(Ok(frame))) => frame,
            Ok(None) => return Ok(Ended::Whole),
            Ok(Some(Err(_))) | Err(_) => return Ok(Ended::Cut),
        };
        let Ok(data) = frame.into_data() else { continue };
        left = match left.checked_sub(u64::try_from(data.len()).unwrap_or(u64::MAX)) {
            Some(left) => left,
            None => return Err(longer()),
        };
        hashes.update(&data);
        file.write_all(&data).await?;
    }
}

/// The refusal of bytes beyond what was announced.
pub(super) fn longer() -> Error {
    Error::new(Code::TooLarge).because("longer")
}

/// Whether a body holds anything at all.
pub(super) async fn brings_bytes(mut body: Body, patience: Duration) -> bool {
    while let Ok(Some(Ok(frame))) = tokio::time::timeout(patience, body.frame()).await {
        if frame.data_ref().is_some_and(|data| !data.is_empty()) {
            return true;
        }
    }
    false
}

/// The running hash of a part that must have one.
enum Hashes {
    None,
    Sha1(Sha1, Vec<u8>),
    Sha256(Sha256, Vec<u8>),
}

impl Hashes {
    fn new(wanted: Option<Checksum>) -> Self {
        match wanted {
            None => Self::None,
            Some(Checksum::Sha1(wanted)) => Self::Sha1(Sha1::new(), wanted),
            Some(Checksum::Sha256(wanted)) => Self::Sha256(Sha256::new(), wanted),
        }
    }

    fn update(&mut self, data: &[u8]) {
        match self {
            Self::None => {}
            Self::Sha1(hash, _) => hash.update(data),
            Self::Sha256(hash, _) => hash.update(data),
        }
    }

    fn agree(self) -> bool {
        match self {
            Self::None => true,
            Self::Sha1(hash, wanted) => hash.finalize().as_slice() == wanted,
            Self::Sha256(hash, wanted) => hash.finalize().as_slice() == wanted,
        }
    }
}
