//! Who may know whom: `domain ← api ← {server, device}`, `domain ← {app, bank, checkout, documents}`, `{bank, checkout, documents} ← server`,
//! `domain ← media ← device`, `{app, device} ← ffi`, shells see `ffi` only.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests")]

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package, PackageId};
use std::collections::{BTreeMap, BTreeSet};

/// Our crates and which of ours each may use. `tests/*` may use everything, except for the phone: it is a shell.
const MAY_USE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("api", &["domain"]),
    ("app", &["domain"]),
    ("device", &["api", "domain", "media"]),
    // Compiled for speed while the rest of the phone is compiled for size: hence a crate.
    ("media", &["domain"]),
    ("ffi", &["app", "device", "domain"]),
    ("server", &["api", "bank", "checkout", "documents", "domain"]),
    ("bank", &["domain"]),
    // Paper is made from plain records: it knows no wire and no database.
    ("documents", &["domain"]),
    ("checkout", &["domain"]),
    ("bindgen", &[]),
    // The types that cross to a shell live in `app`; `api` is for the staff's side, which is not a phone's.
    ("phone", &["ffi", "app", "domain", "api"]),
    ("architecture", &["ffi"]),
];

/// Two versions of one of these are two truths, or a binary twice as large.
const ONE_VERSION: [&str; 9] = ["rusqlite", "tokio", "serde", "serde_json", "geo", "image", "rustls", "jiff", "uuid"];

fn metadata() -> Metadata {
    MetadataCommand::new()
        .manifest_path(dimos_architecture::root().join("Cargo.toml"))
        .other_options(["--locked".to_owned()])
        .exec()
        .unwrap()
}

fn ours(metadata: &Metadata) -> Vec<&Package> {
    metadata.workspace_packages()
}

fn package<'a>(metadata: &'a Metadata, name: &str) -> &'a Package {
    let found = ours(metadata).into_iter().find(|package| package.name.as_str() == format!("dimos-{name}"));
    found.unwrap_or_else(|| panic!("there is no crate dimos-{name} any more: take it out of this test"))
}

/// What a crate names under `[dependencies]`.
fn named(package: &Package) -> impl Iterator<Item = &str> {
    package.dependencies.iter().filter(|one| one.kind == DependencyKind::Normal).map(|one| one.name.as_str())
}

/// What a crate brings along, however far away: each name with the one that brought it.
fn brought(metadata: &Metadata, by: &Package) -> BTreeMap<String, String> {
    let resolve = metadata.resolve.as_ref().unwrap();
    let nodes: BTreeMap<&PackageId, _> = resolve.nodes.iter().map(|node| (&node.id, node)).collect();
    let mut brought = BTreeMap::new();
    let mut seen = BTreeSet::from([&by.id]);
    let mut ahead = vec![&by.id];
    while let Some(id) = ahead.pop() {
        for dependency in &nodes[id].deps {
            let normal = dependency.dep_kinds.iter().any(|info| info.kind == DependencyKind::Normal);
            if normal && seen.insert(&dependency.pkg) {
                brought.insert(metadata[&dependency.pkg].name.to_string(), metadata[id].name.to_string());
                ahead.push(&dependency.pkg);
            }
        }
    }
    brought
}

#[test]
fn a_crate_uses_only_what_lies_below_it() {
    let metadata = metadata();
    for (name, allowed) in MAY_USE {
        for used in named(package(&metadata, name)).filter_map(|used| used.strip_prefix("dimos-")) {
            assert!(
                allowed.contains(&used),
                "dimos-{name} must not use dimos-{used}; it may use {allowed:?}. Move what is needed down, \
                 or change MAY_USE in this test and say why in docs/adr/"
            );
        }
    }
}

#[test]
fn every_crate_has_its_place() {
    let metadata = metadata();
    for package in ours(&metadata) {
        let listed = MAY_USE.iter().any(|(name, _)| package.name.as_str() == format!("dimos-{name}"));
        let is_a_test = package.manifest_path.strip_prefix(&metadata.workspace_root).unwrap().starts_with("tests");
        assert!(listed || is_a_test, "{} is new: say in MAY_USE of this test what it may use", package.name);
    }
}

#[test]
fn the_brain_and_the_rule_book_are_pure() {
    let metadata = metadata();
    for name in ["domain", "app", "api"] {
        let brought = brought(&metadata, package(&metadata, name));
        for impure in ["tokio", "rusqlite", "reqwest", "axum", "hyper", "rustls"] {
            if let Some(by) = brought.get(impure) {
                panic!(
                    "dimos-{name} brings {impure} along (through {by}): it must stay free of I/O. Do that in device or server"
                );
            }
        }
    }
}

#[test]
fn the_server_carries_nothing_of_the_phones() {
    let metadata = metadata();
    let brought = brought(&metadata, package(&metadata, "server"));
    // reqwest is not of the phones alone: the server calls payment providers with it.
    for of_the_phone in ["dimos-app", "dimos-device", "dimos-media", "dimos-ffi", "uniffi", "crux_core"] {
        assert!(
            !brought.contains_key(of_the_phone),
            "dimos-server brings {of_the_phone} along: it belongs to the phones"
        );
    }
}

#[test]
fn a_phone_carries_nothing_of_the_server() {
    let metadata = metadata();
    let brought = brought(&metadata, package(&metadata, "ffi"));
    for of_the_server in ["dimos-server", "axum", "argon2", "tracing-subscriber"] {
        assert!(!brought.contains_key(of_the_server), "dimos-ffi brings {of_the_server} along: phones must stay small");
    }
}

#[test]
fn uniffi_is_known_at_the_border_only() {
    let metadata = metadata();
    for package in ours(&metadata) {
        let Some(uniffi) = package.dependencies.iter().find(|one| one.name == "uniffi") else { continue };
        match package.name.as_str() {
            "dimos-ffi" | "dimos-bindgen" => {}
            "dimos-app" => assert!(uniffi.optional, "dimos-app must have uniffi behind its feature only"),
            other => panic!("{other} must not use uniffi: types that cross live in app, objects in ffi"),
        }
    }
}

#[test]
fn what_matters_is_there_in_one_version() {
    let metadata = metadata();
    for name in ONE_VERSION {
        let versions: Vec<_> = metadata
            .packages
            .iter()
            .filter(|package| package.name.as_str() == name)
            .map(|package| &package.version)
            .collect();
        assert!(versions.len() == 1, "{name} is there as {versions:?}: `cargo tree -i {name}` says who wants which");
    }
}
