//! QR codes for pages and pictures.

use crate::{judges, samples};
use dimos_documents::qr;
use dimos_domain::money::{Cents, epc_text};
use std::fs;

#[test]
fn a_picture_of_a_payment_code_is_read_back_to_the_letter() {
    let slip = samples::slip();
    let text = epc_text(&slip.beneficiary, Some(Cents::new(45_12)), &slip.reference).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for (name, pixels) in [("smallest.png", 212), ("odd.png", 333), ("large.png", 1_000)] {
        let path = folder.path().join(name);
        fs::write(&path, qr::png(&text, pixels).unwrap()).unwrap();
        judges::shows_codes(&[path], std::slice::from_ref(&text));
    }
}

#[test]
fn a_code_for_a_page_is_sound_xml_whatever_its_title() {
    for title in ["Κωδικός QR", "<script>&\"'", "\u{0}\u{b}\u{ffff}", ""] {
        judges::is_sound_xml(&qr::svg("https://dimos.example.gr/pay", title).unwrap());
    }
}
