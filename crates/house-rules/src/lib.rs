//! The house rules, as tests: what the compiler and clippy cannot see, read from the project's own files.
//!
//! There is nothing to call here; `tests/house` holds one file for each kind of rule, and every rule is tried on a bad
//! sample too, so that it is known to fail when it should.
