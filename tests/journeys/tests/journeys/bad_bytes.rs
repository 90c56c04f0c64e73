//! Files that are no photos, or lie: each gets a sentence, the draft stays, and the next photo works.

use crate::cast::*;
use dimos_app::intent::ReportIntent;
use dimos_journeys::{City, photo};
use dimos_phone::At;
use std::{fs, path::PathBuf};

/// A small photo that no other is like.
pub fn jpeg(number: u64, width: u16, height: u16) -> Vec<u8> {
    let mut noise = fastrand::Rng::with_seed(number);
    let pixels: Vec<u8> = (0..usize::from(width) * usize::from(height) * 3).map(|_| noise.u8(90..160)).collect();
    let mut bytes = Vec::new();
    jpeg_encoder::Encoder::new(&mut bytes, 80).encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    bytes
}

/// The same photo with another size in its header.
fn announcing(jpeg: &[u8], width: u16, height: u16) -> Vec<u8> {
    let mut bytes = jpeg.to_vec();
    let at = bytes.windows(2).position(|marker| marker == [0xFF, 0xC0]).unwrap();
    bytes[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
    bytes[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

/// A PNG that announces so many pixels and brings a few bytes: a decompression bomb's head.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    fn chunk(kind: &[u8], data: &[u8]) -> Vec<u8> {
        let named = [kind, data].concat();
        let crc = named.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
        });
        [&u32::try_from(data.len()).unwrap().to_be_bytes()[..], &named, &(!crc).to_be_bytes()].concat()
    }
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    [
        &b"\x89PNG\r\n\x1a\n"[..],
        &chunk(b"IHDR", &head),
        &chunk(b"IDAT", &[0x78, 0x9c, 3, 0, 0, 0, 0, 1]),
        &chunk(b"IEND", &[]),
    ]
    .concat()
}

/// EXIF with GPS 0,0, as phones write before they know where they are, and a date to come.
fn lying(jpeg: &[u8]) -> Vec<u8> {
    let mut tiff: Vec<u8> = b"II*\0\x08\0\0\0".to_vec();
    // IFD0: one entry, the GPS directory at 26.
    tiff.extend(b"\x01\0\x25\x88\x04\0\x01\0\0\0\x1A\0\0\0\0\0\0\0");
    tiff.extend(b"\x05\0");
    tiff.extend(b"\x01\0\x02\0\x02\0\0\0N\0\0\0");
    tiff.extend(b"\x02\0\x05\0\x03\0\0\0\x5C\0\0\0");
    tiff.extend(b"\x03\0\x02\0\x02\0\0\0E\0\0\0");
    tiff.extend(b"\x04\0\x05\0\x03\0\0\0\x5C\0\0\0");
    tiff.extend(b"\x1D\0\x02\0\x0B\0\0\0\x74\0\0\0\0\0\0\0");
    assert_eq!(tiff.len(), 0x5C);
    tiff.extend([0, 0, 0, 0, 1, 0, 0, 0].repeat(3));
    tiff.extend(b"2099:01:01\0");
    let segment = [&b"Exif\0\0"[..], &tiff].concat();
    let length = u16::try_from(segment.len() + 2).unwrap().to_be_bytes();
    let mut bytes = jpeg.to_vec();
    bytes.splice(2..2, [0xFF, 0xE1].into_iter().chain(length).chain(segment));
    bytes
}

fn file(city: &City, name: &str, bytes: &[u8]) -> PathBuf {
    let path = city.dir().join(name);
    fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn what_is_no_photo_is_told_why_and_the_next_one_works() -> Story {
    let city = City::start()?;
    let phone = city.offline_phone("Eleni")?;
    phone.compose(&gully_at(0))?;
    let whole = fs::read(photo("street-6.jpg"))?;
    let small = jpeg(1, 64, 64);
    let cases = [
        ("text.jpg", b"this is no photo at all, whatever its name says".to_vec(), "δεν είναι φωτογραφία"),
        ("empty.jpg", Vec::new(), "φωτογραφία"),
        ("half.jpg", whole[..whole.len() / 2].to_vec(), "φθαρμένη"),
        ("head.jpg", small[..20].to_vec(), "φθαρμένη"),
        ("huge.jpg", announcing(&small, 12_000, 9_000), "εικονοστοιχεία"),
        ("bomb.png", bomb(60_000, 60_000), "εικονοστοιχεία"),
        ("iphone.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), "HEIC"),
        ("film.gif", b"GIF89a\x01\0\x01\0\0\0\0".to_vec(), "JPEG ή PNG"),
    ];
    for (name, bytes, says) in cases {
        let said = refusal(phone.add_photo(&file(&city, name, &bytes)));
        assert!(said.contains(says), "{name}: {said}");
    }
    let said = refusal(phone.add_photo(&city.dir().join("nowhere.jpg")));
    assert!(said.contains("φωτογραφία"), "{said}");
    // The name means nothing; what is in it does.
    let view = phone.add_photo(&file(&city, "actually-a-photo.txt", &small))?;
    assert_eq!((view.photos.len(), view.description.value.as_str()), (1, gully_at(0).words.as_str()));
    let id = phone.send_report()?;
    phone.set_online(true);
    phone.delivered()?;
    phone.ticket(id, "the photo", |ticket| ticket.photos.len() == 1)?;
    Ok(())
}

#[test]
fn a_photo_that_lies_about_its_place_is_asked_about() -> Story {
    let city = City::start()?;
    let phone = city.phone("Eleni")?;
    let liar = file(&city, "null-island.jpg", &lying(&jpeg(2, 320, 240)));
    let told = gully_at(0).photo(&liar);
    let said = refusal(phone.compose(&told));
    assert!(!said.contains("γειτονικό"), "nobody is sent to the Gulf of Guinea: {said}");
    phone.is_at(SPOTS[1].0, SPOTS[1].1, 12.0);
    let view = phone.compose(&told)?;
    assert!((view.place.map.lat - SPOTS[1].0).abs() < 1e-6, "the phone's own place: {:?}", view.place.source);
    phone.send_report()?;
    phone.delivered()?;
    Ok(())
}

#[test]
fn of_twenty_photos_ten_go_and_the_rest_is_told() -> Story {
    let city = City::start()?;
    let phone = city.phone("Eleni")?;
    phone.compose(&gully_at(0))?;
    for number in 0..10 {
        phone.add_photo(&file(&city, &format!("{number}.jpg"), &jpeg(number, 160, 120)))?;
    }
    for number in 10..20 {
        let said = refusal(phone.add_photo(&file(&city, &format!("{number}.jpg"), &jpeg(number, 160, 120))));
        assert!(said.contains("10"), "{said}");
    }
    let view = phone.composing("the photos", |view| view.photos.len() == 10)?;
    assert!(!view.take_photo.enabled && view.take_photo.why_not.is_some());
    phone.report(ReportIntent::RemovePhoto { photo: view.photos[4].id.clone() });
    let twice = refusal(phone.add_photo(&file(&city, "again.jpg", &jpeg(0, 160, 120))));
    assert!(twice.contains("ήδη"), "{twice}");
    let id = phone.send_report()?;
    phone.delivered()?;
    phone.ticket(id, "nine photos", |ticket| ticket.photos.len() == 9)?;
    let order = "SELECT group_concat(width || 'x' || height, ' ') FROM media";
    assert_eq!(city.ask::<String>(order)?, ["160x120"; 9].join(" "));
    assert!(matches!(gully_at(0).at, At::Pin(..)));
    Ok(())
}
