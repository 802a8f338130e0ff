//! One line of text into cells.

use super::cell::Cell;
use crate::limits;

/// The cells of a line.
pub(crate) struct Split {
    /// The first cells; no more than a header may have.
    pub(crate) cells: Vec<Cell>,
    /// How many cells there are.
    pub(crate) width: usize,
    /// How many cells there are up to the last one that is not empty.
    pub(crate) filled: usize,
    /// What is the matter with its quotes.
    pub(crate) quotes: Quotes,
}

/// What is the matter with the quotes of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Quotes {
    /// Nothing.
    Closed,
    /// The last cell has no closing quote.
    Open,
    /// Something follows a closing quote.
    Stray,
}

/// Splits as RFC 4180 says: a cell that starts with a quote runs to the next single quote, a doubled quote in it
/// stands for one. A quote inside a cell that does not start with one is a character like any other.
pub(crate) fn split(text: &str, separator: char) -> Split {
    let mut split = Split {
        cells: Vec::new(),
        width: 0,
        filled: 0,
        quotes: Quotes::Closed,
    };
    let mut rest = Some(text);
    while let Some(text) = rest {
        rest = match text.trim_start_matches(' ').strip_prefix('"') {
            Some(quoted) => split.quoted(quoted, separator),
            None => split.plain(text, separator),
        };
    }
    split
}

impl Split {
    fn plain<'a>(&mut self, text: &'a str, separator: char) -> Option<&'a str> {
        let (cell, rest) = text
            .split_once(separator)
            .map_or((text, None), |(cell, rest)| (cell, Some(rest)));
        self.add(cell);
        rest
    }

    fn quoted<'a>(&mut self, text: &'a str, separator: char) -> Option<&'a str> {
        let mut content = String::new();
        let mut rest = text;
        loop {
            let Some((piece, after)) = rest.split_once('"') else {
                self.quotes = Quotes::Open;
                content.push_str(rest);
                self.add(&content);
                return None;
            };
            content.push_str(piece);
            if let Some(after) = after.strip_prefix('"') {
                content.push('"');
                rest = after;
                continue;
            }
            self.add(&content);
            let (tail, next) = after
                .split_once(separator)
                .map_or((after, None), |(tail, next)| (tail, Some(next)));
            if !tail.trim().is_empty() {
                self.quotes = Quotes::Stray;
            }
            return next;
        }
    }

    fn add(&mut self, text: &str) {
        let cell = Cell::text(text);
        self.width += 1;
        if !cell.is_empty() {
            self.filled = self.width;
        }
        if self.cells.len() < limits::COLUMNS {
            self.cells.push(cell);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_apart() {
        for (text, cells, quotes) in [
            ("a;b", vec!["a", "b"], Quotes::Closed),
            (";", vec!["", ""], Quotes::Closed),
            ("", vec![""], Quotes::Closed),
            (r#""a;b";c"#, vec!["a;b", "c"], Quotes::Closed),
            (r#""a ""b""" ; c "#, vec![r#"a "b""#, "c"], Quotes::Closed),
            (r#"5" pijp;x"#, vec![r#"5" pijp"#, "x"], Quotes::Closed),
            (r#"a;"b"#, vec!["a", "b"], Quotes::Open),
            (r#""a"b;c"#, vec!["a", "c"], Quotes::Stray),
        ] {
            let split = split(text, ';');
            let shown: Vec<String> = split.cells.iter().map(Cell::shown).collect();
            assert_eq!(shown, cells, "{text}");
            assert_eq!((split.quotes, split.width), (quotes, cells.len()), "{text}");
        }
        assert_eq!(split("a;b;;", ';').filled, 2);
    }
}
