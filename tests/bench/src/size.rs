//! How large the phone library is, as it would be shipped.

use crate::Figure;
use std::path::Path;

/// Measures what `cargo build --profile phone -p dimos-ffi` left beside this program's folder.
#[must_use]
pub fn run() -> Vec<Figure> {
    let target = std::env::current_exe().ok().and_then(|this| this.parent().and_then(Path::parent).map(Path::to_owned));
    let library = target.map(|target| target.join("phone").join("libdimos_ffi.so"));
    let size = library.as_ref().and_then(|path| path.metadata().ok()).map(|file| file.len());
    let value = size.and_then(|bytes| u32::try_from(bytes).ok()).map_or(f64::NAN, |bytes| f64::from(bytes) / 1e6);
    let note = if value.is_nan() { "skipped: build it with --profile phone first" } else { "x86_64, stripped" };
    vec![Figure {
        name: "phone library: size".to_owned(),
        value,
        unit: "MB",
        limit: Some(6.0),
        note: note.to_owned(),
        ..Figure::default()
    }]
}
