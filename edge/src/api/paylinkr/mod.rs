//! The dialect of seed 002: `/api/v1`. Wire in, action, wire out.

pub mod admin;
pub mod alerts;
mod billing;
pub mod customers;
pub mod description;
pub mod events;
pub mod faults;
pub mod invoices;
pub mod keys;
pub mod links;
pub mod logs;
pub mod merchant;
pub mod packages;
pub mod payments;
pub mod plans;
pub mod psp;
pub mod rates;
pub mod refunds;
pub mod sandbox;
pub mod settlement;
pub mod subscriptions;
pub mod timeline;
pub mod webhooks;
mod wire;
