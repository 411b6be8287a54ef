//! Every URL on one page, as data: the scope test, the documents and the D1 counts read this table.

use std::pin::Pin;
use std::rc::Rc;

use crate::api::legacy;
use crate::api::links_v0::{customers, payment_links, products, taxes};
use crate::api::paylinkr::{
    alerts, description, events, invoices, keys, links, logs, merchant, packages, payments, plans,
    psp, rates, refunds, sandbox, settlement, subscriptions, timeline, webhooks,
};
use crate::api::{paylinkr, payrequest};
use crate::app::{Answer, App};
use crate::gate::scope::Scope;
use crate::gate::{Call, Gate, Outcome};
use crate::hooks;
use crate::http::{Method, Params, Request};
use crate::pages::{
    self, back, checkout, dev, files, health, images, link, manage, subscribe, wallet, ways,
};

/// The answer's future.
pub type Answering<T> = Pin<Box<dyn Future<Output = T>>>;

/// What a route behind the gate does.
pub type ApiHandler = fn(App, Rc<Request>, Params, Rc<Gate>) -> Answering<Outcome>;

/// What a route does.
#[derive(Clone, Copy)]
pub enum Handler {
    /// Behind the gate, for a key with the scope.
    Api(ApiHandler),
    /// With the install's own secret.
    Admin,
    /// Open to all.
    Page(fn(App, Rc<Request>, Params) -> Answering<Answer>),
}

/// A line of the table.
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path, with its parts in braces.
    pub pattern: &'static str,
    /// What a key must be allowed.
    pub scope: &'static str,
    /// What it does.
    pub handler: Handler,
}

const fn scope_of<S: Scope, F>(_: fn(Call<S>) -> F) -> &'static str {
    S::NAME
}

macro_rules! api {
    ($method:ident $pattern:literal $handler:path) => {
        Route {
            method: Method::$method,
            pattern: $pattern,
            scope: scope_of($handler),
            handler: Handler::Api(|app, request, params, gate| {
                Box::pin($handler(Call::new(app, request, params, gate)))
            }),
        }
    };
}

macro_rules! page {
    ($method:ident $pattern:literal $handler:path) => {
        Route {
            method: Method::$method,
            pattern: $pattern,
            scope: "public",
            handler: Handler::Page(|app, request, params| {
                Box::pin(async move { $handler(&app, &request, &params).await })
            }),
        }
    };
}

