//! Photos as files. Written under another name, synced, then renamed: a name that exists is whole. An own hundred lines
//! instead of `object_store`: its local engine would bring some forty crates for the same four calls; its remote ones are
//! what it is for, and this type is where it will be plugged in when a city runs several servers.

use crate::error::Error;
use axum::body::Bytes;
use dimos_domain::ids::MediaId;
use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

/// Where photos are kept. Cheap to clone.
#[derive(Clone)]
pub struct Blobs {
    root: Arc<Path>,
}

/// Which file of a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rendition {
    /// At most 2,048 pixels.
    Full,
    /// At most 320 pixels.
    Thumb,
}

impl Blobs {
    /// Uses a directory, creating it if it is missing.
    ///
    /// # Errors
    /// It cannot be created.
    pub fn open(root: &Path) -> io::Result<Self> {
        fs::create_dir_all(root)?;
        Ok(Self { root: root.into() })
    }

    /// Keeps a file; when this returns it is on the disk. Blocks.
    ///
    /// # Errors
    /// The disk's.
    pub fn put(&self, id: MediaId, rendition: Rendition, bytes: &[u8]) -> io::Result<()> {
        let path = self.path(id, rendition);
        let Some(folder) = path.parent() else { return Err(io::ErrorKind::InvalidFilename.into()) };
        fs::create_dir_all(folder)?;
        let unfinished = path.with_extension("tmp");
        let written = File::create(&unfinished).and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        });
        if let Err(cause) = written.and_then(|()| fs::rename(&unfinished, &path)) {
            // What is left is swept later if even this fails.
            let _ = fs::remove_file(&unfinished);
            return Err(cause);
        }
        File::open(folder)?.sync_all()
    }

    /// A file's content, if it is there.
    ///
    /// # Errors
    /// The disk's.
    pub async fn get(&self, id: MediaId, rendition: Rendition) -> Result<Option<Bytes>, Error> {
        match tokio::fs::read(self.path(id, rendition)).await {
            Ok(bytes) => Ok(Some(Bytes::from(bytes))),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(cause.into()),
        }
    }

    /// Removes every file of a photo. Blocks.
    ///
    /// # Errors
    /// The disk's; that there is nothing to remove is none.
    pub fn delete(&self, id: MediaId) -> io::Result<()> {
        for rendition in [Rendition::Full, Rendition::Thumb] {
            match fs::remove_file(self.path(id, rendition)) {
                Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(cause),
                _ => {}
            }
        }
        Ok(())
    }

    /// Photos whose files are older than `before`; also removes unfinished files of that age. Blocks.
    ///
    /// # Errors
    /// The disk's.
    pub fn older_than(&self, before: SystemTime) -> io::Result<Vec<MediaId>> {
        let mut found = Vec::new();
        for folder in fs::read_dir(&self.root)? {
            for file in fs::read_dir(folder?.path()).into_iter().flatten() {
                let file = file?;
                if file.metadata()?.modified()? >= before {
                    continue;
                }
                let path = file.path();
                if path.extension().is_some_and(|extension| extension == "tmp") {
                    fs::remove_file(&path)?;
                } else if let Some(id) = id_of(&path) {
                    found.push(id);
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// Whether the disk takes anything. Blocks.
    ///
    /// # Errors
    /// The disk's.
    pub fn probe(&self) -> io::Result<()> {
        let path = self.root.join("probe.tmp");
        fs::write(&path, [0_u8; 512])?;
        fs::remove_file(path)
    }

    /// Ids made at the same time share their first digits, so folders go by the last.
    fn path(&self, id: MediaId, rendition: Rendition) -> PathBuf {
        let id = id.0.simple().to_string();
        let folder = id.get(30..).unwrap_or("00").to_owned();
        let end = match rendition {
            Rendition::Full => ".jpg",
            Rendition::Thumb => ".thumb.jpg",
        };
        self.root.join(folder).join(id + end)
    }
}

fn id_of(path: &Path) -> Option<MediaId> {
    path.file_name()?.to_str()?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::time::Duration;

    #[tokio::test]
    async fn what_was_put_is_there_until_it_is_deleted() {
        let dir = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(dir.path()).unwrap();
        let id = MediaId(uuid::Uuid::now_v7());
        blobs.put(id, Rendition::Full, b"full").unwrap();
        blobs.put(id, Rendition::Thumb, b"thumb").unwrap();
        assert_eq!(blobs.get(id, Rendition::Full).await.unwrap().unwrap(), "full");
        assert_eq!(blobs.older_than(SystemTime::now() + Duration::from_secs(9)).unwrap(), [id]);
        assert!(blobs.older_than(SystemTime::UNIX_EPOCH).unwrap().is_empty());
        blobs.delete(id).unwrap();
        blobs.delete(id).unwrap();
        assert_eq!(blobs.get(id, Rendition::Thumb).await.unwrap(), None);
        blobs.probe().unwrap();
    }
}
