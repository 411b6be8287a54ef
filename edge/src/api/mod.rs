//! The dialects: wire in, action, wire out. They never import each other.

pub mod body;
pub mod csv;
pub mod paylinkr;
