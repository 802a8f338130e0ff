//! Rows into lines: the second and third pass.

mod decimal_signs;
mod hours;
mod interpret;
mod repeated;
mod row_reader;
mod shift;

pub(crate) use interpret::{Interpretation, interpret};
