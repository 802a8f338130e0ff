//! Just enough of Rust's grammar: what is code, where a block ends, where a function starts.

use std::ops::RangeInclusive;

/// The text with comments and literals blanked out, line for line, so that braces and words in them do not count.
pub fn code_only(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let blank = comment_or_literal(rest);
        let (piece, tail) = rest.split_at(blank.unwrap_or_else(|| word_or_character(rest)));
        if blank.is_some() {
            code.extend(
                piece
                    .chars()
                    .map(|character| if character == '\n' { '\n' } else { ' ' }),
            );
        } else {
            code.push_str(piece);
        }
        rest = tail;
    }
    code
}

/// A function: where it starts, and how many lines it takes up to its closing brace.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    pub name: String,
    pub line: usize,
    pub lines: usize,
}

/// The functions with a body, of code that went through [`code_only`].
pub fn functions(code: &str) -> Vec<Function> {
    words(code, "fn").filter_map(|start| function(code, start)).collect()
}

/// The lines, counted from 1, that are compiled for tests only: what follows each `#[cfg(test)]`.
pub fn test_lines(code: &str) -> Vec<RangeInclusive<usize>> {
    code.match_indices("#[cfg(test)]")
        .map(|(start, _)| {
            let end = body(code, start).map_or(start, |(_, end)| end);
            line_of(code, start)..=line_of(code, end)
        })
        .collect()
}

/// Where `word` stands on its own in the code, not as a part of a longer name.
pub fn words<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    code.match_indices(word).map(|(start, _)| start).filter(move |start| {
        let before = code[..*start].chars().next_back();
        let after = code[start + word.len()..].chars().next();
        !before.is_some_and(is_name) && !after.is_some_and(is_name)
    })
}

/// The name that `text` starts with, perhaps none.
pub fn leading_name(text: &str) -> &str {
    let end = text.find(|character| !is_name(character)).unwrap_or(text.len());
    &text[..end]
}

/// The line of an offset, counted from 1.
pub fn line_of(code: &str, offset: usize) -> usize {
    code[..offset].matches('\n').count() + 1
}

fn function(code: &str, start: usize) -> Option<Function> {
    let name = leading_name(code[start + 2..].trim_start().trim_start_matches('$'));
    if name.is_empty() {
        return None;
    }
    let (_, end) = body(code, start)?;
    let line = line_of(code, start);
    Some(Function {
        name: name.to_owned(),
        line,
        lines: line_of(code, end) - line + 1,
    })
}

/// The braces of the first block after `start`, unless the item ends in `;` before it.
fn body(code: &str, start: usize) -> Option<(usize, usize)> {
    let mut nested = 0_usize;
    for (offset, character) in code[start..].char_indices() {
        match character {
            '(' | '[' => nested += 1,
            ')' | ']' => nested = nested.saturating_sub(1),
            ';' if nested == 0 => return None,
            '{' if nested == 0 => return Some((start + offset, closing_brace(code, start + offset)?)),
            _ => {}
        }
    }
    None
}

/// The brace that closes the one at `open`.
pub fn closing_brace(code: &str, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (offset, character) in code[open..].char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 1 => return Some(open + offset),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// A whole name, or else one character: `r` in `for` must not be taken for the start of a raw string.
fn word_or_character(rest: &str) -> usize {
    match leading_name(rest) {
        "" => rest.chars().next().map_or(0, char::len_utf8),
        name => name.len(),
    }
}

/// The length of the comment or literal that starts here, if one does.
fn comment_or_literal(rest: &str) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Some(block_comment(rest));
    }
    if rest.starts_with('"') {
        return Some(quoted(rest, '"'));
    }
    raw_string(rest).or_else(|| character_literal(rest))
}

/// Block comments nest in Rust.
fn block_comment(rest: &str) -> usize {
    let (mut depth, mut offset) = (0_usize, 0);
    while offset < rest.len() {
        let tail = &rest[offset..];
        if tail.starts_with("/*") {
            depth += 1;
            offset += 2;
        } else if tail.starts_with("*/") {
            depth -= 1;
            offset += 2;
            if depth == 0 {
                return offset;
            }
        } else {
            offset += tail.chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (offset, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return offset + 1,
            _ => {}
        }
    }
    rest.len()
}

fn raw_string(rest: &str) -> Option<usize> {
    let prefix = ["r", "br", "cr"]
        .into_iter()
        .find(|prefix| leading_name(rest) == *prefix)?;
    let hashes = rest[prefix.len()..].bytes().take_while(|byte| *byte == b'#').count();
    let open = prefix.len() + hashes;
    if !rest[open..].starts_with('"') {
        return None;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    Some(
        rest[open + 1..]
            .find(&end)
            .map_or(rest.len(), |found| open + 1 + found + end.len()),
    )
}

/// `'x'` and `'\n'`, but not the lifetime `'a`.
fn character_literal(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\'')?;
    let first = inside.chars().next()?;
    if first == '\\' {
        return Some(quoted(rest, '\''));
    }
    inside[first.len_utf8()..]
        .starts_with('\'')
        .then(|| first.len_utf8() + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn braces(text: &str, expected: &str) {
        let code = code_only(text);
        let found: String = code.chars().filter(|character| "{}".contains(*character)).collect();
        assert_eq!(found, expected, "{code}");
        assert_eq!(code.lines().count(), text.lines().count());
    }

    #[test]
    fn comments_and_literals_are_not_code() {
        braces("{ // }\n}", "{}");
        braces("{ /* } /* } */ } */ }", "{}");
        braces(r#"{ "}\"}" }"#, "{}");
        braces("{ r#\"}\"}\"# }", "{}");
        braces("{ br\"}\" b\"}\" b'}' }", "{}");
        braces(r"{ '}' '\'' '}' }", "{}");
        braces("fn f<'a>(x: &'a str) { x } // '}'", "{}");
        braces("{ r#type }", "{}");
        braces("{ \"é}\" /* é} */ 'é' }", "{}");
    }

    #[test]
    fn functions_are_measured_from_their_name_to_their_brace() {
        let text = "trait T {\n    fn none(&self, x: [u8; 4]);\n    fn some(&self) {\n        {}\n    }\n}\n\
                    const fn one() {}\ntype F = fn(u8) -> u8;\n";
        let found = functions(&code_only(text));
        let expected = [("some", 3, 3), ("one", 7, 1)];
        let expected = expected.map(|(name, line, lines)| Function {
            name: name.to_owned(),
            line,
            lines,
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn test_modules_are_known_by_their_lines() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\nfn c() {}\n#[cfg(test)]\nmod more;\n";
        assert_eq!(test_lines(&code_only(text)), [2..=5, 7..=7]);
    }

    #[test]
    fn a_word_is_not_a_part_of_a_name() {
        assert_eq!(words("fn fnord() { _fn; fn2; fn }", "fn").collect::<Vec<_>>(), [0, 23]);
    }
}
