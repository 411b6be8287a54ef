//! What monitors are told, as `pages/health.rs` has it.

use shared::alert::AlertKind;
use shared::currency::Network;

use super::Part;
use super::common::instant;
use super::operation::op;
use super::schema::{Schema, answer, count, flag, list, must, one_of, refer, text};
use crate::http::Method::Get;

pub(super) fn part() -> Part {
    let says = "Red while the database is out of reach, a ledger is not read, or an alert stands.";
    Part {
        name: "Health",
        says: "Whether the install works.",
        operations: vec![
            op(Get, "/health", "get_health", "Whether all is well")
                .says(says)
                .answers(200, "It is.", refer("Health"))
                .answers(503, "It is not.", refer("Health")),
        ],
        schemas: vec![("Health", health())],
    }
}

fn health() -> Schema {
    let watcher = answer([
        must("network", one_of([Network::Stellar, Network::Xrpl].map(Network::code))),
        must("chain", text()),
        must("addresses", count()),
        must("lagS", count().says("How far behind the one is that was read least, in seconds.")),
        must("problem", text().or_null()),
    ]);
    let alert =
        answer([must("kind", one_of(AlertKind::ALL.map(AlertKind::code))), must("count", count())]);
    answer([
        must("ok", flag()),
        must("database", flag()),
        must("version", text()),
        must("publicUrl", text().says("What links are built of.")),
        must("mail", flag().says("Whether mails can be sent.")),
        must("tickedAt", instant().or_null().says("When the cron ran last.")),
        must("watchers", list(watcher)),
        must("alerts", list(alert).says("Those of all merchants that stand.")),
    ])
}
