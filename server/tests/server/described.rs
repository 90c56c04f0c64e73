//! The document against the server itself: every operation is called as the document describes it, wrongly in the ways that
//! it names, and answers as it says.

use crate::support::{Actor, Answer, TestServer};
use reqwest::{Method, RequestBuilder};
use serde_json::Value;
use uuid::Uuid;

const VERBS: [&str; 6] = ["get", "head", "put", "post", "patch", "delete"];
const PROBLEM: &str = "application/problem+json";

/// One operation of the document.
struct Operation {
    verb: Method,
    path: String,
    described: Value,
}

impl Operation {
    fn name(&self) -> String {
        format!("{} {}", self.verb, self.path)
    }

    fn is_secured(&self) -> bool {
        self.described.get("security").is_some()
    }

    /// Whether nobody without a token gets anything.
    fn is_closed(&self) -> bool {
        self.described["security"].as_array().is_some_and(|ways| ways.iter().all(|way| way != &serde_json::json!({})))
    }

    fn takes_json(&self) -> bool {
        self.described["requestBody"]["content"].get("application/json").is_some()
    }

    fn parameters(&self, place: &str) -> Vec<&str> {
        let all = self.described["parameters"].as_array().into_iter().flatten();
        all.filter(|one| one["in"] == place).map(|one| one["name"].as_str().unwrap()).collect()
    }

    fn lists(&self, status: u16) -> bool {
        self.described["responses"].get(status.to_string()).is_some()
    }

    /// The path with things that do not exist.
    fn filled(&self) -> String {
        let mut path = self.path.strip_prefix("/api/v1").unwrap().to_owned();
        for name in self.parameters("path") {
            let nothing = match name {
                "day" | "date" => "2026-11-23".to_owned(),
                "crew" => "no-such-crew".to_owned(),
                "number" => "2026-999999".to_owned(),
                "message" => "no-such-message".to_owned(),
                _ if self.path.contains("/parked/") => "987654".to_owned(),
                _ => Uuid::now_v7().to_string(),
            };
            path = path.replace(&format!("{{{name}}}"), &nothing);
        }
        path
    }

    /// A call with every header that the document asks for.
    fn call(&self, actor: &Actor) -> RequestBuilder {
        let mut call = actor.call(self.verb.clone(), &self.filled());
        for name in self.parameters("header") {
            call = match name {
                "Idempotency-Key" => call.header(name, Uuid::now_v7().to_string()),
                "Tus-Resumable" => call.header(name, "1.0.0"),
                "Upload-Length" => call.header(name, 10),
                "Upload-Offset" => call.header(name, 0),
                _ => call,
            };
        }
        call
    }

    /// That an answer is one that the document lists, in the form that it lists.
    #[track_caller]
    fn says(&self, answer: &Answer) {
        let listed = &self.described["responses"][answer.status.to_string()];
        assert!(!listed.is_null(), "{} → {} {}", self.name(), answer.status, String::from_utf8_lossy(&answer.bytes));
        if answer.status >= 400 && self.verb != Method::HEAD {
            assert_eq!(answer.headers["content-type"], PROBLEM, "{}", self.name());
            assert_eq!(listed["content"].as_object().unwrap().keys().collect::<Vec<_>>(), [PROBLEM], "{}", self.name());
        }
    }
}

async fn operations(server: &TestServer) -> Vec<Operation> {
    let document = server.stranger().get("/openapi.json").await.ok(200);
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (verb, described) in item.as_object().unwrap() {
            if VERBS.contains(&verb.as_str()) {
                let verb = verb.to_uppercase().parse().unwrap();
                all.push(Operation { verb, path: path.clone(), described: described.clone() });
            }
        }
    }
    assert!(all.len() > 70, "{}", all.len());
    all
}

/// Somebody with the kind of token that an operation asks for.
struct Callers {
    phone: Actor,
    dispatcher: Actor,
    stranger: Actor,
}

impl Callers {
    async fn of(server: &TestServer) -> Self {
        Self { phone: server.device().await, dispatcher: server.dispatcher().await, stranger: server.stranger() }
    }

    fn right_for(&self, operation: &Operation) -> &Actor {
        let ways = operation.described["security"].to_string();
        match ways {
            ways if ways.contains("device") => &self.phone,
            ways if ways.contains("staff") => &self.dispatcher,
            _ => &self.stranger,
        }
    }
}

#[tokio::test]
async fn what_an_operation_can_be_refused_with_because_of_what_it_is_stands_with_it() {
    let server = TestServer::start().await;
    for operation in operations(&server).await {
        let mut expected = Vec::new();
        expected.extend(operation.is_secured().then_some(401));
        if operation.takes_json() {
            expected.extend([400, 413, 415, 422]);
        }
        expected.extend((!operation.parameters("path").is_empty()).then_some(404));
        if operation.parameters("header").contains(&"Idempotency-Key") {
            expected.extend([400, 409, 422]);
        }
        for status in expected {
            assert!(operation.lists(status), "{} does not say {status}", operation.name());
        }
        for (status, answer) in operation.described["responses"].as_object().unwrap() {
            assert!(
                answer["description"].as_str().is_some_and(|words| !words.is_empty()),
                "{} {status}",
                operation.name()
            );
            if status.starts_with(['4', '5']) {
                let kinds = answer["content"].as_object().into_iter().flatten();
                assert!(kinds.map(|(kind, _)| kind).all(|kind| kind == PROBLEM), "{} {status}", operation.name());
            }
        }
    }
}

