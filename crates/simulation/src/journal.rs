//! What happened so far, in words.

use jiff::Timestamp;

/// The schedule of a seed, as it was played.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    lines: Vec<String>,
    aloud: bool,
}

impl Journal {
    /// An empty one; aloud, it is printed as it grows.
    #[must_use]
    pub const fn new(aloud: bool) -> Self {
        Self {
            lines: Vec::new(),
            aloud,
        }
    }

    /// Adds a line.
    pub fn note(&mut self, now: Timestamp, text: &str) {
        let line = format!("{} {text}", now.strftime("%d-%m-%Y %H:%M:%S"));
        if self.aloud {
            println!("{line}");
        }
        self.lines.push(line);
    }

    /// The lines.
    #[must_use]
    pub fn lines(&self) -> &[String] {
        &self.lines
    }
}
