//! Bad input: a clear answer, in the caller's language, and never anything internal.

use crate::support::{Actor, Answer, TestServer};
use dimos_api::problem::Code;
use reqwest::Method;
use std::time::{Duration, Instant};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

async fn raw(actor: &Actor, kind: &str, body: impl Into<reqwest::Body>) -> Answer {
    Answer::of(actor.call(Method::POST, "/devices").header("content-type", kind).body(body)).await
}

#[tokio::test]
async fn json_that_is_none_or_of_another_shape_is_told_where() {
    let server = TestServer::start().await;
    let stranger = server.stranger();
    let json = "application/json";
    for broken in ["", "{", "{\"id\":", "nonsense", "{} trailing", "\u{0}", "[[[["] {
        let problem = raw(&stranger, json, broken).await.problem(Code::Malformed);
        assert!(!problem.detail.contains("line"), "{problem:?}");
    }
    let id = uuid::Uuid::now_v7();
    for (body, field) in [
        (format!(r#"{{"id":"{id}","platform":7,"app_version":"1","language":"el"}}"#), Some("/platform")),
        (format!(r#"{{"id":"{id}","platform":"ios","app_version":"1","language":"tlh"}}"#), Some("/language")),
        (r#"{"id":"no uuid","platform":"ios","app_version":"1","language":"el"}"#.to_owned(), Some("/id")),
        (r#"{"platform":"ios"}"#.to_owned(), Some("/id")),
        ("[]".to_owned(), None),
        (format!(r#"{{"id":"{id}","platform":"ios","app_version":"1","language":"el","more":1}}"#), Some("/more")),
    ] {
        let problem = raw(&stranger, json, body.clone()).await.problem(Code::Malformed);
        assert_eq!(problem.field.as_deref(), field, "{body}");
        for internal in ["RegisterDeviceRequest", "uuid", "invalid type", "column"] {
            assert!(!problem.detail.contains(internal), "{problem:?}");
        }
    }
    let deep = "[".repeat(200_000);
    raw(&stranger, json, deep).await.problem(Code::Malformed);
    raw(&stranger, json, vec![0xFF, 0xFE, 0x00]).await.problem(Code::Malformed);
}

#[tokio::test]
async fn another_media_type_is_refused() {
    let server = TestServer::start().await;
    for kind in ["text/plain", "application/xml", "multipart/form-data; boundary=x"] {
        raw(&server.stranger(), kind, "{}").await.problem(Code::UnsupportedMedia);
    }
    let without = server.stranger().call(Method::POST, "/devices").body("{}");
    Answer::of(without).await.problem(Code::UnsupportedMedia);
}

#[tokio::test]
async fn a_huge_body_is_refused_whether_or_not_its_length_is_told() {
    let server = TestServer::start().await;
    let huge = " ".repeat(2 << 20);
    raw(&server.stranger(), "application/json", huge.clone()).await.problem(Code::TooLarge);
    let url = server.running.addr;
    let mut stream = TcpStream::connect(url).await.unwrap();
    stream
        .write_all(b"POST /api/v1/devices HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n")
        .await
        .unwrap();
    for _ in 0..40 {
        if stream.write_all(format!("{:x}\r\n{}\r\n", 64 << 10, " ".repeat(64 << 10)).as_bytes()).await.is_err() {
            break;
        }
    }
    let answer = answer_of(&mut stream, Duration::from_secs(5)).await;
    assert!(answer.contains(" 413 ") && answer.contains("\"too_large\""), "{answer}");
}

#[tokio::test]
async fn paths_and_methods_that_do_not_exist_are_problems_in_the_callers_language() {
    let server = TestServer::start().await;
    let mut reader = server.stranger();
    assert_eq!(reader.get("/nothing").await.problem(Code::NotFound).title, "Not found");
    reader.language = "el";
    let answer = reader.get("/nothing").await;
    assert_eq!(answer.problem(Code::NotFound).title, "Δεν βρέθηκε");
    assert_eq!(answer.headers["content-language"], "el");
    assert_eq!(reader.get("/media/no-uuid").await.status, 404);
    let wrong = Answer::of(reader.call(Method::PUT, "/devices")).await;
    wrong.problem(Code::MethodNotAllowed);
    assert_eq!(wrong.headers["allow"], "POST");
}

#[tokio::test]
async fn a_phone_that_asks_for_no_language_is_answered_in_its_own() {
    let server = TestServer::start().await;
    let phone = server.device().await;
    let call = phone.http.get(format!("{}/api/v1/reports/{}", phone.url, uuid::Uuid::now_v7()));
    let answer = Answer::of(call.bearer_auth(phone.token.as_ref().unwrap())).await;
    assert_eq!(answer.problem(Code::NotFound).title, "Not found", "it registered with English");
}

#[tokio::test]
async fn another_generation_of_the_app_is_told_to_update() {
    let server = TestServer::start().await;
    let stated =
        |version: &'static str| server.stranger().call(Method::GET, "/services").header("dimos-api-version", version);
    assert_eq!(Answer::of(stated("1")).await.status, 200);
    Answer::of(stated("0")).await.problem(Code::UpgradeRequired);
    Answer::of(stated("99")).await.problem(Code::UpgradeRequired);
    Answer::of(stated("next")).await.problem(Code::BadRequest);
}

#[tokio::test]
async fn a_request_is_followed_by_its_id() {
    let server = TestServer::start().await;
    let call = |id: &'static str| server.stranger().call(Method::GET, "/nothing").header("x-request-id", id);
    let answer = Answer::of(call("trace-0123456789")).await;
    assert_eq!(answer.problem(Code::NotFound).request_id.as_deref(), Some("trace-0123456789"));
    let answer = Answer::of(call("<script>alert(1)</script>")).await;
    assert_eq!(answer.headers["x-request-id"].len(), 32, "made here");
}

#[tokio::test]
async fn a_client_that_is_too_slow_is_given_up() {
    let server = TestServer::with(|config| config.patience_s = 1).await;
    let started = Instant::now();
    let mut body = TcpStream::connect(server.running.addr).await.unwrap();
    body.write_all(b"POST /api/v1/devices HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{\"id\"")
        .await
        .unwrap();
    let answer = answer_of(&mut body, Duration::from_secs(5)).await;
    assert!(answer.contains(" 408 ") && answer.contains("\"request_timeout\""), "{answer}");
    let mut head = TcpStream::connect(server.running.addr).await.unwrap();
    head.write_all(b"GET /api/v1/services HTTP/1.1\r\nhost").await.unwrap();
    let mut rest = Vec::new();
    tokio::time::timeout(Duration::from_secs(5), head.read_to_end(&mut rest)).await.unwrap().unwrap();
    assert!(started.elapsed() < Duration::from_secs(8));
    assert_eq!(server.stranger().get("/services").await.status, 200, "others are served");
}

#[tokio::test]
async fn a_client_that_does_not_read_is_given_up() {
    let server = TestServer::with(|config| config.patience_s = 1).await;
    let mut deaf = TcpStream::connect(server.running.addr).await.unwrap();
    let ask = b"GET /api/v1/city HTTP/1.1\r\nhost: x\r\n\r\n";
    let asked = 200;
    for _ in 0..asked {
        deaf.write_all(ask).await.unwrap();
    }
    tokio::time::sleep(Duration::from_secs(4)).await;
    let mut read = Vec::new();
    // Cut off or ended; what was on its way already still comes.
    let _cut = tokio::time::timeout(Duration::from_secs(5), deaf.read_to_end(&mut read)).await.expect("it ends");
    let answers = read.windows(15).filter(|bytes| bytes == b"HTTP/1.1 200 OK").count();
    assert!((1..asked).contains(&answers), "{answers} answers");
}

#[tokio::test]
async fn more_connections_than_allowed_wait_for_their_turn() {
    let server = TestServer::with(|config| (config.max_connections, config.patience_s) = (2, 2)).await;
    let _one = TcpStream::connect(server.running.addr).await.unwrap();
    let _two = TcpStream::connect(server.running.addr).await.unwrap();
    let started = Instant::now();
    assert_eq!(server.stranger().get("/services").await.status, 200);
    assert!(started.elapsed() > Duration::from_millis(500), "it waited until an idle one was given up");
}

async fn answer_of(stream: &mut TcpStream, patience: Duration) -> String {
    let mut answer = Vec::new();
    let mut buffer = [0; 4_096];
    let read = async {
        while let Ok(count) = stream.read(&mut buffer).await {
            answer.extend_from_slice(&buffer[..count]);
            if count == 0 || answer.windows(2).any(|end| end == b"}\n") || answer.ends_with(b"}") {
                break;
            }
        }
    };
    let _ = tokio::time::timeout(patience, read).await;
    String::from_utf8_lossy(&answer).into_owned()
}
