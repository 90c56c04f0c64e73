//! The figure: many reports that were kept without a network are delivered through one that cuts at random. None may be
//! lost, none doubled.

use crate::{
    city::{City, Trouble, photo},
    proxy::Faults,
};
use dimos_device::{Clock, Device, DeviceConfig, Secrets, SystemClock};
use dimos_domain::{
    act::{Act, Deed, NewReport},
    ids::{ActId, ReportId},
    place::{Located, Position, PositionSource},
};
use dimos_phone::{At, PhoneOptions, Told};
use nix::sys::{
    resource::{UsageWho, getrusage},
    time::TimeValLike,
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use uuid::Uuid;

/// Neither photo nor answers needed.
const SERVICE: &str = "street-light-daytime";
const WORDS: &str = "Φως αναμμένο μέρα μεσημέρι, κολώνα";
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

/// Queues that many reports on a phone without a network, two of a hundred with a photo: these through the core as a
/// person would, the others straight into the phone's outbox. Then delivers them in the background through a network that
/// cuts by that seed.
///
/// # Errors
/// The phone or the server cannot be used at all. What was lost or doubled is in the figures.
pub fn drain_queued(count: usize, seed: u64) -> Result<DrainFigures, Trouble> {
    let city = City::behind(seed, Faults::none())?;
    let photos = (count * WITH_PHOTO).div_ceil(100).min(count);
    let began = Instant::now();
    let phone = city.offline_phone("drain")?;
    for number in 0..photos {
        let (lat, lon) = spot(number);
        phone.files(
            &Told::new(SERVICE, WORDS, (lat, lon)).photo(photo("outside-kalamaria.jpg")).at(At::Pin(lat, lon)),
        )?;
    }
    queue(&city.options("drain"), photos..count)?;
    let queueing_seconds = began.elapsed().as_secs_f64();
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
    let (reports, media) = (u64::try_from(count).unwrap_or(0), u64::try_from(photos).unwrap_or(0));
    let lost = reports.saturating_sub(city.count("SELECT count(*) FROM reports")?)
        + media.saturating_sub(city.count("SELECT count(*) FROM media WHERE report IS NOT NULL")?);
    let doubled = city.count("SELECT count(*) FROM events WHERE kind = 'reported'")?.saturating_sub(reports)
        + city.count("SELECT count(*) FROM report_photos")?.saturating_sub(media);
    Ok(DrainFigures {
        queued: count,
        photos,
        lost,
        doubled,
        requests: counts.requests,
        cuts: counts.cuts(),
        seconds,
        cpu,
        queueing_seconds,
    })
}

/// Puts reports into the phone's outbox, each in a transaction that is on the disk, as the core does.
fn queue(options: &PhoneOptions, numbers: std::ops::Range<usize>) -> Result<(), Trouble> {
    let config = DeviceConfig {
        dir: options.dir.clone(),
        server: options.server.clone(),
        platform: "terminal".to_owned(),
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
        bundled_city: None,
    };
    let device = Device::open(config, Arc::new(NoSecrets), Arc::new(SystemClock)).map_err(unusable)?;
    for number in numbers {
        let (at, (lat, lon)) = (SystemClock.now(), spot(number));
        let position = Position::new(lat, lon).map_err(unusable)?;
        let report = NewReport {
            id: ReportId(Uuid::now_v7()),
            service: SERVICE.parse()?,
            description: format!("{WORDS} {number}"),
            located: Located { position, accuracy_m: None, source: PositionSource::Map },
            place_hint: None,
            answers: Vec::new(),
            photos: Vec::new(),
            contact: None,
            reported_at: at,
            not_duplicates_of: Vec::new(),
        };
        let act = Act { id: ActId(Uuid::now_v7()), at, what: Deed::Report(report) };
        device.commit(&act, None, &[]).map_err(unusable)?;
    }
    Ok(())
}

fn unusable(cause: impl std::fmt::Display) -> Trouble {
    Trouble::Missing(format!("phone: {cause}"))
}

/// A spot of its own for each of a thousand, all of them on the city's ground (further west lies the gulf).
fn spot(number: usize) -> (f64, f64) {
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    let (row, column) = ((number / 40) as f64, (number % 40) as f64);
    (40.618 + row * 0.000_4, 22.962 + column * 0.000_325)
}

/// Who only queues needs none.
struct NoSecrets;

impl Secrets for NoSecrets {
    fn get(&self, _name: &str) -> Option<String> {
        None
    }
    fn put(&self, _name: &str, _value: &str) {}
    fn remove(&self, _name: &str) {}
}

fn cpu() -> Result<f64, Trouble> {
    let used = getrusage(UsageWho::RUSAGE_SELF).map_err(std::io::Error::from)?;
    #[expect(clippy::cast_precision_loss, reason = "microseconds of some minutes")]
    let seconds = (used.user_time() + used.system_time()).num_microseconds() as f64 / 1e6;
    Ok(seconds)
}
