//! The walk: elements opened and closed in order, each known by its place. The hot path allocates nothing: names are
//! turned into places at once, and one buffer holds the text of the element we are in.

use super::{
    At, MAX_DEPTH, MAX_TOKEN, XmlError,
    source::{Source, TokenTooLong},
};
use quick_xml::{
    Error,
    encoding::EncodingError,
    errors::{IllFormedError, SyntaxError},
    events::{BytesDecl, BytesRef, BytesStart, Event},
    reader::Reader,
};
use std::io::Read;

/// Where in a message an element stands.
pub(crate) trait Place: Copy + PartialEq {
    /// Before the root.
    const OUTSIDE: Self;
    /// Something that we do not read; whatever stands below it is not read either.
    const SKIPPED: Self;

    /// Whether its text counts.
    fn holds_text(self) -> bool;
}

/// Who reads a message.
pub(crate) trait Visitor {
    /// The places it knows.
    type Place: Place;
    /// Why it refuses a message.
    type Error: From<XmlError>;

    /// An element opens below `parent`; `name` comes without its prefix. The answer is its place.
    fn open(
        &mut self,
        parent: Self::Place,
        name: &str,
        attributes: Attributes<'_>,
        at: &dyn Fn() -> At,
    ) -> Result<Self::Place, Self::Error>;

    /// An element closes; `text` is its trimmed text if its place holds text, and else empty.
    fn close(&mut self, place: Self::Place, text: &str, at: &dyn Fn() -> At) -> Result<(), Self::Error>;
}

/// The attributes of an element.
#[derive(Clone, Copy)]
pub(crate) struct Attributes<'a>(&'a BytesStart<'a>);

impl<'a> Attributes<'a> {
    /// The value of one, as it is written.
    pub(crate) fn get(self, name: &str) -> Option<std::borrow::Cow<'a, str>> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false).flatten().find(|one| one.key.as_ref() == name).map(|one| one.value)
    }

    /// The namespace that the element itself declares for its own prefix.
    pub(crate) fn namespace(self) -> Option<std::borrow::Cow<'a, str>> {
        match self.0.name().prefix() {
            Some(prefix) => self.get(&format!("xmlns:{}", prefix.as_ref())),
            None => self.get("xmlns"),
        }
    }
}

/// Goes through a file from its first byte to its last.
pub(crate) fn walk<V: Visitor>(input: impl Read, visitor: &mut V) -> Result<(), V::Error> {
    let mut reader = Reader::from_reader(Source::new(input));
    let mut walk = Walk { open: Vec::with_capacity(MAX_DEPTH), here: V::Place::OUTSIDE, text: String::new(), roots: 0 };
    let mut buffer = Vec::with_capacity(4096);
    loop {
        buffer.clear();
        reader.get_mut().begin_token();
        let event = reader.read_event_into(&mut buffer);
        let source = reader.get_ref();
        // By reference: moving an event out of its result costs a tenth of the time.
        match &event {
            Ok(Event::Text(text)) => walk.text(text, source)?,
            Ok(Event::Start(start)) => walk.open(start, source, visitor)?,
            Ok(Event::End(_)) => walk.close(source, visitor)?,
            Ok(Event::Empty(start)) => {
                walk.open(start, source, visitor)?;
                walk.close(source, visitor)?;
            }
            Ok(Event::GeneralRef(reference)) => walk.reference(reference, source)?,
            Ok(Event::CData(data)) => walk.text(data, source)?,
            Ok(Event::Decl(declaration)) => encoding(declaration)?,
            Ok(Event::DocType(_)) => return Err(XmlError::DocumentType { at: source.token_at() }.into()),
            Ok(Event::Comment(_) | Event::PI(_)) => {}
            Ok(Event::Eof) => return walk.end(source).map_err(V::Error::from),
            Err(error) => return Err(refusal(error, source, walk.open.len()).into()),
        }
    }
}

struct Walk<P> {
    /// The places above `here`.
    open: Vec<P>,
    here: P,
    text: String,
    roots: u32,
}

impl<P: Place> Walk<P> {
    #[inline]
    fn open<V: Visitor<Place = P>, R: Read>(
        &mut self,
        start: &BytesStart<'_>,
        source: &Source<R>,
        visitor: &mut V,
    ) -> Result<(), V::Error> {
        if self.open.len() >= MAX_DEPTH {
            return Err(XmlError::TooDeep { at: source.token_at() }.into());
        }
        if self.open.is_empty() {
            self.roots += 1;
            if self.roots > 1 {
                return Err(ill_formed(source, "a second root element").into());
            }
        }
        let place = if self.here == P::SKIPPED {
            P::SKIPPED
        } else {
            visitor.open(self.here, start.local_name().as_ref(), Attributes(start), &|| source.token_at())?
        };
        self.open.push(self.here);
        self.here = place;
        if place.holds_text() {
            self.text.clear();
        }
        Ok(())
    }

