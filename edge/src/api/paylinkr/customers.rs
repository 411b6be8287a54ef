//! `/api/v1/customers`: what a merchant owes to people, not to payers: to forget them.

use shared::draft::FieldErrors;
use shared::json::Object;

use crate::api::body;
use crate::fault::Fault;
use crate::gate::scope::CustomersWrite;
use crate::gate::{Call, Outcome, Reply};
use crate::store::{audit, forget as rows};

/// `POST /api/v1/customers/forget`: names, addresses and answers of whoever has an e-mail address
/// go; ids and amounts stay. Once they are gone, nothing is found any more.
pub async fn forget(call: Call<CustomersWrite>) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    let mut errors = FieldErrors::default();
    let email = errors.required("email", fields.email("email"));
    let email = errors.or(email).map_err(Fault::Invalid)?;
    let owner = call.owner();
    let mut answers = call.load(vec![rows::count(&owner, &email)]).await?;
    let row = answers.row().ok_or_else(|| Fault::Broken("nothing was counted".to_owned()))?;
    let found = rows::read(&row);
    if found.running > 0 {
        let text = "This customer has a subscription that goes on: cancel it first.";
        return Err(Fault::Conflict("still_subscribed", text).into());
    }
    let mut out = Object::new();
    out.put("invoices", found.invoices)
        .put("subscriptions", found.subscriptions)
        .put("links", found.links)
        .put("customers", found.customers)
        .put("mails", found.mails);
    let told = out.text();
    let line = audit::Line {
        id: &call.app.token(),
        actor: &call.known().key_id,
        act: "customer.forgotten",
        detail: &told,
    };
    let mut statements = rows::forget(&owner, &email);
    statements.push(audit::add(line, &owner, call.real_now()));
    call.save(Reply::new(200, told.clone()).heeding(&fields), statements).await
}
