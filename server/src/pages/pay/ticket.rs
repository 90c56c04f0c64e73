//! What a guest holds after a bill was found: an address that shows this one thing for two days. Neither the reference nor
//! the amount stands in it, so that none of them ends up in histories and logs.

use crate::keys::Keys;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use dimos_domain::ids::PayableId;
use jiff::Timestamp;
use uuid::Uuid;

/// Hours, the begun one included.
const HOURS: u32 = 48;
const HOUR_S: i64 = 3_600;
const ID: usize = 16;
const UNTIL: usize = 4;
const PROOF: usize = 16;

/// The ticket of a payable. The same within an hour.
pub(super) fn mint(keys: &Keys, payable: PayableId, now: Timestamp) -> String {
    let until = hour(now).saturating_add(HOURS);
    let mut bytes = Vec::with_capacity(ID + UNTIL + PROOF);
    bytes.extend_from_slice(payable.0.as_bytes());
    bytes.extend_from_slice(&until.to_be_bytes());
    let proof = keys.guest(&bytes);
    bytes.extend(proof.iter().take(PROOF));
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// What a ticket is for; none if it is not ours or its time is over.
pub(super) fn read(keys: &Keys, ticket: &str, now: Timestamp) -> Option<PayableId> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(ticket).ok()?;
    let (said, proof) = bytes.split_at_checked(ID + UNTIL)?;
    let right = keys.guest(said);
    // Every byte is compared, so that time tells nothing of how many were right.
    let differ = right.iter().take(PROOF).zip(proof).fold(0, |differ, (right, given)| differ | (right ^ given));
    let (id, until) = said.split_at_checked(ID)?;
    let until = u32::from_be_bytes(until.try_into().ok()?);
    let good = proof.len() == PROOF && differ == 0 && hour(now) < until;
    good.then(|| Uuid::from_slice(id).ok().map(PayableId)).flatten()
}

fn hour(now: Timestamp) -> u32 {
    u32::try_from(now.as_second() / HOUR_S).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use jiff::ToSpan;

    #[test]
    fn a_ticket_is_good_for_its_own_payable_and_for_two_days() {
        let dir = tempfile::tempdir().unwrap();
        let keys = Keys::open(dir.path()).unwrap();
        let (id, now): (_, Timestamp) = (PayableId(Uuid::now_v7()), "2026-11-22T02:30:00Z".parse().unwrap());
        let ticket = mint(&keys, id, now);
        assert_eq!(read(&keys, &ticket, now), Some(id));
        assert_eq!(read(&keys, &ticket, now + 47.hours()), Some(id));
        assert_eq!(read(&keys, &ticket, now + 48.hours()), None);
        let elsewhere = tempfile::tempdir().unwrap();
        assert_eq!(read(&Keys::open(elsewhere.path()).unwrap(), &ticket, now), None);
    }

    #[test]
    fn a_ticket_that_was_changed_is_none() {
        let dir = tempfile::tempdir().unwrap();
        let keys = Keys::open(dir.path()).unwrap();
        let now = Timestamp::UNIX_EPOCH;
        let ticket = mint(&keys, PayableId(Uuid::now_v7()), now);
        for at in 0..ticket.len() {
            let mut bytes = ticket.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(bytes).unwrap();
            assert_eq!(read(&keys, &changed, now), None, "{at}");
        }
        for short in ["", "A", "====", &ticket[..40], &format!("{ticket}AAAA")] {
            assert_eq!(read(&keys, short, now), None, "{short}");
        }
    }
}
