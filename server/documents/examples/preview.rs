//! `preview FOLDER [COUNT]`: writes every sample document in both languages into a folder, to be looked at; with a count,
//! also says how long one ordinary receipt takes when so many are made.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::inconsistent_digit_grouping,
    missing_docs,
    reason = "a helper of the tests; amounts are written as euro_cents"
)]

use dimos_documents::{qr, receipt_pdf, slip_pdf};
use dimos_domain::l10n::Language;
use std::{fs, path::Path};

#[path = "../tests/documents/samples.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod samples;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().expect("preview FOLDER [COUNT]");
    let folder = Path::new(&folder);
    fs::create_dir_all(folder).unwrap();
    for language in Language::ALL {
        let write = |name: &str, bytes: Vec<u8>| {
            println!("{name}.{}.pdf: {} bytes", language.tag(), bytes.len());
            fs::write(folder.join(format!("{name}.{}.pdf", language.tag())), bytes).unwrap();
        };
        write("receipt", receipt_pdf(&samples::receipt(), language).unwrap());
        write("long-receipt", receipt_pdf(&samples::long_receipt(), language).unwrap());
        write("slip", slip_pdf(&samples::slip(), language).unwrap());
        write("fine", slip_pdf(&samples::fine(), language).unwrap());
        write("long-slip", slip_pdf(&samples::long_slip(), language).unwrap());
    }
    let address = samples::receipt().address;
    fs::write(folder.join("qr.png"), qr::png(&address, 400).unwrap()).unwrap();
    fs::write(folder.join("qr.svg"), qr::svg(&address, "Επαλήθευση").unwrap()).unwrap();
    if let Some(count) = arguments.next().and_then(|count| count.parse::<u32>().ok()) {
        let begun = std::time::Instant::now();
        for _ in 0..count {
            receipt_pdf(&samples::receipt(), Language::El).unwrap();
        }
        println!(
            "{count} receipts: {:.2} ms each by the clock on the wall",
            begun.elapsed().as_secs_f64() * 1000.0 / f64::from(count)
        );
    }
}
