//! Benchmarks of the rules and a load command for the flows.
