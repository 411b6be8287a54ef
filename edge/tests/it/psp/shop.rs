//! A merchant with a provider, invoices over 12.25 EUR, and words for what payers and providers do.

use std::rc::Rc;

use edge::app::App;
use edge::http::Method;
use futures::FutureExt;
use serde_json::{Value as Json, json};
use shared::psp::Psp;

use super::till::{KEYS, Till};
use crate::ledger::mishap::{Mishaps, ShakyFetch, ShakySql};
use crate::support::live::live;
use crate::support::{Answer, World};

/// What Stripe signs with.
pub(crate) const SECRET: &str = "whsec_a_secret_of_a_test";

/// The shop.
pub(crate) struct Shop {
    pub(crate) world: World,
    pub(crate) till: Rc<Till>,
    pub(crate) psp: Psp,
    pub(crate) live: bool,
    pub(crate) mishaps: Rc<Mishaps>,
    pub(crate) calm: App,
    hook: String,
}

/// A shop in test mode, beside the sandbox.
pub(crate) fn shop(psp: Psp) -> Shop {
    Shop::of(World::new(), psp, false)
}

/// A shop in live mode without any ledger.
pub(crate) fn live_shop(psp: Psp) -> Shop {
    Shop::of(live().world, psp, true)
}

/// The key of a provider for a mode.
pub(crate) fn key_of(psp: Psp, live: bool) -> &'static str {
    KEYS.into_iter().find(|(known, _)| *known == psp).unwrap().1[usize::from(live)]
}

/// What connects a provider.
pub(crate) fn connection(psp: Psp, live: bool) -> Json {
    let mut body = json!({"psp": psp.code(), "apiKey": key_of(psp, live)});
    if psp == Psp::Stripe {
        body["webhookSecret"] = json!(SECRET);
    }
    body
}

/// Puts a till into a world, before what answers there already.
pub(crate) fn put_till(world: &World) -> Rc<Till> {
    let till = Rc::new(Till::default());
    let (own, others) = (till.clone(), world.fetch.server.take());
    *world.fetch.server.borrow_mut() = Some(Box::new(move |request| {
        own.answer(request).or_else(|| others.as_ref().and_then(|other| other(request)))
    }));
    till
}

impl Shop {
    fn of(mut world: World, psp: Psp, live: bool) -> Shop {
        let till = put_till(&world);
        let calm = world.app.clone();
        let mishaps = Rc::new(Mishaps::default());
        let platform = &mut world.app.platform;
        platform.sql = Rc::new(ShakySql { inner: world.sql.clone(), mishaps: mishaps.clone() });
        platform.fetch =
            Rc::new(ShakyFetch { inner: world.fetch.clone(), mishaps: mishaps.clone() });
        let mut shop = Shop { world, till, psp, live, mishaps, calm, hook: String::new() };
        let made = shop.connect();
        assert_eq!(made.status, 200, "{}", made.text);
        shop.hook = made.get("webhookUrl").replace("https://pay.example.com", "");
        let heard = json!({"webhookUrl": "https://shop.example.com/hook"});
        let heard = shop.world.patch("/api/v1/webhooks").key(shop.key()).json(&heard).send();
        assert_eq!(heard.status, 200, "{}", heard.text);
        shop.till.asked();
        shop
    }

    pub(crate) fn key(&self) -> &str {
        if self.live { &self.world.keys.live } else { &self.world.keys.test }
    }

    pub(crate) fn connect(&self) -> Answer {
        let body = connection(self.psp, self.live);
        self.world.ask(Method::Put, "/api/v1/psp").key(self.key()).json(&body).send()
    }

    /// An invoice over 12.25 EUR.
    pub(crate) fn bill(&self, more: Json) -> Answer {
        let made = self.ask(more);
        assert_eq!(made.status, 201, "{}", made.text);
        self.world.after();
        made
    }

    pub(crate) fn ask(&self, more: Json) -> Answer {
        let mut body = json!({"title": "Walnut side table", "pricingCurrency": "EUR",
            "pricingAmount": "12.25", "orderId": "ORD-9001"});
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        if body["amount"].is_string() {
            let fields = body.as_object_mut().unwrap();
            fields.remove("pricingCurrency");
            fields.remove("pricingAmount");
        }
        self.world.post("/api/v1/invoices").key(self.key()).json(&body).send()
    }

