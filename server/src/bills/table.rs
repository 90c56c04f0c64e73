//! Rows of a table as spreadsheets write them (RFC 4180): divided by commas, semicolons or tabs, ended by LF, CRLF or CR,
//! with line breaks inside quotation marks. Each row knows the line on which it begins, and none is ever a part of another:
//! a quotation mark that is not closed is told with its line instead of swallowing what follows.

/// What may divide the fields; a heading that needs none of them is a table of one column.
const DIVIDERS: [u8; 3] = [b';', b',', b'\t'];

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Where it begins, from 1.
    pub(super) line: u64,
    /// What is not UTF-8 in them is replaced.
    pub(super) fields: Vec<String>,
    /// Why it cannot be read as it stands.
    pub(super) fault: Option<Fault>,
}

impl Row {
    /// Whether nothing is written in it: spreadsheets leave such rows behind.
    pub(super) fn is_blank(&self) -> bool {
        self.fields.iter().all(|field| field.trim().is_empty())
    }
}

/// What is wrong with one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is not UTF-8.
    NotUtf8,
    /// Something follows the quotation mark that ends a field.
    BehindQuote,
}

/// A quotation mark opens on this line and is not closed, or something follows where it seems to be: what comes after it
/// cannot be told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unclosed {
    pub(super) line: u64,
}

/// The rows of a table, one after the other.
#[derive(Debug, Clone)]
pub(super) struct Rows<'a> {
    rest: &'a [u8],
    divider: u8,
    line: u64,
}

/// What ended a field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Field,
    Row,
}

impl<'a> Rows<'a> {
    /// A table, divided by what divides its first row best.
    pub(super) fn of(table: &'a [u8]) -> Self {
        let rest = table.strip_prefix(b"\xef\xbb\xbf").unwrap_or(table);
        let by = |divider| Self { rest, divider, line: 1 };
        let fields = |divider: &u8| by(*divider).next().and_then(Result::ok).map_or(0, |row| row.fields.len());
        // The first of the best: `max_by_key` would give the last.
        let best = DIVIDERS.into_iter().rev().max_by_key(fields);
        by(best.unwrap_or(b','))
    }

    /// Whether a comma divides fields, so that an amount with one needs quotation marks.
    pub(super) const fn are_divided_by_commas(&self) -> bool {
        self.divider == b','
    }

