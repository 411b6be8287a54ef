//! A merchant's account, as `api/paylinkr/merchant.rs`, `keys.rs`, `settlement.rs`, `psp.rs` and
//! `admin.rs` have it.

use shared::currency::{Fiat, Network};
use shared::draft::{LANGUAGES, limits};
use shared::key::Kind;
use shared::price::SPREAD_BPS_MAX;
use shared::psp::Psp;

use super::Part;
use super::common::{
    amount, email_in, https_url, instant, instant_in, origins_in, percentage_in, slug_in,
};
use super::operation::{Operation, id_in_path, op};
use super::schema::{
    Schema, answer, any_of, count, flag, id, list, may, must, null, one_of, refer, request, text,
    text_like, text_of, whole, word,
};
use crate::api::paylinkr::keys::{OVERLAP_HOURS_MAX, RATE_MAX};
use crate::api::paylinkr::merchant::{LATE_HOURS_MAX, TOLERANCE_BPS_MAX};
use crate::api::paylinkr::settlement::NETWORKS;
use crate::gate::scope;
use crate::http::Method::{Delete, Get, Patch, Post, Put};

pub(super) fn part() -> Part {
    Part {
        name: "Account",
        says: "Settings, keys, and where money goes.",
        operations: [merchants(), keys(), money()].into_iter().flatten().collect(),
        schemas: vec![
            ("Merchant", merchant()),
            ("MerchantChange", merchant_in()),
            ("MerchantCreate", merchant_create()),
            ("MerchantCreated", merchant_created()),
            ("Key", key()),
            ("KeyList", answer([must("data", list(refer("Key")))])),
            ("KeyCreate", any_of(&[key_in(false), key_in(true)])),
            ("Settlement", settlement()),
            ("SettlementWarning", answer([must("code", text()), must("text", text())])),
            ("Psp", psp()),
            ("PspConnect", any_of(&[mollie_in(), stripe_in()])),
        ],
    }
}

fn merchants() -> Vec<Operation> {
    vec![
        op(Get, "/api/v1/merchant", "get_merchant", "Read the settings").answers(
            200,
            "The settings.",
            refer("Merchant"),
        ),
        op(Patch, "/api/v1/merchant", "change_merchant", "Change what is given")
            .json(refer("MerchantChange"))
            .answers(200, "The settings.", refer("Merchant"))
            .fails(&[422]),
        op(Post, "/api/v1/admin/merchants", "create_merchant", "Make a merchant")
            .says("With the install's own secret.")
            .json(refer("MerchantCreate"))
            .answers(201, "The merchant, and its secrets this once.", refer("MerchantCreated"))
            .fails(&[422]),
    ]
}

fn keys() -> Vec<Operation> {
    let hours = whole(0, OVERLAP_HOURS_MAX).with("default", 0);
    let revoked = answer([must("id", id("key")), must("revoked", flag().with("const", true))]);
    vec![
        op(Get, "/api/v1/keys", "list_keys", "List keys").answers(
            200,
            "Those of the mode that are not revoked, at most 100.",
            refer("KeyList"),
        ),
        op(Post, "/api/v1/keys", "create_key", "Make a key")
            .says("It can be granted no scope that the key which makes it lacks.")
            .json(refer("KeyCreate"))
            .answers(201, "The key, and its secret this once.", refer("Key"))
            .fails(&[422]),
        op(Post, "/api/v1/keys/{id}/roll", "roll_key", "Give a key a new secret")
            .path("id", id_in_path(), "The key's `id`.")
            .json(request([may("overlapHours", hours.says("How long the old one lives."))]))
            .answers(201, "The new key, and its secret this once.", refer("Key"))
            .fails(&[422]),
        op(Delete, "/api/v1/keys/{id}", "delete_key", "Revoke a key")
            .path("id", id_in_path(), "The key's `id`.")
            .answers(200, "It is refused from the next request on.", revoked),
    ]
}

fn money() -> Vec<Operation> {
    let (settlement, psp) = ("/api/v1/settlement", "/api/v1/psp");
    let address = request([
        must("network", one_of(NETWORKS.map(Network::code))),
        must("address", text_of(limits::NAME).says("`G…`; `r…` or an X-address without a tag.")),
    ]);
    vec![
        op(Get, settlement, "get_settlement", "Read where live money goes").answers(
            200,
            "Every ledger.",
            refer("Settlement"),
        ),
        op(Put, settlement, "set_settlement", "Set where live money goes")
            .says("The first address of a ledger holds at once, a change after 24 hours.")
            .json(address)
            .answers(200, "Every ledger.", refer("Settlement"))
            .fails(&[422]),
        op(Get, psp, "get_psp", "Read which payment provider is connected").answers(
            200,
            "The one of this mode.",
            refer("Psp"),
        ),
        op(Put, psp, "set_psp", "Connect a payment provider")
            .says("It takes the place of the one before.")
            .json(refer("PspConnect"))
            .answers(200, "What is connected.", refer("Psp"))
            .fails(&[422]),
        op(Delete, psp, "delete_psp", "Take the payment provider away")
            .answers(200, "Nothing is connected.", refer("Psp"))
            .fails(&[404]),
    ]
}

fn merchant() -> Schema {
    let maybe = || text().or_null();
    answer([
        must("id", id("mer")),
        must("handle", text()),
        must("name", text()),
        must("email", text()),
        must("zone", text()),
        must("language", one_of(LANGUAGES)),
        must("currency", refer("Currency")),
        must("logoUrl", maybe()),
        must("accent", maybe()),
        must("supportEmail", maybe()),
        must("supportUrl", maybe()),
        must("replyTo", maybe()),
        must("embedOrigins", list(text())),
        must("tolerance", amount()),
        must("spread", amount()),
        must("acceptLateHours", count()),
        must("createdAt", instant()),
    ])
}

