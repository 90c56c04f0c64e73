//! Files that are not what they say. Whatever they hold, the answer is a refusal that a person can be told.

use image::{DynamicImage, ImageFormat};
use jpeg_encoder::{ColorType, SamplingFactor};
use proptest::prelude::*;

use super::builders::*;
use crate::{Limits, MediaError, inspect, prepare};

#[test]
fn what_is_no_picture_is_called_so() {
    for text in [&b""[..], b"\xFF", b"Hello, this is a letter.", b"\0\0\0\0\0\0\0\0", b"<svg xmlns=''/>", b"PK\x03\x04"]
    {
        assert_eq!(prepared(text), Err(MediaError::NotAnImage), "{text:?}");
    }
}

#[test]
fn pictures_of_other_kinds_are_named() {
    for (start, name) in [(&b"GIF89a"[..], "GIF"), (b"BM\0\0", "BMP"), (b"II*\0", "TIFF"), (b"%PDF-1.7", "PDF")] {
        assert_eq!(prepared(start), Err(MediaError::Unsupported(name)));
    }
    assert_eq!(prepared(b"\0\0\0\x1Cftypavif\0\0\0\0mif1avif"), Err(MediaError::Unsupported("AVIF")));
    assert_eq!(prepared(b"\0\0\0\x18ftypmp42\0\0\0\0isommp42"), Err(MediaError::Unsupported("video")));
}

#[test]
fn an_iphone_original_is_recognised_so_that_the_app_can_say_what_to_do() {
    for start in [&b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"[..], b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic"] {
        assert_eq!(prepared(start), Err(MediaError::Heic));
    }
}

#[test]
fn the_name_of_a_file_means_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("holiday.png");
    std::fs::write(&source, jpeg(&quarters(64, 64))).unwrap();
    assert!(prepare(&source, &folder.path().join("out"), &Limits::default(), now()).is_ok());
    let text = folder.path().join("photo.jpg");
    std::fs::write(&text, "no photo").unwrap();
    assert_eq!(inspect(&text, &Limits::default(), now()), Err(MediaError::NotAnImage));
}

#[test]
fn a_jpeg_that_announces_100_megapixels_is_refused_by_its_header() {
    let mut photo = jpeg(&quarters(64, 64));
    let frame = photo.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    photo[frame + 5..frame + 9].copy_from_slice(&[0x27, 0x10, 0x27, 0x10]);
    let refused = MediaError::TooManyPixels { width: 10_000, height: 10_000, limit: 65_000_000 };
    assert_eq!(prepared(&photo), Err(refused));
}

#[test]
fn a_png_that_announces_3600_megapixels_is_refused_by_its_header() {
    let side = 60_000_u32.to_be_bytes();
    let header = [&side[..], &side, &[8, 2, 0, 0, 0]].concat();
    let mut bomb = b"\x89PNG\r\n\x1A\n".to_vec();
    bomb.extend(chunk(b"IHDR", &header));
    bomb.extend(chunk(b"IDAT", &[0x78, 0x9C, 0x03, 0, 0, 0, 0, 1]));
    bomb.extend(chunk(b"IEND", &[]));
    assert!(matches!(prepared(&bomb), Err(MediaError::TooManyPixels { width: 60_000, height: 60_000, .. })));
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [&kind[..], data].concat();
    let crc = !body.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
    });
    [&u32::try_from(data.len()).unwrap().to_be_bytes()[..], &body, &crc.to_be_bytes()].concat()
}

#[test]
fn a_progressive_jpeg_of_endless_scans_is_refused_before_it_costs_time() {
    let mut photo = encoded(&quarters(64, 64), ColorType::Luma, SamplingFactor::R_4_4_4, true);
    let scan = photo.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap();
    let again = photo[scan..photo.len() - 2].to_vec();
    photo.truncate(photo.len() - 2);
    (0..100).for_each(|_| photo.extend(&again));
    photo.extend([0xFF, 0xD9]);
    assert_eq!(prepared(&photo), Err(MediaError::Damaged));
}

