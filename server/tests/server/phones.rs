//! Phones: registration, tokens, enrolment.

use crate::support::{Answer, TestServer};
use dimos_api::problem::Code;
use dimos_domain::ids::DeviceId;
use dimos_server::auth::StaffRole;
use reqwest::Method;
use serde_json::json;
use uuid::Uuid;

#[tokio::test]
async fn a_phone_whose_first_answer_was_lost_registers_again() {
    let server = TestServer::start().await;
    let (stranger, id) = (server.stranger(), DeviceId(Uuid::now_v7()));
    let lost = stranger.register(id).await.ok(201)["token"].as_str().unwrap().to_owned();
    let token = stranger.register(id).await.ok(201)["token"].as_str().unwrap().to_owned();
    assert_ne!(lost, token);
    assert_eq!(stranger.with_token(&token).get("/changes").await.status, 200);
    stranger.with_token(&lost).get("/changes").await.problem(Code::Unauthenticated);
}

#[tokio::test]
async fn once_its_token_was_used_an_id_is_taken_but_its_owner_may_update_it() {
    let server = TestServer::start().await;
    let phone = server.device().await;
    assert_eq!(phone.get("/changes").await.status, 200);
    let id = phone.device.unwrap();
    server.stranger().register(id).await.problem(Code::KeyReused);
    server.device().await.register(id).await.problem(Code::KeyReused);
    let again = phone.register(id).await.ok(201);
    assert_eq!(again["token"].as_str(), phone.token.as_deref(), "the token stays");
    assert_eq!(phone.get("/changes").await.status, 200);
}

#[tokio::test]
async fn a_phones_id_is_a_uuid_of_version_seven() {
    let server = TestServer::start().await;
    for id in [Uuid::nil(), Uuid::from_u128(0x6ba7_b810_9dad_41d1_80b4_00c0_4fd4_30c8)] {
        let refused = server.stranger().register(DeviceId(id)).await.problem(Code::Invalid);
        assert_eq!((refused.status, refused.field.as_deref()), (422, Some("/id")));
    }
}

#[tokio::test]
async fn what_a_phone_says_of_itself_is_checked() {
    let server = TestServer::start().await;
    let said = |platform: &str, version: &str| json!({"id": Uuid::now_v7(), "platform": platform, "app_version": version, "language": "el"});
    let stranger = server.stranger();
    let refused = stranger.post("/devices", &said("toaster", "1")).await.problem(Code::Invalid);
    assert_eq!(refused.field.as_deref(), Some("/platform"));
    let refused = stranger.post("/devices", &said("ios", &"9".repeat(41))).await.problem(Code::Invalid);
    assert_eq!(refused.field.as_deref(), Some("/app_version"));
    stranger.post("/devices", &said("ios", "")).await.problem(Code::Invalid);
}

#[tokio::test]
async fn one_address_cannot_register_phones_without_end() {
    let server = TestServer::with(|config| config.devices_per_hour = 3).await;
    let stranger = server.stranger();
    for _ in 0..3 {
        assert_eq!(stranger.register(DeviceId(Uuid::now_v7())).await.status, 201);
    }
    let refused = stranger.register(DeviceId(Uuid::now_v7())).await;
    refused.problem(Code::TooManyRequests);
    assert_eq!(refused.headers["retry-after"], "1200");
    server.later(1_200);
    assert_eq!(stranger.register(DeviceId(Uuid::now_v7())).await.status, 201);
}

#[tokio::test]
async fn tokens_that_are_wrong_foreign_or_malformed_are_refused() {
    let server = TestServer::start().await;
    let stranger = server.stranger();
    let missing = stranger.get("/changes").await;
    missing.problem(Code::Unauthenticated);
    assert_eq!(missing.headers["www-authenticate"], "Bearer");
    for token in ["", "x", "dd_wrong", "ds_wrong", &"dd_".repeat(500)] {
        stranger.with_token(token).get("/changes").await.problem(Code::Unauthenticated);
    }
    let basic = stranger.call(Method::GET, "/changes").header("authorization", "Basic YTpi");
    Answer::of(basic).await.problem(Code::Unauthenticated);
    server.dispatcher().await.get("/changes").await.problem(Code::Forbidden);
    let elsewhere = TestServer::start().await.device().await;
    stranger.with_token(&elsewhere.token.unwrap()).get("/changes").await.problem(Code::Unauthenticated);
}

#[tokio::test]
async fn a_code_makes_one_phone_a_crews() {
    let server = TestServer::start().await;
    let (dispatcher, phone) = (server.dispatcher().await, server.device().await);
    assert_eq!(phone.get("/changes").await.status, 200, "the token is known by now");
    let crew = server.crew(0);
    let code = dispatcher.post("/crew-phones/codes", &json!({"crew": crew})).await.ok(201);
    let code = code["code"].as_str().unwrap();
    assert!(code.len() == 9 && code.as_bytes()[4] == b'-', "{code}");
    let typed = json!({"code": code.to_lowercase().replace('-', " ")});
    let enrolled = phone.post("/crew-phones/enrol", &typed).await.ok(200);
    assert_eq!(enrolled["crew"], crew.as_str());
    assert_eq!(enrolled["token"].as_str(), phone.token.as_deref());
    assert_eq!(phone.post("/crew-phones/enrol", &typed).await.status, 200, "its answer may have been lost");
    let other = server.device().await;
    other.post("/crew-phones/enrol", &typed).await.problem(Code::Invalid);
    let again = phone.register(phone.device.unwrap()).await.ok(201);
    assert_eq!(again["crew"], crew.as_str());
}

#[tokio::test]
async fn a_code_expires() {
    let server = TestServer::start().await;
    let (dispatcher, phone) = (server.dispatcher().await, server.device().await);
    let code = dispatcher.post("/crew-phones/codes", &json!({"crew": server.crew(0)})).await.ok(201)["code"].clone();
    server.later(24 * 3_600 + 1);
    phone.post("/crew-phones/enrol", &json!({"code": code})).await.problem(Code::Invalid);
}

#[tokio::test]
async fn codes_are_not_guessed() {
    let server = TestServer::start().await;
    let phone = server.device().await;
    for _ in 0..5 {
        phone.post("/crew-phones/enrol", &json!({"code": "0000-0000"})).await.problem(Code::Invalid);
    }
    let refused = phone.post("/crew-phones/enrol", &json!({"code": "0000-0000"})).await;
    refused.problem(Code::TooManyRequests);
    assert!(refused.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn who_may_hand_out_codes() {
    let server = TestServer::start().await;
    let (own, other) = (server.crew(0), server.crew(1));
    let leader = server.staff("leader", StaffRole::Crew, Some(own.clone())).await;
    let path = "/crew-phones/codes";
    assert_eq!(leader.post(path, &json!({"crew": own})).await.status, 201);
    leader.post(path, &json!({"crew": other})).await.problem(Code::Forbidden);
    server.stranger().post(path, &json!({"crew": own})).await.problem(Code::Unauthenticated);
    server.device().await.post(path, &json!({"crew": own})).await.problem(Code::Forbidden);
    let refused = server.dispatcher().await.post(path, &json!({"crew": "nobody"})).await.problem(Code::Invalid);
    assert_eq!(refused.field.as_deref(), Some("/crew"));
    leader.get("/queue").await.problem(Code::Forbidden);
}
