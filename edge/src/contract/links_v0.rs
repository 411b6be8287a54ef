//! Payment links v0, as `api/links_v0/payment_links.rs` reads and writes them (seed 003, rulings
//! 1.4), and what all lists of that dialect have.

use shared::draft::{LinkV0Draft, ON_OR_OFF, limits};
use shared::link::{
    ANSWER_MAX, CustomKind, FIELDS_MAX, LINES_MAX, LinkKind, PAYMENTS_MAX, QUANTITY_MAX,
};
use shared::schedule::Interval;

use super::Part;
use super::common::{cents_in, https_url, instant, instant_in};
use super::operation::{Operation, id_in_path, op};
use super::schema::{
    Field, Schema, all_of, answer, any_of, anything, case, count, flag, given, id, lines_of, list,
    map, may, must, note_of, null, number, one_of, refer, request, text, text_like, text_of, whole,
    word,
};
use crate::api::links_v0::{SKIP_MAX, TAKE, TAKE_MAX};
use crate::http::Method::{Get, Patch, Post, Put};

pub(super) fn part() -> Part {
    Part {
        name: "Payment links v0",
        says: "For clients of `/api/v0/payment-links`: the same links as any. A client is a key of \
            kind `client`; the mode is the client's.",
        operations: operations(),
        schemas: vec![
            ("LinksV0Create", create()),
            ("LinksV0Change", change()),
            ("LinksV0Link", link()),
            ("LinksV0Field", field()),
            ("LinksV0Line", line()),
        ],
    }
}

fn operations() -> Vec<Operation> {
    let one = "/api/v0/payment-links/{id}";
    let change = |method, id, summary| {
        by_id(op(method, one, id, summary))
            .json(refer("LinksV0Change"))
            .answers(200, "The link.", refer("LinksV0Link"))
            .fails(&[422])
    };
    vec![
        op(Post, "/api/v0/payment-links", "create_payment_link_v0", "Make a payment link")
            .json(refer("LinksV0Create"))
            .answers(201, "The link.", refer("LinksV0Link"))
            .fails(&[422]),
        part_of_list(
            op(Get, "/api/v0/payment-links", "list_payment_links_v0", "List payment links").query(
                "paymentForId",
                text(),
                "Exactly this reference.",
            ),
            "LinksV0Link",
        ),
        by_id(op(Get, one, "get_payment_link_v0", "Read a payment link"))
            .says("Products and tax are told whole.")
            .answers(200, "The link.", refer("LinksV0Link")),
        change(Put, "put_payment_link_v0", "Change a payment link"),
        change(Patch, "change_payment_link_v0", "Change a payment link"),
    ]
}

fn by_id(operation: Operation) -> Operation {
    operation.path("id", id_in_path(), "Its id, its public id or its slug.")
}

/// A list of that dialect: a bare array, which is told in parts.
pub(super) fn part_of_list(operation: Operation, row: &str) -> Operation {
    operation
        .query("skip", whole(0, SKIP_MAX).with("default", 0), "How many to pass over.")
        .query("take", whole(1, TAKE_MAX).with("default", TAKE), "How many to tell at most.")
        .answers(200, "A part of them, the newest first.", list(refer(row)))
        .with_header(200, "X-Total-Count", "How many there are in all.", count())
        .fails(&[400])
}

/// One of these in either case, which enumerations cannot say.
pub(super) fn in_either_case<'a>(words: impl IntoIterator<Item = &'a str>) -> Schema {
    let words: Vec<&str> = words.into_iter().collect();
    let both = |letter: char| {
        let (lower, upper) = (letter.to_ascii_lowercase(), letter.to_ascii_uppercase());
        format!("[{upper}{lower}]")
    };
    let patterns: Vec<String> = words.iter().map(|word| word.chars().map(both).collect()).collect();
    let pattern = format!("^({})$", patterns.join("|"));
    any_of(&[one_of(words), text_like(&pattern)])
}