#[tokio::test]
async fn without_a_token_or_with_a_foreign_one_every_closed_operation_answers_as_it_says() {
    let server = TestServer::start().await;
    let stranger = server.stranger();
    for operation in operations(&server).await {
        let foreign = Answer::of(operation.call(&stranger.with_token("dimos_d_nobody"))).await;
        if operation.is_secured() {
            assert_eq!(foreign.status, 401, "{}", operation.name());
            operation.says(&foreign);
        }
        if operation.is_closed() {
            let without = Answer::of(operation.call(&stranger)).await;
            assert_eq!(without.status, 401, "{}", operation.name());
        }
    }
}

#[tokio::test]
async fn a_body_that_is_no_json_or_not_called_so_is_refused_as_the_document_says() {
    let server = TestServer::start().await;
    let callers = Callers::of(&server).await;
    let mut tried = 0;
    for operation in operations(&server).await.iter().filter(|operation| operation.takes_json()) {
        let actor = callers.right_for(operation);
        let broken = operation.call(actor).header("content-type", "application/json").body("{\"broken\": ");
        let malformed = Answer::of(broken).await;
        assert_eq!(malformed.status, 400, "{}", operation.name());
        operation.says(&malformed);
        let untyped = Answer::of(operation.call(actor).header("content-type", "text/plain").body("{}")).await;
        assert_eq!(untyped.status, 415, "{}", operation.name());
        operation.says(&untyped);
        tried += 1;
    }
    assert!(tried > 30, "{tried}");
}

#[tokio::test]
async fn what_does_not_exist_is_answered_as_the_document_says() {
    let server = TestServer::start().await;
    let callers = Callers::of(&server).await;
    let mut missing = 0;
    for operation in operations(&server).await {
        if operation.parameters("path").is_empty() || operation.described.get("requestBody").is_some() {
            continue;
        }
        let answer = Answer::of(operation.call(callers.right_for(&operation))).await;
        operation.says(&answer);
        missing += u32::from(answer.status == 404);
    }
    assert!(missing >= 8, "{missing}");
}

#[tokio::test]
async fn transfers_are_described_with_their_headers() {
    let server = TestServer::start().await;
    let all = operations(&server).await;
    let find = |verb: Method, path: &str| {
        let found = all.iter().find(|operation| operation.verb == verb && operation.path.ends_with(path));
        found.unwrap_or_else(|| panic!("{verb} {path}"))
    };
    let phone = server.device().await;
    let (create, part) = (find(Method::POST, "/media"), find(Method::PATCH, "/media/uploads/{id}"));
    for (operation, asked) in [(create, ["Tus-Resumable", "Upload-Length"]), (part, ["Tus-Resumable", "Upload-Offset"])]
    {
        for name in asked {
            assert!(operation.parameters("header").contains(&name), "{} {name}", operation.name());
        }
        let body = &operation.described["requestBody"]["content"]["application/offset+octet-stream"];
        assert!(!body.is_null(), "{}", operation.name());
    }
    // A client that does what the document says, and reads what it says.
    let photo = crate::support::jpeg(40, 30);
    let created = Answer::of(
        phone.call(Method::POST, "/media").header("tus-resumable", "1.0.0").header("upload-length", photo.len()),
    );
    let created = created.await;
    let location = said(create, &created, "location");
    let path = location.strip_prefix("/api/v1").unwrap();
    let head = find(Method::HEAD, "/media/uploads/{id}");
    let so_far = Answer::of(phone.tus(Method::HEAD, path)).await;
    assert_eq!(
        (said(head, &so_far, "upload-offset"), said(head, &so_far, "upload-length")),
        ("0".into(), photo.len().to_string())
    );
    let sent = phone.tus(Method::PATCH, path).header("upload-offset", 0).body(photo.clone());
    let sent = Answer::of(sent.header("content-type", "application/offset+octet-stream")).await;
    assert_eq!((sent.status, said(part, &sent, "upload-offset")), (204, photo.len().to_string()));
    for answer in [&created, &so_far, &sent] {
        assert_eq!(answer.headers["tus-resumable"], "1.0.0");
    }
}

/// A header of an answer, which the document must name.
#[track_caller]
fn said(operation: &Operation, answer: &Answer, name: &str) -> String {
    let described = &operation.described["responses"][answer.status.to_string()]["headers"];
    let named = described.as_object().into_iter().flatten().any(|(header, _)| header.eq_ignore_ascii_case(name));
    assert!(named, "{} {}: {name} is not described", operation.name(), answer.status);
    answer.headers[name].to_str().unwrap().to_owned()
}
