//! How often somebody may try: passwords, codes and registrations cannot be guessed or flooded. In memory: a restart
//! forgives, which is cheaper than a write per attempt.

use crate::{error::Error, state::App};
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::request::Parts,
};
use dimos_api::problem::Code;
use jiff::Timestamp;
use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::{Mutex, PoisonError},
};

/// Every limit of the server.
pub struct Throttles {
    /// Passwords for one account from one peer: a stranger cannot lock the owner out.
    pub logins_by_account_and_peer: Throttle,
    /// Passwords for one account from everywhere: a stranger with many addresses cannot guess it.
    pub logins_by_account: Throttle,
    /// Passwords from one peer.
    pub logins_by_peer: Throttle,
    /// Enrolment codes from one phone.
    pub codes_by_device: Throttle,
    /// Enrolment codes from one peer.
    pub codes_by_peer: Throttle,
    /// New devices from one peer.
    pub devices_by_peer: Throttle,
    /// Acts of one phone. What waited on a phone without a network is more than a person does, so the limit is high; a phone
    /// that meets it waits and goes on.
    pub acts_by_device: Throttle,
    /// Bills looked up by reference and amount, from one phone.
    pub lookups_by_device: Throttle,
    /// The same from one peer: a mobile network hides many phones behind one address.
    pub lookups_by_peer: Throttle,
    /// Pages of providers opened from one peer by who has found a bill. Behind one address of a mobile network many people
    /// pay, and whoever looks bills up there must not lock them out.
    pub payments_by_peer: Throttle,
    /// Bills looked up by one reference from everywhere: its amount cannot be guessed.
    pub lookups_by_reference: Throttle,
    /// Receipts verified from one peer.
    pub receipts_by_peer: Throttle,
    /// Unsigned hints on orders that were never opened here, from one peer.
    pub hints_by_peer: Throttle,
}

impl Throttles {
    /// With the configured numbers of devices per peer and hour, and of acts per device and hour.
    #[must_use]
    pub fn new(devices_per_hour: u32, acts_per_hour: u32) -> Self {
        Self {
            logins_by_account_and_peer: Throttle::new(5, 60),
            logins_by_account: Throttle::new(50, 30),
            logins_by_peer: Throttle::new(30, 20),
            codes_by_device: Throttle::new(5, 60),
            codes_by_peer: Throttle::new(30, 20),
            devices_by_peer: Throttle::per_hour(devices_per_hour),
            acts_by_device: Throttle::per_hour(acts_per_hour),
            lookups_by_device: Throttle::new(10, 30),
            lookups_by_peer: Throttle::new(100, 3),
            payments_by_peer: Throttle::new(1_000, 1),
            lookups_by_reference: Throttle::new(20, 60),
            receipts_by_peer: Throttle::new(30, 10),
            hints_by_peer: Throttle::new(100, 60),
        }
    }
}

/// One limit: a bucket of tries per key that fills up again with time.
pub struct Throttle {
    burst: u32,
    refill_us: i64,
    buckets: Mutex<HashMap<String, Bucket>>,
}

/// A bucket is only a moment: when it would be full again (GCRA). In the past: it is full.
#[derive(Clone, Copy)]
struct Bucket {
    full_at_us: i64,
}

const HOUR_US: i64 = 3_600_000_000;

/// Keys remembered; beyond, those that are full again are dropped.
const MOST: usize = 100_000;

impl Throttle {
    /// So many tries at once, then one every so many seconds.
    #[must_use]
    pub fn new(burst: u32, refill_s: u32) -> Self {
        Self { burst, refill_us: i64::from(refill_s) * 1_000_000, buckets: Mutex::default() }
    }

    /// So many tries at once and in every hour.
    #[must_use]
    pub fn per_hour(tries: u32) -> Self {
        Self { burst: tries, refill_us: (HOUR_US / i64::from(tries.max(1))).max(1), buckets: Mutex::default() }
    }

    /// Takes one try.
    ///
    /// # Errors
    /// `too_many_requests` with the time to wait.
    pub fn take(&self, key: &str, now: Timestamp) -> Result<(), Error> {
        let now = now.as_microsecond();
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST {
            buckets.retain(|_, bucket| bucket.full_at_us > now);
        }
        let full_at = buckets.get(key).map_or(now, |bucket| bucket.full_at_us.max(now));
        let room = i64::from(self.burst).saturating_mul(self.refill_us);
        let wait = full_at + self.refill_us - room - now;
        if wait > 0 {
            let seconds = u64::try_from(wait).unwrap_or_default().div_ceil(1_000_000).max(1);
            return Err(Error::new(Code::TooManyRequests).retry_after(seconds).number("seconds", seconds));
        }
        buckets.insert(key.to_owned(), Bucket { full_at_us: full_at + self.refill_us });
        Ok(())
    }

    /// Gives every try back: it was the right one.
    pub fn forgive(&self, key: &str) {
        self.buckets.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}

/// Where a request comes from, as limits count it: an IPv4 address or an IPv6 network of one customer (/64).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer(pub String);

impl FromRequestParts<App> for Peer {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let forwarded = || {
            let header = parts.headers.get_all("x-forwarded-for").iter().next_back()?;
            header.to_str().ok()?.rsplit(',').next()?.trim().parse::<IpAddr>().ok()
        };
        let direct = || parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
        let address = if app.config.behind_proxy { forwarded().or_else(direct) } else { direct() };
        Ok(Self(address.map_or_else(|| "unknown".to_owned(), network)))
    }
}

fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;

    #[test]
    fn tries_run_out_and_come_back_one_by_one() {
        let throttle = Throttle::new(2, 60);
        let now = Timestamp::UNIX_EPOCH;
        assert!(throttle.take("a", now).is_ok());
        assert!(throttle.take("a", now).is_ok());
        assert_eq!(throttle.take("a", now).map_err(|refused| refused.code()), Err(Code::TooManyRequests));
        assert!(throttle.take("b", now).is_ok(), "others are not held up");
        assert!(throttle.take("a", now + 59.seconds()).is_err());
        assert!(throttle.take("a", now + 60.seconds()).is_ok());
        assert!(throttle.take("a", now + 61.seconds()).is_err());
        throttle.forgive("a");
        assert!(throttle.take("a", now + 61.seconds()).is_ok());
    }

    #[test]
    fn a_limit_above_one_a_millisecond_refuses_nobody_below_it() {
        let throttle = Throttle::per_hour(100_000_000);
        let now = Timestamp::UNIX_EPOCH;
        // Two threads read the clock one after the other and come here the other way round.
        let moments = (0..1_000_i64).map(|n| now + (n ^ 1).microseconds());
        assert!(moments.into_iter().all(|now| throttle.take("a", now).is_ok()));
    }

    #[test]
    fn an_ipv6_customer_counts_as_one() {
        let of = |text: &str| text.parse().map(network).ok();
        assert_eq!(of("2001:db8:1:2:3::4"), of("2001:db8:1:2:ffff::1"));
        assert_ne!(of("2001:db8:1:2::4"), of("2001:db8:1:3::4"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
    }
}
