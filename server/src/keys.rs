//! The server's own key: a file in the data directory that only the server's user may read. With it persons are
//! recognised by their tax number without the number being kept, receipts get codes that nobody can guess, and references
//! numbers of which nobody knows the next.

use dimos_domain::money::{ReceiptNumber, TaxNumber, VerificationCode};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::{
    fs::{self, OpenOptions},
    io::{self, ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
    sync::Arc,
};

/// The file's name within the data directory.
const FILE: &str = "server.key";
const LENGTH: usize = 32;

/// The key. Has no `Debug`: it must not reach a log.
#[derive(Clone)]
pub struct Keys(Arc<[u8; LENGTH]>);

impl Keys {
    /// Reads the key of a data directory; makes one if there is none.
    ///
    /// # Errors
    /// The file cannot be read or written, or is not a key. It is never replaced: whoever loses it loses the links
    /// between persons and bills.
    pub fn open(dir: &Path) -> io::Result<Self> {
        let file = dir.join(FILE);
        match fs::read(&file) {
            Ok(bytes) => read(&bytes),
            Err(missing) if missing.kind() == ErrorKind::NotFound => {
                make(dir, &file)?;
                read(&fs::read(&file)?)
            }
            Err(cause) => Err(cause),
        }
    }

    /// What is kept of a tax number: the same number gives the same hash, and without the key nobody can try them all.
    #[must_use]
    pub fn tax_number(&self, number: &TaxNumber) -> [u8; 32] {
        self.of("tax-number", number.reveal().as_bytes())
    }

    /// The code that proves a receipt.
    #[must_use]
    pub fn receipt(&self, number: ReceiptNumber) -> VerificationCode {
        VerificationCode::from_hash(&self.of("receipt", number.to_string().as_bytes()))
    }

    /// What proves that this server gave something out to a guest.
    #[must_use]
    pub fn guest(&self, what: &[u8]) -> [u8; 32] {
        self.of("guest", what)
    }

    /// One round of the permutation by which references are scattered; see `bills::scatter`.
    #[must_use]
    pub fn reference_round(&self, round: u8, half: u64) -> u128 {
        let mut what = [round; 9];
        what.iter_mut().skip(1).zip(half.to_be_bytes()).for_each(|(to, byte)| *to = byte);
        let hash = self.of("reference", &what);
        hash.first_chunk::<16>().map_or(0, |bytes| u128::from_be_bytes(*bytes))
    }

    /// A secret of its own for a part of this very server.
    #[must_use]
    pub fn secret(&self, purpose: &str) -> String {
        self.of("secret", purpose.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn of(&self, purpose: &str, what: &[u8]) -> [u8; 32] {
        // HMAC takes keys of every length: this never fails.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.0.as_slice()) else { return [0; 32] };
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(what);
        mac.finalize().into_bytes().into()
    }
}

fn read(bytes: &[u8]) -> io::Result<Keys> {
    let key = <[u8; LENGTH]>::try_from(bytes);
    key.map(|key| Keys(Arc::new(key)))
        .map_err(|_| io::Error::new(ErrorKind::InvalidData, "the server's key is damaged"))
}

/// Written beside and then linked: a command and the server that start together agree on one, and nobody reads half.
fn make(dir: &Path, file: &Path) -> io::Result<()> {
    let mut key = [0_u8; LENGTH];
    getrandom::fill(&mut key).map_err(io::Error::other)?;
    let beside = dir.join(format!("{FILE}.{}", uuid::Uuid::now_v7().simple()));
    let mut new = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
    new.write_all(&key)?;
    new.sync_all()?;
    let linked = fs::hard_link(&beside, file);
    fs::remove_file(&beside)?;
    match linked {
        Err(cause) if cause.kind() != ErrorKind::AlreadyExists => Err(cause),
        _ => fs::File::open(dir)?.sync_all(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_key_is_made_once_and_only_its_owner_may_read_it() {
        let dir = tempfile::tempdir().unwrap();
        let number: TaxNumber = "090000045".parse().unwrap();
        let first = Keys::open(dir.path()).unwrap().tax_number(&number);
        assert_eq!(Keys::open(dir.path()).unwrap().tax_number(&number), first);
        let mode = fs::metadata(dir.path().join(FILE)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing is left beside it");
        let other = tempfile::tempdir().unwrap();
        assert_ne!(Keys::open(other.path()).unwrap().tax_number(&number), first);
    }

    #[test]
    fn a_damaged_key_is_refused_and_kept() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(FILE), b"short").unwrap();
        assert!(Keys::open(dir.path()).is_err());
        assert_eq!(fs::read(dir.path().join(FILE)).unwrap(), b"short");
    }
}
