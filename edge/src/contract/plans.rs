//! Recurring plans, as `api/paylinkr/plans.rs` reads and writes them (seed 002, 06).

use shared::draft::limits;

use super::Part;
use super::billing::{
    act_in, action, acts, billing_in, customer_in, dates, interval, one_price, one_price_at_most,
    subscription,
};
use super::common::instant_in;
use super::operation::{Operation, id_in_path, op, page_of};
use super::schema::{Schema, all_of, case, flag, may, must, null, refer, request, text_of};
use crate::http::Method::{Get, Patch, Post};

pub(super) fn part() -> Part {
    let names = ["expectedAmount", "clientEmail", "clientName"];
    let own = must("active", flag().says("Neither paused nor over."));
    Part {
        name: "Recurring plans",
        says: "Subscriptions of one customer with a price of their own.",
        operations: operations(),
        schemas: vec![
            ("Plan", subscription("plan", own, names)),
            ("PlanPage", page_of("Plan")),
            ("PlanCreate", create()),
            ("PlanChange", change()),
        ],
    }
}

fn operations() -> Vec<Operation> {
    const ALL: &str = "/api/v1/recurring-plans";
    const ONE: &str = "/api/v1/recurring-plans/{id}";
    const DATES: &str = "/api/v1/recurring-plans/{id}/schedule";
    vec![
        op(Post, ALL, "create_plan", "Make a plan")
            .says(
                "Exactly one of an amount, and `pricingCurrency` with `pricingAmount`. The first \
                 invoice comes one interval later, unless it is said otherwise.",
            )
            .json(refer("PlanCreate"))
            .answers(201, "The plan.", refer("Plan"))
            .fails(&[422]),
        op(Get, ALL, "list_plans", "List plans")
            .pages(20)
            .query("status", refer("SubscriptionStatus"), "Only those.")
            .answers(200, "A page of them, the newest first.", refer("PlanPage"))
            .fails(&[400, 422]),
        by_id(op(Get, ONE, "get_plan", "Read a plan")).answers(200, "The plan.", refer("Plan")),
        by_id(op(Patch, ONE, "change_plan", "Change a plan"))
            .says("What is given changes, from the next invoice on.")
            .json(refer("PlanChange"))
            .answers(200, "The plan.", refer("Plan"))
            .fails(&[409, 422]),
        by_id(dates(DATES, "get_plan_schedule")),
    ]
}

fn by_id(operation: Operation) -> Operation {
    operation.path("id", id_in_path(), "Its `id` or `publicId`.")
}

fn title() -> Schema {
    text_of(limits::TITLE).says("What it is for.")
}

fn create() -> Schema {
    let own = [
        must("title", title()),
        must("interval", interval()),
        may("startsAt", instant_in().says("What its dates are counted from.")),
        may("startImmediately", flag().with("default", false).says(
            "True: the first period begins now, with an invoice; not with `startsAt`. False: one \
             interval from now.",
        )),
    ];
    let later = [
        case([may("startImmediately", flag().with("const", false).or_null())]),
        case([may("startsAt", null())]),
    ];
    request(own.into_iter().chain(billing_in(true)).chain(customer_in()))
        .cases(one_price())
        .cases(later)
}

fn change() -> Schema {
    let own = [
        may("title", title()),
        may("interval", interval()),
        may("active", flag().says("False pauses, true resumes; not with `action`.")),
        may("action", action()),
    ];
    let acts = acts().into_iter().map(|act| all_of(&[act, case([may("active", null())])]));
    let none = ["action", "resumeAt", "atPeriodEnd"].map(|name| may(name, null()));
    request(own.into_iter().chain(act_in()).chain(billing_in(false)).chain(customer_in()))
        .cases(one_price_at_most())
        .cases(acts.chain([case(none)]))
}
