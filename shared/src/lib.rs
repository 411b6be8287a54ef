//! The domain of PayLinkr. Pure: it knows no clock, dice, network, SQL, HTTP or JSON of a dialect.

pub mod address;
pub mod alert;
pub mod chain;
pub mod currency;
pub mod draft;
pub mod id;
pub mod invoice;
pub mod json;
pub mod key;
pub mod money;
pub mod payment;
pub mod payment_uri;
pub mod price;
pub mod psp;
pub mod reference;
pub mod schedule;
pub mod settlement;
pub mod slug;
pub mod stellar_tx;
pub mod subscription;
pub mod time;
pub mod url;
pub mod view;
pub mod webhook;
pub mod zone;
