//! One native binary: the real router and real SQL on SQLite, scripted HTTP, a clock set by hand.

mod bad_input;
mod cost;
mod idempotency;
mod invoices;
mod jobs;
mod keys;
mod merchants;
mod outbox;
mod pages;
mod payments;
mod routes;
mod seed;
mod support;
