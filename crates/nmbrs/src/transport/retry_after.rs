//! How long an answer asks to wait.

use jiff::fmt::rfc2822;
use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};
use std::time::Duration;

/// The header `Retry-After`, in seconds or as a date. A date counts from the answer's own `Date`, so that no clock is
/// asked and a clock that is wrong does no harm.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = text(headers, RETRY_AFTER)?;
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = rfc2822::parse(text).ok()?.timestamp();
    let now = rfc2822::parse(self::text(headers, DATE)?).ok()?.timestamp();
    Some(until.duration_since(now).try_into().unwrap_or_default())
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(retry_after: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(DATE, "Fri, 05 May 2023 10:00:00 GMT".parse().unwrap());
        headers.insert(RETRY_AFTER, retry_after.parse().unwrap());
        headers
    }

    #[test]
    fn reads_seconds_and_dates() {
        let seconds = |text| retry_after(&headers(text)).map(|wait| wait.as_secs());
        assert_eq!(seconds("7"), Some(7));
        assert_eq!(seconds("Fri, 05 May 2023 10:01:30 GMT"), Some(90));
        assert_eq!(seconds("Fri, 05 May 2023 09:00:00 GMT"), Some(0), "in the past");
        assert_eq!(seconds("soon"), None);
        assert_eq!(retry_after(&HeaderMap::new()), None);
    }
}
