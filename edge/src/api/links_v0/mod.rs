//! The dialect of seed 003: `/api/v0/payment-links` and what they refer to. Knows no other.

pub mod faults;
pub mod key;