    /// The next byte. A line ends with LF, CRLF or CR.
    fn bump(&mut self) -> Option<u8> {
        let (byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        if *byte == b'\n' || (*byte == b'\r' && rest.first() != Some(&b'\n')) {
            self.line += 1;
        }
        Some(*byte)
    }

    fn row(&mut self) -> Result<Row, Unclosed> {
        let mut row = Row { line: self.line, fields: Vec::new(), fault: None };
        loop {
            let (field, fault, end) = self.field()?;
            let text = String::from_utf8(field).map_err(|cause| {
                row.fault = row.fault.or(Some(Fault::NotUtf8));
                String::from_utf8_lossy(cause.as_bytes()).into_owned()
            });
            row.fields.push(text.unwrap_or_else(|replaced| replaced));
            row.fault = row.fault.or(fault);
            if end == End::Row {
                return Ok(row);
            }
        }
    }

    fn field(&mut self) -> Result<(Vec<u8>, Option<Fault>, End), Unclosed> {
        let mut field = Vec::new();
        if self.rest.first() != Some(&b'"') {
            let end = self.plain(&mut field);
            return Ok((field, None, end));
        }
        let opened = self.line;
        self.bump();
        loop {
            match self.bump() {
                None => return Err(Unclosed { line: opened }),
                Some(b'"') if self.rest.first() == Some(&b'"') => {
                    self.bump();
                    field.push(b'"');
                }
                Some(b'"') => break,
                Some(byte) => field.push(byte),
            }
        }
        let (closed, mut behind) = (self.line, Vec::new());
        let end = self.plain(&mut behind);
        match behind.trim_ascii().is_empty() {
            true => Ok((field, None, end)),
            false if closed == opened => Ok((field, Some(Fault::BehindQuote), end)),
            false => Err(Unclosed { line: opened }),
        }
    }

    /// What stands up to the next divider or line end.
    fn plain(&mut self, field: &mut Vec<u8>) -> End {
        loop {
            match self.bump() {
                None | Some(b'\n') => return End::Row,
                Some(b'\r') => {
                    if self.rest.first() == Some(&b'\n') {
                        self.bump();
                    }
                    return End::Row;
                }
                Some(byte) if byte == self.divider => return End::Field,
                Some(byte) => field.push(byte),
            }
        }
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, Unclosed>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let row = self.row();
        if row.is_err() {
            self.rest = &[];
        }
        Some(row)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn lines(table: &str) -> Vec<(u64, Vec<String>)> {
        Rows::of(table.as_bytes()).map(|row| row.unwrap()).map(|row| (row.line, row.fields)).collect()
    }

    #[test]
    fn what_divides_the_heading_divides_the_rows() {
        for divider in [";", ",", "\t"] {
            let table = format!("a{divider}b{divider}c\n1{divider}\"2{divider}\"\"x\"\"\"{divider}3 \"mid\" ");
            let expected: Vec<String> = ["1", &format!("2{divider}\"x\""), "3 \"mid\" "].map(str::to_owned).to_vec();
            assert_eq!(lines(&table)[1], (2, expected), "{divider:?}");
        }
    }

    #[test]
    fn one_bad_mark_costs_its_row_and_one_that_is_never_closed_all_that_follows() {
        let behind: Vec<_> = Rows::of(b"a,b\n\"x \"y\" z\",1\nq,2\n").map(|row| row.unwrap().fault).collect();
        assert_eq!(behind, [None, Some(Fault::BehindQuote), None]);
        let open = |table: &str| Rows::of(table.as_bytes()).last().unwrap();
        assert_eq!(open("a,b\r\n1,2\r\n3,\"x\r\n5,6\r\n7,8\r\n"), Err(Unclosed { line: 3 }));
        // What seems to close it opens the next one.
        assert_eq!(open("a,b\n1,\"x\n3,\"y\"\n5,6\n"), Err(Unclosed { line: 2 }));
    }

    #[test]
    fn what_is_not_utf_8_is_told_of_its_row_only() {
        let faults: Vec<_> = Rows::of(b"a;b\n\xcc\xe1;1\nx;2\n").map(|row| row.unwrap().fault).collect();
        assert_eq!(faults, [None, Some(Fault::NotUtf8), None]);
    }

    proptest! {
        /// A table written by the rules is read back, each row with the line on which it begins.
        #[test]
        fn what_is_written_is_read(
            rows in proptest::collection::vec(proptest::collection::vec("[a-zα-ω ,;\"\n]{0,6}", 3), 1..8),
            (end, divider) in (prop_oneof![Just("\n"), Just("\r\n"), Just("\r")], prop_oneof![Just(","), Just(";"), Just("\t")]),
            is_marked in any::<bool>(),
        ) {
            let mut table = if is_marked { "\u{feff}".to_owned() } else { String::new() };
            table += &["h", "i", "j"].join(divider);
            table += end;
            let (mut expected, mut line) = (Vec::new(), 2);
            for row in rows {
                let fields: Vec<String> = row.iter().map(|field| field.replace('\n', end)).collect();
                let quoted: Vec<String> =
                    fields.iter().map(|field| format!("\"{}\"", field.replace('"', "\"\""))).collect();
                table += &quoted.join(divider);
                table += end;
                expected.push((line, fields));
                line += 1 + row.iter().map(|field| field.matches('\n').count() as u64).sum::<u64>();
            }
            prop_assert_eq!(lines(&table).split_off(1), expected);
        }
    }
}
