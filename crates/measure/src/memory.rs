//! How much memory this process took at most.

use std::fs;

/// The peak of the resident memory in kibibytes (`VmHWM`), where the system tells: on Linux.
#[must_use]
pub fn peak_kib() -> Option<u64> {
    peak_of(&fs::read_to_string("/proc/self/status").ok()?)
}

fn peak_of(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_is_read() {
        assert_eq!(peak_of("VmPeak:\t  9 kB\nVmHWM:\t   13964 kB\n"), Some(13_964));
        assert_eq!(peak_of("Name:\tx\n"), None);
    }
}