fn zone() -> Schema {
    text_of(limits::NAME).says("An IANA name.").like("Europe/Amsterdam")
}

fn merchant_in() -> Schema {
    let accent = text_like("^\\s*#[0-9A-Fa-f]{6}\\s*$").says("`#rrggbb`; null clears.");
    let tolerance = percentage_in(TOLERANCE_BPS_MAX / 100);
    let spread = percentage_in(SPREAD_BPS_MAX / 100);
    request([
        may("name", text_of(limits::NAME).says("What payers read.")),
        may("handle", slug_in().says("Unique on the install.")),
        may("zone", zone()),
        may("language", one_of(LANGUAGES)),
        may("currency", one_of(Fiat::ALL.map(Fiat::code))),
        may("logoUrl", https_url().says("Null clears.")),
        may("accent", accent),
        may("supportEmail", email_in().says("Null clears.")),
        may("supportUrl", https_url().says("Null clears.")),
        may("replyTo", email_in().says("Null clears.")),
        may("embedOrigins", origins_in().says("Who may frame the embed; empty: anybody.")),
        may("tolerance", tolerance.says("How much less is enough, per cent.")),
        may("spread", spread.says("What is taken off a rate, per cent.")),
        may("acceptLateHours", whole(0, LATE_HOURS_MAX).says("How long late money counts.")),
    ])
}

fn merchant_create() -> Schema {
    request([
        must("name", text_of(limits::NAME).says("What payers read.")),
        must("handle", slug_in().says("Unique on the install.")),
        must("email", email_in().says("The owner's.")),
        may("zone", zone().with("default", "UTC")),
    ])
}

fn merchant_created() -> Schema {
    answer([
        must("id", id("mer")),
        must("handle", text()),
        must("name", text()),
        must("testKey", text_like("^plr_test_[0-9A-Za-z]{32}$")),
        must("liveKey", text_like("^plr_live_[0-9A-Za-z]{32}$")),
        must("testWebhookSecret", text_like("^whsec_")),
        must("liveWebhookSecret", text_like("^whsec_")),
    ])
}

fn key() -> Schema {
    let secret = || text_like("^plr_(live|test)_[0-9A-Za-z]{32}$");
    answer([
        must("id", id("key")),
        must("name", text()),
        must("kind", one_of(Kind::ALL.map(Kind::code))),
        must("mode", refer("Mode")),
        must("last4", text()),
        must("scopes", list(one_of(scope::ALL))),
        must("origins", list(text())),
        must("rateLimit", whole(1, RATE_MAX).says("Requests a minute.")),
        must("createdAt", instant()),
        must("expiresAt", instant().or_null()),
        may("clientKey", id("key").says("Of kind `client`: the same as `id`.")),
        may("key", secret().says("Only in the answer that makes it.")),
        may("clientSecret", secret().says("The same of kind `client`.")),
    ])
}

/// A token of the legacy API has a scope of its own.
fn key_in(is_legacy: bool) -> Schema {
    let is_one = |one: &&str| (*one == "legacy") == is_legacy;
    let kinds = one_of(Kind::ALL.map(Kind::code).into_iter().filter(is_one));
    let kind = if is_legacy { must("kind", kinds) } else { may("kind", kinds) };
    let scopes = list(one_of(scope::ALL.into_iter().filter(is_one)).or_null());
    request([
        must("name", text_of(limits::NAME)),
        kind,
        may("scopes", scopes.says("All but those that must be asked for, unless given.")),
        may("origins", origins_in().says("Requests must name one of them; empty: any.")),
        may("rateLimit", whole(1, RATE_MAX).says("Requests a minute.")),
        may("expiresAt", instant_in().says("In the future.")),
    ])
}

fn settlement() -> Schema {
    let warnings = || list(refer("SettlementWarning"));
    let pending = answer([
        must("address", text()),
        must("holdsFrom", instant()),
        must("warnings", warnings()),
        must("checkedAt", instant().or_null()),
    ]);
    let ledger = answer([
        must("network", one_of(NETWORKS.map(Network::code))),
        must("chain", text().or_null().says("Null: this install is not set up for it.")),
        must("address", text().or_null()),
        must("pending", pending.or_null()),
        must("warnings", warnings()),
        must("checkedAt", instant().or_null()),
    ]);
    answer([must("mode", refer("Mode")), must("data", list(ledger))])
}

fn psp() -> Schema {
    let url = || text().with("format", "uri");
    answer([
        must("mode", refer("Mode")),
        must("psp", one_of(Psp::ALL.map(Psp::code)).or_null()),
        must("last4", text().or_null()),
        must("webhookUrl", url().or_null()),
        must("connectedAt", instant().or_null()),
        must("stripeWebhookUrl", url().says("For an endpoint at Stripe, made before connecting.")),
    ])
}

fn mollie_in() -> Schema {
    let key = text_like("^\\s*(test|live)_[0-9A-Za-z_]{8,}\\s*$").with("maxLength", 100);
    request([
        must("psp", word(Psp::Mollie.code())),
        must("apiKey", key.says("Of the request's mode.")),
        may("webhookSecret", null()),
    ])
}

fn stripe_in() -> Schema {
    let key = text_like("^\\s*[sr]k_(test|live)_[0-9A-Za-z_]{8,}\\s*$").with("maxLength", 100);
    let secret = text_like("^\\s*whsec_[!-~]{8,}\\s*$").with("maxLength", 100);
    request([
        must("psp", word(Psp::Stripe.code())),
        must("apiKey", key.says("Of the request's mode.")),
        must("webhookSecret", secret.says("The endpoint's signing secret.")),
    ])
}
