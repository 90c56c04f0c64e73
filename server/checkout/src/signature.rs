//! How a webhook is signed: a header `t=<unix time>,v1=<hex>`, where v1 is the HMAC-SHA256 of `<t>.<body>` under a shared
//! secret (Stripe's scheme, which our sandbox follows). Several `v1` are allowed, since a secret is changed while both are
//! in use. Nothing of a body may be believed, or even parsed, before this module has passed it.

use crate::{LONGEST_WEBHOOK, Secret, WebhookError};
use axum::http::HeaderMap;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::Sha256;
use std::{fmt::Write as _, time::Duration};
use subtle::{Choice, ConstantTimeEq};

/// How far the time of signing may be from our clock, before or after it. Stripe's own library checks the past only: what
/// is signed in the future could be kept and played back later.
pub const TOLERANCE: Duration = Duration::from_secs(300);

/// The header's value for a body, signed at a Unix time.
#[must_use]
pub fn sign(secret: &Secret, unix: i64, body: &[u8]) -> String {
    format!("t={unix},v1={}", v1(secret, &unix.to_string(), body))
}

fn v1(secret: &Secret, time: &str, body: &[u8]) -> String {
    // HMAC takes keys of any length: there is no error to come.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.reveal().as_bytes()) else { return String::new() };
    mac.update(time.as_bytes());
    mac.update(b".");
    mac.update(body);
    mac.finalize().into_bytes().iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Checks a header against the body as it came. Takes as long for a wrong signature as for a good one.
///
/// # Errors
/// See [`WebhookError`]; a wrong signature is told before a wrong time.
pub fn check(secrets: &[Secret], header: Option<&str>, body: &[u8], now: i64) -> Result<(), WebhookError> {
    let header = header.ok_or(WebhookError::NoSignature)?;
    let mut time = None;
    let mut signatures = Vec::new();
    for part in header.split(',') {
        let mut halves = part.split('=');
        match (halves.next(), halves.next()) {
            (Some("t"), Some(text)) => time = time.or(Some(text)),
            (Some("v1"), Some(text)) => signatures.push(text),
            _ => {}
        }
    }
    let time = time.ok_or(WebhookError::BadHeader)?;
    let signed_at: i64 = time.parse().map_err(|_| WebhookError::BadHeader)?;
    if signatures.is_empty() {
        return Err(WebhookError::NoSignature);
    }
    // More than anybody rotates: the work is bounded before it is done.
    if signatures.len() > 16 {
        return Err(WebhookError::BadHeader);
    }
    let mut fits = Choice::from(0);
    for secret in secrets {
        let expected = v1(secret, time, body);
        for signature in &signatures {
            fits |= expected.as_bytes().ct_eq(signature.as_bytes());
        }
    }
    if !bool::from(fits) {
        return Err(WebhookError::WrongSignature);
    }
    let tolerance = i64::try_from(TOLERANCE.as_secs()).unwrap_or(i64::MAX);
    match now.saturating_sub(signed_at) {
        age if age > tolerance => Err(WebhookError::Stale),
        age if age < -tolerance => Err(WebhookError::Future),
        _ => Ok(()),
    }
}

/// Checks the webhook that came: its length, then the signature in the header of that name.
pub fn check_request(
    secrets: &[Secret],
    (headers, name): (&HeaderMap, &str),
    body: &[u8],
    now: Timestamp,
) -> Result<(), WebhookError> {
    if body.len() > LONGEST_WEBHOOK {
        return Err(WebhookError::TooLarge);
    }
    let header = headers.get(name).map(|value| value.to_str().map_err(|_| WebhookError::BadHeader)).transpose()?;
    check(secrets, header, body, now.as_second())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BODY: &[u8] = br#"{"id":"evt_1","object":"event"}"#;
    const AT: i64 = 1_700_000_000;
    const GOOD: &str = "0c8670ed117751cc551a20e35839447075c42800ea3cf3e8a2fbda99cd1e6edd";

    fn secrets() -> Vec<Secret> {
        vec![Secret::new("whsec_test_secret")]
    }

    fn checked(header: &str, now: i64) -> Result<(), WebhookError> {
        check(&secrets(), Some(header), BODY, now)
    }

    #[test]
    fn the_published_vector_comes_out() {
        assert_eq!(sign(&Secret::new("whsec_test_secret"), AT, BODY), format!("t={AT},v1={GOOD}"));
    }

    #[test]
    fn a_signature_holds_for_five_minutes_on_both_sides() {
        let header = format!("t={AT},v1={GOOD}");
        for age in [0, 1, 299, 300, -1, -299, -300] {
            assert_eq!(checked(&header, AT + age), Ok(()), "{age}");
        }
        assert_eq!(checked(&header, AT + 301), Err(WebhookError::Stale));
        assert_eq!(checked(&header, AT - 301), Err(WebhookError::Future));
        assert_eq!(checked(&header, i64::MAX), Err(WebhookError::Stale));
        assert_eq!(checked(&header, i64::MIN), Err(WebhookError::Future));
    }

    #[test]
    fn one_good_signature_among_several_is_enough() {
        assert_eq!(checked(&format!("t={AT},v1=00,v1={GOOD}"), AT), Ok(()));
        assert_eq!(checked(&format!("t={AT},v0=00,v1={GOOD},extra"), AT), Ok(()));
        let both = [Secret::new("whsec_new"), Secret::new("whsec_test_secret")];
        assert_eq!(check(&both, Some(&format!("t={AT},v1={GOOD}")), BODY, AT), Ok(()));
    }

    #[test]
    fn what_is_not_signed_right_is_refused() {
        use WebhookError::*;
        assert_eq!(check(&secrets(), None, BODY, AT), Err(NoSignature));
        assert_eq!(checked(&format!("t={AT}"), AT), Err(NoSignature));
        assert_eq!(checked(&format!("t={AT},v0={GOOD}"), AT), Err(NoSignature));
        assert_eq!(checked(&format!("v1={GOOD}"), AT), Err(BadHeader));
        assert_eq!(checked(&format!("t=soon,v1={GOOD}"), AT), Err(BadHeader));
        assert_eq!(checked("", AT), Err(BadHeader));
        assert_eq!(checked(&format!("t={AT}{}", ",v1=00".repeat(17)), AT), Err(BadHeader));
        assert_eq!(checked(&format!("t={},v1={GOOD}", AT + 1), AT), Err(WrongSignature));
        assert_eq!(checked(&format!("t={AT},v1={}", &GOOD[1..]), AT), Err(WrongSignature));
        assert_eq!(checked(&format!("t={AT},v1="), AT), Err(WrongSignature));
        assert_eq!(check(&[], Some(&format!("t={AT},v1={GOOD}")), BODY, AT), Err(WrongSignature));
    }

    proptest! {
        #[test]
        fn a_changed_body_is_noticed(body in proptest::collection::vec(any::<u8>(), 1..200), at in any::<prop::sample::Index>(), bit in 0_u32..8) {
            let header = sign(&secrets()[0], AT, &body);
            prop_assert_eq!(check(&secrets(), Some(&header), &body, AT), Ok(()));
            let mut changed = body.clone();
            let at = at.index(changed.len());
            changed[at] ^= 1_u8 << bit;
            prop_assert_eq!(check(&secrets(), Some(&header), &changed, AT), Err(WebhookError::WrongSignature));
        }

        #[test]
        fn no_header_makes_it_fall_over(header in ".{0,200}", now in any::<i64>()) {
            prop_assert!(checked(&header, now).is_err());
        }
    }
}
