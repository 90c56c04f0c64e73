//! Links the library that ships smaller. Only that one: it is the one that is optimised for size.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let says = |name: &str, what: &str| env::var(name).is_ok_and(|value| value == what);
    if says("OPT_LEVEL", "z") && says("CARGO_CFG_TARGET_OS", "linux") {
        // Functions that came out the same are kept once; places to be relocated are a bitmap, not a table. Both are lld's,
        // which links for Android as well; there, packed relocations need Android 9.
        println!("cargo::rustc-link-arg-cdylib=-Wl,--icf=all");
        println!("cargo::rustc-link-arg-cdylib=-Wl,-z,pack-relative-relocs");
    }
}
