//! Reading a file.

use crate::columns::mapping::ColumnMapping;
use crate::hours_file::{HoursFile, Layout};
use crate::limits;
use crate::lines::{Interpretation, interpret};
use crate::report::error::{FileError, Limit};
use crate::source::examine::{Examination, Kind, examine};
use crate::source::sheet::SheetSource;
use crate::source::text::TextSource;
use crate::source::{Source, archive};
use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write as _};
use std::path::Path;

/// Reads a file with hours: CSV or XLSX, told apart by its bytes.
///
/// `mapping` is what the organisation decided or what was recognised before; without it the headers speak for
/// themselves. The file is streamed: beside the result, no more than one line is held (and, of a workbook, its
/// table of texts).
pub fn read(path: &Path, mapping: Option<&ColumnMapping>) -> Result<HoursFile, FileError> {
    let none = ColumnMapping::default();
    let mapping = mapping.unwrap_or(&none);
    let (hash, mut source) = source_of(path)?;
    let Interpretation {
        form,
        header,
        lines,
        faults,
        warnings,
        read_lines,
    } = interpret(&mut *source, mapping)?;
    Ok(HoursFile {
        name: path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default(),
        hash,
        layout: Layout {
            form,
            lines: header.layout,
            header_line: header.line,
        },
        mapping: header.mapping(mapping),
        columns: header.columns,
        lines,
        faults,
        warnings,
        read_lines,
    })
}

/// The same for a file that somebody sent, which is called `name`. It goes through a file of the system, because a
/// workbook is read in several places.
pub fn read_bytes(name: &str, bytes: &[u8], mapping: Option<&ColumnMapping>) -> Result<HoursFile, FileError> {
    let mut kept = tempfile::NamedTempFile::new().map_err(FileError::io)?;
    kept.write_all(bytes).map_err(FileError::io)?;
    kept.flush().map_err(FileError::io)?;
    Ok(HoursFile {
        name: name.to_owned(),
        ..read(kept.path(), mapping)?
    })
}

/// The hash of a file and its rows.
pub(crate) fn source_of(path: &Path) -> Result<([u8; 32], Box<dyn Source>), FileError> {
    let mut file = open(path)?;
    let Examination { hash, kind } = examine(&file)?;
    file.seek(SeekFrom::Start(0)).map_err(FileError::io)?;
    let source: Box<dyn Source> = match kind {
        Kind::Text(encoding) => Box::new(TextSource::new(file, encoding)),
        Kind::Archive => {
            archive::check(&file)?;
            file.seek(SeekFrom::Start(0)).map_err(FileError::io)?;
            Box::new(SheetSource::open(file)?)
        }
        Kind::OldOffice => return Err(FileError::NotXlsx),
    };
    Ok((hash, source))
}

/// Opens an ordinary file of a reasonable size; its size is asked before anything of it is read.
fn open(path: &Path) -> Result<File, FileError> {
    let metadata = fs::metadata(path).map_err(FileError::io)?;
    if !metadata.is_file() {
        return Err(FileError::not_readable(&"not an ordinary file"));
    }
    if metadata.len() > limits::FILE_BYTES {
        return Err(FileError::TooLarge {
            limit: Limit::Bytes,
            found: metadata.len(),
        });
    }
    File::open(path).map_err(FileError::io)
}
