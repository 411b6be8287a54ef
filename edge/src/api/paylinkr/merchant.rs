//! `/api/v1/merchant`: what a merchant can set.

use shared::currency::Fiat;
use shared::draft::{FieldErrors, Fields, LANGUAGES, Text, limits, read_origins};
use shared::money::Amount;
use shared::price::SPREAD_BPS_MAX;
use shared::slug;
use shared::url::Reach;
use shared::zone::Zone;

use super::wire::merchant_out;
use crate::api::body;
use crate::fault::Fault;
use crate::gate::scope::{MerchantRead, MerchantWrite};
use crate::gate::{Call, Outcome, Reply};
use crate::store::merchant::{self, Merchant};

/// The largest tolerance, in hundredths of a per cent: beyond that it is a discount.
pub const TOLERANCE_BPS_MAX: i64 = 1_000;
/// The longest that late money may count, in hours.
pub const LATE_HOURS_MAX: i64 = 30 * 24;

/// `GET /api/v1/merchant`
pub async fn get(call: Call<MerchantRead>) -> Outcome {
    let mut answers = call.load(vec![merchant::load(&call.owner())]).await?;
    let merchant = answers.row().as_ref().map(merchant::read).ok_or(Fault::Missing("merchant"))?;
    Ok(Reply::new(200, merchant_out(&merchant)))
}

/// `PATCH /api/v1/merchant`: what is given changes; null clears what may be missing.
pub async fn patch(call: Call<MerchantWrite>) -> Outcome {
    let fields = body::json_fields(&call.request)?;
    let owner = call.owner();
    let handle =
        fields.text("handle", Text::line(slug::LONGEST)).ok().flatten().unwrap_or_default();
    let statements = vec![merchant::load(&owner), merchant::by_handle(&handle)];
    let mut answers = call.load(statements).await?;
    let row = answers.row().ok_or(Fault::Missing("merchant"))?;
    let (mut merchant, version) = (merchant::read(&row), merchant::read_mode(&row).version);
    if answers.row().is_some_and(|row| row.text("id") != merchant.id) {
        return Err(body::invalid("handle", "is taken").into());
    }
    change(&mut merchant, &fields, call.app.reach()).map_err(Fault::Invalid)?;
    let reply = Reply::new(200, merchant_out(&merchant)).heeding(&fields);
    let statements = vec![
        merchant::assert_version(&owner, version),
        merchant::save(&merchant),
        merchant::touch(&merchant.id, None),
    ];
    call.save(reply, statements).await
}

fn change(merchant: &mut Merchant, fields: &Fields, reach: Reach) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    let names = [("name", &mut merchant.name)];
    for (name, place) in names {
        let text = errors.optional(name, fields.text(name, Text::line(limits::NAME)));
        place.clone_from(&text.unwrap_or_else(|| place.clone()));
    }
    if let Some(handle) =
        errors.optional("handle", fields.text("handle", Text::line(slug::LONGEST)))
    {
        if slug::is_slug(&handle) {
            merchant.handle = handle;
        } else {
            errors.add("handle", slug::RULE);
        }
    }
    set(&mut merchant.support_email, "supportEmail", fields, &mut errors, Fields::email);
    set(&mut merchant.reply_to, "replyTo", fields, &mut errors, Fields::email);
    let url = |fields: &Fields, name: &str| fields.url(name, reach);
    set(&mut merchant.support_url, "supportUrl", fields, &mut errors, url);
    set(&mut merchant.logo_url, "logoUrl", fields, &mut errors, url);
    set(&mut merchant.accent, "accent", fields, &mut errors, accent);
    let zone = errors.optional("zone", fields.text("zone", Text::line(limits::NAME)));
    if let Some(zone) = zone {
        match Zone::find(&zone) {
            Some(zone) => zone.name().clone_into(&mut merchant.zone),
            None => errors.add("zone", "must be an IANA time zone such as Europe/Amsterdam"),
        }
    }
    let language = errors.optional("language", fields.choice("language", &LANGUAGES));
    merchant.language = language.map_or(merchant.language.clone(), str::to_owned);
    let currency = fields.choice("currency", &Fiat::ALL.map(Fiat::code));
    let currency = errors.optional("currency", currency);
    merchant.currency = currency.map_or(merchant.currency.clone(), str::to_owned);
    change_rules(merchant, fields, &mut errors);
    errors.or(())
}

fn change_rules(merchant: &mut Merchant, fields: &Fields, errors: &mut FieldErrors) {
    let origins = fields.list("embedOrigins", Text::line(limits::EMAIL));
    if let Some(origins) = errors.optional("embedOrigins", origins) {
        merchant.embed_origins = read_origins("embedOrigins", &origins, errors);
    }
    if fields.has("tolerance") {
        match errors.optional("tolerance", bps(fields, "tolerance", TOLERANCE_BPS_MAX)) {
            Some(bps) => merchant.tolerance_bps = bps,
            None => errors.add("tolerance", "is a percentage from 0 to 10, such as 0.5"),
        }
    }
    if fields.has("spread") {
        match errors.optional("spread", bps(fields, "spread", SPREAD_BPS_MAX)) {
            Some(bps) => merchant.spread_bps = bps,
            None => errors.add("spread", "is a percentage from 0 to 5, such as 0.5"),
        }
    }
    let hours = fields.whole("acceptLateHours", 0, LATE_HOURS_MAX);
    let hours = errors.optional("acceptLateHours", hours);
    merchant.accept_late_hours = hours.unwrap_or(merchant.accept_late_hours);
}

/// A percentage with two places, as hundredths of a per cent. Zero is one too.
fn bps(fields: &Fields, name: &str, most: i64) -> Result<Option<i64>, String> {
    let text = fields.number_text(name)?;
    let bps = text.and_then(|text| Amount::parse(text, 2).ok()).map(Amount::minor);
    Ok(bps.filter(|bps| *bps <= most))
}

fn set(
    place: &mut Option<String>,
    name: &str,
    fields: &Fields,
    errors: &mut FieldErrors,
    check: impl Fn(&Fields, &str) -> Result<Option<String>, String>,
) {
    if fields.is_null(name) {
        *place = None;
    }
    if let Some(value) = errors.optional(name, check(fields, name)) {
        *place = Some(value);
    }
}

fn accent(fields: &Fields, name: &str) -> Result<Option<String>, String> {
    let Some(text) = fields.text(name, Text::line(7))? else { return Ok(None) };
    let digits = text.strip_prefix('#').unwrap_or_default();
    if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        Ok(Some(text.to_ascii_lowercase()))
    } else {
        Err("must be a colour such as #1b5cd6".to_owned())
    }
}