    /// The button of the page.
    pub(crate) fn start(&self, bill: &Answer) -> Answer {
        self.world
            .post(&format!("/pay/{}/psp", bill.get("publicId")))
            .without("authorization")
            .send()
    }

    /// Where the button leads, which must work.
    pub(crate) fn leave(&self, bill: &Answer) -> String {
        let page = self.start(bill);
        assert_eq!(page.status, 200, "{}", page.text);
        leads_to(&page)
    }

    /// The provider calls about its newest payment, and we do what that asks for.
    pub(crate) fn call(&self) {
        let id = self.till.sales.borrow().last().unwrap().id.clone();
        let answer = self.call_about(&id);
        assert_eq!(answer.status, 200, "{}", answer.text);
        self.world.after();
    }

    /// The provider, or somebody, calls about a payment.
    pub(crate) fn call_about(&self, id: &str) -> Answer {
        match self.psp {
            Psp::Mollie => self.send(&format!("id={id}"), None),
            Psp::Stripe => {
                let event = json!({"type": "checkout.session.completed",
                    "data": {"object": {"id": id, "object": "checkout.session"}}});
                self.event(&event)
            }
        }
    }

    /// An event of Stripe's, signed.
    pub(crate) fn event(&self, event: &Json) -> Answer {
        let body = event.to_string();
        let t = self.world.clock.0.get().seconds();
        let mac = shared::webhook::hmac(
            SECRET.as_bytes(),
            &[t.to_string().as_bytes(), b".", body.as_bytes()],
        );
        let mac: String = mac.iter().map(|byte| format!("{byte:02x}")).collect();
        self.send(&body, Some(&format!("t={t},v1={mac}")))
    }

    pub(crate) fn send(&self, body: &str, signature: Option<&str>) -> Answer {
        let ask = self.world.post(&self.hook).without("authorization").body(body);
        let ask = match signature {
            Some(signature) => ask.header("stripe-signature", signature),
            None => ask,
        };
        ask.send()
    }

    /// The newest payment gets to a state, and the provider calls.
    pub(crate) fn becomes(&self, status: &'static str) {
        self.till.newest(|sale| sale.status = status);
        self.call();
    }

    pub(crate) fn read(&self, bill: &Answer) -> Answer {
        self.world.get(&format!("/api/v1/invoices/{}", bill.get("id"))).key(self.key()).send()
    }

    /// An invoice by the id in its page's address.
    pub(crate) fn read_public(&self, id: &str) -> Answer {
        self.world.get(&format!("/api/v1/invoices/{id}")).key(self.key()).send()
    }

    /// Status and exceptions.
    pub(crate) fn stands(&self, bill: &Answer) -> String {
        let read = self.read(bill);
        let codes = read.json["exceptions"].as_array().unwrap();
        let codes: Vec<_> = codes.iter().map(|code| code.as_str().unwrap()).collect();
        [vec![read.json["status"].as_str().unwrap()], codes].concat().join(" ")
    }

    pub(crate) fn page(&self, bill: &Answer) -> Answer {
        let page = self.world.get(&format!("/pay/{}", bill.get("publicId")));
        page.without("authorization").send()
    }

    /// How the attempts stand, the oldest first.
    pub(crate) fn attempts(&self) -> String {
        let sql = "SELECT coalesce(group_concat(state, ' '), '') FROM
                   (SELECT state FROM psp_attempt ORDER BY rowid)";
        self.world.text(sql)
    }

    /// What the merchant's server was told since this was asked.
    pub(crate) fn told(&self) -> Vec<String> {
        let events = self.world.events();
        self.world.fetch.sent.borrow_mut().clear();
        events
    }

    /// A minute of the cron, undisturbed.
    pub(crate) fn minute(&self) {
        self.world.pass_ms(60_000);
        assert!(edge::jobs::tick(&self.calm).now_or_never().is_some());
    }
}

/// Where a page leads on to by itself.
pub(crate) fn leads_to(page: &Answer) -> String {
    let start = "http-equiv=\"refresh\" content=\"0;url=";
    let rest = page.text.split(start).nth(1).unwrap_or_else(|| panic!("{}", page.text));
    rest.split('"').next().unwrap().to_owned()
}
