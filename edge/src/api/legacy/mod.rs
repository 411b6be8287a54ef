//! The dialect of seed 001, PayRequest's legacy API: `/api/create/`, `/api/get/`. Knows no other.

pub mod create;
pub mod faults;
pub mod fields;
pub mod get;
pub mod key;
