//! `/api/v0/products`: what links sell.

use shared::draft::{Fields, Input, ON_OR_OFF, ProductDraft, ProductKind};
use shared::id::uuid;
use shared::json;

use super::wire::product_out;
use super::{choice, window};
use crate::api::{body, form};
use crate::fault::Fault;
use crate::gate::scope::{ProductsRead, ProductsWrite};
use crate::gate::{Asked, Call, Outcome, Reply, Stop};
use crate::http::{BODY_BYTES_MAX, Request};
use crate::store::product::{self as products, Filter, Product};

/// `POST /api/v0/products`
pub async fn create(call: Call<ProductsWrite>) -> Outcome {
    let fields = fields(&call.request)?;
    let draft = ProductDraft::check(&fields, call.app.reach()).map_err(Fault::Invalid)?;
    let now = call.now();
    let product = Product {
        id: uuid(call.app.platform.roll()),
        owner: call.owner(),
        draft,
        created_at: now,
        updated_at: now,
        deleted_at: None,
    };
    let reply = Reply::new(201, product_out(&product).text()).heeding(&fields);
    call.make(reply, vec![products::add(&product, &call.guard())]).await
}

/// `GET /api/v0/products`: the newest first; `status` and `productType` narrow it.
pub async fn list(call: Call<ProductsRead>) -> Outcome {
    let request = &call.request;
    let window = window(request)?;
    let active = |word: &str| match word {
        "ACTIVE" => Some(true),
        "INACTIVE" => Some(false),
        _ => None,
    };
    let filter = Filter {
        active: choice(request, "status", &ON_OR_OFF, active)?,
        kind: choice(request, "productType", ProductKind::WORDS, ProductKind::parse)?,
    };
    let mut answers = call.load(products::page(&call.owner(), filter, window).to_vec()).await?;
    let total = answers.row().map_or(0, |row| row.number("total"));
    let found: Vec<_> = answers.rows().iter().filter_map(products::read).collect();
    let data: Vec<_> = found.iter().map(product_out).collect();
    Ok(Reply::part(json::write(&data), total))
}

/// `GET /api/v0/products/:id`
pub async fn get(call: Call<ProductsRead>) -> Outcome {
    let product = load(&call).await?;
    Ok(Reply::new(200, product_out(&product).text()))
}

/// `PUT /api/v0/products/:id`: what is given changes, as in that system.
pub async fn put(call: Call<ProductsWrite>) -> Outcome {
    let fields = fields(&call.request)?;
    let mut product = load(&call).await?;
    let read_at = product.updated_at;
    product.draft = product.draft.changed(&fields, call.app.reach()).map_err(Fault::Invalid)?;
    product.updated_at = call.now().max(read_at.plus_ms(1));
    let reply = Reply::new(200, product_out(&product).text()).heeding(&fields);
    call.save(reply, products::save(&product, read_at)).await
}

/// `DELETE /api/v0/products/:id`: it is sold no more. What was sold goes on to be told.
pub async fn remove(call: Call<ProductsWrite>) -> Outcome {
    let mut product = load(&call).await?;
    let read_at = product.updated_at;
    product.updated_at = call.now().max(read_at.plus_ms(1));
    product.deleted_at = Some(product.updated_at);
    let mut out = product_out(&product);
    out.put("deleted", true);
    call.save(Reply::new(200, out.text()), products::save(&product, read_at)).await
}

async fn load(call: &Asked) -> Result<Product, Stop> {
    let mut answers = call.load(vec![products::one(&call.owner(), call.param("id"))]).await?;
    let product = answers.row().as_ref().and_then(products::read);
    Ok(product.ok_or(Fault::Missing("product"))?)
}

/// A product as JSON, or as a form, which is what clients of that system send (rulings 1.4): a text
/// that is empty is missing, and addresses of images stand in fields of one name or between commas.
fn fields(request: &Request) -> Result<Fields, Fault> {
    if request.body.len() > BODY_BYTES_MAX {
        return Err(Fault::TooLarge);
    }
    let Some(form) = form::read(request)? else { return body::json_fields(request) };
    if !form.files.is_empty() {
        return Err(body::invalid("images", "must be addresses, not files"));
    }
    let (mut fields, mut images): (Vec<(String, Input)>, Vec<Input>) = Default::default();
    for (name, value) in form.fields.into_iter().filter(|(_, value)| !value.is_empty()) {
        if name == "images" || name == "images[]" {
            images.extend(value.split(',').map(|text| Input::Text(text.to_owned())));
        } else if !fields.iter().any(|(known, _)| *known == name) {
            fields.push((name, Input::Text(value)));
        }
    }
    if !images.is_empty() {
        fields.push(("images".to_owned(), Input::List(images)));
    }
    Ok(Fields::new(fields))
}
