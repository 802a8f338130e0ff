//! Standard output, for data only. Whoever reads it may stop reading at any time, as `| head` does: that ends nothing.

use std::io::Write as _;

/// Prints a text and a line end.
pub fn print_line(text: &str) {
    write(&[text, "\n"]);
}

/// Prints a text as it is.
pub fn print_text(text: &str) {
    write(&[text]);
}

fn write(parts: &[&str]) {
    let mut output = std::io::stdout().lock();
    let written = parts
        .iter()
        .try_for_each(|part| output.write_all(part.as_bytes()))
        .and_then(|()| output.flush());
    if let Err(error) = written {
        // A run goes on without its reader: what it does is in the history.
        tracing::debug!(%error, "nobody reads the output");
    }
}
