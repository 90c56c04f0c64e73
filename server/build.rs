//! Packs the default city into the binary, so that `dimos-server serve` needs no configuration. Which city that is
//! stands in one place, `cities/DEFAULT`; `DIMOS_DEFAULT_CITY` overrules it for one build.

use std::{
    env,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed=DIMOS_DEFAULT_CITY");
    println!("cargo::rerun-if-changed=cities");
    let cities = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("cities");
    let name = match env::var("DIMOS_DEFAULT_CITY") {
        Ok(name) => name,
        Err(_) => fs::read_to_string(cities.join("DEFAULT"))?.trim().to_owned(),
    };
    let pack = cities.join(&name);
    let mut files = Vec::new();
    collect(&pack, &mut files)?;
    files.sort();

    // The path is asked for when the code is compiled: a build folder may serve several clones.
    let mut code = format!("const NAME: &str = {name:?};\nconst FILES: &[(&str, &[u8])] = &[\n");
    for file in &files {
        let inside = file.strip_prefix(&pack)?.to_string_lossy().replace('\\', "/");
        let beside = format!("/cities/{name}/{inside}");
        writeln!(code, "    ({inside:?}, include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {beside:?}))),")?;
    }
    code.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("embedded_city.rs"), code)?;
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|kind| kind == "toml" || kind == "geojson" || kind == "csv") {
            files.push(path);
        }
    }
    Ok(())
}
