//! The wire is described in `docs/openapi.json`. A change of the wire changes that file, and so is seen:
//! `UPDATE_OPENAPI=1 cargo test -p dimos-server openapi` writes it anew.

use crate::support::TestServer;
use dimos_api::problem::Code;
use std::path::Path;

#[tokio::test]
async fn the_document_is_the_one_that_was_agreed() {
    let server = TestServer::start().await;
    let document = server.stranger().get("/openapi.json").await.ok(200);
    let text = serde_json::to_string_pretty(&document).unwrap() + "\n";
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/openapi.json");
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, &text).unwrap();
    }
    let agreed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(agreed == text, "the wire changed: look at it with UPDATE_OPENAPI=1 and git diff docs/openapi.json");
}

#[tokio::test]
async fn a_problem_has_the_codes_that_the_document_lists() {
    let server = TestServer::start().await;
    let document = server.stranger().get("/openapi.json").await.ok(200);
    let listed: Vec<&str> = document["components"]["schemas"]["Code"]["enum"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one.as_str().unwrap())
        .collect();
    let sent: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).chain(["unknown"]).collect();
    assert_eq!(listed, sent);
}

#[tokio::test]
async fn every_operation_is_named_once_and_every_reference_leads_somewhere() {
    let server = TestServer::start().await;
    let document = server.stranger().get("/openapi.json").await.ok(200);
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        assert!(path.starts_with("/api/v1/"), "{path}");
        for (method, operation) in item.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap();
            assert!(seen.insert(id.to_owned()), "{method} {path}: {id} stands twice");
        }
    }
    for reference in document.to_string().split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(schemas.contains_key(name), "{name} is missing");
    }
}
