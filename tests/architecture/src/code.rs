//! Reading Rust without its comments, attributes and tests: what is left is what runs on a phone or a server.

use crate::{Unreadable, files, relative};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::{
    fs,
    iter::Peekable,
    path::{Path, PathBuf},
};

/// One source file.
#[derive(Debug)]
pub struct Code {
    /// Its path, from the project's folder on.
    pub path: String,
    /// Its words, in order.
    pub words: Vec<Word>,
}

/// An identifier, a literal, a sign or a bracket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As written; a string with its quotes.
    pub text: String,
    /// On which line, from 1.
    pub line: usize,
}

impl Word {
    /// What stands between the quotes, for a string literal.
    #[must_use]
    pub fn string(&self) -> Option<&str> {
        self.text.strip_prefix('"')?.strip_suffix('"')
    }
}

impl Code {
    /// Where these words stand one after the other: their lines.
    pub fn lines_with<'a>(&'a self, phrase: &'a [&'a str]) -> impl Iterator<Item = usize> + 'a {
        let same = move |words: &&[Word]| words.iter().zip(phrase).all(|(word, wanted)| word.text == *wanted);
        self.words.windows(phrase.len().max(1)).filter(same).filter_map(|words| words.first().map(|word| word.line))
    }
}

/// The Rust that ships: `shared/*/src` and `server/src` without test modules and test functions.
///
/// # Errors
/// A file cannot be read, or is not Rust.
pub fn production_code() -> Result<Vec<Code>, Unreadable> {
    let mut tests: Vec<PathBuf> = Vec::new();
    let mut read = Vec::new();
    let paths = files("shared", &["rs"])?.into_iter().chain(files("server", &["rs"])?);
    for path in paths.filter(|path| path.components().any(|part| part.as_os_str() == "src")) {
        let source = fs::read_to_string(&path).map_err(|reason| Unreadable::File { path: relative(&path), reason })?;
        let tokens: TokenStream = source.parse().map_err(|reason: proc_macro2::LexError| Unreadable::Rust {
            path: relative(&path),
            reason: reason.to_string(),
        })?;
        let mut reader = Reader::default();
        reader.read(tokens);
        tests.extend(reader.test_modules.iter().map(|module| module_path(&path, module)));
        read.push((path, reader.words));
    }
    // A test module in a file of its own, and everything in its folder.
    read.retain(|(path, _)| !tests.iter().any(|test| path.with_extension("") == *test || path.starts_with(test)));
    Ok(read.into_iter().map(|(path, words)| Code { path: relative(&path), words }).collect())
}

/// Where `mod name;` lies, without its ending: beside `mod.rs` and `lib.rs`, otherwise in the folder named like the file.
fn module_path(of: &Path, name: &str) -> PathBuf {
    let stem = of.with_extension("");
    match stem.file_name().and_then(|stem| stem.to_str()) {
        Some("mod" | "lib" | "main") => stem.with_file_name(name),
        _ => stem.join(name),
    }
}

#[derive(Default)]
struct Reader {
    words: Vec<Word>,
    test_modules: Vec<String>,
}

impl Reader {
    fn read(&mut self, tokens: TokenStream) {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Punct(sign) if sign.as_char() == '#' => match attribute(&mut tokens) {
                    Some(attribute) if is_for_tests(&attribute) => self.skip_item(&mut tokens),
                    Some(_) => {}
                    None => self.word(sign.to_string(), sign.span()),
                },
                TokenTree::Group(group) => {
                    let (open, close) = brackets(&group);
                    self.word(open.to_owned(), group.span_open());
                    self.read(group.stream());
                    self.word(close.to_owned(), group.span_close());
                }
                other => self.word(other.to_string(), other.span()),
            }
        }
    }

    fn word(&mut self, text: String, span: proc_macro2::Span) {
        if !text.is_empty() {
            self.words.push(Word { text, line: span.start().line });
        }
    }

    /// Leaves out what follows an attribute for tests: to its body's end, or to the semicolon.
    fn skip_item(&mut self, tokens: &mut Peekable<impl Iterator<Item = TokenTree>>) {
        let mut last = String::new();
        for token in tokens.by_ref() {
            match &token {
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => return,
                TokenTree::Punct(sign) if sign.as_char() == ';' => {
                    self.test_modules.push(last);
                    return;
                }
                other => last = other.to_string(),
            }
        }
    }
}

/// What stands in the brackets after `#` or `#!`.
fn attribute(tokens: &mut Peekable<impl Iterator<Item = TokenTree>>) -> Option<TokenStream> {
    tokens.next_if(|token| matches!(token, TokenTree::Punct(sign) if sign.as_char() == '!'));
    match tokens.next_if(|token| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket)) {
        Some(TokenTree::Group(group)) => Some(group.stream()),
        _ => None,
    }
}

/// `#[test]` and `#[cfg(test)]`, also among other conditions.
fn is_for_tests(attribute: &TokenStream) -> bool {
    let text: String = attribute.to_string().split_whitespace().collect();
    text == "test" || (text.starts_with("cfg(") && text.contains("test") && !text.contains("not(test)"))
}

fn brackets(group: &Group) -> (&'static str, &'static str) {
    match group.delimiter() {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    }
}
