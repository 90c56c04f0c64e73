//! Photos by tus: in pieces, cut anywhere, wrong, hostile; and who may see them.

use crate::support::{Actor, Answer, TestServer, hex, jpeg, size_of};
use base64::{Engine, engine::general_purpose::STANDARD};
use dimos_api::problem::Code;
use dimos_domain::ids::MediaId;
use reqwest::Method;
use sha2::{Digest, Sha256};
use std::{io::Cursor, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use uuid::Uuid;

#[tokio::test]
async fn the_server_says_what_it_can_do() {
    let server = TestServer::start().await;
    let answer = Answer::of(server.stranger().call(Method::OPTIONS, "/media")).await;
    assert_eq!(answer.status, 204);
    assert_eq!(answer.headers["tus-version"], "1.0.0");
    assert_eq!(answer.headers["tus-resumable"], "1.0.0");
    assert_eq!(answer.headers["tus-max-size"], (20 << 20).to_string());
    assert!(answer.headers["tus-extension"].to_str().unwrap().contains("creation"));
}

#[tokio::test]
async fn any_tus_client_uploads_a_photo() {
    let server = TestServer::start().await;
    let (phone, photo) = (server.device().await, jpeg(300, 200));
    let created = Answer::of(phone.tus(Method::POST, "/media").header("upload-length", photo.len())).await;
    assert_eq!(created.status, 201);
    let location = created.headers["location"].to_str().unwrap();
    let path = location.strip_prefix("/api/v1").unwrap();
    let id = created.headers["dimos-media-id"].to_str().unwrap();
    assert!(path.ends_with(id));
    let part = phone.tus(Method::PATCH, path).header("upload-offset", 0).body(photo.clone());
    let done = Answer::of(part.header("content-type", "application/offset+octet-stream")).await;
    assert_eq!((done.status, done.headers["upload-offset"].to_str().unwrap()), (204, photo.len().to_string().as_str()));
    let shown = phone.get(&format!("/media/{id}")).await;
    assert_eq!(shown.headers["content-type"], "image/jpeg");
    assert_eq!(size_of(&shown.bytes), (300, 200));
    assert_eq!(size_of(&phone.get(&format!("/media/{id}/thumb")).await.bytes), (300, 200));
}

#[tokio::test]
async fn a_photo_comes_with_its_announcement() {
    let server = TestServer::start().await;
    let (phone, photo) = (server.device().await, jpeg(400, 800));
    let call = phone.tus(Method::POST, "/media").header("upload-length", photo.len()).body(photo.clone());
    let created = Answer::of(call.header("content-type", "application/offset+octet-stream")).await;
    assert_eq!(created.headers["upload-offset"], photo.len().to_string());
    let id = created.headers["dimos-media-id"].to_str().unwrap();
    assert_eq!(size_of(&phone.get(&format!("/media/{id}/thumb")).await.bytes), (160, 320));
}

#[tokio::test]
async fn a_transfer_that_is_cut_again_and_again_arrives_whole() {
    let server = TestServer::start().await;
    let (phone, photo) = (server.device().await, jpeg(900, 700));
    let seed = fastrand::u64(..);
    let mut chance = fastrand::Rng::with_seed(seed);
    let id = MediaId(Uuid::now_v7());
    assert_eq!(phone.announce(id, &photo, Some(&hex(&Sha256::digest(&photo)))).await.status, 201, "seed {seed}");
    let mut cuts = 0;
    loop {
        let offset = phone.arrived(id).await;
        assert!(offset <= photo.len());
        if offset == photo.len() {
            break;
        }
        if cuts > 12 {
            phone.part(id, offset, &photo[offset..]).await;
            continue;
        }
        cut_off(&phone, id, offset, &photo, chance.usize(0..=photo.len() - offset)).await;
        cuts += 1;
        if chance.bool() {
            // The answer to the announcement may have been lost, too.
            assert_eq!(phone.announce(id, &photo, Some(&hex(&Sha256::digest(&photo)))).await.status, 201);
        }
    }
    assert_eq!(phone.arrived(id).await, photo.len());
    let shown = phone.get(&format!("/media/{id}")).await;
    assert_eq!(size_of(&shown.bytes), (900, 700), "seed {seed}");
}

/// Promises the rest, sends so many bytes of it, and hangs up.
async fn cut_off(phone: &Actor, id: MediaId, offset: usize, photo: &[u8], bytes: usize) {
    let address = phone.url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "PATCH /api/v1/media/uploads/{id} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ntus-resumable: 1.0.0\r\n\
         upload-offset: {offset}\r\ncontent-type: application/offset+octet-stream\r\ncontent-length: {}\r\n\r\n",
        phone.token.as_ref().unwrap(),
        photo.len() - offset,
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let sent = stream.write_all(&photo[offset..offset + bytes]).await;
    if sent.is_ok() && fastrand::bool() {
        tokio::time::sleep(Duration::from_millis(fastrand::u64(0..20))).await;
    }
}

#[tokio::test]
async fn a_connection_that_hangs_does_not_hold_up_the_next() {
    let server = TestServer::start().await;
    let (phone, photo) = (server.device().await, jpeg(500, 500));
    let id = MediaId(Uuid::now_v7());
    phone.announce(id, &photo, None).await;
    let address = phone.url.strip_prefix("http://").unwrap().to_owned();
    let mut hanging = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "PATCH /api/v1/media/uploads/{id} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ntus-resumable: 1.0.0\r\n\
         upload-offset: 0\r\ncontent-type: application/offset+octet-stream\r\ncontent-length: {}\r\n\r\n",
        phone.token.as_ref().unwrap(),
        photo.len(),
    );
    hanging.write_all(head.as_bytes()).await.unwrap();
    hanging.write_all(&photo[..1_000]).await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let offset = tokio::time::timeout(Duration::from_secs(5), phone.arrived(id)).await.unwrap();
    assert_eq!(offset, 1_000, "what had arrived stays");
    assert_eq!(phone.part(id, offset, &photo[offset..]).await.status, 204);
    let mut answer = [0; 12];
    hanging.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 408");
}

