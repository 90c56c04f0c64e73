//! Bank files of ISO 20022: what happened on the city's accounts is read (`camt`), what the city wants paid is written
//! (`pain001`), what the bank made of it is read (`pain002`). Nothing here knows a database, a clock or a network, and
//! nothing here decides what a payment is for: it says what the bank said, or why the bank's file cannot be believed.
//!
//! Every reader is a stream: memory does not grow with the file. Files come from outside, so depth, texts and tags are
//! bounded, document type declarations are refused, and each error says at which line and byte.

pub mod camt;
pub mod pain001;
pub mod pain002;
#[cfg(feature = "testing")]
pub mod testing;
pub mod xml;
