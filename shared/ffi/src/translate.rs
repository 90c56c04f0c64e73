//! The device's words in the app's words.

use dimos_app::{effect, intent::ShelfChoice};
use dimos_device::{Delivery, NetError, OutboxEntry, Shelf, StoreError, Tracked, media::MediaError};

pub fn shelf(choice: ShelfChoice) -> Shelf {
    match choice {
        ShelfChoice::Mine => Shelf::Mine,
        ShelfChoice::Following => Shelf::Following,
    }
}

pub fn storage_trouble(error: &StoreError) -> effect::StorageTrouble {
    match error {
        StoreError::Full => effect::StorageTrouble::Full,
        StoreError::ReadOnly => effect::StorageTrouble::ReadOnly,
        StoreError::Damaged | StoreError::Unfit(_) | StoreError::Other(_) => {
            tracing::error!(%error, "the phone's storage failed");
            effect::StorageTrouble::Broken
        }
    }
}

pub fn photo_trouble(error: &MediaError) -> effect::PhotoTrouble {
    use effect::PhotoTrouble as T;
    match error {
        MediaError::NotAnImage => T::NotAnImage,
        MediaError::Heic => T::Heic,
        MediaError::Truncated | MediaError::Damaged => T::Damaged,
        MediaError::TooManyPixels { .. } | MediaError::TooLarge { .. } => T::TooLarge,
        MediaError::Unsupported(_) => T::Unsupported,
        MediaError::DiskFull => T::StorageFull,
        MediaError::Missing | MediaError::ReadOnly | MediaError::NotAllowed | MediaError::Io(_) => T::Unreadable,
    }
}

pub fn net_trouble(error: NetError) -> effect::NetTrouble {
    use effect::NetTrouble as T;
    match error {
        NetError::Offline => T::Offline,
        NetError::Upgrade => T::UpgradeRequired,
        NetError::Refused(reason) => T::Refused { code: reason.code.as_str().to_owned(), detail: reason.detail },
        NetError::Busy { .. } | NetError::Unauthenticated | NetError::Unreadable | NetError::Store(_) => T::Failed,
    }
}

pub fn delivery_rows(entries: Vec<OutboxEntry>) -> Vec<effect::OutboxRow> {
    entries
        .into_iter()
        .map(|entry| effect::OutboxRow {
            act: entry.act,
            number: entry.number,
            delivery: match entry.state {
                Delivery::Queued { next_at, .. } => effect::Delivery::Queued { next_at },
                Delivery::Sending => effect::Delivery::Sending,
                Delivery::PhotoGone => effect::Delivery::PhotoGone,
                Delivery::Rescued => effect::Delivery::Rescued,
                Delivery::Wedged(reason) => {
                    effect::Delivery::Wedged { code: reason.code.as_str().to_owned(), detail: reason.detail }
                }
            },
        })
        .collect()
}

pub fn tracked(item: Tracked, outbox: &[OutboxEntry]) -> effect::TrackedReport {
    let ids: Vec<_> = item.pending.iter().map(|pending| pending.act).collect();
    let pending = outbox.iter().filter(|entry| ids.contains(&entry.act.id)).cloned().collect();
    effect::TrackedReport { report: item.report, pending: delivery_rows(pending), unseen: item.unseen }
}
