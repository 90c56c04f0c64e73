//! What a photo costs on its way to being sent: a turned 12-megapixel JPEG becomes 1600 and 320 pixels, upright. Beside
//! it libvips, the fastest of the usual libraries, on the same file in the same run. Each measurement is a process of its
//! own, so that its peak memory is its own.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use dimos_device::media::{Limits, prepare};
use image::imageops::{FilterType, resize};
use image::{Rgb, RgbImage};
use jiff::Timestamp;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

use crate::Figure;

/// Runs of each program; the median counts.
const RUNS: usize = 7;
/// Peak memory that a cheap phone spares without closing other apps, in MB.
const PEAK_LIMIT_MB: f64 = 70.0;
const MEASURE: &str = "--photo-measure";
const PREPARE: &str = "--photo-prepare";

/// Plays the part of a measured process if this process was started as one. `main` asks this before anything else and
/// returns the answer.
#[must_use]
pub fn play_child() -> Option<ExitCode> {
    let arguments: Vec<_> = std::env::args_os().collect();
    let done = match arguments.as_slice() {
        [_, role, program, rest @ ..] if role == MEASURE => measure_here(program, rest),
        [_, role, source, into] if role == PREPARE => {
            prepare(Path::new(source), Path::new(into), &Limits::default(), Timestamp::now())
                .map(drop)
                .map_err(io::Error::other)
        }
        _ => return None,
    };
    Some(match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    })
}

/// Measures. Without libvips its side is left out and says so.
#[must_use]
pub fn run() -> Vec<Figure> {
    measure_all().unwrap_or_else(|error| {
        let note = format!("failed: {error}");
        vec![Figure { name: "photo of 12 MP".to_owned(), value: f64::NAN, unit: "ms", note, ..Figure::default() }]
    })
}

#[derive(Debug, Clone, Copy, Default)]
struct Cost {
    cpu_ms: f64,
    peak_mb: f64,
}

fn measure_all() -> io::Result<Vec<Figure>> {
    let folder = tempfile::tempdir()?;
    let (large, tiny) = (folder.path().join("12mp.jpg"), folder.path().join("tiny.jpg"));
    let picture = twelve_megapixels()?;
    fs::write(&large, jpeg(&picture)?)?;
    fs::write(&tiny, jpeg(&RgbImage::new(16, 16))?)?;
    drop(picture);

    let vips = version_of_vips();
    let (mut ours, mut ours_start, mut theirs, mut theirs_start) = (vec![], vec![], vec![], vec![]);
    // Alternately, so that a noisy neighbour disturbs both.
    for _ in 0..RUNS {
        ours.push(our_cost(&large, folder.path())?);
        ours_start.push(our_cost(&tiny, folder.path())?);
        if vips.is_some() {
            theirs.push(cost_of_vips(&large, folder.path())?);
            theirs_start.push(cost_of_vips(&tiny, folder.path())?);
        }
    }
    let (ours, ours_start) = (median(&ours), median(&ours_start));
    let Some(vips) = vips else {
        let note = "skipped: libvips is not installed".to_owned();
        let alone = |name: &str, value, unit, limit| Figure {
            name: name.to_owned(),
            value,
            unit,
            limit,
            note: note.clone(),
            ..Figure::default()
        };
        return Ok(vec![
            alone("photo of 12 MP: CPU", ours.cpu_ms, "ms", None),
            alone("photo of 12 MP: peak memory", ours.peak_mb, "MB", Some(PEAK_LIMIT_MB)),
        ]);
    };
    let (theirs, theirs_start) = (median(&theirs), median(&theirs_start));
    let beside = |name: &str, value: f64, unit, limit, peer: f64, note: &str| Figure {
        name: name.to_owned(),
        value,
        unit,
        limit: Some(limit),
        peer: Some(format!("{vips}: {peer:.0} {unit}")),
        ratio: Some(value / peer),
        note: note.to_owned(),
        ..Figure::default()
    };
    let (work, their_work) = (ours.cpu_ms - ours_start.cpu_ms, theirs.cpu_ms - theirs_start.cpu_ms);
    Ok(vec![
        beside(
            "photo of 12 MP: CPU",
            ours.cpu_ms,
            "ms",
            theirs.cpu_ms,
            theirs.cpu_ms,
            "whole processes; the peer's two outputs by two vipsthumbnail, the second from the first",
        ),
        beside(
            "photo of 12 MP: CPU without start-up",
            work,
            "ms",
            their_work,
            their_work,
            "the same less what each costs for a photo of 16×16",
        ),
        beside("photo of 12 MP: peak memory", ours.peak_mb, "MB", PEAK_LIMIT_MB, theirs.peak_mb, ""),
    ])
}

