mod agreements;
mod calls;
mod check;
mod overtime;
mod pieces;
mod terms;
mod text;
mod worked;
