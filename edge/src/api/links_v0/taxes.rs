//! `/api/v0/taxes`: what links collect beside a price, or within it.

use shared::draft::TaxDraft;
use shared::id::uuid;
use shared::json;

use super::wire::tax_out;
use super::{choice, window};
use crate::api::body;
use crate::fault::Fault;
use crate::gate::scope::{TaxesRead, TaxesWrite};
use crate::gate::{Asked, Call, Outcome, Reply, Stop};
use crate::store::tax::{self as taxes, Filter, Tax};

/// `POST /api/v0/taxes`
pub async fn create(call: Call<TaxesWrite>) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    let draft = TaxDraft::check(&fields).map_err(Fault::Invalid)?;
    let now = call.now();
    let tax = Tax {
        id: uuid(call.app.platform.roll()),
        owner: call.owner(),
        draft,
        created_at: now,
        updated_at: now,
        deleted_at: None,
    };
    let reply = Reply::new(201, tax_out(&tax).text()).heeding(&fields);
    call.make(reply, vec![taxes::add(&tax, &call.guard())]).await
}

/// `GET /api/v0/taxes`: the newest first; `active` and a part of the `name` narrow it.
pub async fn list(call: Call<TaxesRead>) -> Outcome {
    let request = &call.request;
    let window = window(request)?;
    let active = choice(request, "active", &["true", "false"], |word| word.parse().ok())?;
    let filter = Filter { active, name: request.param("name") };
    let mut answers = call.load(taxes::page(&call.owner(), filter, window).to_vec()).await?;
    let total = answers.row().map_or(0, |row| row.number("total"));
    let found: Vec<_> = answers.rows().iter().filter_map(taxes::read).collect();
    let data: Vec<_> = found.iter().map(tax_out).collect();
    Ok(Reply::part(json::write(&data), total))
}

/// `GET /api/v0/taxes/:id`
pub async fn get(call: Call<TaxesRead>) -> Outcome {
    let tax = load(&call).await?;
    Ok(Reply::new(200, tax_out(&tax).text()))
}

/// `PUT /api/v0/taxes/:id`: what is given changes, for later checkouts only.
pub async fn put(call: Call<TaxesWrite>) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    let mut tax = load(&call).await?;
    let read_at = tax.updated_at;
    tax.draft = tax.draft.changed(&fields).map_err(Fault::Invalid)?;
    tax.updated_at = call.now().max(read_at.plus_ms(1));
    let reply = Reply::new(200, tax_out(&tax).text()).heeding(&fields);
    call.save(reply, taxes::save(&tax, read_at)).await
}

/// `DELETE /api/v0/taxes/:id`: it is collected no more. What was collected goes on to be told.
pub async fn remove(call: Call<TaxesWrite>) -> Outcome {
    let mut tax = load(&call).await?;
    let read_at = tax.updated_at;
    tax.updated_at = call.now().max(read_at.plus_ms(1));
    tax.deleted_at = Some(tax.updated_at);
    let mut out = tax_out(&tax);
    out.put("deleted", true);
    call.save(Reply::new(200, out.text()), taxes::save(&tax, read_at)).await
}

async fn load(call: &Asked) -> Result<Tax, Stop> {
    let mut answers = call.load(vec![taxes::one(&call.owner(), call.param("id"))]).await?;
    let tax = answers.row().as_ref().and_then(taxes::read);
    Ok(tax.ok_or(Fault::Missing("tax"))?)
}
