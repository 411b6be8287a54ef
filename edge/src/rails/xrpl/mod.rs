//! The XRP Ledger, as its JSON-RPC servers tell of it (`rails.md` 2). Decides nothing and writes
//! nothing.

pub mod read;
