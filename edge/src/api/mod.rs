//! The dialects: wire in, action, wire out. They never import each other.

pub mod body;
pub mod csv;
pub mod dialect;
pub mod form;
pub mod legacy;
pub mod links_v0;
pub mod paylinkr;
pub mod payrequest;
