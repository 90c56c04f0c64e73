//! What people write, checked and cleaned before it is kept. HTML stays what it is: plain text that nobody renders.

use crate::error::Error;
use dimos_api::problem::Code;
use dimos_domain::{
    act::Contact,
    contact,
    report::{MAX_PHOTOS, MAX_TEXT_CHARS},
    words::clean,
};

/// Longest "near …", in characters.
const MAX_HINT_CHARS: usize = 200;

/// A text as it is kept; may be empty.
///
/// # Errors
/// `bad_text` if it is too long once cleaned, or absurdly long before.
pub fn text(raw: &str, field: &str) -> Result<String, Error> {
    let too_long = || Error::new(Code::BadText).because("too-long").field(field).number("max", MAX_TEXT_CHARS as u64);
    // Nobody writes four hidden characters for each one that is seen.
    if raw.len() > MAX_TEXT_CHARS * 4 * 4 {
        return Err(too_long());
    }
    let cleaned = clean(raw);
    if cleaned.chars().count() > MAX_TEXT_CHARS { Err(too_long()) } else { Ok(cleaned) }
}

/// A text that may be empty only if photos speak for it.
///
/// # Errors
/// `bad_text` if it is too long, or there is neither; `too_many_photos`.
pub fn text_or_photos(raw: &str, photos: usize, field: &str) -> Result<String, Error> {
    few_photos(photos)?;
    let cleaned = text(raw, field)?;
    if cleaned.is_empty() && photos == 0 {
        return Err(Error::new(Code::BadText).because("empty").field(field));
    }
    Ok(cleaned)
}

/// A text that must say something.
///
/// # Errors
/// `bad_text` if it is empty or too long.
pub fn said(raw: &str, field: &str) -> Result<String, Error> {
    text_or_photos(raw, 0, field)
}

/// No more photos than one act may bring.
///
/// # Errors
/// `too_many_photos`.
pub fn few_photos(photos: usize) -> Result<(), Error> {
    if photos > MAX_PHOTOS {
        return Err(Error::new(Code::TooManyPhotos).field("/photos").number("max", MAX_PHOTOS as u64));
    }
    Ok(())
}

/// A "near …" hint on one line; none if nothing is left of it.
#[must_use]
pub fn hint(raw: Option<&str>) -> Option<String> {
    let cleaned: String = clean(raw?).replace('\n', " ").chars().take(MAX_HINT_CHARS).collect();
    (!cleaned.is_empty()).then_some(cleaned)
}

/// Whether the citizen must be reachable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contacts {
    /// The city has to reach somebody.
    Needed,
    /// As the citizen likes.
    Optional,
}

/// A contact as it is kept; none if nothing was filled in.
///
/// # Errors
/// `bad_contact` if it is needed and missing (a name and one way to be reached), or does not look like what it should be.
pub fn contact(raw: Option<&Contact>, need: Contacts) -> Result<Option<Contact>, Error> {
    let bad = |field: &str, reason: &'static str| Error::new(Code::BadContact).because(reason).field(field);
    let contact = raw.map(contact::cleaned).unwrap_or_default();
    for (text, field) in
        [(&contact.name, "/contact/name"), (&contact.email, "/contact/email"), (&contact.phone, "/contact/phone")]
    {
        if text.chars().count() > contact::MAX_CHARS {
            return Err(bad(field, "too-long"));
        }
    }
    if !contact.email.is_empty() && !contact::looks_like_email(&contact.email) {
        return Err(bad("/contact/email", "email"));
    }
    if !contact.phone.is_empty() && !contact::looks_like_phone(&contact.phone) {
        return Err(bad("/contact/phone", "phone"));
    }
    if need == Contacts::Needed && contact.name.is_empty() {
        return Err(bad("/contact/name", "needed"));
    }
    if need == Contacts::Needed && contact.email.is_empty() && contact.phone.is_empty() {
        return Err(bad("/contact", "needed"));
    }
    Ok((contact != Contact::default()).then_some(contact))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn with(email: &str, phone: &str) -> Contact {
        Contact { name: "Μαρία".into(), email: email.into(), phone: phone.into() }
    }

    #[test]
    fn a_contact_looks_like_one() {
        for (email, phone) in [("maria@example.gr", ""), ("", "2310 123 456"), ("m.p+x@a-b.co.uk", "+30 (2310) 123456")]
        {
            assert!(contact(Some(&with(email, phone)), Contacts::Needed).is_ok(), "{email} {phone}");
        }
        for (email, phone) in
            [("maria", ""), ("@a.gr", ""), ("a@b", ""), ("a b@c.gr", ""), ("", "call me"), ("", "12"), ("", "")]
        {
            assert!(contact(Some(&with(email, phone)), Contacts::Needed).is_err(), "{email} {phone}");
        }
        assert_eq!(contact(None, Contacts::Optional).unwrap(), None);
        assert!(contact(None, Contacts::Needed).is_err());
    }

    #[test]
    fn words_are_cleaned_and_measured() {
        assert_eq!(text("a\u{202E}b\u{200B} <b>x</b>", "/description").unwrap(), "ab <b>x</b>");
        assert!(text(&"α".repeat(4000), "/description").is_ok());
        assert!(text(&"α".repeat(4001), "/description").is_err());
        assert!(text(&"x".repeat(4_000_000), "/description").is_err());
        assert!(text_or_photos(" \u{200B}", 0, "/description").is_err());
        assert_eq!(text_or_photos(" \u{200B}", 1, "/description").unwrap(), "");
    }
}
