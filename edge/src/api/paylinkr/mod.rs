//! The dialect of seed 002: `/api/v1`. Wire in, action, wire out.

pub mod admin;
pub mod faults;
pub mod invoices;
pub mod keys;
pub mod logs;
pub mod merchant;
pub mod sandbox;
pub mod timeline;
pub mod webhooks;
mod wire;
