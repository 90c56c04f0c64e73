//! What a citizen's contact must look like to be of use: checked on the phone while it is typed, and again by the server.

use crate::{act::Contact, words::clean};

/// Longest name, address or number, in characters.
pub const MAX_CHARS: usize = 200;
/// Digits of a telephone number: with fewer it is a slip, with more it is none (ITU-T E.164).
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// As it is sent and kept: on one line each, without hidden characters.
#[must_use]
pub fn cleaned(contact: &Contact) -> Contact {
    let line = |text: &str| clean(text).replace('\n', " ");
    Contact { name: line(&contact.name), email: line(&contact.email), phone: line(&contact.phone) }
}

/// `somebody@some.where`: RFC 5321 allows far more, people have this.
#[must_use]
pub fn looks_like_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    !local.is_empty()
        && !local.contains('@')
        && !text.contains(char::is_whitespace)
        && domain.contains('.')
        && domain.split('.').all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'))
}

/// Digits as people group them.
#[must_use]
pub fn looks_like_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    PHONE_DIGITS.contains(&digits) && text.chars().all(|c| c.is_ascii_digit() || " +-()./".contains(c))
}

/// A telephone number as it is dialled: `+302310123456`. None where it does not look like one.
#[must_use]
pub fn dialled(phone: &str) -> Option<String> {
    let plus = if phone.trim_start().starts_with('+') { "+" } else { "" };
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    looks_like_phone(phone).then(|| format!("{plus}{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_numbers_look_like_what_people_have() {
        for email in ["maria@example.gr", "m.p+x@a-b.co.uk", "μαρία@παράδειγμα.gr"] {
            assert!(looks_like_email(email), "{email}");
        }
        for email in ["maria", "@a.gr", "a@b", "a b@c.gr", "a@b@c.gr", "a@.gr"] {
            assert!(!looks_like_email(email), "{email}");
        }
        for phone in ["2310 123 456", "+30 (2310) 123456"] {
            assert!(looks_like_phone(phone), "{phone}");
        }
        assert_eq!(dialled("+30 (2310) 123456").as_deref(), Some("+302310123456"));
        assert_eq!(dialled("2310/123.456").as_deref(), Some("2310123456"));
        assert_eq!(dialled("call me"), None);
        for phone in ["12", "call me", "2310123456 x", "1234567890123456"] {
            assert!(!looks_like_phone(phone), "{phone}");
        }
    }
}
