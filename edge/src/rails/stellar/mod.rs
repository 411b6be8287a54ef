//! Stellar, told by Horizon: `read` understands it, `look` asks it.

pub mod look;
pub mod read;
