//! The four dialects on one core: who may speak which, and how each says no.

mod customers;
mod doors;
mod products;
mod taxes;
