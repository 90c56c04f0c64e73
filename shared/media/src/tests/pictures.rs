//! What becomes of the pixels.

use std::process::Command;

use exif::{Tag, Value};
use image::buffer::ConvertBuffer;
use image::{DynamicImage, GenericImage, ImageFormat, Rgba, RgbaImage};
use jpeg_encoder::{ColorType, SamplingFactor};

use super::builders::*;
use crate::{Limits, MediaError, inspect, prepare};

const AS_TAKEN: [[u8; 3]; 4] = [RED, GREEN, BLUE, WHITE];

#[test]
fn a_large_photo_is_sent_with_1600_pixels_and_a_thumbnail_of_320() {
    let rendition = prepared(&jpeg(&quarters(3200, 2400))).unwrap();
    assert_eq!((rendition.width, rendition.height), (1600, 1200));
    assert_eq!(pixels(&rendition.photo).dimensions(), (1600, 1200));
    assert_eq!(pixels(&rendition.thumb).dimensions(), (320, 240));
    assert_quarters(&rendition.photo, AS_TAKEN);
    assert_quarters(&rendition.thumb, AS_TAKEN);
}

#[test]
fn a_small_photo_keeps_its_size() {
    let rendition = prepared(&jpeg(&quarters(640, 480))).unwrap();
    assert_eq!((rendition.width, rendition.height), (640, 480));
}

#[test]
fn a_single_pixel_is_a_photo() {
    let rendition = prepared(&jpeg(&quarters(1, 1))).unwrap();
    assert_eq!(pixels(&rendition.thumb).dimensions(), (1, 1));
}

#[test]
fn a_long_panorama_keeps_its_shape_and_never_loses_its_last_row() {
    let wide = prepared(&jpeg(&quarters(12_000, 800))).unwrap();
    assert_eq!((wide.width, wide.height), (1600, 107));
    let thread = prepared(&jpeg(&quarters(9_000, 2))).unwrap();
    assert_eq!((thread.width, thread.height), (1600, 1));
}

#[test]
fn each_of_the_eight_orientations_is_turned_upright() {
    // Where the quarters of the sensor (red | green above blue | white) are seen, CIPA DC-008 table 5.
    let seen = [
        (1, [RED, GREEN, BLUE, WHITE]),
        (2, [GREEN, RED, WHITE, BLUE]),
        (3, [WHITE, BLUE, GREEN, RED]),
        (4, [BLUE, WHITE, RED, GREEN]),
        (5, [RED, BLUE, GREEN, WHITE]),
        (6, [BLUE, RED, WHITE, GREEN]),
        (7, [WHITE, GREEN, BLUE, RED]),
        (8, [GREEN, WHITE, RED, BLUE]),
    ];
    let sensor = jpeg(&quarters(400, 200));
    for (orientation, expected) in seen {
        let photo = with_exif(&sensor, &block(vec![(Tag::Orientation, Value::Short(vec![orientation]))]));
        let rendition = prepared(&photo).unwrap();
        let upright = if orientation < 5 { (400, 200) } else { (200, 400) };
        assert_eq!((rendition.width, rendition.height), upright, "orientation {orientation}");
        assert_quarters(&rendition.photo, expected);
        assert_quarters(&rendition.thumb, expected);
    }
}

#[test]
fn an_orientation_that_does_not_exist_leaves_the_photo_as_it_is() {
    for wrong in [0, 9, 0xFFFF] {
        let tags = block(vec![(Tag::Orientation, Value::Short(vec![wrong]))]);
        assert_quarters(&prepared(&with_exif(&jpeg(&quarters(64, 64)), &tags)).unwrap().photo, AS_TAKEN);
    }
}

#[test]
fn every_usual_kind_of_jpeg_is_read() {
    let picture = quarters(400, 300);
    for sampling in [SamplingFactor::R_4_2_0, SamplingFactor::R_4_2_2, SamplingFactor::R_4_4_4] {
        for progressive in [false, true] {
            let photo = encoded(&picture, ColorType::Rgb, sampling, progressive);
            assert_quarters(&prepared(&photo).unwrap().photo, AS_TAKEN);
        }
    }
    for ink in [ColorType::Cmyk, ColorType::CmykAsYcck] {
        let photo = encoded(&picture, ink, SamplingFactor::R_4_4_4, false);
        assert_quarters(&prepared(&photo).unwrap().photo, AS_TAKEN);
    }
    let grey = prepared(&encoded(&picture, ColorType::Luma, SamplingFactor::R_4_4_4, false)).unwrap();
    assert!(pixels(&grey.photo).pixels().all(|pixel| pixel.0[0].abs_diff(pixel.0[2]) < 3));
}

#[test]
fn png_and_webp_are_read_in_every_depth() {
    let picture = DynamicImage::ImageRgb8(quarters(400, 300));
    let deep = DynamicImage::ImageRgb16(picture.to_rgb16());
    for file in [
        saved(&picture, ImageFormat::Png),
        saved(&deep, ImageFormat::Png),
        saved(&DynamicImage::ImageRgba16(deep.to_rgba16()), ImageFormat::Png),
        saved(&picture, ImageFormat::WebP),
    ] {
        assert_quarters(&prepared(&file).unwrap().photo, AS_TAKEN);
    }
}