#[tokio::test]
async fn a_part_in_the_wrong_place_is_refused() {
    let server = TestServer::start().await;
    let (phone, photo) = (server.device().await, jpeg(100, 100));
    let id = MediaId(Uuid::now_v7());
    phone.announce(id, &photo, None).await;
    assert_eq!(phone.part(id, 0, &photo[..100]).await.status, 204);
    for wrong in [0, 99, 101, photo.len()] {
        phone.part(id, wrong, &photo[100..]).await.problem(Code::WrongOffset);
    }
    let longer = [&photo[100..], b"more"].concat();
    phone.part(id, 100, &longer).await.problem(Code::TooLarge);
    assert_eq!(phone.arrived(id).await, 100, "nothing of a part that is too long is kept");
    // The same of a client that does not say how much it will send.
    assert_eq!(in_chunks(&phone, id, 100, &longer).await, "HTTP/1.1 413");
    assert_eq!(phone.arrived(id).await, 100);
    assert_eq!(phone.part(id, 100, &photo[100..]).await.status, 204);
}

/// Sends a part in two pieces without saying how long it will be; how the answer begins.
async fn in_chunks(phone: &Actor, id: MediaId, offset: usize, part: &[u8]) -> String {
    let mut stream = TcpStream::connect(phone.url.strip_prefix("http://").unwrap()).await.unwrap();
    let head = format!(
        "PATCH /api/v1/media/uploads/{id} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ntus-resumable: 1.0.0\r\n\
         upload-offset: {offset}\r\ncontent-type: application/offset+octet-stream\r\ntransfer-encoding: chunked\r\n\r\n",
        phone.token.as_ref().unwrap(),
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    for piece in part.chunks(part.len() / 2 + 1) {
        let piece = [format!("{:x}\r\n", piece.len()).as_bytes(), piece, b"\r\n"].concat();
        // Who is refused may be hung up on before the end.
        if stream.write_all(&piece).await.is_err() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let _ = stream.write_all(b"0\r\n\r\n").await;
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    String::from_utf8(answer.to_vec()).unwrap()
}

#[tokio::test]
async fn a_transfer_that_is_whole_takes_no_more() {
    let server = TestServer::start().await;
    let (phone, photo) = (server.device().await, jpeg(100, 100));
    let (id, done) = phone.upload(&photo).await;
    assert_eq!(done.status, 204);
    let kept = phone.get(&format!("/media/{id}")).await.bytes;
    phone.part(id, photo.len(), b"more").await.problem(Code::TooLarge);
    assert_eq!(in_chunks(&phone, id, photo.len(), b"more").await, "HTTP/1.1 413");
    phone.part(id, 0, &photo).await.problem(Code::WrongOffset);
    phone.part(id, photo.len() + 1, b"more").await.problem(Code::WrongOffset);
    assert_eq!(phone.part(id, photo.len(), b"").await.status, 204, "whose answer was lost asks once more");
    assert_eq!(phone.arrived(id).await, photo.len());
    assert_eq!(phone.get(&format!("/media/{id}")).await.bytes, kept);
}

#[tokio::test]
async fn a_photos_id_that_a_client_makes_is_a_uuid_of_version_seven() {
    let server = TestServer::start().await;
    let phone = server.device().await;
    for id in [Uuid::nil(), Uuid::from_u128(0x6ba7_b810_9dad_41d1_80b4_00c0_4fd4_30c8)] {
        let refused = phone.announce(MediaId(id), b"x", None).await.problem(Code::Invalid);
        assert!(refused.detail.contains("Upload-Metadata"), "{refused:?}");
    }
}

#[tokio::test]
async fn a_bad_checksum_costs_only_the_part() {
    let server = TestServer::start().await;
    let (phone, photo) = (server.device().await, jpeg(100, 100));
    let id = MediaId(Uuid::now_v7());
    phone.announce(id, &photo, None).await;
    let wrong = format!("sha256 {}", STANDARD.encode([0; 32]));
    let part =
        |checksum: String| phone.part_call(id, 0).header("upload-checksum", checksum).body(photo[..500].to_vec());
    let refused = Answer::of(part(wrong)).await;
    assert_eq!(refused.status, 460);
    refused.problem(Code::ChecksumMismatch);
    assert_eq!(phone.arrived(id).await, 0);
    let right = format!("sha1 {}", STANDARD.encode(sha1::Sha1::digest(&photo[..500])));
    assert_eq!(Answer::of(part(right)).await.status, 204);
    assert_eq!(phone.arrived(id).await, 500);
    let unknown = phone.part_call(id, 500).header("upload-checksum", "md5 AAAA").body(vec![1]);
    Answer::of(unknown).await.problem(Code::BadRequest);
}

#[tokio::test]
async fn a_photo_that_is_not_what_was_promised_can_be_sent_again() {
    let server = TestServer::start().await;
    let (phone, photo) = (server.device().await, jpeg(100, 100));
    let id = MediaId(Uuid::now_v7());
    let promised = hex(&Sha256::digest(&photo));
    let mut damaged = photo.clone();
    damaged[photo.len() / 2] ^= 1;
    phone.announce(id, &photo, Some(&promised)).await;
    phone.part(id, 0, &damaged).await.problem(Code::ChecksumMismatch);
    assert_eq!(phone.announce(id, &photo, Some(&promised)).await.status, 201);
    assert_eq!(phone.part(id, 0, &photo).await.status, 204);
    assert_eq!(phone.get(&format!("/media/{id}")).await.status, 200);
}

#[tokio::test]
async fn what_is_announced_twice_must_be_the_same() {
    let server = TestServer::start().await;
    let (phone, photo) = (server.device().await, jpeg(100, 100));
    let id = MediaId(Uuid::now_v7());
    phone.announce(id, &photo, None).await;
    phone.announce(id, &photo[1..], None).await.problem(Code::KeyReused);
    server.device().await.announce(id, &photo, None).await.problem(Code::KeyReused);
    assert_eq!(phone.part(id, 0, &photo).await.status, 204);
    assert_eq!(phone.announce(id, &photo, None).await.status, 201, "its answer may have been lost");
    assert_eq!(phone.arrived(id).await, photo.len());
}

#[tokio::test]
async fn foreign_transfers_cannot_be_touched() {
    let server = TestServer::start().await;
    let (phone, other, photo) = (server.device().await, server.device().await, jpeg(100, 100));
    let id = MediaId(Uuid::now_v7());
    phone.announce(id, &photo, None).await;
    other.part(id, 0, &photo).await.problem(Code::NotFound);
    Answer::of(other.tus(Method::DELETE, &format!("/media/uploads/{id}"))).await.problem(Code::NotFound);
    assert_eq!(Answer::of(other.tus(Method::HEAD, &format!("/media/uploads/{id}"))).await.status, 404);
    server.stranger().announce(id, &photo, None).await.problem(Code::Unauthenticated);
    assert_eq!(Answer::of(phone.tus(Method::DELETE, &format!("/media/uploads/{id}"))).await.status, 204);
    phone.part(id, 0, &photo).await.problem(Code::NotFound);
}

#[tokio::test]
async fn requests_that_are_not_tus_are_refused() {
    let server = TestServer::start().await;
    let phone = server.device().await;
    let without = Answer::of(phone.call(Method::POST, "/media").header("upload-length", 5)).await;
    assert_eq!((without.status, without.headers["tus-version"].to_str().unwrap()), (412, "1.0.0"));
    without.problem(Code::BadRequest);
    Answer::of(phone.tus(Method::POST, "/media")).await.problem(Code::BadRequest);
    let large = phone.tus(Method::POST, "/media").header("upload-length", 21 << 20);
    Answer::of(large).await.problem(Code::TooLarge);
    let id = MediaId(Uuid::now_v7());
    phone.announce(id, &[0; 17 << 20], None).await;
    let typeless = phone.tus(Method::PATCH, &format!("/media/uploads/{id}")).header("upload-offset", 0).body("x");
    Answer::of(typeless).await.problem(Code::UnsupportedMedia);
    phone.part(id, 0, &vec![0; (16 << 20) + 1]).await.problem(Code::TooLarge);
}

#[tokio::test]
async fn what_is_no_photo_is_told_why() {
    let server = TestServer::start().await;
    let phone = server.device().await;
    let whole = jpeg(64, 64);
    for (bytes, says) in [
        (b"GIF89a not one that we take".to_vec(), "not a photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>".to_vec(), "not a photo"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), "HEIC"),
        (b"\0\0\0\x18ftyphevx\0\0\0\0msf1hevx".to_vec(), "HEIC"),
        (b"\0\0\0\x1Cftypavif\0\0\0\0mif1avif".to_vec(), "not a photo"),
        (whole[..whole.len() / 2].to_vec(), "damaged"),
        (whole[..20].to_vec(), "damaged"),
        (with_size(&whole, 65_000, 65_000), "megapixels"),
        (png_of(20_000, 20_000), "megapixels"),
        (png_of(300, 300), "damaged"),
    ] {
        let (id, answer) = phone.upload(&bytes).await;
        let problem = answer.problem(Code::BadPhoto);
        assert!(problem.detail.contains(says), "{says}: {problem:?}");
        assert_eq!(phone.get(&format!("/media/{id}")).await.status, 404);
    }
}

/// The same JPEG with another size in its header.
fn with_size(jpeg: &[u8], width: u16, height: u16) -> Vec<u8> {
    let mut bytes = jpeg.to_vec();
    let at = bytes.windows(2).position(|marker| marker == [0xFF, 0xC0]).unwrap();
    bytes[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
    bytes[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

/// A PNG's head that promises pixels which never come.
fn png_of(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(Cursor::new(&mut bytes), 1, 1);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(&[1, 2, 3]).unwrap();
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let mut crc = flate2::Crc::new();
    crc.update(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&crc.sum().to_be_bytes());
    bytes
}

#[tokio::test]
async fn nothing_personal_is_served_and_photos_stand_upright() {
    let server = TestServer::start().await;
    let phone = server.device().await;
    let mut photo = jpeg(120, 60);
    // Exif: orientation 6 (turn right), and something personal in the maker's name.
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend(b"\x0F\x01\x02\0\x0E\0\0\0\x26\0\0\0");
    exif.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0");
    exif.extend(b"SECRET MAKER!\0");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    photo.splice(2..2, [0xFF, 0xE1].into_iter().chain(length).chain(exif));
    photo.extend(b"SECRET after the end");
    let (id, answer) = phone.upload(&photo).await;
    assert_eq!(answer.status, 204);
    let shown = phone.get(&format!("/media/{id}")).await.bytes;
    assert_eq!(size_of(&shown), (60, 120));
    assert!(!shown.windows(6).any(|window| window == b"SECRET"));
}

#[tokio::test]
async fn large_photos_shrink_and_other_kinds_become_jpeg() {
    let server = TestServer::start().await;
    let phone = server.device().await;
    let (id, answer) = phone.upload(&jpeg(3_000, 1_500)).await;
    assert_eq!(answer.status, 204);
    assert_eq!(size_of(&phone.get(&format!("/media/{id}")).await.bytes), (2_048, 1_024));
    let mut png = Vec::new();
    let picture = image::RgbaImage::from_pixel(40, 30, image::Rgba([255, 0, 0, 128]));
    picture.write_to(&mut Cursor::new(&mut png), image::ImageFormat::Png).unwrap();
    let (id, answer) = phone.upload(&png).await;
    assert_eq!(answer.status, 204);
    assert_eq!(size_of(&phone.get(&format!("/media/{id}")).await.bytes), (40, 30));
    let mut webp = Vec::new();
    picture.write_to(&mut Cursor::new(&mut webp), image::ImageFormat::WebP).unwrap();
    assert_eq!(phone.upload(&webp).await.1.status, 204);
}

#[tokio::test]
async fn a_photo_without_a_report_is_for_its_phone_and_for_staff() {
    let server = TestServer::start().await;
    let phone = server.device().await;
    let (id, _) = phone.upload(&jpeg(50, 50)).await;
    let path = format!("/media/{id}");
    let own = phone.get(&path).await;
    assert!(own.headers["cache-control"].to_str().unwrap().starts_with("private"));
    assert_eq!(server.dispatcher().await.get(&path).await.status, 200);
    server.stranger().get(&path).await.problem(Code::NotFound);
    server.device().await.get(&path).await.problem(Code::NotFound);
    let text = id.to_string();
    let publish = move |tx: &dimos_server::db::Tx<'_>| {
        tx.execute(
            "UPDATE media SET report = '01a00000-0000-7000-8000-000000000001', public = 1 WHERE id = ?1",
            [&text],
        )
        .map(|_| ())
    };
    server.running.app.db.write(publish).await.unwrap();
    let public = server.stranger().get(&path).await;
    assert_eq!(public.headers["cache-control"], "public, max-age=3600");
}

#[tokio::test]
async fn what_no_report_named_is_gone_after_a_week() {
    let server = TestServer::start().await;
    let (phone, app) = (server.device().await, &server.running.app);
    let (kept, _) = phone.upload(&jpeg(50, 50)).await;
    let (forgotten, _) = phone.upload(&jpeg(50, 50)).await;
    let unfinished = MediaId(Uuid::now_v7());
    phone.announce(unfinished, &jpeg(50, 50), None).await;
    let text = kept.to_string();
    let name = move |tx: &dimos_server::db::Tx<'_>| {
        tx.execute("UPDATE media SET report = '01a00000-0000-7000-8000-000000000001' WHERE id = ?1", [&text])
            .map(|_| ())
    };
    app.db.write(name).await.unwrap();
    server.later(6 * 24 * 3_600);
    dimos_server::media::sweep(app).await.unwrap();
    assert_eq!(phone.get(&format!("/media/{forgotten}")).await.status, 200);
    server.later(2 * 24 * 3_600);
    dimos_server::media::sweep(app).await.unwrap();
    assert_eq!(phone.get(&format!("/media/{kept}")).await.status, 200);
    assert_eq!(phone.get(&format!("/media/{forgotten}")).await.status, 404);
    phone.part(unfinished, 0, b"x").await.problem(Code::NotFound);
    let photos = walk(&app.config.data.join("photos"));
    assert_eq!(photos, 2, "the kept one and its thumbnail");
}

fn walk(dir: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { walk(&path) } else { 1 }).sum()
}
