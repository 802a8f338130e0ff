mod check;
mod pieces;
mod text;
