//! Connects a merchant's account at a PSP, or takes it away. The key is tried once before it is
//! kept, and is sealed.

use shared::id::AuditId;
use shared::json::Object;
use shared::psp::Psp;

use crate::app::App;
use crate::fault::Fault;
use crate::platform::{Answers, Statement};
use crate::rails::psp::{self as rail, Access, Trouble};
use crate::store::psp::{self as accounts, Account};
use crate::store::{Owner, audit, merchant};

/// What a merchant wants to connect.
pub struct Wish {
    /// Where.
    pub psp: Psp,
    /// The API key.
    pub key: String,
    /// What the provider signs its calls with, where it does.
    pub secret: Option<String>,
}

/// What has to be known; read by [`read_version`].
pub fn load(owner: &Owner) -> Vec<Statement> {
    vec![merchant::load(owner)]
}

/// The version that a change is based on.
///
/// # Errors
/// [`Fault::Missing`].
pub fn read_version(answers: &mut Answers) -> Result<i64, Fault> {
    let row = answers.row().ok_or(Fault::Missing("merchant"))?;
    Ok(merchant::read_mode(&row).version)
}

/// Whether the provider accepts the key.
///
/// # Errors
/// [`Fault::Refused`] `psp_refused` when it does not; [`Fault::Busy`] when it does not say.
pub async fn check(app: &App, wish: &Wish) -> Result<(), Fault> {
    let access = Access { psp: wish.psp, key: wish.key.clone() };
    match rail::check(app, &access).await {
        Ok(()) => Ok(()),
        Err(Trouble::Unknown(why)) => {
            app.platform.log.error(&format!("{} cannot be asked: {why}", wish.psp.name()));
            Err(Fault::Busy(10))
        }
        Err(trouble) => {
            let text = format!("{} refused: {}.", wish.psp.name(), trouble.text());
            Err(Fault::Refused("psp_refused", text))
        }
    }
}

/// The account, not yet written.
///
/// # Errors
/// [`Fault::Broken`] when nothing can be sealed.
pub fn draw(app: &App, owner: &Owner, wish: &Wish) -> Result<Account, Fault> {
    let close = |text: &String| {
        let sealed = app.settings.seal.close(text, app.platform.roll());
        sealed.ok_or_else(|| Fault::Broken("cannot seal a secret".to_owned()))
    };
    let end = wish.key.len().saturating_sub(4);
    Ok(Account {
        owner: owner.clone(),
        psp: wish.psp,
        api_key: close(&wish.key)?,
        webhook_secret: wish.secret.as_ref().map(close).transpose()?,
        last4: wish.key.get(end..).unwrap_or_default().to_owned(),
        token: token(app, owner, wish.psp),
        connected_at: app.now(),
        removed_at: None,
    })
}

/// The address that the provider calls. It is always the same for a merchant, a mode and a
/// provider, and can be guessed by nobody.
pub fn webhook_url(app: &App, owner: &Owner, psp: Psp) -> String {
    app.url(&format!("/hooks/{}/{}", psp.code(), token(app, owner, psp)))
}

fn token(app: &App, owner: &Owner, psp: Psp) -> String {
    let name = format!("hook {} {} {}", psp.code(), owner.merchant, owner.mode.code());
    app.settings.seal.blind(&name)
}

/// Everything that connecting it writes. Of two who change something at once, one is undone.
pub fn connect(app: &App, account: &Account, version: i64, actor: &str) -> Vec<Statement> {
    let mut statements = vec![merchant::assert_version(&account.owner, version)];
    statements.extend(accounts::connect(account));
    statements.extend(changed(app, account, "psp.connected", actor));
    statements
}

/// Everything that taking it away writes.
pub fn remove(app: &App, account: &Account, version: i64, actor: &str) -> Vec<Statement> {
    let mut statements = vec![
        merchant::assert_version(&account.owner, version),
        accounts::remove(&account.owner, app.now()),
    ];
    statements.extend(changed(app, account, "psp.removed", actor));
    statements
}

fn changed(app: &App, account: &Account, act: &str, actor: &str) -> [Statement; 2] {
    let (now, owner) = (app.now(), &account.owner);
    let mut detail = Object::new();
    detail.put("last4", &account.last4).put("psp", account.psp.code());
    let id = AuditId::make(now, app.platform.roll());
    let (id, detail) = (id.as_str(), detail.text());
    let line = audit::Line { id, actor, act, detail: &detail };
    [audit::add(line, owner, now), merchant::touch(&owner.merchant, Some(owner.mode))]
}
