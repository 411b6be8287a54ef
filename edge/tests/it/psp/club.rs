//! A subscription in euros, its customer, and the months that pass: the scene of what is charged
//! without anybody being there.

use serde_json::{Value as Json, json};
use shared::psp::Psp;

use super::shop::{Shop, leads_to, shop};
use crate::support::Answer;

/// A shop with a subscription of 9.00 EUR a month, and its first invoice.
pub(super) struct Club {
    pub(super) shop: Shop,
    pub(super) id: String,
    pub(super) package: String,
    pub(super) first: Answer,
}

pub(super) fn package(shop: &Shop) -> Answer {
    let body = json!({"name": "Workshop club", "pricingCurrency": "EUR", "pricingAmount": "9.00",
        "asset": "USDC", "interval": "MONTHLY", "reminderPreset": "GENTLE"});
    let made = shop.world.post("/api/v1/subscription-packages").key(shop.key()).json(&body).send();
    assert_eq!(made.status, 201, "{}", made.text);
    made
}

pub(super) fn club_of(shop: Shop) -> Club {
    let package = package(&shop);
    let path = format!("/subscribe/{}", package.get("publicId"));
    let form = "email=alex.buyer%40example.com&name=Alex+Buyer";
    let sent = shop.world.post(&path).without("authorization").body(form).send();
    assert_eq!(sent.status, 303, "{}", sent.text);
    shop.world.after();
    let page = sent.header("location").unwrap().split('?').next().unwrap().to_owned();
    let first = shop.read_public(page.rsplit('/').next().unwrap());
    let id = first.get("subscriptionId");
    Club { shop, id, package: package.get("id"), first }
}

impl Club {
    pub(super) fn of(psp: Psp) -> Club {
        club_of(shop(psp))
    }

    /// A club whose customer has consented and paid.
    pub(super) fn charged(psp: Psp) -> Club {
        let club = Club::of(psp);
        club.consent("consent=1");
        club.shop.becomes("paid");
        club.shop.world.after();
        assert_eq!(club.read().json["status"], "active", "{}", club.read().text);
        assert_eq!(club.charge()["psp"], psp.code());
        club
    }

    /// The button of the first invoice, with what was ticked.
    pub(super) fn consent(&self, form: &str) -> String {
        let page = self.press(form);
        assert_eq!(page.status, 200, "{}", page.text);
        leads_to(&page)
    }

    pub(super) fn press(&self, form: &str) -> Answer {
        let path = format!("/pay/{}/psp", self.first.get("publicId"));
        self.shop.world.post(&path).without("authorization").body(form).send()
    }

    pub(super) fn read(&self) -> Answer {
        let path = format!("/api/v1/subscriptions/{}", self.id);
        self.shop.world.get(&path).key(self.shop.key()).send()
    }

    pub(super) fn charge(&self) -> Json {
        self.read().json["charge"].clone()
    }

    pub(super) fn status(&self) -> String {
        self.read().get("status")
    }

    pub(super) fn newest(&self) -> Answer {
        self.shop.read_public(self.read().json["latestInvoice"]["publicId"].as_str().unwrap())
    }

    pub(super) fn advance(&self, by: &str) {
        self.shop.world.advance(by);
    }

    pub(super) fn minutes(&self, count: usize) {
        for _ in 0..count {
            self.shop.minute();
        }
    }

    /// A month later, with time for what follows.
    pub(super) fn month(&self) {
        self.advance("31d");
        self.minutes(3);
    }

    pub(super) fn sales(&self) -> Vec<(&'static str, i64)> {
        let sales = self.shop.till.sales.borrow();
        sales.iter().map(|sale| (sale.sequence, sale.cents)).collect()
    }

    /// How many requests were mailed, and how often that a charge had failed.
    pub(super) fn mails(&self) -> [i64; 2] {
        ["request", "charge_failed"].map(|kind| self.shop.world.mails(kind))
    }

    pub(super) fn mandate(&self) -> String {
        self.shop.world.text("SELECT coalesce(group_concat(state), '') FROM psp_mandate")
    }
}
