//! `POST /api/get/`: whether a payment was paid (seed 001).

use shared::draft::read_id;
use shared::json::Object;

use super::fields;
use crate::fault::Fault;
use crate::gate::scope::Legacy;
use crate::gate::{Call, Outcome, Reply};
use crate::store::{invoice as invoices, legacy as payments};

/// `POST /api/get/`
pub async fn get(call: Call<Legacy>) -> Outcome {
    let fields = fields::read(&call.request)?;
    let refused = |code| Fault::Refused(code, String::new());
    let id = match read_id(&fields) {
        Ok(Some(id)) => id,
        Ok(None) => return Err(refused("noid").into()),
        // No payment can have such an id.
        Err(_) => return Err(refused("nosuchlink").into()),
    };
    let mut answers = call.load(payments::invoice_of(&call.owner(), &id).to_vec()).await?;
    let record = invoices::read_one(&mut answers).ok_or_else(|| refused("nosuchlink"))?;
    let mut out = Object::new();
    out.put("status", record.at(call.now()).books.said().legacy);
    Ok(Reply::new(200, out.text()))
}
