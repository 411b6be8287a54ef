//! Words for asking about subscriptions.

use serde_json::{Value as Json, json};

use super::{Answer, World};

impl World {
    /// The seed's package with these fields more.
    pub(crate) fn package(&self, more: Json) -> Answer {
        let mut body = json!({"name": "Pro Support", "description": "Monthly support",
            "asset": "USDC", "amount": "99.00", "interval": "MONTHLY"});
        merge(&mut body, more);
        let made = self.post("/api/v1/subscription-packages").json(&body).send();
        assert_eq!(made.status, 201, "{}", made.text);
        made
    }

    /// Alex Buyer's subscription to a package.
    pub(crate) fn subscribe(&self, package: &str, more: Json) -> Answer {
        let mut body = json!({"packageId": package, "customerEmail": "alex.buyer@example.com",
            "customerName": "Alex Buyer"});
        merge(&mut body, more);
        let made = self.post("/api/v1/subscriptions").json(&body).send();
        assert_eq!(made.status, 201, "{}", made.text);
        self.after();
        made
    }

    pub(crate) fn subscription(&self, id: &str) -> Answer {
        self.get(&format!("/api/v1/subscriptions/{id}")).send()
    }

    /// Sets the test clock forward and lets all of it happen.
    pub(crate) fn advance(&self, by: &str) {
        let set = self.post("/api/v1/test/clock").json(&json!({"advance": by})).send();
        assert_eq!(set.status, 200, "{}", set.text);
        self.after();
    }

    /// Pays what the newest invoice of a subscription asks for.
    pub(crate) fn pay_newest(&self, id: &str) {
        let invoice = self.subscription(id).json["latestInvoice"]["id"].clone();
        self.pay(json!({"invoice": invoice}));
        self.after();
    }

    pub(crate) fn act(&self, id: &str, body: Json) -> Answer {
        let answer = self.patch(&format!("/api/v1/subscriptions/{id}")).json(&body).send();
        self.after();
        answer
    }

    /// What was told, in the order in which it was written; what leaves may overtake.
    pub(crate) fn told(&self) -> Vec<String> {
        let events = self.get("/api/v1/events").send();
        let data = events.json["data"].as_array().unwrap().clone();
        data.iter().map(|one| one["event"].as_str().unwrap().to_owned()).collect()
    }

    /// The mails of a kind that were written.
    pub(crate) fn mails(&self, kind: &str) -> i64 {
        self.count(&format!("SELECT count(*) FROM mail WHERE kind = '{kind}'"))
    }
}

fn merge(body: &mut Json, more: Json) {
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
}
