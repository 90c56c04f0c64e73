//! Staff: sessions and guessing.

use crate::support::{PASSWORD, TestServer};
use dimos_api::problem::Code;
use dimos_server::{
    accounts::{self, AccountCommand},
    auth::StaffRole,
};

#[tokio::test]
async fn a_session_ends_when_its_owner_logs_out_or_its_day_is_over() {
    let server = TestServer::start().await;
    let dispatcher = server.dispatcher().await;
    assert_eq!(dispatcher.get("/queue").await.status, 200);
    assert_eq!(dispatcher.delete("/sessions").await.status, 204);
    dispatcher.get("/queue").await.problem(Code::Unauthenticated);
    dispatcher.delete("/sessions").await.problem(Code::Unauthenticated);
    let second = server.staff("second", StaffRole::Dispatcher, None).await;
    assert_eq!(second.get("/queue").await.status, 200);
    server.later(12 * 3_600 + 1);
    second.get("/queue").await.problem(Code::Unauthenticated);
}

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_are_told_alike() {
    let server = TestServer::start().await;
    server.dispatcher().await;
    let stranger = server.stranger();
    let mut wrong_password = stranger.log_in("dispatcher", "wrong").await.problem(Code::Unauthenticated);
    let mut wrong_name = stranger.log_in("nobody", PASSWORD).await.problem(Code::Unauthenticated);
    (wrong_password.request_id, wrong_name.request_id) = (None, None);
    assert_eq!(wrong_password, wrong_name);
    stranger.log_in("dispatcher", &"x".repeat(5_000)).await.problem(Code::Unauthenticated);
}

#[tokio::test]
async fn passwords_are_not_guessed_and_the_right_one_forgives() {
    let server = TestServer::start().await;
    server.dispatcher().await;
    let stranger = server.stranger();
    for _ in 0..4 {
        stranger.log_in("dispatcher", "wrong").await.problem(Code::Unauthenticated);
    }
    assert_eq!(stranger.log_in("dispatcher", PASSWORD).await.status, 201, "the fifth was right");
    for _ in 0..5 {
        stranger.log_in("dispatcher", "wrong").await.problem(Code::Unauthenticated);
    }
    let held = stranger.log_in("dispatcher", PASSWORD).await;
    held.problem(Code::TooManyRequests);
    assert!(held.headers.contains_key("retry-after"));
    server.later(60);
    assert_eq!(stranger.log_in("dispatcher", PASSWORD).await.status, 201);
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once() {
    let server = TestServer::start().await;
    let dispatcher = server.dispatcher().await;
    assert_eq!(dispatcher.get("/queue").await.status, 200);
    // The command is another process with a connection of its own.
    let data = server.running.app.config.data.clone();
    accounts::run(AccountCommand::Disable { name: "dispatcher".to_owned() }, &data, None).await.unwrap();
    dispatcher.get("/queue").await.problem(Code::Unauthenticated);
    dispatcher.log_in("dispatcher", PASSWORD).await.problem(Code::Unauthenticated);
}

#[tokio::test]
async fn a_phone_is_no_staff() {
    let server = TestServer::start().await;
    server.device().await.get("/queue").await.problem(Code::Forbidden);
    server.stranger().get("/queue").await.problem(Code::Unauthenticated);
}
