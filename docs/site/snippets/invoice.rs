//! Makes an invoice and reads it again. KEY is your API key.
//! cargo add serde_json && cargo add ureq --features json

use serde_json::{Value, json};
use std::{env, error::Error};

const API: &str = "https://pay.example.com/api/v1";

fn main() -> Result<(), Box<dyn Error>> {
    let bearer = format!("Bearer {}", env::var("KEY")?);

    let made: Value = ureq::post(format!("{API}/invoices"))
        .header("Authorization", &bearer)
        // One for each order: sent again, say after a lost connection, it makes no second invoice.
        .header("Idempotency-Key", "order-9002")
        .send_json(json!({
            "title": "Consulting deposit",
            "amount": "250.00",
            "asset": "USDC",
            "orderId": "ORD-9002",
        }))?
        .body_mut()
        .read_json()?;
    println!("{}", made["payUrl"].as_str().ok_or("no payUrl")?);

    let id = made["publicId"].as_str().ok_or("no publicId")?;
    let invoice: Value = ureq::get(format!("{API}/invoices/{id}"))
        .header("Authorization", &bearer)
        .call()?
        .body_mut()
        .read_json()?;
    println!("{}", invoice["status"].as_str().ok_or("no status")?);
    Ok(())
}
