//! Subscription packages, as `api/paylinkr/packages.rs` reads and writes them (seed 002, 07).

use shared::draft::{PackageDraft, limits};

use super::Part;
use super::billing::{billing_in, dates, interval, one_price, one_price_at_most, package, schemas};
use super::common::{origins_in, slug_in};
use super::operation::{Operation, id_in_path, op, page_of};
use super::schema::{
    Field, Schema, flag, lines_of, may, must, one_of, refer, request, text_of, whole,
};
use crate::http::Method::{Get, Patch, Post};

pub(super) fn part() -> Part {
    let own = [
        ("Package", package()),
        ("PackagePage", page_of("Package")),
        ("PackageCreate", create()),
        ("PackageChange", change()),
    ];
    Part {
        name: "Subscription packages",
        says: "What anybody may subscribe to.",
        operations: operations(),
        schemas: own.into_iter().chain(schemas()).collect(),
    }
}

fn operations() -> Vec<Operation> {
    const ALL: &str = "/api/v1/subscription-packages";
    const ONE: &str = "/api/v1/subscription-packages/{id}";
    const DATES: &str = "/api/v1/subscription-packages/{id}/schedule";
    vec![
        op(Post, ALL, "create_package", "Make a package")
            .says("Exactly one of an amount, and `pricingCurrency` with `pricingAmount`.")
            .json(refer("PackageCreate"))
            .answers(201, "The package.", refer("Package"))
            .fails(&[422]),
        op(Get, ALL, "list_packages", "List packages")
            .pages(20)
            .query("active", flag(), "Only those that can be subscribed to, or cannot.")
            .answers(200, "A page of them, the newest first.", refer("PackagePage"))
            .fails(&[400, 422]),
        by_id(op(Get, ONE, "get_package", "Read a package")).answers(
            200,
            "The package.",
            refer("Package"),
        ),
        by_id(op(Patch, ONE, "change_package", "Change a package"))
            .says(
                "What is given changes, for those who subscribe from then on. With \
                 `applyTo: \"all\"` price and interval go to all who have it, from their first \
                 date that is at least 7 days ahead; each is told by a mail.",
            )
            .json(refer("PackageChange"))
            .answers(200, "The package.", refer("Package"))
            .fails(&[422]),
        by_id(dates(DATES, "get_package_schedule")),
    ]
}

fn by_id(operation: Operation) -> Operation {
    operation.path("id", id_in_path(), "Its `id`, `publicId` or `slug`.")
}

fn create() -> Schema {
    let own = [must("name", name()), must("interval", interval())];
    request(own.into_iter().chain(fields()).chain(billing_in(true))).cases(one_price())
}

fn change() -> Schema {
    let own = [
        may("name", name()),
        may("interval", interval()),
        may("applyTo", one_of(PackageDraft::APPLY_TO).with("default", "new")),
    ];
    request(own.into_iter().chain(fields()).chain(billing_in(false))).cases(one_price_at_most())
}

fn name() -> Schema {
    text_of(limits::NAME).says("What it is called, also on its invoices.")
}

fn fields() -> [Field; 7] {
    [
        may("slug", slug_in().says("Its name in addresses; else made of the name.")),
        may("description", lines_of(limits::DESCRIPTION)),
        may("trialDays", whole(0, limits::TRIAL_DAYS).says("Before the first payment.")),
        may("widgetButtonLabel", text_of(limits::BUTTON_LABEL)),
        may("allowMultiple", flag().says("One e-mail address may have it more than once.")),
        may("allowedOrigins", origins_in().says("Who may frame its page and its invoices.")),
        may("active", flag().says("Whether it can be subscribed to.")),
    ]
}
