//! Doors that exist in development only: the demo merchant, the mails, a panic on purpose.

use shared::json::{self, Object};
use shared::key::{self, Kind, Mode};
use shared::webhook;
use widget::{Document, escape};

use super::{Framing, html, not_found};
use crate::actions::create_merchant::{self, Secrets};
use crate::app::{Answer, App};
use crate::fault::Fault;
use crate::gate::key::hash;
use crate::gate::scope;
use crate::http::{Params, Request, Response};
use crate::platform::Statement;
use crate::store::key::{self as keys, KeyRow};
use crate::store::mail::{self, Mail};
use crate::store::merchant;
use crate::store::{Guard, Owner};

/// The demo merchant's secrets are the same on every machine, and worth nothing on any.
fn demo_secrets() -> [Secrets; 2] {
    [(Mode::Test, 1_u8), (Mode::Live, 2_u8)].map(|(mode, byte)| Secrets {
        mode,
        key: key::make(mode, [byte; 32]),
        webhook_secret: webhook::secret([byte; 32]),
    })
}

/// The id of the demo merchant's key of kind `client`.
const DEMO_CLIENT: &str = "key_demo";

fn demo_client_secret() -> String {
    key::make(Mode::Test, [3; 32])
}

/// The demo merchant's key for seed 003, unless it is there.
fn demo_client(app: &App, merchant: &str) -> Statement {
    let secret = demo_client_secret();
    let owner = Owner { merchant: merchant.to_owned(), mode: Mode::Test };
    let row = KeyRow {
        id: DEMO_CLIENT.to_owned(),
        kind: Kind::Client,
        name: "Demo client".to_owned(),
        last4: key::last4(&secret).to_owned(),
        scopes: scope::usual(Kind::Client),
        origins: Vec::new(),
        rate_limit: create_merchant::rate_limit(Mode::Test),
        created_at: app.now(),
        expires_at: None,
        revoked_at: None,
    };
    keys::add(&row, &hash(&secret), &owner, &Guard::missing("api_key", DEMO_CLIENT))
}

/// `POST /dev/seed`: makes the demo merchant if there is none, and says its secrets.
pub async fn seed(app: &App, request: &Request, _params: &Params) -> Answer {
    if !app.settings.dev {
        return (not_found(app, request), Vec::new());
    }
    match try_seed(app, request).await {
        Ok(body) => (Response::new(200, "application/json", body), Vec::new()),
        Err(fault) => {
            let text = format!("{fault:?}\n").into_bytes();
            (Response::new(500, "text/plain; charset=utf-8", text), Vec::new())
        }
    }
}

async fn try_seed(app: &App, request: &Request) -> Result<Vec<u8>, Fault> {
    let body = json::read(&request.body);
    let url = body.get("webhookUrl").and_then(|url| url.as_str());
    let secrets = demo_secrets();
    let mut answers = app.platform.sql.batch(vec![merchant::by_handle("demo")]).await?;
    let merchant_id = match answers.row() {
        Some(row) => {
            // A database of before there were clients lacks it.
            let id = row.text("id");
            app.platform.sql.batch(vec![demo_client(app, &id)]).await?;
            id
        }
        None => {
            let email = "alex.buyer@example.com";
            let mut merchant =
                create_merchant::draw(app, "demo", "Example Coffee", email, "Europe/Amsterdam");
            merchant.support_email = Some("support@example.com".to_owned());
            merchant.accent = Some("#7a4b2a".to_owned());
            let mut statements = create_merchant::statements(app, &merchant, &secrets, url)?;
            statements.push(demo_client(app, &merchant.id));
            app.platform.sql.batch(statements).await?;
            merchant.id
        }
    };
    let [test, live] = &secrets;
    let mut out = Object::new();
    out.put("merchantId", &merchant_id)
        .put("testKey", &test.key)
        .put("liveKey", &live.key)
        .put("webhookSecret", &test.webhook_secret)
        .put("clientKey", DEMO_CLIENT)
        .put("clientSecret", demo_client_secret());
    Ok(out.text().into_bytes())
}

/// `GET /dev/mail`: what was sent, or would have been.
pub async fn mail(app: &App, request: &Request, _params: &Params) -> Answer {
    if !app.settings.dev {
        return (not_found(app, request), Vec::new());
    }
    let rows = app.platform.sql.batch(vec![mail::newest()]).await;
    let mails: Vec<Mail> = match rows {
        Ok(mut answers) => answers.rows().iter().map(|row| mail::read(row).mail).collect(),
        Err(_) => Vec::new(),
    };
    (html(200, mailbox(&mails), &Framing::Never), Vec::new())
}

const MAILBOX_STYLE: &str = ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;\
margin:0 auto;padding:24px;max-width:720px}article{border:1px solid #8886;border-radius:12px;\
padding:16px 24px;margin:16px 0}h1{font-size:24px}h2{font-size:16px;margin:0}\
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:14px/1.5 ui-monospace,monospace}\
p{margin:4px 0}";

/// The mails as text; their HTML is for mail programs.
fn mailbox(mails: &[Mail]) -> Document {
    let mut body = String::new();
    for mail in mails {
        let reply_to = mail.reply_to.as_deref().unwrap_or("nobody");
        body.push_str(&format!(
            "<article><h2>{}</h2><p>To {} from {}, replies to {}</p><pre>{}</pre></article>",
            escape(&mail.subject),
            escape(&mail.recipient),
            escape(&mail.sender_name),
            escape(reply_to),
            escape(&mail.text),
        ));
    }
    if mails.is_empty() {
        body.push_str("<p>No mail yet. Create an invoice with a customerEmail, then notify.</p>");
    }
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>Mail</title>\
         <style>{MAILBOX_STYLE}</style></head><body><main><h1>Mail</h1>{body}</main></body></html>"
    );
    Document { html, styles: vec![MAILBOX_STYLE.to_owned()] }
}

/// `GET /dev/panic`: panics, to show that the requests beside it live on.
pub async fn panic(app: &App, request: &Request, _params: &Params) -> Answer {
    if app.settings.dev {
        fall();
    }
    (not_found(app, request), Vec::new())
}

#[expect(clippy::panic, reason = "the door's purpose; it exists in development only")]
fn fall() -> ! {
    panic!("a panic that was asked for")
}
