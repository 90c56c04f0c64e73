//! The bytes of a file, counted: which line we are in, and no more of them for one token than is allowed.

use super::{At, MAX_TOKEN};
use std::{
    cell::Cell,
    io::{self, BufRead, Read},
};

/// Bytes asked for at a time.
const CHUNK: usize = 64 * 1024;

/// A reader that knows where it is.
pub(super) struct Source<R> {
    inner: R,
    chunk: Box<[u8]>,
    /// How much of `chunk` is filled, and how much of that was handed out.
    filled: usize,
    used: usize,
    /// Bytes and line feeds before `chunk`.
    bytes_before: u64,
    lines_before: u64,
    /// So many bytes of `chunk` were searched for line feeds, and so many found: nothing is counted twice.
    counted: Cell<(usize, u64)>,
    /// Where the current token begins; its line, once its chunk is gone.
    token: u64,
    token_line: Option<u64>,
    /// Whether the inner reader said that this is all.
    ended: bool,
}

/// Goes through `io::Error` to us: this token is too long.
#[derive(Debug, thiserror::Error)]
#[error("longer than allowed")]
pub(super) struct TokenTooLong;

impl<R: Read> Source<R> {
    pub(super) fn new(inner: R) -> Self {
        Self {
            inner,
            chunk: vec![0; CHUNK].into_boxed_slice(),
            filled: 0,
            used: 0,
            bytes_before: 0,
            lines_before: 0,
            counted: Cell::new((0, 0)),
            token: 0,
            token_line: None,
            ended: false,
        }
    }

    /// The next token begins here.
    #[inline]
    pub(super) fn begin_token(&mut self) {
        self.token = self.byte();
        self.token_line = None;
    }

    /// Where the current token begins.
    pub(super) fn token_at(&self) -> At {
        At { line: self.token_line.unwrap_or_else(|| self.line_of(self.token)), byte: self.token }
    }

    /// How far we are.
    pub(super) fn here(&self) -> At {
        At { line: self.line_of(self.byte()), byte: self.byte() }
    }

    /// Whether nothing follows.
    pub(super) fn is_at_end(&self) -> bool {
        self.ended && self.used >= self.filled
    }

    #[inline]
    fn byte(&self) -> u64 {
        self.bytes_before + self.used as u64
    }

    /// The line of a byte of the chunk that we hold.
    fn line_of(&self, byte: u64) -> u64 {
        let within = usize::try_from(byte.saturating_sub(self.bytes_before)).unwrap_or(self.filled).min(self.filled);
        1 + self.lines_before + self.lines_of_chunk(within)
    }

    /// Line feeds in the chunk before a byte.
    fn lines_of_chunk(&self, before: usize) -> u64 {
        let (from, found) = match self.counted.get() {
            (counted, found) if counted <= before => (counted, found),
            _ => (0, 0),
        };
        let found = found + lines(self.chunk.get(from..before).unwrap_or_default());
        self.counted.set((before, found));
        found
    }

    #[cold]
    fn refill(&mut self) -> io::Result<()> {
        if self.token_line.is_none() {
            self.token_line = Some(self.line_of(self.token));
        }
        self.lines_before += self.lines_of_chunk(self.filled);
        self.counted.set((0, 0));
        self.bytes_before += self.filled as u64;
        (self.filled, self.used) = (0, 0);
        if self.bytes_before - self.token > MAX_TOKEN as u64 {
            return Err(io::Error::other(TokenTooLong));
        }
        while !self.ended {
            match self.inner.read(&mut self.chunk) {
                Ok(0) => self.ended = true,
                Ok(read) => {
                    self.filled = read;
                    break;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

fn lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: Read> BufRead for Source<R> {
    #[inline]
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.used >= self.filled {
            self.refill()?;
        }
        Ok(self.chunk.get(self.used..self.filled).unwrap_or_default())
    }

    #[inline]
    fn consume(&mut self, amount: usize) {
        self.used = self.filled.min(self.used + amount);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_known_however_the_bytes_arrive() {
        // Given three lines that arrive a few bytes at a time.
        struct Slowly(&'static [u8]);
        impl Read for Slowly {
            fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
                let few = self.0.len().min(3);
                self.0.split_at(few).0.read(&mut into[..few]).inspect(|read| self.0 = &self.0[*read..])
            }
        }
        let mut source = Source::new(Slowly(b"one\ntwo\nthree"));
        // When a token begins in the second line and goes on into the third.
        for _ in 0..5 {
            source.fill_buf().unwrap();
            source.consume(1);
        }
        source.begin_token();
        for _ in 0..5 {
            source.fill_buf().unwrap();
            source.consume(1);
        }
        // Then both ends are known.
        assert_eq!(source.token_at(), At { line: 2, byte: 5 });
        assert_eq!(source.here(), At { line: 3, byte: 10 });
    }
}
