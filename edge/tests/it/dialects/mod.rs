//! The four dialects on one core: who may speak which, and how each says no.

mod across;
mod customers;
mod doors;
mod legacy;
mod legacy_return;
mod payment_links;
mod payrequest;
mod products;
mod taxes;
