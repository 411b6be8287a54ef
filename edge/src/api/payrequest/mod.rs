//! The dialect of seed 000, PayRequest v1: `/v1`, and the same under `/api/v1`. Knows no other.

pub mod faults;
pub mod links;
pub mod payments;
mod wire;
