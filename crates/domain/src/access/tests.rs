//! Rights, password rules and throttling.

mod password;
mod rights;
mod throttle;
