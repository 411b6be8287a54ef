//! The dialect of seed 001, PayRequest's legacy API: `/api/create/`, `/api/get/`. Knows no other.

pub mod faults;
pub mod fields;
pub mod key;
