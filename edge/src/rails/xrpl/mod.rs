//! The XRP Ledger, told by its JSON-RPC servers: `read` understands them, `look` asks them.

pub mod look;
pub mod read;
