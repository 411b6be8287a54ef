//! Makes a merchant: both modes, a webhook secret and a key for each.

use shared::id::{KeyId, MerchantId};
use shared::key::{self, Kind, Mode};
use shared::price::Script;
use shared::webhook;

use crate::app::App;
use crate::fault::Fault;
use crate::gate::key::hash;
use crate::gate::scope;
use crate::platform::Statement;
use crate::store::key::{self as keys, KeyRow};
use crate::store::merchant::{self as merchants, Merchant};
use crate::store::{Guard, Owner};

/// Requests a minute that a key of the mode may make (rulings K5).
pub const fn rate_limit(mode: Mode) -> i64 {
    match mode {
        Mode::Test => 600,
        Mode::Live => 120,
    }
}

/// What is shown once, and never again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secrets {
    /// A key of this mode.
    pub mode: Mode,
    /// The key.
    pub key: String,
    /// The secret that signs this mode's webhooks.
    pub webhook_secret: String,
}

/// Fresh secrets for both modes.
pub fn roll_secrets(app: &App) -> [Secrets; 2] {
    [Mode::Test, Mode::Live].map(|mode| Secrets {
        mode,
        key: key::make(mode, app.platform.roll()),
        webhook_secret: webhook::secret(app.platform.roll()),
    })
}

/// A merchant with what nobody has chosen yet.
pub fn draw(app: &App, handle: &str, name: &str, email: &str, zone: &str) -> Merchant {
    let now = app.now();
    Merchant {
        id: MerchantId::make(now, app.platform.roll()).as_str().to_owned(),
        handle: handle.to_owned(),
        name: name.to_owned(),
        email: email.to_owned(),
        zone: zone.to_owned(),
        language: "en".to_owned(),
        currency: "EUR".to_owned(),
        logo_url: None,
        accent: None,
        support_email: None,
        support_url: None,
        reply_to: None,
        embed_origins: Vec::new(),
        tolerance_bps: 0,
        accept_late_hours: 24,
        spread_bps: 0,
        script: Script::default(),
        created_at: now,
        held: Vec::new(),
        psp: None,
    }
}

/// Everything that the new merchant writes. Its first keys may do everything: somebody has to be
/// able to make the others.
///
/// # Errors
/// [`Fault::Broken`] when a secret cannot be sealed.
pub fn statements(
    app: &App,
    merchant: &Merchant,
    secrets: &[Secrets],
    webhook_url: Option<&str>,
) -> Result<Vec<Statement>, Fault> {
    let mut statements = vec![merchants::add(merchant)];
    for one in secrets {
        let owner = Owner { merchant: merchant.id.clone(), mode: one.mode };
        let sealed = app.settings.seal.close(&one.webhook_secret, app.platform.roll());
        let sealed = sealed.ok_or_else(|| Fault::Broken("cannot seal a secret".to_owned()))?;
        let url = webhook_url.filter(|_| one.mode == Mode::Test);
        statements.push(merchants::add_mode(&owner, url, &sealed));
        let row = KeyRow {
            id: KeyId::make(merchant.created_at, app.platform.roll()).as_str().to_owned(),
            kind: Kind::Api,
            name: "First key".to_owned(),
            last4: key::last4(&one.key).to_owned(),
            scopes: scope::ALL.map(str::to_owned).to_vec(),
            origins: Vec::new(),
            rate_limit: rate_limit(one.mode),
            created_at: merchant.created_at,
            expires_at: None,
            revoked_at: None,
        };
        statements.push(keys::add(&row, &hash(&one.key), &owner, &Guard::none()));
    }
    Ok(statements)
}