/// What new links and changes may have, but for what a new one must.
fn common(is_new: bool) -> Vec<Field> {
    let off = || flag().usual(false, is_new);
    vec![
        may("currency", in_either_case(LinkV0Draft::CURRENCIES).usual("usdc", is_new)),
        may("amount", cents_in()),
        may("description", lines_of(limits::V0_DESCRIPTION).says("A part of Markdown.")),
        may("coverImage", https_url().says("Fetched once, kept and served by us.")),
        may("paymentLinkProducts", products()),
        may("isForAllProduct", off().says("Offers every active product.")),
        may("allowQuantityAdjustment", flag().usual(true, is_new)),
        may("allowMobilePayment", off().says("Kept and returned only.")),
        may("collectTax", off().says("With `taxId`.")),
        may("taxId", text_of(limits::NAME)),
        may("collectAddress", off()),
        may("limitPayments", off().says("With `maxPayments`.")),
        may("maxPayments", whole(1, PAYMENTS_MAX)),
        may("customFields", custom_fields()),
        may("paymentForId", text_of(limits::ORDER_ID).says("Your reference.")),
        may("customerId", text_of(limits::NAME).says("Its name and address are filled in.")),
        may("expiration_date", instant_in()),
        may("expirationDate", instant_in().says("Another name of `expiration_date`.")),
        may("packageId", text_of(limits::NAME).says("Enrols into this package.")),
        may(
            "recurringType",
            one_of(Interval::ALL.map(Interval::code))
                .says("Without `packageId`: of a package that is made for the link.")
                .usual(Interval::Monthly.code(), is_new),
        ),
        may("status", one_of(ON_OR_OFF).usual("ACTIVE", is_new)),
    ]
}

fn title() -> Schema {
    let least = i64::try_from(limits::V0_TITLE_LEAST).unwrap_or_default();
    all_of(&[text_of(limits::V0_TITLE), text().with("minLength", least)])
}

/// A slug, or an address whose last part is one.
fn url() -> Schema {
    let last = "^([^?#]*/)?[^/?#]*[0-9A-Za-z][^/?#]*/*([?#].*)?$";
    all_of(&[text_of(limits::TITLE), text_like(last)])
        .says("The slug, or an address whose last part is one.")
        .like("premium-subscription")
}

fn kind() -> Schema {
    one_of(LinkKind::ALL.map(LinkKind::code))
}

fn create() -> Schema {
    let own = [must("title", title()), must("url", url()), must("linkType", kind())];
    let limited = pair("limitPayments", "maxPayments", whole(1, PAYMENTS_MAX));
    let taxed = pair("collectTax", "taxId", text());
    request(own.into_iter().chain(common(true))).and(&ways()).and(&limited).and(&taxed)
}

/// What each kind of link needs, and what it cannot have.
fn ways() -> Schema {
    let way = |kind: LinkKind, has: Vec<Field>| {
        case([must("linkType", word(kind.code()))].into_iter().chain(has))
    };
    let no_package = || [may("packageId", null()), may("recurringType", null())];
    let no_products = || {
        let none = list(anything()).with("maxItems", 0).or_null();
        let off = flag().with("const", false).or_null();
        [may("paymentLinkProducts", none), may("isForAllProduct", off)]
    };
    let product =
        |has: Field| way(LinkKind::Product, no_package().into_iter().chain([has]).collect());
    let subscription = |has: Vec<Field>| {
        way(LinkKind::Subscription, no_products().into_iter().chain(has).collect())
    };
    let no_terms = || [may("amount", null()), may("recurringType", null())];
    any_of(&[
        product(must("amount", given())),
        product(must("paymentLinkProducts", list(anything()).with("minItems", 1))),
        product(must("isForAllProduct", flag().with("const", true))),
        way(LinkKind::Donation, no_package().into_iter().chain(no_products()).collect()),
        subscription(no_terms().into_iter().chain([must("packageId", given())]).collect()),
        subscription(vec![may("packageId", null()), must("amount", given())]),
    ])
}

