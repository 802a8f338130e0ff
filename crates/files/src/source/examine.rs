//! The first pass: the bytes themselves. Hash, kind of file, encoding.

use crate::hours_file::Encoding;
use crate::report::error::FileError;
use sha2::{Digest, Sha256};
use std::io::Read;

/// What the bytes of a file say.
pub(crate) struct Examination {
    /// SHA-256 of the bytes.
    pub(crate) hash: [u8; 32],
    /// What kind of file it is.
    pub(crate) kind: Kind,
}

/// What kind of file it is, by its first bytes.
pub(crate) enum Kind {
    /// Text in this encoding.
    Text(Encoding),
    /// A ZIP archive, as an XLSX workbook is.
    Archive,
    /// The container of old and of password-protected Office files.
    OldOffice,
}

const CHUNK: usize = 64 << 10;
const ARCHIVE_MARK: &[u8] = b"PK\x03\x04";
const OLD_OFFICE_MARK: &[u8] = b"\xD0\xCF\x11\xE0";
const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";
const UTF16_LITTLE_MARK: &[u8] = b"\xFF\xFE";
const UTF16_BIG_MARK: &[u8] = b"\xFE\xFF";

/// Reads all bytes once.
pub(crate) fn examine(mut file: impl Read) -> Result<Examination, FileError> {
    let mut hash = Sha256::new();
    let mut text = TextCheck::default();
    let mut start = Vec::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        let length = file.read(&mut chunk).map_err(FileError::io)?;
        let Some(bytes) = chunk.get(..length).filter(|bytes| !bytes.is_empty()) else {
            break;
        };
        hash.update(bytes);
        text.add(bytes);
        if start.len() < CHUNK {
            start.extend_from_slice(bytes);
        }
    }
    Ok(Examination {
        hash: hash.finalize().into(),
        kind: kind(&start, text)?,
    })
}

fn kind(start: &[u8], text: TextCheck) -> Result<Kind, FileError> {
    if start.starts_with(ARCHIVE_MARK) {
        Ok(Kind::Archive)
    } else if start.starts_with(OLD_OFFICE_MARK) {
        Ok(Kind::OldOffice)
    } else if start.starts_with(UTF16_LITTLE_MARK) {
        Ok(Kind::Text(Encoding::Utf16LittleEndian))
    } else if start.starts_with(UTF16_BIG_MARK) {
        Ok(Kind::Text(Encoding::Utf16BigEndian))
    } else {
        text.encoding(start.starts_with(UTF8_MARK)).map(Kind::Text)
    }
}

/// Tells UTF-8 from Windows-1252, chunk by chunk.
#[derive(Default)]
struct TextCheck {
    /// Bytes of a character that the chunk broke off.
    rest: Vec<u8>,
    lines: usize,
    /// Characters beyond ASCII that are well-formed UTF-8 occur.
    has_utf8: bool,
    /// First line with bytes that are not UTF-8.
    not_utf8: Option<usize>,
    /// First line with a NUL byte, which no text has.
    nul: Option<usize>,
}

impl TextCheck {
    fn add(&mut self, bytes: &[u8]) {
        let mut joined = std::mem::take(&mut self.rest);
        joined.extend_from_slice(bytes);
        let mut rest = joined.as_slice();
        while !rest.is_empty() {
            match std::str::from_utf8(rest) {
                Ok(valid) => {
                    self.add_valid(valid.as_bytes());
                    return;
                }
                Err(error) => {
                    let (valid, invalid) = rest.split_at(error.valid_up_to());
                    self.add_valid(valid);
                    let Some(length) = error.error_len() else {
                        self.rest = invalid.to_vec();
                        return;
                    };
                    self.not_utf8.get_or_insert(self.lines + 1);
                    rest = invalid.get(length..).unwrap_or_default();
                }
            }
        }
    }

    fn add_valid(&mut self, bytes: &[u8]) {
        self.has_utf8 |= !bytes.is_ascii();
        if self.nul.is_none()
            && let Some(place) = bytes.iter().position(|byte| *byte == 0)
        {
            self.nul = Some(self.lines + 1 + line_ends(bytes.get(..place).unwrap_or_default()));
        }
        self.lines += line_ends(bytes);
    }

    fn encoding(mut self, marked_utf8: bool) -> Result<Encoding, FileError> {
        if !self.rest.is_empty() {
            self.not_utf8.get_or_insert(self.lines + 1);
        }
        // A file that is partly UTF-8 was damaged or glued together: one of the readings would garble its names.
        match (self.nul, self.not_utf8) {
            (Some(line), _) => Err(FileError::Encoding { line }),
            (None, Some(line)) if marked_utf8 || self.has_utf8 => Err(FileError::Encoding { line }),
            (None, Some(_)) => Ok(Encoding::Windows1252),
            (None, None) => Ok(Encoding::Utf8),
        }
    }
}

fn line_ends(bytes: &[u8]) -> usize {
    bytes.split(|byte| *byte == b'\n').count() - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoding(bytes: &[u8]) -> Encoding {
        match examine(bytes).unwrap().kind {
            Kind::Text(encoding) => encoding,
            Kind::Archive | Kind::OldOffice => panic!("not a text"),
        }
    }

    #[test]
    fn a_character_on_the_edge_of_a_chunk_is_whole() {
        for shift in 0..4 {
            let text = "x".repeat(CHUNK - shift) + "€" + &"y".repeat(CHUNK);
            assert_eq!(encoding(text.as_bytes()), Encoding::Utf8);
        }
    }

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(encoding(b"M\xFCller;1\n"), Encoding::Windows1252);
        assert_eq!(encoding("Müller;1\n".as_bytes()), Encoding::Utf8);
        assert_eq!(encoding(b"M\xC3"), Encoding::Windows1252);
        assert_eq!(encoding(b"\xFF\xFEa\0"), Encoding::Utf16LittleEndian);
        assert_eq!(encoding(b"\xFE\xFF\0a"), Encoding::Utf16BigEndian);
    }

    #[test]
    fn text_that_is_none_is_refused_with_its_line() {
        for (bytes, line) in [
            (b"a\nb\nM\xC3\xBCller\nM\xFCller".as_slice(), 4),
            (b"\xEF\xBB\xBFa\nM\xFCller", 2),
            (b"a\nb\0c", 2),
        ] {
            let error = examine(bytes).err();
            assert_eq!(error, Some(FileError::Encoding { line }));
        }
    }
}