/// The table.
pub const ROUTES: &[Route] = &[
    api!(Post "/api/v1/invoices" invoices::create),
    api!(Get "/api/v1/invoices" invoices::list),
    api!(Get "/api/v1/invoices.csv" invoices::file),
    api!(Get "/api/v1/invoices/{id}" invoices::get),
    api!(Get "/api/v1/invoices/{id}/timeline" timeline::get),
    api!(Post "/api/v1/invoices/{id}/notify" invoices::notify),
    api!(Post "/api/v1/invoices/{id}/remind" invoices::remind),
    api!(Post "/api/v1/invoices/{id}/settle" invoices::settle),
    api!(Post "/api/v1/invoices/{id}/expire" invoices::expire),
    api!(Post "/api/v1/invoices/{id}/cancel" invoices::cancel),
    api!(Post "/api/v1/invoices/{id}/reopen" invoices::reopen),
    api!(Post "/api/v1/invoices/{id}/refunds" refunds::create),
    api!(Get "/api/v1/invoices/{id}/refunds" refunds::list),
    api!(Delete "/api/v1/invoices/{id}/refunds/{refund}" refunds::take_back),
    api!(Get "/api/v1/incoming-payments" payments::list),
    api!(Get "/api/v1/incoming-payments.csv" payments::file),
    api!(Post "/api/v1/incoming-payments/{id}/assign" payments::assign),
    api!(Get "/api/v1/alerts" alerts::list),
    api!(Post "/api/v1/alerts/{id}/clear" alerts::clear),
    api!(Post "/api/v1/subscription-packages" packages::create),
    api!(Get "/api/v1/subscription-packages" packages::list),
    api!(Get "/api/v1/subscription-packages/{id}" packages::get),
    api!(Patch "/api/v1/subscription-packages/{id}" packages::patch),
    api!(Get "/api/v1/subscription-packages/{id}/schedule" packages::dates),
    api!(Post "/api/v1/subscriptions" subscriptions::create),
    api!(Get "/api/v1/subscriptions" subscriptions::list),
    api!(Get "/api/v1/subscriptions/webhook-logs" subscriptions::logs),
    api!(Get "/api/v1/subscriptions/{id}" subscriptions::get),
    api!(Patch "/api/v1/subscriptions/{id}" subscriptions::patch),
    api!(Get "/api/v1/subscriptions/{id}/schedule" subscriptions::dates),
    api!(Post "/api/v1/recurring-plans" plans::create),
    api!(Get "/api/v1/recurring-plans" plans::list),
    api!(Get "/api/v1/recurring-plans/{id}" plans::get),
    api!(Patch "/api/v1/recurring-plans/{id}" plans::patch),
    api!(Get "/api/v1/recurring-plans/{id}/schedule" plans::dates),
    api!(Post "/api/v1/links" links::create),
    api!(Get "/api/v1/links" links::list),
    api!(Get "/api/v1/links/{id}" links::get),
    api!(Patch "/api/v1/links/{id}" links::patch),
    api!(Post "/api/v1/customers/forget" paylinkr::customers::forget),
    api!(Get "/api/v1/events" events::list),
    api!(Get "/api/v1/webhooks" webhooks::get),
    api!(Patch "/api/v1/webhooks" webhooks::patch),
    api!(Post "/api/v1/webhooks/test" webhooks::test),
    api!(Get "/api/v1/webhooks/logs" webhooks::logs),
    api!(Post "/api/v1/webhooks/logs/{id}/replay" webhooks::replay),
    api!(Get "/api/v1/requests/logs" logs::list),
    api!(Get "/api/v1/rates" rates::list),
    api!(Get "/api/v1/merchant" merchant::get),
    api!(Patch "/api/v1/merchant" merchant::patch),
    api!(Get "/api/v1/settlement" settlement::get),
    api!(Put "/api/v1/settlement" settlement::put),
    api!(Get "/api/v1/psp" psp::get),
    api!(Put "/api/v1/psp" psp::put),
    api!(Delete "/api/v1/psp" psp::remove),
    api!(Get "/api/v1/keys" keys::list),
    api!(Post "/api/v1/keys" keys::create),
    api!(Post "/api/v1/keys/{id}/roll" keys::roll),
    api!(Delete "/api/v1/keys/{id}" keys::revoke),
    api!(Post "/api/v1/test/payments" sandbox::pay),
    api!(Get "/api/v1/test/clock" sandbox::clock),
    api!(Post "/api/v1/test/clock" sandbox::set_clock),
    api!(Post "/api/v1/test/rates" rates::script),
    api!(Post "/api/create" legacy::create::create),
    api!(Post "/api/get" legacy::get::get),
    Route {
        method: Method::Post,
        pattern: "/api/v1/admin/merchants",
        scope: "admin",
        handler: Handler::Admin,
    },
    page!(Get "/api/openapi" description::openapi),
    page!(Get "/api/postman/collection" description::postman),
    api!(Post "/v1/payment-links" payrequest::links::create),
    api!(Get "/v1/payment-links" payrequest::links::list),
    api!(Get "/v1/payments" payrequest::payments::list),
    api!(Post "/api/v1/payment-links" payrequest::links::create),
    api!(Get "/api/v1/payment-links" payrequest::links::list),
    api!(Get "/api/v1/payments" payrequest::payments::list),
    api!(Post "/api/v0/payment-links" payment_links::create),
    api!(Get "/api/v0/payment-links" payment_links::list),
    api!(Get "/api/v0/payment-links/{id}" payment_links::get),
    api!(Put "/api/v0/payment-links/{id}" payment_links::put),
    api!(Patch "/api/v0/payment-links/{id}" payment_links::patch),
    api!(Post "/api/v0/products" products::create),
    api!(Get "/api/v0/products" products::list),
    api!(Get "/api/v0/products/{id}" products::get),
    api!(Put "/api/v0/products/{id}" products::put),
    api!(Delete "/api/v0/products/{id}" products::remove),
    api!(Post "/api/v0/customers" customers::create),
    api!(Get "/api/v0/customers" customers::list),
    api!(Get "/api/v0/customers/{id}" customers::get),
    api!(Patch "/api/v0/customers/{id}" customers::patch),
    api!(Post "/api/v0/taxes" taxes::create),
    api!(Get "/api/v0/taxes" taxes::list),
    api!(Get "/api/v0/taxes/{id}" taxes::get),
    api!(Put "/api/v0/taxes/{id}" taxes::put),
    api!(Delete "/api/v0/taxes/{id}" taxes::remove),
    page!(Get "/pay/{id}" checkout::page),
    page!(Get "/pay/{id}/state" checkout::state),
    page!(Get "/pay/{id}/return" back::go),
    page!(Post "/pay/{id}/test" checkout::pay_test),
    page!(Get "/embed/pay/{id}" checkout::embed),
    page!(Post "/pay/{id}/reopen" checkout::reopen),
    page!(Post "/pay/{id}/transaction" ways::transaction),
    page!(Post "/pay/{id}/return-address" ways::return_address),
    page!(Post "/pay/{id}/psp" pages::psp::start),
    page!(Post "/pay/{id}/wallet" wallet::prepare),
    page!(Post "/pay/{id}/wallet/submit" wallet::submit),
    page!(Get "/subscribe/{id}" subscribe::page),
    page!(Post "/subscribe/{id}" subscribe::enrol),
    page!(Get "/subscribe/{merchant}/{slug}" subscribe::named),
    page!(Get "/subscribe/{merchant}/test/{slug}" subscribe::named_test),
    page!(Get "/embed/subscription/{id}" subscribe::embed),
    page!(Get "/subscribed/{id}" subscribe::done),
    page!(Get "/embed/subscribed/{id}" subscribe::done_embedded),
    page!(Get "/l/{id}" link::page),
    page!(Post "/l/{id}" link::begin),
    page!(Get "/l/{merchant}/{slug}" link::named),
    page!(Get "/l/{merchant}/test/{slug}" link::named_test),
    page!(Get "/embed/link/{id}" link::embed),
    page!(Get "/manage/{token}" manage::page),
    page!(Post "/manage/{token}" manage::act),
    page!(Get "/settlement/cancel/{token}" pages::settlement::page),
    page!(Post "/settlement/cancel/{token}" pages::settlement::cancel),
    page!(Post "/hooks/mollie/{token}" hooks::mollie),
    page!(Post "/hooks/stripe/{token}" hooks::stripe),
    page!(Get "/pkg/{file}" files::built),
    page!(Get "/img/{name}" images::show),
    page!(Get "/health" health::show),
    page!(Post "/dev/seed" dev::seed),
    page!(Get "/dev/mail" dev::mail),
    page!(Get "/dev/panic" dev::panic),
];

