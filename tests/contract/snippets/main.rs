//! Asks webhook.rs about the webhook in the environment and the file `body`, and prints its answer.

mod webhook;

use std::{env, error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let body = fs::read("body")?;
    let (id, timestamp) = (env::var("ID")?, env::var("TIMESTAMP")?);
    let signature = env::var("SIGNATURE")?;
    let told =
        webhook::Webhook { id: &id, timestamp: &timestamp, signature: &signature, body: &body };
    match told.verify(&env::var("SECRET")?) {
        Ok(()) => println!("accepted"),
        Err(trouble) => println!("refused: {trouble}"),
    }
    Ok(())
}
