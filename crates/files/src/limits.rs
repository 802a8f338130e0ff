//! How much of a file is accepted. They bound memory and time; no real period of hours comes near.

/// Bytes in a file; checked before it is opened.
pub(crate) const FILE_BYTES: u64 = 256 << 20;
/// Lines in a file or rows in a sheet, blank ones included.
pub(crate) const LINES: usize = 1_000_000;
/// Columns in the header.
pub(crate) const COLUMNS: usize = 200;
/// Bytes in one cell that is used.
pub(crate) const CELL_BYTES: usize = 4 << 10;
/// Bytes in one line of text: what the columns may hold together, with room for separators and quotes.
pub(crate) const LINE_BYTES: usize = 1 << 20;
/// Lines of text that one quoted cell may span.
pub(crate) const JOINED_LINES: usize = 50;
/// Lines of title that may stand above the header.
pub(crate) const TITLE_LINES: usize = 10;
/// Parts of a workbook (entries of the archive).
pub(crate) const ARCHIVE_ENTRIES: usize = 2_000;
/// Bytes of all parts of a workbook together, unpacked.
pub(crate) const UNPACKED_BYTES: u64 = 1 << 30;
/// Bytes, unpacked, of one part that is not a sheet; such a part is held in memory.
pub(crate) const PART_BYTES: u64 = 128 << 20;
/// How many times larger a part may be unpacked than packed.
pub(crate) const UNPACKED_RATIO: u64 = 200;
/// Below this size, in bytes, the ratio says nothing.
pub(crate) const RATIO_FROM_BYTES: u64 = 1 << 20;
