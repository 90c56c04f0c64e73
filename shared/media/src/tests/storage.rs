//! What is left on the disk.

use std::fs;
use std::io;

use sha2::{Digest, Sha256};

use super::builders::*;
use crate::{Limits, MediaError, prepare};

#[test]
fn a_prepared_photo_is_named_by_its_content_and_lies_beside_its_thumbnail() {
    let folder = tempfile::tempdir().unwrap();
    let into = folder.path().join("photos/outbox");
    let prepared = prepare(&photo("street-3.jpg"), &into, &Limits::default(), now()).unwrap();

    let file = fs::read(&prepared.path).unwrap();
    let hash: String = Sha256::digest(&file).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(prepared.sha256, hash);
    assert_eq!(prepared.path, into.join(format!("{hash}.jpg")));
    assert_eq!(prepared.thumb_path, into.join(format!("{hash}.thumb.jpg")));
    assert_eq!(prepared.bytes, file.len() as u64);
    assert_eq!(fs::read_dir(&into).unwrap().count(), 2);
}

#[test]
fn the_same_photo_twice_is_one_photo_and_the_original_is_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let original = fs::read(photo("street-5.jpg")).unwrap();
    let prepare = || prepare(&photo("street-5.jpg"), folder.path(), &Limits::default(), now()).unwrap();
    assert_eq!(prepare(), prepare());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    assert_eq!(fs::read(photo("street-5.jpg")).unwrap(), original);
}

#[test]
fn a_refused_photo_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("half.jpg");
    let whole = fs::read(photo("street-1.jpg")).unwrap();
    fs::write(&source, &whole[..whole.len() / 2]).unwrap();
    let into = folder.path().join("out");
    assert_eq!(prepare(&source, &into, &Limits::default(), now()), Err(MediaError::Truncated));
    assert!(!into.exists());
}

#[test]
fn a_file_that_cannot_take_its_name_is_not_left_half_done() {
    let folder = tempfile::tempdir().unwrap();
    let first = prepare(&photo("street-6.jpg"), folder.path(), &Limits::default(), now()).unwrap();
    fs::remove_file(&first.path).unwrap();
    fs::create_dir(&first.path).unwrap();

    assert!(matches!(
        prepare(&photo("street-6.jpg"), folder.path(), &Limits::default(), now()),
        Err(MediaError::Io(_))
    ));

    let parts = fs::read_dir(folder.path())
        .unwrap()
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "part"));
    assert_eq!(parts.count(), 0);
}

#[test]
fn what_is_no_file_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |source: &std::path::Path| prepare(source, folder.path(), &Limits::default(), now()).unwrap_err();
    assert_eq!(refused(&folder.path().join("gone.jpg")), MediaError::Missing);
    assert_eq!(refused(folder.path()), MediaError::NotAnImage);
    let empty = folder.path().join("empty.jpg");
    fs::write(&empty, "").unwrap();
    assert_eq!(refused(&empty), MediaError::NotAnImage);
}

#[test]
fn a_file_beyond_the_limit_is_refused_unread() {
    let limits = Limits { file_bytes: 1000, ..Limits::default() };
    let bytes = fs::metadata(photo("street-2.jpg")).unwrap().len();
    let folder = tempfile::tempdir().unwrap();
    let answer = prepare(&photo("street-2.jpg"), folder.path(), &limits, now());
    assert_eq!(answer, Err(MediaError::TooLarge { bytes, limit: 1000 }));
}

#[test]
fn what_the_storage_says_is_told_in_words() {
    // ENOSPC, EDQUOT (Linux), EROFS, EACCES, EPERM
    for (code, told) in [
        (28, MediaError::DiskFull),
        (122, MediaError::DiskFull),
        (30, MediaError::ReadOnly),
        (13, MediaError::NotAllowed),
        (1, MediaError::NotAllowed),
    ] {
        assert_eq!(MediaError::from(io::Error::from_raw_os_error(code)), told);
    }
}
