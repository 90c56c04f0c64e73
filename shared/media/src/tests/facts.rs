//! What is believed of the EXIF.

use std::process::Command;

use exif::{Tag, Value};
use jiff::civil::date;
use proptest::prelude::*;

use super::builders::*;
use crate::exif::read;
use crate::{ExifFacts, Limits, inspect};

fn facts(tags: Vec<(Tag, Value)>) -> ExifFacts {
    read(Some(block(tags)), now()).0
}

fn taken(text: &str) -> ExifFacts {
    facts(vec![(Tag::DateTimeOriginal, ascii(text))])
}

#[test]
fn a_phone_that_knows_where_it_is_is_believed() {
    let tags = [
        (Tag::GPSHPositioningError, rationals(&[(65, 10)])),
        (Tag::GPSImgDirection, rationals(&[(2705, 10)])),
        (Tag::DateTimeOriginal, ascii("2026:11:21 18:30:05")),
    ];
    let facts = facts(square().into_iter().chain(tags).collect());
    let position = facts.position.unwrap();
    assert!((position.lat() - 40.6326).abs() < 1e-9 && (position.lon() - 22.9408).abs() < 1e-9, "{position:?}");
    assert_eq!(facts.accuracy_m, Some(6.5));
    assert_eq!(facts.heading_deg, Some(270.5));
    assert_eq!(facts.taken_at, Some(date(2026, 11, 21).at(18, 30, 5, 0)));
}

#[test]
fn south_and_west_are_negative() {
    let tags = but(but(square(), Tag::GPSLatitudeRef, ascii("S")), Tag::GPSLongitudeRef, ascii("W"));
    let position = facts(tags).position.unwrap();
    assert!(position.lat() < -40.0 && position.lon() < -22.0);
}

#[test]
fn the_real_photos_lie_where_exiftool_says() {
    for name in ["street-1", "street-2", "street-3", "street-4", "street-5", "street-6", "outside-kalamaria"] {
        let path = photo(&format!("{name}.jpg"));
        let ours = inspect(&path, &Limits::default(), now()).unwrap().exif;
        let asked = Command::new("exiftool")
            .args(["-n", "-T", "-GPSLatitude", "-GPSLongitude"])
            .args(["-GPSHPositioningError", "-DateTimeOriginal"])
            .arg(&path)
            .output();
        let Ok(output) = asked else {
            dimos_told::skipped("exiftool is not installed (Debian: libimage-exiftool-perl)");
            return;
        };
        let theirs = String::from_utf8(output.stdout).unwrap();
        let theirs: Vec<&str> = theirs.trim().split('\t').collect();
        let position = ours.position.unwrap();
        let six = |number: &str| format!("{:.6}", number.parse::<f64>().unwrap());
        assert_eq!(format!("{:.6}", position.lat()), six(theirs[0]), "{name}");
        assert_eq!(format!("{:.6}", position.lon()), six(theirs[1]), "{name}");
        assert_eq!(ours.accuracy_m, theirs[2].parse().ok(), "{name}");
        assert_eq!(ours.taken_at.unwrap().strftime("%Y:%m:%d %H:%M:%S").to_string(), theirs[3], "{name}");
    }
}

#[test]
fn a_position_that_cannot_be_is_no_position() {
    let nowhere = [
        but(but(square(), Tag::GPSLatitude, rationals(&[(0, 1); 3])), Tag::GPSLongitude, rationals(&[(0, 1); 3])),
        but(square(), Tag::GPSLatitude, rationals(&[(95, 1), (0, 1), (0, 1)])),
        but(square(), Tag::GPSLatitude, rationals(&[(40, 1), (75, 1), (0, 1)])),
        but(square(), Tag::GPSLatitude, rationals(&[(40, 0), (37, 1), (57, 1)])),
        but(square(), Tag::GPSLongitude, rationals(&[(22, 1), (56, 0), (26, 1)])),
        but(square(), Tag::GPSLongitude, rationals(&[(22, 1), (56, 1)])),
        but(square(), Tag::GPSLongitude, rationals(&[])),
        but(square(), Tag::GPSLongitude, ascii("22.9408")),
        but(square(), Tag::GPSLongitudeRef, ascii("?")),
        but(square(), Tag::GPSLongitudeRef, ascii("")),
        but(square(), Tag::GPSStatus, ascii("V")),
        square().into_iter().filter(|(tag, _)| *tag != Tag::GPSLatitudeRef).collect(),
    ];
    for tags in nowhere {
        let story = format!("{tags:?}");
        assert_eq!(facts(tags).position, None, "{story}");
    }
}

#[test]
fn an_accuracy_is_a_radius_of_a_known_position() {
    let known = |accuracy| facts(but(square(), Tag::GPSHPositioningError, rationals(&[accuracy]))).accuracy_m;
    assert_eq!(known((47, 10)), Some(4.7));
    assert_eq!(known((0, 1)), None);
    assert_eq!(known((5, 0)), None);
    assert_eq!(known((4_000_000_000, 1)), None);
    assert_eq!(facts(vec![(Tag::GPSHPositioningError, rationals(&[(5, 1)]))]).accuracy_m, None);
}

#[test]
fn a_date_is_believed_from_1995_to_a_day_from_now() {
    assert!(taken("1995:01:01 00:00:00").taken_at.is_some());
    assert!(taken("2026:11:23 09:59:59").taken_at.is_some());
    for wrong in [
        "2026:11:23 10:00:01",
        "2031:01:01 12:00:00",
        "1980:01:01 00:00:00",
        "0000:00:00 00:00:00",
        "    :  :     :  :  ",
        "2026:02:30 10:00:00",
        "2026:11:20 25:00:00",
        "2026-11-20",
        "",
    ] {
        assert_eq!(taken(wrong).taken_at, None, "{wrong:?}");
    }
}

#[test]
fn the_date_of_digitising_stands_in_for_one_that_lies() {
    let tags = vec![
        (Tag::DateTimeOriginal, ascii("2099:01:01 00:00:00")),
        (Tag::DateTimeDigitized, ascii("2026:11:20 10:00:00")),
    ];
    assert_eq!(facts(tags).taken_at, Some(date(2026, 11, 20).at(10, 0, 0, 0)));
}

#[test]
fn an_exif_block_that_breaks_off_never_spoils_the_photo() {
    let whole = block(but(square(), Tag::DateTimeOriginal, ascii("2026:11:20 10:00:00")));
    let picture = jpeg(&quarters(16, 16));
    for length in 0..whole.len() {
        let rendition = prepared(&with_exif(&picture, &whole[..length])).unwrap();
        assert!(rendition.exif.position.is_none_or(|position| (position.lat() - 40.6326).abs() < 1e-9));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_exif_block_does_harm(noise in prop::collection::vec(any::<u8>(), 0..400), big in any::<bool>()) {
        let mut block = if big { b"MM\0*\0\0\0\x08".to_vec() } else { b"II*\0\x08\0\0\0".to_vec() };
        block.extend(noise);
        read(Some(block), now());
    }

    #[test]
    fn a_flipped_exif_block_never_puts_the_photo_off_the_globe(
        flips in prop::collection::vec((any::<prop::sample::Index>(), 0..8_u8), 1..12),
    ) {
        let mut tags = block(square());
        for (at, bit) in flips {
            let at = at.index(tags.len());
            tags[at] ^= 1 << bit;
        }
        if let Some(position) = read(Some(tags), now()).0.position {
            prop_assert!(position.lat().abs() <= 90.0 && position.lon().abs() <= 180.0);
        }
    }
}
