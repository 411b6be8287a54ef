//! Stellar, as Horizon tells of it (`rails.md` 1). Decides nothing and writes nothing.

pub mod read;
