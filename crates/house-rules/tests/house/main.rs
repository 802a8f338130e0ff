//! Reads every file of the workspace and refuses what the house rules forbid.

mod architecture;
mod code;
mod links;
mod papers;
mod security;
mod sender;
mod silence;
mod size;
mod source;
mod words;
