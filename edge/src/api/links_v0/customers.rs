//! `/api/v0/customers`: whom the merchant knows by name. An e-mail address is one customer's only.

use shared::draft::{CustomerDraft, CustomerStatus};
use shared::id::uuid;
use shared::json;

use super::wire::customer_out;
use super::{choice, window};
use crate::api::body;
use crate::fault::Fault;
use crate::gate::scope::{CustomersRead, CustomersWrite};
use crate::gate::{Call, Outcome, Reply};
use crate::store::Guard;
use crate::store::customer::{self as customers, Customer, Filter};

const TAKEN: Fault =
    Fault::Conflict("email_taken", "A customer with the same email already exists");

/// `POST /api/v0/customers`
pub async fn create(call: Call<CustomersWrite>) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    let draft = CustomerDraft::check(&fields).map_err(Fault::Invalid)?;
    let owner = call.owner();
    let now = call.now();
    let customer = Customer {
        id: uuid(call.app.platform.roll()),
        owner: owner.clone(),
        draft,
        created_at: now,
        updated_at: now,
    };
    let reply = Reply::new(201, customer_out(&customer).text()).heeding(&fields);
    let Some(email) = &customer.draft.email else {
        return call.make(reply, vec![customers::add(&customer, &call.guard())]).await;
    };
    // Somebody who takes the address meanwhile is found when all this is done again.
    let mut answers = call.load(vec![customers::by_email(&owner, email)]).await?;
    if answers.row().is_some() {
        return Err(TAKEN.into());
    }
    call.save(reply, vec![customers::add(&customer, &Guard::none())]).await
}

/// `GET /api/v0/customers`: the newest first; `status`, a part of the `name` and the `email` narrow
/// it.
pub async fn list(call: Call<CustomersRead>) -> Outcome {
    let request = &call.request;
    let window = window(request)?;
    let filter = Filter {
        status: choice(request, "status", CustomerStatus::WORDS, CustomerStatus::parse)?,
        name: request.param("name"),
        email: request.param("email"),
    };
    let mut answers = call.load(customers::page(&call.owner(), filter, window).to_vec()).await?;
    let total = answers.row().map_or(0, |row| row.number("total"));
    let found: Vec<_> = answers.rows().iter().filter_map(customers::read).collect();
    let data: Vec<_> = found.iter().map(customer_out).collect();
    Ok(Reply::part(json::write(&data), total))
}

/// `GET /api/v0/customers/:id`
pub async fn get(call: Call<CustomersRead>) -> Outcome {
    let mut answers = call.load(vec![customers::one(&call.owner(), call.param("id"))]).await?;
    let customer = answers.row().as_ref().and_then(customers::read);
    let customer = customer.ok_or(Fault::Missing("customer"))?;
    Ok(Reply::new(200, customer_out(&customer).text()))
}

/// `PATCH /api/v0/customers/:id`: what is given changes.
pub async fn patch(call: Call<CustomersWrite>) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    let owner = call.owner();
    let wanted = fields.email("email").ok().flatten().unwrap_or_default();
    let statements =
        vec![customers::one(&owner, call.param("id")), customers::by_email(&owner, &wanted)];
    let mut answers = call.load(statements).await?;
    let customer = answers.row().as_ref().and_then(customers::read);
    let mut customer = customer.ok_or(Fault::Missing("customer"))?;
    let read_at = customer.updated_at;
    customer.draft = customer.draft.changed(&fields).map_err(Fault::Invalid)?;
    if answers.row().is_some_and(|other| other.text("id") != customer.id) {
        return Err(TAKEN.into());
    }
    customer.updated_at = call.now().max(read_at.plus_ms(1));
    let reply = Reply::new(200, customer_out(&customer).text()).heeding(&fields);
    call.save(reply, customers::save(&customer, read_at)).await
}
