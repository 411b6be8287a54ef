//! One native binary: the real router and real SQL on SQLite, scripted HTTP, a clock set by hand.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on stops"
)]

mod authority;
mod bad_input;
mod contract;
mod corpus;
mod cost;
mod description;
mod dialects;
mod enrol;
mod forget;
mod idempotency;
mod images;
mod incoming;
mod invoices;
mod jobs;
mod keys;
mod ledger;
mod ledger_pages;
mod link_pages;
mod link_rush;
mod links;
mod merchants;
mod outbox;
mod pages;
mod payments;
mod psp;
mod quotes;
mod rates;
mod recorded;
mod routes;
mod seed;
mod sent_twice;
mod settlement;
mod settlement_checks;
mod statements;
mod subscriptions;
mod support;
mod ten_years;
