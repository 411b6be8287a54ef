//! One file per way money arrives. A rail says where to pay and reports what it saw; it decides
//! nothing.

pub mod sandbox;