/// Each needs the other.
fn pair(switch: &'static str, name: &'static str, schema: Schema) -> Schema {
    any_of(&[
        request([must(switch, flag().with("const", true)), must(name, schema)]),
        request([may(switch, flag().with("enum", vec![false])), may(name, null())]),
    ])
}

fn change() -> Schema {
    let own = [may("title", title()), may("url", url()), may("linkType", kind())];
    request(own.into_iter().chain(common(false)))
        .says("What is given changes; null clears what may be missing.")
}

fn products() -> Schema {
    let quantity = whole(1, QUANTITY_MAX).with("default", 1);
    let one = request([must("productId", text_of(64)), may("quantity", quantity)]);
    list(one).with("maxItems", i64::try_from(LINES_MAX).unwrap_or(i64::MAX))
}

/// An object of examples, or a list of fields with types.
fn custom_fields() -> Schema {
    let most = i64::try_from(FIELDS_MAX).unwrap_or(i64::MAX);
    let example = any_of(&[note_of(limits::METADATA_VALUE), number(), flag()]).or_null();
    let keyed = map(example)
        .with("propertyNames", note_of(limits::METADATA_KEY).with("minLength", 1))
        .with("maxProperties", most)
        .says("A line of text for each key, with the value as an example.");
    let typed = request([
        must("key", text_of(limits::METADATA_KEY)),
        may("label", text_of(limits::NAME)),
        may("type", one_of(CustomKind::ALL.map(CustomKind::code)).with("default", "text")),
        may("required", flag().with("default", false)),
        may("options", list(text_of(limits::NAME).or_null()).says("Of `select` only.")),
        may("maxLength", whole(1, longest()).with("default", 200)),
        may("example", text_of(limits::TITLE)),
    ]);
    any_of(&[keyed, list(typed).with("maxItems", most)])
}

fn longest() -> i64 {
    i64::try_from(ANSWER_MAX).unwrap_or(i64::MAX)
}

/// A price as it is answered: all of its digits, however many.
pub(super) fn price_out() -> Schema {
    number().with("exclusiveMinimum", 0)
}

fn link() -> Schema {
    let fields = any_of(&[map(text()), list(refer("LinksV0Field")), null()]);
    answer([
        must("id", id("pl")),
        must("title", text()),
        must("url", text().with("format", "uri").says("Its page.")),
        must("slug", text()),
        must("mode", refer("Mode")),
        must("description", text().or_null()),
        must("coverImage", text().says("As it was given.").or_null()),
        may("coverImageProblem", text().says("Why there is none.")),
        must("linkType", kind()),
        must("status", one_of(["ACTIVE", "INACTIVE", "EXPIRED"])),
        must("soldOut", flag()),
        must("amount", price_out().or_null()),
        must("paymentForId", text().or_null()),
        must("currency", text().says("In lower case.").like("usdc")),
        must("allowQuantityAdjustment", flag()),
        must("allowMobilePayment", flag()),
        must("collectTax", flag()),
        must("taxId", text().or_null()),
        may("tax", refer("LinksV0Tax")),
        must("collectAddress", flag()),
        must("limitPayments", flag()),
        must("maxPayments", whole(1, PAYMENTS_MAX).or_null()),
        must("customFields", fields),
        must("paymentLinkProducts", list(refer("LinksV0Line"))),
        must("isForAllProduct", flag()),
        must("packageId", text().or_null()),
        must("appId", id("mer").says("The merchant.")),
        must("customerId", text().or_null()),
        must("expiration_date", instant().or_null()),
        must("createdAt", instant()),
        must("updatedAt", instant()),
    ])
}

fn line() -> Schema {
    answer([
        must("productId", text()),
        must("quantity", whole(1, QUANTITY_MAX)),
        may("product", refer("LinksV0Product")),
    ])
}

/// A field with a type, as it is answered.
fn field() -> Schema {
    answer([
        must("key", text()),
        must("label", text()),
        must("type", one_of(CustomKind::ALL.map(CustomKind::code))),
        must("required", flag()),
        may("options", list(text())),
        must("maxLength", whole(1, longest())),
        may("example", text()),
    ])
}
