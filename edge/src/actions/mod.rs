//! One verb per file: load, decide (in `shared`), save one batch. Knows no wire and no page.

pub mod act_on_invoice;
pub mod act_on_subscription;
pub mod assign_payment;
pub mod change_settlement;
pub mod charge_mandate;
pub mod claim_payment;
pub mod connect_psp;
pub mod create_invoice;
pub mod create_link;
pub mod create_merchant;
pub mod keep_image;
pub mod look_at_attempt;
pub mod open_checkout;
pub mod pay_sandbox;
pub mod quote;
pub mod raise_alert;
pub mod record_look;
pub mod record_payment;
pub mod refund_invoice;
pub mod start_psp;
pub mod step;
pub mod step_subscription;
pub mod subscribe;
pub mod tell_payrequest;