fn our_cost(photo: &Path, folder: &Path) -> io::Result<Cost> {
    let this = std::env::current_exe()?;
    cost(this.as_os_str(), &[OsStr::new(PREPARE), photo.as_os_str(), folder.join("ours").as_os_str()])
}

fn cost_of_vips(photo: &Path, folder: &Path) -> io::Result<Cost> {
    let script = r#"vipsthumbnail "$0" -s "1600x1600>" -o "$1/v1600.jpg[Q=82,strip]" &&
        vipsthumbnail "$1/v1600.jpg" -s "320x320>" -o "$1/v320.jpg[Q=82,strip]""#;
    let arguments = [OsStr::new("-c"), OsStr::new(script), photo.as_os_str(), folder.as_os_str()];
    cost(OsStr::new("sh"), &arguments)
}

fn version_of_vips() -> Option<String> {
    let asked = Command::new("vipsthumbnail").arg("--version").output().ok()?;
    let said = String::from_utf8(asked.stdout).ok()?;
    Some(said.split_whitespace().next().unwrap_or("vips").replace("vips-", "libvips "))
}

/// CPU of a program and of all that it starts, and the largest memory among them.
fn cost(program: &OsStr, arguments: &[&OsStr]) -> io::Result<Cost> {
    let measured = Command::new(std::env::current_exe()?).arg(MEASURE).arg(program).args(arguments).output()?;
    let said = String::from_utf8_lossy(&measured.stdout);
    let numbers: Vec<f64> = said.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    match numbers.as_slice() {
        [cpu_ms, peak_mb] if measured.status.success() => Ok(Cost { cpu_ms: *cpu_ms, peak_mb: *peak_mb }),
        _ => Err(io::Error::other(String::from_utf8_lossy(&measured.stderr).into_owned())),
    }
}

/// In the measuring child: runs the program and prints what the kernel counted for it.
fn measure_here(program: &OsStr, arguments: &[std::ffi::OsString]) -> io::Result<()> {
    let status = Command::new(program).args(arguments).status()?;
    if !status.success() {
        return Err(io::Error::other(format!("{} failed: {status}", program.display())));
    }
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let cpu = usage.user_time() + usage.system_time();
    #[expect(clippy::cast_precision_loss, reason = "microseconds and kilobytes of one short process")]
    let (cpu_ms, peak_mb) = (cpu.num_microseconds() as f64 / 1e3, usage.max_rss() as f64 / 1024.0);
    println!("{cpu_ms} {peak_mb}");
    Ok(())
}

fn median(costs: &[Cost]) -> Cost {
    let middle = |mut numbers: Vec<f64>| {
        numbers.sort_by(f64::total_cmp);
        numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
    };
    Cost {
        cpu_ms: middle(costs.iter().map(|cost| cost.cpu_ms).collect()),
        peak_mb: middle(costs.iter().map(|cost| cost.peak_mb).collect()),
    }
}

/// A real photo, enlarged, with the grain of a sensor: as hard to decode as one from the camera (about 3.4 MB).
fn twelve_megapixels() -> io::Result<RgbImage> {
    let source = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../data/photos/street-6.jpg");
    let file = fs::read(source)?;
    let mut decoder = jpeg_decoder::Decoder::new(file.as_slice());
    let data = decoder.decode().map_err(io::Error::other)?;
    let info = decoder.info().ok_or_else(|| io::Error::other("no header"))?;
    let photo = RgbImage::from_raw(info.width.into(), info.height.into(), data)
        .ok_or_else(|| io::Error::other("not a colour photo"))?;
    let mut large = resize(&photo, 4000, 3000, FilterType::CatmullRom);
    let mut random = fastrand::Rng::with_seed(12);
    for Rgb(pixel) in large.pixels_mut() {
        // The sum of three dice is nearly a bell curve.
        let grain = random.i16(-6..=6) + random.i16(-6..=6) + random.i16(-6..=6);
        for channel in pixel {
            *channel = u8::try_from((i16::from(*channel) + grain).clamp(0, 255)).unwrap_or_default();
        }
    }
    Ok(large)
}

/// As a phone held upright writes it: orientation 6, colours at half resolution.
fn jpeg(picture: &RgbImage) -> io::Result<Vec<u8>> {
    const TURNED: &[u8] = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, 88);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    encoder.add_app_segment(1, TURNED.to_vec()).map_err(io::Error::other)?;
    let edge = |pixels: u32| u16::try_from(pixels).map_err(io::Error::other);
    encoder
        .encode(picture.as_raw(), edge(picture.width())?, edge(picture.height())?, ColorType::Rgb)
        .map_err(io::Error::other)?;
    Ok(file)
}
