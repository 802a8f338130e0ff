//! The directory of a workbook's archive, checked before anything of it is unpacked.

use crate::limits;
use crate::report::error::FileError;
use std::io::{Read, Seek};
use zip::ZipArchive;
use zip::result::ZipError;

/// Refuses an archive that unpacks to more than a workbook should, or that is no workbook.
/// While reading, the archive itself refuses a part that is larger than the directory says.
pub(crate) fn check(file: impl Read + Seek) -> Result<(), FileError> {
    let mut archive = ZipArchive::new(file).map_err(|error| FileError::not_readable(&error))?;
    if archive.len() > limits::ARCHIVE_ENTRIES {
        return Err(FileError::ZipBomb);
    }
    let mut unpacked: u64 = 0;
    let mut has_workbook = false;
    let mut shared_texts = Vec::new();
    for index in 0..archive.len() {
        let part = archive
            .by_index_raw(index)
            .map_err(|error| FileError::not_readable(&error))?;
        let name = part
            .name()
            .map_err(|error| FileError::not_readable(&error))?
            .to_lowercase();
        unpacked = unpacked.saturating_add(part.size());
        let is_sheet = name.contains("worksheets/");
        let ratio_limit = part
            .compressed_size()
            .saturating_mul(limits::UNPACKED_RATIO)
            .max(limits::RATIO_FROM_BYTES);
        if unpacked > limits::UNPACKED_BYTES
            || part.size() > ratio_limit
            || (!is_sheet && part.size() > limits::PART_BYTES)
        {
            return Err(FileError::ZipBomb);
        }
        has_workbook |= name.ends_with("workbook.xml");
        if name.ends_with("sharedstrings.xml") {
            shared_texts.push(index);
        }
    }
    if !has_workbook {
        return Err(FileError::NotXlsx);
    }
    shared_texts
        .into_iter()
        .try_for_each(|index| check_shared_texts(&mut archive, index))
}

/// The table of texts begins with how many there are, and a reader makes room for so many at once.
fn check_shared_texts(archive: &mut ZipArchive<impl Read + Seek>, index: usize) -> Result<(), FileError> {
    const HEAD_BYTES: u64 = 4 << 10;
    /// `<si/>`: no text takes less.
    const SMALLEST_TEXT: u64 = 5;
    let part = match archive.by_index(index) {
        Err(ZipError::UnsupportedArchive(_)) => return Err(FileError::NotXlsx),
        part => part.map_err(|error| FileError::not_readable(&error))?,
    };
    let size = part.size();
    let mut head = Vec::new();
    part.take(HEAD_BYTES)
        .read_to_end(&mut head)
        .map_err(|error| FileError::not_readable(&error))?;
    let head = String::from_utf8_lossy(&head);
    let announced = announced_texts(&head).ok_or_else(|| FileError::not_readable(&"sharedStrings.xml"))?;
    if announced > size / SMALLEST_TEXT {
        Err(FileError::ZipBomb)
    } else {
        Ok(())
    }
}

/// What the first tag says of the number of texts, 0 if nothing; `None` if there is no such tag where it belongs.
fn announced_texts(head: &str) -> Option<u64> {
    let mut rest = head.trim_start_matches('\u{FEFF}').trim_start();
    while let Some(declaration) = rest.strip_prefix("<?") {
        rest = declaration.split_once("?>")?.1.trim_start();
    }
    let (tag, _) = rest.strip_prefix('<')?.split_once('>')?;
    let name = tag
        .split(|character: char| character.is_whitespace() || character == '/')
        .next()?;
    if name.rsplit(':').next() != Some("sst") {
        return None;
    }
    let mut largest = 0;
    for (_, value) in tag
        .split("uniqueCount")
        .skip(1)
        .filter_map(|after| after.split_once('='))
    {
        let digits = value.trim_start().trim_start_matches(['"', '\'']);
        let end = digits
            .find(|character: char| !character.is_ascii_digit())
            .unwrap_or(digits.len());
        largest = largest.max(digits.get(..end)?.parse().unwrap_or(u64::MAX));
    }
    Some(largest)
}

#[cfg(test)]
mod tests {
    use super::announced_texts;

    #[test]
    fn the_number_of_texts_is_found_where_it_belongs() {
        for (head, announced) in [
            (
                r#"<?xml version="1.0"?><sst xmlns="x" count="3" uniqueCount="2"><si>"#,
                Some(2),
            ),
            (r"<x:sst uniqueCount='7'>", Some(7)),
            ("<sst/>", Some(0)),
            (r#"<sst uniqueCount="99999999999999999999999">"#, Some(u64::MAX)),
            (r#"<!-- <sst> --><sst uniqueCount="99">"#, None),
            ("<sst", None),
            ("", None),
        ] {
            assert_eq!(announced_texts(head), announced, "{head}");
        }
    }
}