    #[inline]
    fn close<V: Visitor<Place = P>, R: Read>(&mut self, source: &Source<R>, visitor: &mut V) -> Result<(), V::Error> {
        if self.here.holds_text() {
            if let Some(code) = self.text.bytes().find(|byte| *byte < b' ' && !byte.is_ascii_whitespace()) {
                return Err(XmlError::Character { at: source.token_at(), code: u32::from(code) }.into());
            }
            visitor.close(self.here, self.text.trim_ascii(), &|| source.token_at())?;
            self.text.clear();
        } else if self.here != P::SKIPPED {
            visitor.close(self.here, "", &|| source.token_at())?;
        }
        self.here = self.open.pop().unwrap_or(P::OUTSIDE);
        Ok(())
    }

    #[inline]
    fn text<R: Read>(&mut self, text: &str, source: &Source<R>) -> Result<(), XmlError> {
        if self.here.holds_text() {
            if self.text.len() + text.len() > MAX_TOKEN {
                return Err(XmlError::TooLong { at: source.token_at() });
            }
            self.text.push_str(text);
        } else if self.open.is_empty() && !text.trim_ascii().is_empty() {
            return Err(ill_formed(source, "text outside of the root element"));
        }
        Ok(())
    }

    fn reference<R: Read>(&mut self, reference: &BytesRef<'_>, source: &Source<R>) -> Result<(), XmlError> {
        let name: &str = reference;
        if name.starts_with('#') {
            return match reference.resolve_char_ref() {
                Ok(Some(character)) => self.text(character.encode_utf8(&mut [0; 4]), source),
                _ => Err(ill_formed(source, "a reference to a character that does not exist")),
            };
        }
        let text = match name {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "apos" => "'",
            "quot" => "\"",
            _ => return Err(XmlError::Entity { at: source.token_at(), name: name.chars().take(40).collect() }),
        };
        self.text(text, source)
    }

    fn end<R: Read>(&self, source: &Source<R>) -> Result<(), XmlError> {
        match (self.open.len(), self.roots) {
            (0, 0) => Err(XmlError::Empty),
            (0, _) => Ok(()),
            (open, _) => Err(truncated(source, open)),
        }
    }
}

fn truncated<R: Read>(source: &Source<R>, open: usize) -> XmlError {
    XmlError::Truncated { at: source.here(), open }
}

fn ill_formed<R: Read>(source: &Source<R>, reason: &str) -> XmlError {
    XmlError::IllFormed { at: source.token_at(), reason: reason.to_owned() }
}

/// UTF-8 by name, or a part of it, or nothing said.
fn encoding(declaration: &BytesDecl<'_>) -> Result<(), XmlError> {
    let Some(Ok(declared)) = declaration.encoding() else { return Ok(()) };
    if ["utf-8", "utf8", "us-ascii", "ascii"].iter().any(|known| declared.eq_ignore_ascii_case(known)) {
        return Ok(());
    }
    Err(XmlError::Encoding { declared: declared.chars().take(40).collect() })
}

/// What the tokenizer's error means.
fn refusal<R: Read>(error: &Error, source: &Source<R>, open: usize) -> XmlError {
    let at = source.token_at();
    match error {
        Error::Io(reason) if reason.get_ref().is_some_and(|inner| inner.is::<TokenTooLong>()) => {
            XmlError::TooLong { at }
        }
        Error::Io(reason) => {
            let reason = std::io::Error::new(reason.kind(), reason.to_string());
            XmlError::Io { at: source.here(), reason }
        }
        Error::Encoding(EncodingError::Utf8(reason)) if reason.error_len().is_none() && source.is_at_end() => {
            truncated(source, open)
        }
        Error::Encoding(_) => XmlError::NotUtf8 { at },
        // The tokenizer has no other syntax errors than a token that the file's end cuts off, save for this one.
        Error::Syntax(SyntaxError::InvalidBangMarkup) if !source.is_at_end() => {
            XmlError::IllFormed { at, reason: "markup that begins with <! and is none".to_owned() }
        }
        Error::Syntax(_) | Error::IllFormed(IllFormedError::UnclosedReference) if source.is_at_end() => {
            truncated(source, open)
        }
        other => XmlError::IllFormed { at, reason: other.to_string() },
    }
}