#[test]
fn sixteen_bits_come_out_as_eight_would_with_grey_and_transparency_too() {
    let mut picture = DynamicImage::ImageRgb8(quarters(400, 300)).into_rgba8();
    picture.rows_mut().take(100).flatten().for_each(|pixel| pixel.0[3] = 60);
    let picture = DynamicImage::ImageRgba8(picture);
    for (eight, sixteen) in [
        (DynamicImage::ImageLuma8(picture.to_luma8()), DynamicImage::ImageLuma16(picture.to_luma8().convert())),
        (
            DynamicImage::ImageLumaA8(picture.to_luma_alpha8()),
            DynamicImage::ImageLumaA16(picture.to_luma_alpha8().convert()),
        ),
        (DynamicImage::ImageRgb8(picture.to_rgb8()), DynamicImage::ImageRgb16(picture.to_rgb8().convert())),
        (picture.clone(), DynamicImage::ImageRgba16(picture.to_rgba8().convert())),
    ] {
        let photo = |image: &DynamicImage| prepared(&saved(image, ImageFormat::Png)).unwrap().photo;
        assert_eq!(pixels(&photo(&eight)), pixels(&photo(&sixteen)), "{:?}", eight.color());
    }
    let grey = DynamicImage::ImageLumaA8(picture.to_luma_alpha8());
    let on_paper = pixels(&prepared(&saved(&grey, ImageFormat::Png)).unwrap().photo);
    assert!(on_paper.get_pixel(10, 10).0[0] > 180, "pale on white: {:?}", on_paper.get_pixel(10, 10));
}

#[test]
fn what_is_transparent_becomes_white_paper() {
    let mut picture = RgbaImage::from_pixel(200, 200, Rgba([0, 0, 0, 0]));
    picture
        .sub_image(0, 0, 100, 100)
        .copy_from(&RgbaImage::from_pixel(100, 100, Rgba([255, 0, 0, 128])), 0, 0)
        .unwrap();
    let rendition = prepared(&saved(&DynamicImage::ImageRgba8(picture), ImageFormat::Png)).unwrap();
    let paper = [255, 255, 255];
    assert_quarters(&rendition.photo, [[255, 127, 127], paper, paper, paper]);
}

#[test]
fn pictures_that_must_be_decoded_whole_are_held_to_the_memory_they_take() {
    let limits = Limits { whole_bytes: 400_000, ..Limits::default() };
    let refused = |file: &[u8]| {
        let answer = crate::prepare_bytes(file, &limits, now());
        assert!(matches!(answer, Err(MediaError::TooManyPixels { width: 400, height: 400, .. })), "{answer:?}");
    };
    let picture = quarters(400, 400);
    refused(&encoded(&picture, ColorType::Rgb, SamplingFactor::R_4_2_0, true));
    refused(&saved(&DynamicImage::ImageRgb8(picture.clone()), ImageFormat::Png));
    refused(&saved(&DynamicImage::ImageRgb8(picture.clone()), ImageFormat::WebP));
    assert!(crate::prepare_bytes(&jpeg(&picture), &limits, now()).is_ok());
}

#[test]
fn the_real_photos_come_out_upright_and_without_metadata() {
    let folder = tempfile::tempdir().unwrap();
    let upright = [
        ("street-1.jpg", (1296, 968)),
        ("street-2.jpg", (968, 1296)),
        ("street-3.jpg", (968, 1296)),
        ("street-4.jpg", (968, 1296)),
        ("street-5.jpg", (1296, 968)),
        ("street-6.jpg", (1296, 968)),
        ("outside-kalamaria.jpg", (478, 640)),
    ];
    for (name, size) in upright {
        let prepared = prepare(&photo(name), folder.path(), &Limits::default(), now()).unwrap();
        assert_eq!((prepared.width, prepared.height), size, "{name}");
        let seen = inspect(&photo(name), &Limits::default(), now()).unwrap();
        assert_eq!(((seen.width, seen.height), &seen.exif), (size, &prepared.exif), "{name}");
        for path in [&prepared.path, &prepared.thumb_path] {
            let file = std::fs::read(path).unwrap();
            for trace in
                [&b"Exif"[..], b"GPS", b"Apple", b"iPhone", b"http://ns.adobe.com", b"ICC_PROFILE", b"Photoshop"]
            {
                assert!(!file.windows(trace.len()).any(|window| window == trace), "{name} still holds {trace:?}");
            }
        }
    }
    metadata_by_another_reader(folder.path());
}

/// Asks exiftool, which knows far more tags than we do.
fn metadata_by_another_reader(folder: &std::path::Path) {
    let asked = Command::new("exiftool")
        .args(["-a", "-G1", "-s", "-EXIF:All", "-XMP:All", "-IPTC:All", "-GPS:All"])
        .args(["-MakerNotes:All", "-ICC_Profile:All", "-Photoshop:All", "-Comment"])
        .arg(folder)
        .output();
    let Ok(output) = asked else {
        dimos_told::skipped("exiftool is not installed (Debian: libimage-exiftool-perl)");
        return;
    };
    let found = String::from_utf8_lossy(&output.stdout);
    let tags: Vec<&str> = found.lines().filter(|line| line.starts_with('[')).collect();
    assert!(tags.is_empty(), "{tags:?}");
}