/// What a path leads to.
pub enum Found {
    /// A route, and the parts of its path.
    Route(&'static Route, Params),
    /// A path that knows only these methods.
    WrongMethod(String),
    /// Nothing.
    Nothing,
}

/// Looks a path up. A slash at the end makes no difference. The table is short and is read in
/// order.
pub fn find(method: Method, path: &str) -> Found {
    let path = if path.len() > 1 { path.trim_end_matches('/') } else { path };
    let mut methods = Vec::new();
    for route in ROUTES {
        let Some(params) = matches(route.pattern, path) else { continue };
        if route.method == method {
            return Found::Route(route, Rc::new(params));
        }
        methods.push(route.method.name());
    }
    if methods.is_empty() { Found::Nothing } else { Found::WrongMethod(methods.join(", ")) }
}

/// The parts of a path that a pattern names in braces, if the rest is the same.
fn matches(pattern: &str, path: &str) -> Option<Vec<(String, String)>> {
    let mut parts = path.split('/');
    let mut params = Vec::new();
    for expected in pattern.split('/') {
        let part = parts.next()?;
        match param(expected) {
            Some(name) if !part.is_empty() => params.push((name.to_owned(), decode(part))),
            None if part == expected => {}
            _ => return None,
        }
    }
    parts.next().is_none().then_some(params)
}

/// The name in braces of a part of a pattern; `None`: the part stands for itself.
pub fn param(part: &str) -> Option<&str> {
    part.strip_prefix('{')?.strip_suffix('}')
}

fn decode(part: &str) -> String {
    percent_encoding::percent_decode_str(part).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_of_the_table_is_found() {
        for route in ROUTES {
            let path = route.pattern.replace(['{', '}'], "");
            let Found::Route(found, _) = find(route.method, &path) else {
                panic!("{path} is not found");
            };
            assert_eq!(found.pattern, route.pattern);
        }
    }

    #[test]
    fn a_known_path_tells_its_methods() {
        let Found::WrongMethod(allow) = find(Method::Delete, "/api/v1/invoices") else {
            panic!("DELETE is not allowed there");
        };
        assert_eq!(allow, "POST, GET");
        assert!(matches!(find(Method::Get, "/api/v1/nothing"), Found::Nothing));
        assert!(matches!(find(Method::Get, "/api/v1/invoices/"), Found::Route(..)));
    }
}
