//! Receipts, slips and QR codes before judges who did not make them: poppler, qpdf, zbar, python-stdnum.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::inconsistent_digit_grouping,
    missing_docs,
    reason = "tests; amounts are written as euro_cents"
)]

mod codes;
mod judges;
mod receipts;
mod samples;
mod slips;
