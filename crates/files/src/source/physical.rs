//! Lines of text, as they stand in the file.

use crate::hours_file::Encoding;
use crate::limits;
use crate::report::error::FileError;
use encoding_rs::{CoderResult, Decoder, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::io::Read;

/// One line, without its end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct PhysicalLine {
    /// Its number, from 1.
    pub(crate) number: usize,
    /// Its text; cut off where it is too long.
    pub(crate) text: String,
    /// Whether it was cut off.
    pub(crate) too_long: bool,
}

/// Decodes a file and cuts it into lines; holds one chunk and one line.
pub(crate) struct PhysicalLines<R> {
    file: R,
    decoder: Decoder,
    bytes: Vec<u8>,
    decoded: String,
    /// What of `decoded` was given out.
    used: usize,
    ended: bool,
    number: usize,
}

const CHUNK: usize = 64 << 10;

impl<R: Read> PhysicalLines<R> {
    pub(crate) fn new(file: R, encoding: Encoding) -> Self {
        let encoding = match encoding {
            Encoding::Utf8 => UTF_8,
            Encoding::Windows1252 => WINDOWS_1252,
            Encoding::Utf16LittleEndian => UTF_16LE,
            Encoding::Utf16BigEndian => UTF_16BE,
        };
        Self {
            file,
            decoder: encoding.new_decoder_with_bom_removal(),
            bytes: vec![0; CHUNK],
            decoded: String::new(),
            used: 0,
            ended: false,
            number: 0,
        }
    }

    /// The next line, or `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<PhysicalLine>, FileError> {
        let mut line = PhysicalLine {
            number: self.number + 1,
            text: String::new(),
            too_long: false,
        };
        let mut found = false;
        while !found {
            let rest = self.decoded.get(self.used..).unwrap_or_default();
            if rest.is_empty() {
                if self.ended {
                    break;
                }
                self.decode()?;
                continue;
            }
            let end = rest.find('\n');
            line.add(rest.get(..end.unwrap_or(rest.len())).unwrap_or_default());
            self.used += end.map_or(rest.len(), |end| end + 1);
            found = end.is_some();
        }
        if !found && line.text.is_empty() {
            return Ok(None);
        }
        if line.text.ends_with('\r') {
            line.text.pop();
        }
        self.number += 1;
        if self.number > limits::LINES {
            return Err(FileError::too_many_lines());
        }
        Ok(Some(line))
    }

    fn decode(&mut self) -> Result<(), FileError> {
        self.decoded.clear();
        self.used = 0;
        let length = self.file.read(&mut self.bytes).map_err(FileError::io)?;
        self.ended = length == 0;
        let bytes = self.bytes.get(..length).unwrap_or_default();
        let room = self.decoder.max_utf8_buffer_length(length).unwrap_or(length * 4);
        self.decoded.reserve(room);
        let (result, _, malformed) = self.decoder.decode_to_string(bytes, &mut self.decoded, self.ended);
        debug_assert_eq!(result, CoderResult::InputEmpty, "room was made for all of it");
        if malformed {
            Err(FileError::Encoding { line: self.number + 1 })
        } else {
            Ok(())
        }
    }
}

impl PhysicalLine {
    fn add(&mut self, piece: &str) {
        let room = limits::LINE_BYTES.saturating_sub(self.text.len());
        self.too_long |= piece.len() > room;
        self.text
            .push_str(piece.get(..piece.floor_char_boundary(room)).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8], encoding: Encoding) -> Vec<PhysicalLine> {
        let mut lines = PhysicalLines::new(bytes, encoding);
        std::iter::from_fn(|| lines.next().unwrap()).collect()
    }

    #[test]
    fn lines_end_with_or_without_a_carriage_return() {
        let texts: Vec<String> = lines(b"a\r\n\nb", Encoding::Utf8)
            .into_iter()
            .map(|line| line.text)
            .collect();
        assert_eq!(texts, ["a", "", "b"]);
        assert_eq!(lines(b"", Encoding::Utf8), []);
    }

    #[test]
    fn byte_order_marks_go_and_utf16_is_read() {
        assert_eq!(
            lines(b"\xEF\xBB\xBFa", Encoding::Utf8)
                .first()
                .map(|line| line.text.clone()),
            Some("a".to_owned())
        );
        let little = lines(b"\xFF\xFEM\0\xFC\0\n\0b\0", Encoding::Utf16LittleEndian);
        assert_eq!(
            little.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(),
            ["Mü", "b"]
        );
    }

    #[test]
    fn a_line_that_never_ends_is_cut_off() {
        let mut bytes = vec![b'x'; limits::LINE_BYTES * 3];
        bytes.extend_from_slice(b"\nnext");
        let lines = lines(&bytes, Encoding::Utf8);
        assert_eq!(
            lines
                .iter()
                .map(|line| (line.text.len(), line.too_long))
                .collect::<Vec<_>>(),
            [(limits::LINE_BYTES, true), (4, false)]
        );
    }
}