#[test]
fn kinds_of_jpeg_that_no_phone_writes_are_named() {
    let mut photo = jpeg(&quarters(64, 64));
    let frame = photo.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    for (marker, name) in [(0xC3, "lossless JPEG"), (0xC5, "hierarchical JPEG"), (0xC9, "arithmetic JPEG")] {
        photo[frame + 1] = marker;
        assert_eq!(prepared(&photo), Err(MediaError::Unsupported(name)));
    }
}

#[test]
fn a_jpeg_that_breaks_off_anywhere_is_refused() {
    let progressive = encoded(&quarters(64, 48), ColorType::Rgb, SamplingFactor::R_4_2_0, true);
    for photo in [with_exif(&jpeg(&quarters(64, 48)), &block(square())), progressive] {
        for length in 3..photo.len() {
            assert_eq!(prepared(&photo[..length]), Err(MediaError::Truncated), "after {length} bytes");
        }
    }
}

#[test]
fn a_real_photo_that_breaks_off_is_refused() {
    let whole = std::fs::read(photo("street-4.jpg")).unwrap();
    for part in 1..40 {
        let answer = prepared(&whole[..whole.len() * part / 40]);
        assert_eq!(answer, Err(MediaError::Truncated), "after {part}/40");
    }
}

#[test]
fn a_png_or_webp_that_breaks_off_anywhere_is_refused() {
    let picture = DynamicImage::ImageRgb8(quarters(64, 48));
    let png = saved(&picture, ImageFormat::Png);
    // The last chunk of a PNG (12 bytes) only says that there is no more.
    for length in 8..png.len() - 12 {
        assert!(prepared(&png[..length]).is_err(), "after {length} bytes");
    }
    let webp = saved(&picture, ImageFormat::WebP);
    for length in 12..webp.len() - 1 {
        assert!(prepared(&webp[..length]).is_err(), "after {length} bytes");
    }
}

#[test]
fn a_film_behind_the_photo_is_of_no_concern() {
    let mut photo = jpeg(&quarters(64, 64));
    photo.extend(b"\0\0\0\x18ftypmp42 and the rest of a motion photo \xFF\xDA\xFF");
    assert!(prepared(&photo).is_ok());
}

#[test]
fn segments_that_lie_about_their_length_are_refused() {
    let photo = jpeg(&quarters(64, 64));
    for length in [[0, 0], [0, 1], [0xFF, 0xFF]] {
        let lying = [&photo[..2], &[0xFF, 0xE1], &length, &photo[2..]].concat();
        assert!(matches!(prepared(&lying), Err(MediaError::Damaged | MediaError::Truncated)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn flipped_bits_are_refused_or_give_a_picture(
        flips in prop::collection::vec((any::<prop::sample::Index>(), 0..8_u8), 1..8),
        kind in 0..5_usize,
    ) {
        let picture = quarters(48, 40);
        let mut file = match kind {
            0 => with_exif(&jpeg(&picture), &block(square())),
            1 => encoded(&picture, ColorType::Rgb, SamplingFactor::R_4_2_0, true),
            2 => encoded(&picture, ColorType::CmykAsYcck, SamplingFactor::R_4_4_4, false),
            3 => saved(&DynamicImage::ImageRgb8(picture), ImageFormat::Png),
            _ => saved(&DynamicImage::ImageRgb8(picture), ImageFormat::WebP),
        };
        for (at, bit) in flips {
            let at = at.index(file.len());
            file[at] ^= 1 << bit;
        }
        if let Ok(rendition) = prepared(&file) {
            prop_assert!(rendition.width.max(rendition.height) <= 1600);
            prop_assert_eq!(pixels(&rendition.photo).dimensions(), (rendition.width, rendition.height));
        }
    }

    #[test]
    fn noise_is_refused(noise in prop::collection::vec(any::<u8>(), 0..600), start in 0..4_usize) {
        let starts = [&b""[..], b"\xFF\xD8\xFF", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", b"RIFF\xFF\0\0\0WEBPVP8 "];
        prop_assert!(prepared(&[starts[start], &noise].concat()).is_err());
    }
}
