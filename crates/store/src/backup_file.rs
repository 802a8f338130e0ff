//! The file of a backup: lines of JSON, hashed on the way in and out, never all in memory.

use crate::schema::Table;
use crate::value::hexadecimal;
use crate::{BackupError, Result, StoreError};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::io;
use std::path::{Path, PathBuf};
use tokio::fs::{self, File, OpenOptions};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader, BufWriter};

const FORMAT: &str = "loonbrug backup";
/// Longer lines are not ours.
const LONGEST_LINE_BYTES: u64 = 64 << 20;

/// The first line.
#[derive(PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Header {
    format: String,
    /// Version of the schema.
    pub schema_version: i64,
    /// The tables, in the order in which their rows follow.
    pub tables: Vec<TableHeader>,
}

/// What the first line says of a table.
#[derive(PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct TableHeader {
    /// Name.
    pub name: String,
    /// Columns, in the order of the cells of a row.
    pub columns: Vec<String>,
    /// Number of rows.
    pub rows: i64,
}

/// The last line.
#[derive(Serialize, Deserialize)]
struct Trailer {
    sha256: String,
}

impl Header {
    /// The header of a file in our format.
    pub fn new(schema_version: i64, tables: Vec<TableHeader>) -> Self {
        Self {
            format: FORMAT.to_owned(),
            schema_version,
            tables,
        }
    }
}

/// Writes a backup beside its final place, and moves it there when it is complete.
pub(crate) struct BackupWriter {
    path: PathBuf,
    partial: PathBuf,
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

impl BackupWriter {
    /// Begins a file that only its owner can read.
    pub async fn create(path: &Path) -> Result<Self> {
        let mut partial = path.as_os_str().to_owned();
        partial.push(".partial");
        let partial = PathBuf::from(partial);
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        options.mode(0o600);
        let file = options
            .open(&partial)
            .await
            .map_err(|error| unreadable(&partial, error))?;
        let file = BufWriter::new(file);
        Ok(Self {
            path: path.to_owned(),
            partial,
            file,
            hash: Sha256::new(),
            bytes: 0,
        })
    }

    /// Writes one line.
    pub async fn line<T: Serialize>(&mut self, content: &T) -> Result<()> {
        let mut line = serde_json::to_vec(content).map_err(|error| unreadable(&self.partial, error.into()))?;
        line.push(b'\n');
        self.hash.update(&line);
        self.bytes += line.len() as u64;
        self.file
            .write_all(&line)
            .await
            .map_err(|error| unreadable(&self.partial, error))
    }

    /// Writes the last line, and gives size and SHA-256.
    pub async fn finish(mut self) -> Result<(u64, String)> {
        let sha256 = hexadecimal(&self.hash.finalize_reset());
        self.line(&Trailer { sha256: sha256.clone() }).await?;
        let moved = async {
            self.file.flush().await?;
            self.file.get_ref().sync_all().await?;
            fs::rename(&self.partial, &self.path).await
        };
        moved.await.map_err(|error| unreadable(&self.path, error))?;
        Ok((self.bytes, sha256))
    }
}

/// Reads a backup line by line.
pub(crate) struct BackupReader {
    path: PathBuf,
    file: BufReader<File>,
    hash: Sha256,
    bytes: u64,
    line: u64,
}

impl BackupReader {
    /// Opens the file.
    pub async fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).await.map_err(|error| unreadable(path, error))?;
        let file = BufReader::new(file);
        Ok(Self {
            path: path.to_owned(),
            file,
            hash: Sha256::new(),
            bytes: 0,
            line: 0,
        })
    }

    /// Reads the first line.
    pub async fn header(&mut self) -> Result<Header> {
        let line = self.hashed_line().await?;
        let header = serde_json::from_slice::<Header>(&line)
            .ok()
            .filter(|header| header.format == FORMAT);
        header.ok_or_else(|| self.unusable("is not the first line of a Loonbrug backup"))
    }

    /// Reads one row of the table: its texts, then its numbers.
    pub async fn row(&mut self, table: &Table) -> Result<Vec<Value>> {
        let line = self.hashed_line().await?;
        let row = serde_json::from_slice::<Vec<Value>>(&line)
            .ok()
            .filter(|row| fits(table, row));
        row.ok_or_else(|| self.unusable(&format!("is not a row of {}", table.name)))
    }

    /// Reads the last line, and gives size and SHA-256 if it is that of the lines before.
    pub async fn finish(mut self) -> Result<(u64, String)> {
        let sha256 = hexadecimal(&self.hash.finalize_reset());
        let line = self.next_line().await?;
        let Ok(trailer) = serde_json::from_slice::<Trailer>(&line) else {
            return Err(self.unusable("is not the last line, though all rows were read"));
        };
        if trailer.sha256 != sha256 {
            return Err(BackupError::Changed { path: self.path }.into());
        }
        if self.file.read_u8().await.is_ok() {
            return Err(self.unusable("should be the last one, but more follows"));
        }
        Ok((self.bytes, sha256))
    }

    /// The error that this line is not what it should be.
    pub fn unusable(&self, reason: &str) -> StoreError {
        let (path, reason) = (self.path.clone(), reason.to_owned());
        BackupError::Format {
            path,
            line: self.line,
            reason,
        }
        .into()
    }

    async fn hashed_line(&mut self) -> Result<Vec<u8>> {
        let line = self.next_line().await?;
        self.hash.update(&line);
        Ok(line)
    }

    async fn next_line(&mut self) -> Result<Vec<u8>> {
        self.line += 1;
        let mut line = Vec::new();
        let mut limited = (&mut self.file).take(LONGEST_LINE_BYTES);
        let read = limited.read_until(b'\n', &mut line).await;
        self.bytes += read.map_err(|error| unreadable(&self.path, error))? as u64;
        if line.last() != Some(&b'\n') {
            return Err(self.unusable("is cut off"));
        }
        Ok(line)
    }
}

/// Whether the cells are what the columns can hold.
fn fits(table: &Table, row: &[Value]) -> bool {
    let (text, integer) = row.split_at(table.text.len().min(row.len()));
    text.len() == table.text.len()
        && integer.len() == table.integer.len()
        && text.iter().all(|cell| cell.is_string() || cell.is_null())
        && integer.iter().all(|cell| cell.is_i64() || cell.is_null())
}

fn unreadable(path: &Path, source: io::Error) -> StoreError {
    BackupError::File {
        path: path.to_owned(),
        source,
    }
    .into()
}
