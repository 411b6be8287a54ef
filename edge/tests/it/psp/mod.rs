//! Euros through the merchant's own provider, against a till that behaves as Mollie and as Stripe
//! do.

mod begins;
mod club;
mod connect;
mod direct;
mod doubts;
mod ends;
mod kills;
mod rails;
mod recurring;
mod shop;
mod till;
