//! What tells phones that the city's app may open the city's links, so that no page stands between a bank and the app:
//! Android's Digital Asset Links, Apple's associated domains. Both are public, and name nothing but the apps.

use crate::{error::Error, state::App};
use axum::{Json, Router, extract::State, routing::get};
use dimos_api::problem::Code;
use serde_json::{Value, json};
use std::str::FromStr;

/// Paths that an app opens.
const PATHS: &str = "/pay/attempts/";
/// Bytes of a fingerprint (SHA-256).
const FINGERPRINT_BYTES: usize = 32;

/// The apps that open the city's links.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct AppLinkOptions {
    /// An Android app that may open the city's links (repeatable): `PACKAGE=FINGERPRINT`, with the SHA-256 fingerprint of
    /// its signing key as `keytool -list -v` writes it.
    #[arg(long = "android-app", env = "DIMOS_ANDROID_APP", value_delimiter = ',', value_name = "PACKAGE=FINGERPRINT")]
    pub android: Vec<AndroidApp>,
    /// An iOS app that may open the city's links (repeatable): `TEAM.BUNDLE`, as in `A1B2C3D4E5.gr.dimos.ios`.
    #[arg(long = "ios-app", env = "DIMOS_IOS_APP", value_delimiter = ',', value_name = "TEAM.BUNDLE")]
    pub ios: Vec<IosApp>,
}

/// An Android app, known by the key it is signed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AndroidApp {
    package: String,
    fingerprint: String,
}

/// An iOS app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IosApp(String);

/// Why an app on the command line is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AppNameError {
    /// No `=`.
    #[error("an Android app is written PACKAGE=FINGERPRINT")]
    NoFingerprint,
    /// The package.
    #[error("{0:?} is no package name: it is words with dots between them, as in gr.dimos.android")]
    Package(String),
    /// The fingerprint.
    #[error("a SHA-256 fingerprint is 32 pairs of hexadecimal digits with colons between them; this has {0}")]
    Fingerprint(usize),
    /// The iOS app's.
    #[error("{0:?} is no iOS app: it is the team's ten letters and digits, a dot and the bundle's name")]
    Ios(String),
}

impl FromStr for AndroidApp {
    type Err = AppNameError;

    fn from_str(text: &str) -> Result<Self, AppNameError> {
        let (package, fingerprint) = text.split_once('=').ok_or(AppNameError::NoFingerprint)?;
        let starts = |word: &str| word.starts_with(|first: char| first.is_ascii_alphabetic());
        if !package.contains('.') || !package.split('.').all(|word| starts(word) && is_name(word, '_')) {
            return Err(AppNameError::Package(package.to_owned()));
        }
        let is_byte = |pair: &&str| pair.len() == 2 && pair.bytes().all(|one| one.is_ascii_hexdigit());
        let pairs: Vec<&str> = fingerprint.split(':').collect();
        let right = pairs.iter().take_while(|pair| is_byte(pair)).count();
        if right != FINGERPRINT_BYTES || pairs.len() != FINGERPRINT_BYTES {
            return Err(AppNameError::Fingerprint(right));
        }
        Ok(Self { package: package.to_owned(), fingerprint: fingerprint.to_ascii_uppercase() })
    }
}

impl FromStr for IosApp {
    type Err = AppNameError;

    fn from_str(text: &str) -> Result<Self, AppNameError> {
        let is_team = |team: &str| team.len() == 10 && team.bytes().all(|one| one.is_ascii_alphanumeric());
        let is_bundle = |bundle: &str| bundle.split('.').all(|word| is_name(word, '-'));
        match text.split_once('.') {
            Some((team, bundle)) if is_team(team) && is_bundle(bundle) => Ok(Self(text.to_owned())),
            _ => Err(AppNameError::Ios(text.to_owned())),
        }
    }
}

fn is_name(word: &str, and: char) -> bool {
    !word.is_empty() && word.chars().all(|one| one.is_ascii_alphanumeric() || one == and)
}

/// `/.well-known/assetlinks.json` and `/.well-known/apple-app-site-association`; neither is there without an app.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/.well-known/assetlinks.json", get(android))
        .route("/.well-known/apple-app-site-association", get(ios))
}

async fn android(State(app): State<App>) -> Result<Json<Value>, Error> {
    let target = |app: &AndroidApp| {
        json!({
            "relation": ["delegate_permission/common.handle_all_urls"],
            "target": {
                "namespace": "android_app",
                "package_name": app.package,
                "sha256_cert_fingerprints": [app.fingerprint],
            },
        })
    };
    match app.config.app_links.android.as_slice() {
        [] => Err(Error::new(Code::NotFound)),
        apps => Ok(Json(apps.iter().map(target).collect())),
    }
}

async fn ios(State(app): State<App>) -> Result<Json<Value>, Error> {
    let ids: Vec<&str> = app.config.app_links.ios.iter().map(|app| app.0.as_str()).collect();
    if ids.is_empty() {
        return Err(Error::new(Code::NotFound));
    }
    let components = json!([{ "/": format!("{PATHS}*") }]);
    Ok(Json(json!({ "applinks": { "details": [{ "appIDs": ids, "components": components }] } })))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_app_is_known_by_its_name_and_key() {
        let key = ["ab"; FINGERPRINT_BYTES].join(":");
        let app: AndroidApp = format!("gr.dimos.android={key}").parse().unwrap();
        assert_eq!((app.package.as_str(), app.fingerprint), ("gr.dimos.android", key.to_uppercase()));
        let wrong = |text: &str| text.parse::<AndroidApp>().unwrap_err();
        assert_eq!(wrong("gr.dimos.android"), AppNameError::NoFingerprint);
        for package in ["", "dimos", "gr..dimos", "gr.1dimos", "gr.dimos.\"x"] {
            assert_eq!(wrong(&format!("{package}={key}")), AppNameError::Package(package.to_owned()));
        }
        for (key, right) in [("ab:cd".to_owned(), 2), (key.replace(':', ""), 0), (format!("{key}:ab"), 32)] {
            assert_eq!(wrong(&format!("gr.dimos.android={key}")), AppNameError::Fingerprint(right));
        }
        assert_eq!("A1B2C3D4E5.gr.dimos-x.ios".parse::<IosApp>().unwrap().0, "A1B2C3D4E5.gr.dimos-x.ios");
        for text in ["", "gr.dimos.ios", "A1B2C3D4E5.", "A1B2C3D4E5.gr..ios", "A1B2C3D4E5"] {
            assert_eq!(text.parse::<IosApp>(), Err(AppNameError::Ios(text.to_owned())));
        }
    }
}
