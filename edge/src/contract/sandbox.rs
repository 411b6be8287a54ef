//! Rates, and the ledger and the clock of test mode, as `api/paylinkr/rates.rs` and `sandbox.rs`
//! have it.

use shared::currency::{Asset, Fiat};
use shared::draft::limits;
use shared::payment::{Disposition, PaymentState};
use shared::price::{Reason, Refusal, Source};

use super::Part;
use super::common::{amount, amount_in, instant, instant_in};
use super::operation::{Operation, op};
use super::schema::{
    Schema, all_of, answer, any_of, count, flag, list, may, must, null, number, one_of, refer,
    request, text, text_like, text_of,
};
use crate::http::Method::{Get, Post};

pub(super) fn part() -> Part {
    Part {
        name: "Rates and sandbox",
        says: "What assets cost; test mode's ledger, prices and clock.",
        operations: operations(),
        schemas: vec![
            ("Rate", rate()),
            ("RateList", answer([must("data", list(refer("Rate")))])),
            ("RateScript", rate_script()),
            ("SandboxPay", any_of(&[refund_in(), payment_in()])),
            ("SandboxPayment", payment()),
            ("Clock", clock()),
            ("ClockSet", clock_in()),
        ],
    }
}

fn operations() -> Vec<Operation> {
    let paid = any_of(&[refer("SandboxPayment"), refer("Invoice")]);
    let clock = "/api/v1/test/clock";
    vec![
        op(Get, "/api/v1/rates", "list_rates", "Read the prices in use").answers(
            200,
            "Every pair; none before the sources were first asked.",
            refer("RateList"),
        ),
        op(
            Post,
            "/api/v1/test/rates",
            "set_test_rates",
            "Let test mode's sources say something else",
        )
        .json(refer("RateScript"))
        .answers(200, "Every pair.", refer("RateList"))
        .fails(&[422]),
        op(Post, "/api/v1/test/payments", "create_test_payment", "Pay into the sandbox")
            .says(
                "Test mode only. With `invoice` alone, what is due is paid, and final at once. Or \
                 send a refund, with `refund` alone.",
            )
            .json(refer("SandboxPay"))
            .answers(201, "The payment; of a refund, the invoice.", paid)
            .fails(&[404, 422]),
        op(Get, clock, "get_test_clock", "Read the test clock").answers(
            200,
            "The clock.",
            refer("Clock"),
        ),
        op(Post, clock, "set_test_clock", "Set the test clock forward")
            .says("What lies between happens after the answer: `GET` tells when it has.")
            .json(refer("ClockSet"))
            .answers(200, "The clock.", refer("Clock"))
            .fails(&[422]),
    ]
}

fn rate() -> Schema {
    let sources = || one_of(Source::LIVE.into_iter().chain(Source::SANDBOX).map(Source::code));
    let problems = Refusal::ALL.map(Refusal::code).into_iter().chain(["stale"]);
    let dropped = answer([
        must("source", sources()),
        must("reason", one_of(Reason::ALL.map(Reason::code))),
        must("price", amount().or_null()),
        must("at", instant()),
    ]);
    answer([
        must("asset", one_of(Asset::ON_LEDGERS.map(Asset::code))),
        must("currency", refer("Currency")),
        must("price", amount().or_null().says("What one unit costs; null: none can be used now.")),
        must("at", instant().or_null()),
        must("sources", list(sources()).says("Who says so.")),
        must("dropped", list(dropped).says("Who was not believed, and why.")),
        may("problem", one_of(problems).says("Why there is no price.")),
        must("spread", amount().says("The merchant's, per cent.")),
    ])
}

/// What sources say of a pair, or everything as it was at first.
fn rate_script() -> Schema {
    let three = i64::try_from(Source::SANDBOX.len()).unwrap_or_default();
    let prices = list(price_in().or_null()).with("minItems", three).with("maxItems", three);
    let prices = prices.says("Of each source; null: it is silent.");
    any_of(&[
        request([must("reset", flag().with("const", true))]),
        request([
            must("asset", one_of(Asset::ON_LEDGERS.map(Asset::code))),
            must("currency", one_of(Fiat::ALL.map(Fiat::code))),
            must("prices", prices),
            may("reset", flag()),
        ]),
    ])
}

/// What [`shared::price::read_price`] reads.
pub(super) fn price_in() -> Schema {
    let digits = "^(0*[1-9][0-9]{0,8}(\\.[0-9]+)?|0+\\.[0-9]{0,9}[1-9][0-9]*)$";
    let number = number().with("exclusiveMinimum", 0).with("exclusiveMaximum", 1_000_000_000);
    any_of(&[text_like(digits), number])
}

fn refund_in() -> Schema {
    request([must("refund", text_of(limits::NAME).says("Its id: the merchant's wallet sends it."))])
}

fn payment_in() -> Schema {
    let line = || text_of(limits::NAME);
    let states = one_of(PaymentState::ALL.map(PaymentState::code));
    let fields = request([
        may("invoice", line().says("Its `id` or `publicId`.")),
        may("memo", line().says("The reference that goes with it.")),
        may("transaction", line().says("Goes on with a pending one.")),
        may("amount", amount_in().says("What is due, unless given.")),
        may("asset", text_of(12).says("The invoice's, unless given; any code.")),
        may("at", instant_in().says("The ledger's time; now, unless given.")),
        may("state", states.with("default", PaymentState::Final.code())),
        may("refund", null()),
    ]);
    let one = any_of(&["invoice", "memo", "transaction"].map(|name| request([must(name, text())])));
    all_of(&[fields, one])
}

fn payment() -> Schema {
    answer([
        must("transaction", text()),
        must("state", one_of(PaymentState::ALL.map(PaymentState::code))),
        must("amount", amount()),
        must("asset", text()),
        must("reference", text().or_null()),
        must("destinationAddress", text()),
        must("at", instant()),
        must("disposition", one_of(Disposition::ALL.map(Disposition::code)).or_null()),
        must("invoice", refer("Invoice").or_null()),
    ])
}

fn clock() -> Schema {
    answer([
        must("now", instant()),
        must("realNow", instant()),
        must("offsetMs", count()),
        must("status", one_of(["ready", "advancing"])),
        may("waiting", count().says("Subscriptions, reminders and expiries still to come.")),
    ])
}

/// One of the two: by how much, or to when. It goes 20 years ahead at most.
fn clock_in() -> Schema {
    let time = "^\\s*0*([0-9]{1,9}s|[0-9]{1,8}m|[0-9]{1,6}h|[0-9]{1,4}d)\\s*$";
    let advance = text_like(time).with("maxLength", 100).like("25h");
    any_of(&[
        request([must("advance", advance), may("now", null())]),
        request([must("now", instant_in()), may("advance", null())]),
    ])
}
