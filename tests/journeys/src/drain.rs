//! The figure: many reports that were kept without a network are delivered through one that cuts at random. None may be
//! lost, none doubled.

use crate::{
    city::{City, Trouble, photo},
    proxy::Faults,
};
use dimos_phone::{Phone, Told};
use nix::sys::{
    resource::{UsageWho, getrusage},
    time::TimeValLike,
};
use std::time::{Duration, Instant};

/// How many reports of a hundred carry a photo.
const WITH_PHOTO: usize = 2;
/// How often each of the four kinds of cuts happens, in requests of a thousand.
const CUTS: u16 = 40;
/// The phone comes back so often at most; each time it finds a little less to do.
const ROUNDS: u32 = 400;
/// One round of background delivery.
const ROUND_MS: u64 = 10_000;

/// How a drain went.
#[derive(Debug, Clone, PartialEq)]
pub struct DrainFigures {
    /// Reports that were queued.
    pub queued: usize,
    /// Photos that went with them.
    pub photos: usize,
    /// Reports or photos that the server does not have.
    pub lost: u64,
    /// Reports filed twice, or photos attached twice, by the server's log.
    pub doubled: u64,
    /// Requests that the phone made.
    pub requests: u64,
    /// How often the line was cut.
    pub cuts: u64,
    /// How long the drain took.
    pub seconds: f64,
    /// Processor time of phone, network and server together, in seconds.
    pub cpu: f64,
    /// How long queueing took, without a network.
    pub queueing_seconds: f64,
}

/// Queues that many reports on a phone without a network, through the core as a person would, two of a hundred with a
/// photo. Then delivers them in the background through a network that cuts by that seed.
///
/// # Errors
/// The phone or the server cannot be used at all. What was lost or doubled is in the figures.
pub fn drain_queued(count: usize, seed: u64) -> Result<DrainFigures, Trouble> {
    let city = City::behind(seed, Faults::none())?;
    let phone = city.offline_phone("drain")?;
    let began = Instant::now();
    let photos = (count * WITH_PHOTO).div_ceil(100);
    for number in 0..count {
        phone.compose(&report(number, count.checked_div(photos)))?;
        phone.send_report()?;
    }
    let queueing_seconds = began.elapsed().as_secs_f64();
    let unsent = queued(&phone)?;
    city.network().set(Faults::cuts(CUTS));
    let (began, cpu) = (Instant::now(), cpu()?);
    let engine = phone.background()?;
    drop(phone);
    for _ in 0..ROUNDS {
        let round = city.block_on(engine.drain(ROUND_MS)).map_err(|error| Trouble::Missing(error.to_string()))?;
        if round.left == 0 {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let seconds = began.elapsed().as_secs_f64();
    let cpu = self::cpu()? - cpu;
    let counts = city.network().counts();
    let reports = city.count("SELECT count(*) FROM reports")?;
    let arrived = city.count("SELECT count(*) FROM media WHERE report IS NOT NULL")?;
    let filed = city.count("SELECT count(*) FROM events WHERE kind = 'reported'")?;
    let attached = city.count("SELECT count(*) FROM report_photos")?;
    let expected = (u64::try_from(unsent).unwrap_or(0), u64::try_from(photos).unwrap_or(0));
    Ok(DrainFigures {
        queued: unsent,
        photos,
        lost: expected.0.saturating_sub(reports) + expected.1.saturating_sub(arrived),
        doubled: filed.saturating_sub(expected.0) + attached.saturating_sub(expected.1),
        requests: counts.requests,
        cuts: counts.cuts(),
        seconds,
        cpu,
        queueing_seconds,
    })
}

/// How many acts wait on the phone.
fn queued(phone: &Phone) -> Result<usize, Trouble> {
    let rows = phone.unsent()?;
    let listed = rows.iter().filter(|row| !row.act.is_empty()).count();
    // Of very many the last row says how many more there are.
    let more = rows.iter().filter(|row| row.act.is_empty());
    let more: usize = more
        .filter_map(|row| row.title.chars().filter(char::is_ascii_digit).collect::<String>().parse::<usize>().ok())
        .sum();
    Ok(listed + more)
}

/// The n-th report, at a spot of its own.
fn report(number: usize, every: Option<usize>) -> Told {
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    let (row, column) = ((number / 40) as f64, (number % 40) as f64);
    let at = (40.600 + row * 0.000_9, 22.950 + column * 0.000_4);
    let told = Told::new("street-light-daytime", &format!("Φως αναμμένο μέρα μεσημέρι, κολώνα {number}"), at);
    match every {
        Some(every) if number.is_multiple_of(every) => told.photo(photo("outside-kalamaria.jpg")).at(dimos_phone::At::Pin(at.0, at.1)),
        _ => told,
    }
}

fn cpu() -> Result<f64, Trouble> {
    let used = getrusage(UsageWho::RUSAGE_SELF).map_err(std::io::Error::from)?;
    #[expect(clippy::cast_precision_loss, reason = "microseconds of some minutes")]
    let seconds = (used.user_time() + used.system_time()).num_microseconds() as f64 / 1e6;
    Ok(seconds)
}
