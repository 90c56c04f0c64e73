//! The city for everyone.

use crate::support::{Answer, TestServer};
use dimos_server::{config::Config, start};
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn the_city_is_fetched_once_and_then_only_asked_for() {
    let server = TestServer::start().await;
    let phone = server.stranger();
    let city = phone.get("/city").await;
    assert_eq!(city.ok(200)["version"], server.running.app.city.city.version);
    let etag = city.headers["etag"].to_str().unwrap();
    for known in [etag.to_owned(), format!("\"other\", W/{etag}"), "*".to_owned()] {
        let again = Answer::of(phone.call(Method::GET, "/city").header("if-none-match", known)).await;
        assert_eq!((again.status, again.bytes.len()), (304, 0));
    }
    let other = Answer::of(phone.call(Method::GET, "/city").header("if-none-match", "\"other\"")).await;
    assert_eq!(other.status, 200);
}

#[tokio::test]
async fn the_city_comes_compressed_only_if_wanted() {
    let server = TestServer::start().await;
    let plain = |encoding: &'static str| {
        server.stranger().http.get(format!("{}/api/v1/city", server.running.url())).header("accept-encoding", encoding)
    };
    let packed = Answer::of(plain("gzip, br")).await;
    assert_eq!(packed.headers["content-encoding"], "gzip");
    assert_eq!(packed.bytes[..2], [0x1F, 0x8B]);
    let open = Answer::of(plain("gzip;q=0, identity")).await;
    assert!(!open.headers.contains_key("content-encoding"));
    assert!(open.bytes.len() > 3 * packed.bytes.len());
}

#[tokio::test]
async fn services_are_listed_in_the_readers_language() {
    let server = TestServer::start().await;
    let mut reader = server.stranger();
    let english = reader.get("/services").await.ok(200);
    reader.language = "el-GR, en;q=0.5";
    let greek = reader.get("/services").await.ok(200);
    let city = &server.running.app.city.city;
    assert_eq!(english["services"].as_array().unwrap().len(), city.services.len());
    assert_eq!(english["services"][0]["name"], city.services[0].name.en);
    assert_eq!(greek["services"][0]["name"], city.services[0].name.el);
}

/// As Google and Apple read it: at these very paths, as JSON, without being led elsewhere.
#[tokio::test]
async fn phones_are_told_which_apps_open_the_citys_links() {
    let key = ["0f"; 32].join(":");
    let home = tempfile::tempdir().unwrap();
    let mut config = Config::in_dir(home.path());
    config.app_links.android = vec![format!("gr.dimos.android={key}").parse().unwrap()];
    config.app_links.ios = vec!["A1B2C3D4E5.gr.dimos.ios".parse().unwrap()];
    let with = start(config).await.unwrap();
    let without = TestServer::start().await;
    let http = without.stranger().http;
    let paths = ["assetlinks.json", "apple-app-site-association"];
    let mut told = Vec::new();
    for path in paths {
        let answer = http.get(format!("{}/.well-known/{path}", with.url())).send().await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["content-type"]),
            (200, &"application/json".parse().unwrap())
        );
        told.push(answer.json::<Value>().await.unwrap());
        let none = http.get(format!("{}/.well-known/{path}", without.running.url())).send().await.unwrap();
        assert_eq!(none.status(), 404, "{path}");
    }
    let target = &told[0][0]["target"];
    assert_eq!(
        (&target["package_name"], &target["sha256_cert_fingerprints"][0]),
        (&json!("gr.dimos.android"), &json!(key.to_uppercase()))
    );
    let apps = &told[1]["applinks"]["details"][0];
    assert_eq!(
        (&apps["appIDs"][0], &apps["components"][0]["/"]),
        (&json!("A1B2C3D4E5.gr.dimos.ios"), &json!("/pay/attempts/*"))
    );
}

#[tokio::test]
async fn those_who_run_the_server_see_how_it_is() {
    let server = TestServer::start().await;
    let http = server.stranger().http;
    for (path, says) in [("/healthz", "ok"), ("/readyz", "ready"), ("/metrics", "dimos_db_commits_total")] {
        let answer = Answer::of(http.get(format!("{}{path}", server.running.url()))).await;
        assert_eq!(answer.status, 200);
        assert!(String::from_utf8_lossy(&answer.bytes).contains(says), "{path}");
    }
}
