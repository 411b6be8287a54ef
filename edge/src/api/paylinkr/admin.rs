//! `POST /api/v1/admin/merchants`: the install's owner makes a merchant. Knows the secret
//! PAYLINKR_ADMIN.

use shared::draft::{FieldErrors, Text, limits};
use shared::json::Object;
use shared::key::Mode;
use shared::slug;
use shared::zone::Zone;
use subtle::ConstantTimeEq;

use crate::actions::create_merchant;
use crate::api::body;
use crate::app::App;
use crate::fault::{Fault, KeyProblem};
use crate::gate::Reply;
use crate::http::Request;
use crate::platform::SqlError;

/// Makes the merchant and shows its secrets, once.
///
/// # Errors
/// [`Fault::Unauthenticated`] without the secret, [`Fault::Invalid`] for bad fields.
pub async fn create_merchant(app: &App, request: &Request) -> Result<Reply, Fault> {
    check_admin(app, request)?;
    let fields = body::json_fields(request)?;
    let mut errors = FieldErrors::default();
    let line = Text::line(limits::NAME);
    let name = errors.required("name", fields.text("name", line));
    let handle = errors.required("handle", fields.text("handle", Text::line(slug::LONGEST)));
    let email = errors.required("email", fields.email("email"));
    let zone = errors.optional("zone", fields.text("zone", line));
    let zone = zone.map_or_else(|| Some(Zone::utc()), |name| Zone::find(&name));
    if !handle.is_empty() && !slug::is_slug(&handle) {
        errors.add("handle", slug::RULE);
    }
    if zone.is_none() {
        errors.add("zone", "must be an IANA time zone such as Europe/Amsterdam");
    }
    errors.or(()).map_err(Fault::Invalid)?;
    let zone = zone.unwrap_or_else(Zone::utc);
    let merchant = create_merchant::draw(app, &handle, &name, &email, zone.name());
    let secrets = create_merchant::roll_secrets(app);
    let statements = create_merchant::statements(app, &merchant, &secrets, None)?;
    match app.platform.sql.batch(statements).await {
        Err(SqlError::Unique(columns)) if columns == "merchant.handle" => {
            return Err(body::invalid("handle", "is taken"));
        }
        other => other?,
    };
    let [test, live] = &secrets;
    debug_assert!(test.mode == Mode::Test && live.mode == Mode::Live);
    let mut out = Object::new();
    out.put("id", &merchant.id)
        .put("handle", &merchant.handle)
        .put("name", &merchant.name)
        .put("testKey", &test.key)
        .put("liveKey", &live.key)
        .put("testWebhookSecret", &test.webhook_secret)
        .put("liveWebhookSecret", &live.webhook_secret);
    Ok(Reply::new(201, out.text()))
}

fn check_admin(app: &App, request: &Request) -> Result<(), Fault> {
    let header =
        request.header("authorization").ok_or(Fault::Unauthenticated(KeyProblem::Missing))?;
    let sent = header.strip_prefix("Bearer ").unwrap_or_default().as_bytes();
    let fits = app
        .settings
        .admin
        .as_ref()
        .is_some_and(|secret| !secret.is_empty() && bool::from(secret.as_bytes().ct_eq(sent)));
    if fits { Ok(()) } else { Err(Fault::Unauthenticated(KeyProblem::Unknown)) }
}
