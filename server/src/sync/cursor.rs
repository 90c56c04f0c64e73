//! How far a phone has read the log. Opaque to phones: what it holds may change with the server.

use crate::error::Error;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use dimos_api::problem::Code;
use dimos_domain::ids::CrewCode;

/// The form that this server writes and reads.
const FORM: &str = "1";

/// How far a phone has read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cursor {
    /// Of its reports: position of the last one it got.
    pub reports: i64,
    /// Of its crew's jobs.
    pub jobs: i64,
    /// Whose jobs these were.
    pub crew: Option<CrewCode>,
}

impl Cursor {
    /// As phones keep it.
    #[must_use]
    pub fn written(&self) -> String {
        let crew = self.crew.as_ref().map(CrewCode::as_str).unwrap_or_default();
        URL_SAFE_NO_PAD.encode(format!("{FORM}:{}:{}:{crew}", self.reports, self.jobs))
    }

    /// Reads what a phone kept; the beginning where it has kept nothing.
    ///
    /// # Errors
    /// `bad_request` for what no server wrote.
    pub fn read(text: Option<&str>) -> Result<Self, Error> {
        let Some(text) = text else { return Ok(Self::default()) };
        Self::parse(text).ok_or_else(|| Error::new(Code::BadRequest).because("cursor"))
    }

    fn parse(text: &str) -> Option<Self> {
        let plain = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let mut parts = plain.splitn(4, ':');
        let (form, reports, jobs, crew) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let position = |text: &str| text.parse::<i64>().ok().filter(|position| *position >= 0);
        let crew = if crew.is_empty() { None } else { Some(crew.parse().ok()?) };
        (form == FORM).then_some(Self { reports: position(reports)?, jobs: position(jobs)?, crew })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_no_server_wrote_is_refused() {
        for text in ["", "x", "MTox", "1:2:3:", "ééé", &"A".repeat(5_000)] {
            assert_eq!(Cursor::read(Some(text)).map_err(|refused| refused.code()), Err(Code::BadRequest), "{text}");
        }
        assert_eq!(Cursor::read(None).unwrap(), Cursor::default());
    }

    proptest! {
        #[test]
        fn a_cursor_comes_back_as_it_was(reports in 0..i64::MAX, jobs in 0..i64::MAX, crew in "[a-z0-9_-]{0,40}") {
            let cursor = Cursor { reports, jobs, crew: crew.parse().ok() };
            prop_assert_eq!(Cursor::read(Some(&cursor.written())).unwrap(), cursor);
        }

        #[test]
        fn nothing_makes_it_panic(text in ".{0,60}") {
            let _ = Cursor::read(Some(&text));
        }
    }
}
