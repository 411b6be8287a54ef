//! Pay links, the places of limited ones, and the names that they get.

use serde_json::Value as Json;
use shared::currency::{Asset, Unit};
use shared::draft::LinkDraft;
use shared::json::{self, Object};
use shared::key::Mode;
use shared::link::{Chosen, CustomField, CustomKind, LinkKind, MadeBy, Offer, Opening};
use shared::money::Amount;
use shared::time::Instant;

use super::{
    Blanks, Columns, Guard, Owner, Page, Window, billing, insert, merchant, next_number,
    save_unless_changed, shelf, update,
};
use crate::platform::{Row, Statement, Value};

/// A link as it is kept.
#[derive(Clone, Debug)]
pub struct Link {
    /// Its id.
    pub id: String,
    /// The id in its pages' addresses.
    pub public_id: String,
    /// Whose it is.
    pub owner: Owner,
    /// Its number among the owner's; 0 before it is written.
    pub number: i64,
    /// Whose words tell of it.
    pub made_by: MadeBy,
    /// Its name in addresses.
    pub slug: String,
    /// What it offers.
    pub draft: LinkDraft,
    /// The name of the copy of its picture.
    pub cover: Option<String>,
    /// Why there is none.
    pub cover_problem: Option<String>,
    /// How many of its places are taken; 0 where nobody counts them.
    pub taken: i64,
    /// When it was made.
    pub created_at: Instant,
    /// When it was changed, last of all.
    pub updated_at: Instant,
}

/// The places of a link that are taken, where they are limited: by what is paid, and by what may
/// still be. Money on its way counts until the ledger was read beyond the reservation's end, so the
/// status is taken as it is saved.
pub(super) const TAKEN: &str = "CASE WHEN link.max_payments IS NULL THEN 0 ELSE
    (SELECT count(*) FROM invoice t WHERE t.link = link.id
       AND t.status IN ('unpaid', 'pending', 'partially_paid', 'paid'))
  + (SELECT count(*) FROM subscription s WHERE s.link = link.id AND s.status <> 'cancelled')
  END";

/// The first of `slug`, `slug-2`, `slug-3` … that no link of the owner has: decided where it is
/// written, whoever else writes. Takes the slug twice, and the owner.
const FREE_SLUG: &str = "(WITH RECURSIVE tried (n, slug) AS (
    SELECT 1, ?
    UNION ALL
    SELECT n + 1, rtrim(substr(?, 1, 63 - length(n + 1)), '-') || '-' || (n + 1) FROM tried
    WHERE EXISTS (SELECT 1 FROM link l
                  WHERE l.merchant = ? AND l.mode = ? AND l.slug = tried.slug))
  SELECT slug FROM tried ORDER BY n DESC LIMIT 1)";

/// A new link. Its number is decided by the database, and its slug, unless the merchant chose one.
pub fn add(link: &Link, guard: &Guard) -> Statement {
    let mut columns = moving(link);
    let [merchant, mode] = owner_of(&link.owner);
    columns
        .put("id", link.id.as_str())
        .put("public_id", link.public_id.as_str())
        .put("merchant", link.owner.merchant.as_str())
        .put("mode", link.owner.mode.code())
        .put_by("number", next_number!("link"), [merchant, mode])
        .put("made_by", link.made_by.code())
        .put("created_at", link.created_at);
    match &link.draft.slug {
        Some(slug) => columns.put("slug", slug.as_str()),
        None => {
            let slug = || Value::from(link.slug.as_str());
            let [merchant, mode] = owner_of(&link.owner);
            columns.put_by("slug", FREE_SLUG, [slug(), slug(), merchant, mode])
        }
    };
    insert("link", &mut columns, guard)
}

fn owner_of(owner: &Owner) -> [Value; 2] {
    [owner.merchant.as_str().into(), owner.mode.code().into()]
}

/// Where an answer leaves room for what [`add`] lets the database decide: the slug as a text, and
/// the number in the place of a quoted text.
pub fn blanks(id: &str, slug: &str, number: &str) -> Blanks {
    let marks = vec![(slug.to_owned(), "slug"), (format!("\"{number}\""), "number")];
    Blanks::of("link", id.to_owned(), marks)
}

/// Saves all that can change, unless somebody else changed it since `read_at`: then the batch is
/// undone as a clash.
pub fn save(link: &Link, read_at: Instant) -> Vec<Statement> {
    let mut columns = moving(link);
    columns.put("slug", link.slug.as_str());
    save_unless_changed("link", &mut columns, &link.id, &link.owner, read_at)
}

fn moving(link: &Link) -> Columns {
    let draft = &link.draft;
    let package = match &draft.offer {
        Offer::Subscription(package) => Some(package.as_str()),
        _ => None,
    };
    let mut columns = Columns::default();
    columns
        .put("title", draft.title.as_str())
        .put("description", draft.description.as_ref())
        .put("order_id", draft.order_id.as_ref())
        .put("unit", draft.unit.code())
        .put("asset", draft.asset.code())
        .put("kind", draft.kind.code())
        .put("offer", draft.offer.code())
        .put("amount", draft.offer.amount().map(|amount| amount.minor().to_string()))
        .put("products", products(&draft.offer))
        .put("package", package)
        .put("adjustable", draft.adjustable)
        .put("tax", draft.tax.as_ref())
        .put("collect_address", draft.collect_address)
        .put("fields", fields(&draft.fields))
        .put("cover_url", draft.cover_url.as_ref())
        .put("cover", link.cover.as_ref())
        .put("cover_problem", link.cover_problem.as_ref())
        .put("active", draft.opening.active)
        .put("expires_at", draft.opening.expires_at)
        .put("max_payments", draft.opening.max_payments)
        .put("customer", draft.customer.as_ref())
        .put("customer_email", draft.customer_email.as_ref())
        .put("customer_name", draft.customer_name.as_ref())
        .put("return_url", draft.return_url.as_ref())
        .put("metadata", billing::metadata(&draft.metadata))
        .put("allowed_origins", json::write(&draft.allowed_origins))
        .put("allow_mobile", draft.allow_mobile)
        .put("updated_at", link.updated_at);
    columns
}

/// One link of the owner by id, public id or slug.
pub fn one(owner: &Owner, id: &str) -> Statement {
    let params = [owner.params(), vec![Value::from(id); 3]].concat();
    select("merchant = ? AND mode = ? AND (id = ? OR public_id = ? OR slug = ?)", params)
}

/// The id of the link that has a slug.
pub fn of_slug(owner: &Owner, slug: &str) -> Statement {
    let params = [owner.params(), vec![slug.into()]].concat();
    Statement::new("SELECT id FROM link WHERE merchant = ? AND mode = ? AND slug = ?", params)
}

/// Five statements for a link's page: the link by its public id, its merchant, and what it sells.
pub fn by_public_id(public_id: &str) -> Vec<Statement> {
    for_page("public_id = ?", &[public_id.into()])
}

/// The same by the merchant's name in addresses and the link's slug.
pub fn by_slug(handle: &str, mode: Mode, slug: &str) -> Vec<Statement> {
    let clause = "merchant = (SELECT id FROM merchant WHERE handle = ?) AND mode = ? AND slug = ?";
    for_page(clause, &[handle.into(), mode.code().into(), slug.into()])
}

fn for_page(clause: &str, params: &[Value]) -> Vec<Statement> {
    let mut statements =
        vec![select(clause, params.to_vec()), merchant::of("link", clause, params)];
    statements.extend(shelf::of_link(clause, params));
    statements
}

fn select(clause: &str, params: Vec<Value>) -> Statement {
    Statement::new(format!("SELECT *, {TAKEN} AS taken FROM link WHERE {clause}"), params)
}

/// Which links a list holds.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those that are on, or off.
    pub active: Option<bool>,
    /// Only this reference of the merchant's.
    pub order_id: Option<String>,
    /// Only those that this dialect made.
    pub made_by: Option<MadeBy>,
}

/// Three statements for a part of a list: how many there are, the newest first, and their ids
/// alone, for what they refer to.
pub fn part(owner: &Owner, filter: &Filter, window: Window) -> [Statement; 3] {
    let mut clause = "merchant = ? AND mode = ?".to_owned();
    let mut params = owner.params();
    if let Some(active) = filter.active {
        clause.push_str(" AND active = ?");
        params.push(active.into());
    }
    if let Some(order_id) = &filter.order_id {
        clause.push_str(" AND order_id = ?");
        params.push(order_id.into());
    }
    if let Some(made_by) = filter.made_by {
        clause.push_str(" AND made_by = ?");
        params.push(made_by.code().into());
    }
    let rows = [params.clone(), vec![window.take.into(), window.skip.into()]].concat();
    let part = format!("{clause} ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?");
    [
        Statement::new(format!("SELECT count(*) AS total FROM link WHERE {clause}"), params),
        select(&part, rows.clone()),
        Statement::new(format!("SELECT id FROM link WHERE {part}"), rows),
    ]
}

/// The first two of [`part`], a page at a time.
pub fn page(owner: &Owner, filter: &Filter, page: Page) -> Vec<Statement> {
    let window = Window { skip: page.offset(), take: page.limit };
    part(owner, filter, window).into_iter().take(2).collect()
}

/// Finds the id of one link of the owner by id, public id or slug.
pub fn id_of(owner: &Owner, id: &str) -> Statement {
    let params = [owner.params(), vec![Value::from(id); 3]].concat();
    let text = "SELECT id FROM link
                WHERE merchant = ? AND mode = ? AND (id = ? OR public_id = ? OR slug = ?)";
    Statement::new(text, params)
}

/// Holds while a checkout of the link may begin: it is as it was read, and has a place left.
pub fn has_place(link: &Link) -> Guard {
    let text = format!(
        "EXISTS (SELECT 1 FROM link WHERE id = ? AND merchant = ? AND mode = ?
           AND updated_at = ? AND (max_payments IS NULL OR {TAKEN} < max_payments))"
    );
    let id = vec![link.id.as_str().into()];
    Guard { text, params: [id, link.owner.params(), vec![link.updated_at.into()]].concat() }
}

/// Undoes the batch when more places are taken than there are: money that came late took one that
/// somebody else had got.
pub fn assert_not_oversold(owner: &Owner, id: &str) -> Statement {
    let text = format!(
        "INSERT INTO link SELECT link.* FROM link
         WHERE id = ? AND merchant = ? AND mode = ? AND {TAKEN} > max_payments"
    );
    Statement::new(text, [vec![id.into()], owner.params()].concat())
}

/// Marks a subscription that the batch has just made as sold by the link.
pub fn mark_subscription(id: &str, link: &Link) -> Statement {
    let mut columns = Columns::default();
    columns.put("link", link.id.as_str());
    let rest = [vec![id.into()], link.owner.params()].concat();
    update("subscription", &mut columns, "id = ? AND merchant = ? AND mode = ?", rest)
}

/// Who may frame what comes after a link, by the link's public id or that of a subscription that it
/// brought; no row where there is no link.
pub fn allowed_origins(public_id: &str) -> Statement {
    Statement::new(
        "SELECT allowed_origins FROM link
         WHERE public_id = ? OR id = (SELECT link FROM subscription WHERE public_id = ?)",
        vec![public_id.into(), public_id.into()],
    )
}

/// Reads the row of [`allowed_origins`].
pub fn read_allowed_origins(row: &Row) -> Vec<String> {
    json::read_texts(&row.text("allowed_origins"))
}

/// Reads a row.
pub fn read(row: &Row) -> Option<Link> {
    let slug = row.text("slug");
    let offer = offer(row)?;
    let made_by = MadeBy::parse(&row.text("made_by"))?;
    Some(Link {
        id: row.text("id"),
        public_id: row.text("public_id"),
        owner: Owner { merchant: row.text("merchant"), mode: Mode::parse(&row.text("mode"))? },
        number: row.number("number"),
        made_by,
        cover: row.maybe_text("cover"),
        cover_problem: row.maybe_text("cover_problem"),
        taken: row.number("taken"),
        created_at: row.instant("created_at")?,
        updated_at: row.instant("updated_at")?,
        draft: LinkDraft {
            title: row.text("title"),
            slug: Some(slug.clone()),
            description: row.maybe_text("description"),
            order_id: row.maybe_text("order_id"),
            unit: Unit::parse(&row.text("unit"))?,
            asset: Asset::parse(&row.text("asset"))?,
            kind: LinkKind::parse(&row.text("kind"))?,
            offer,
            adjustable: row.number("adjustable") != 0,
            tax: row.maybe_text("tax"),
            collect_address: row.number("collect_address") != 0,
            fields: read_fields(&row.text("fields")),
            cover_url: row.maybe_text("cover_url"),
            opening: Opening {
                active: row.number("active") != 0,
                expires_at: row.instant("expires_at"),
                max_payments: row.maybe_number("max_payments"),
            },
            customer: row.maybe_text("customer"),
            customer_email: row.maybe_text("customer_email"),
            customer_name: row.maybe_text("customer_name"),
            return_url: row.maybe_text("return_url"),
            metadata: billing::read_metadata(&row.text("metadata")),
            allowed_origins: read_allowed_origins(row),
            allow_mobile: row.number("allow_mobile") != 0,
        },
        slug,
    })
}

fn offer(row: &Row) -> Option<Offer> {
    let amount = row.maybe_text("amount").and_then(|text| text.parse().ok());
    let amount = amount.map(Amount::from_minor);
    Some(match row.text("offer").as_str() {
        "fixed" => Offer::Fixed(amount?),
        "choice" => Offer::Choice(amount),
        "products" => Offer::Products(read_products(&row.text("products")), amount),
        "all_products" => Offer::AllProducts,
        "subscription" => Offer::Subscription(row.maybe_text("package")?),
        _ => return None,
    })
}

fn products(offer: &Offer) -> String {
    let Offer::Products(chosen, _) = offer else { return "[]".to_owned() };
    let pair = |one: &Chosen| Json::from(vec![Json::from(&*one.product), one.quantity.into()]);
    json::write(&Json::Array(chosen.iter().map(pair).collect()))
}

fn read_products(text: &str) -> Vec<Chosen> {
    let Json::Array(pairs) = json::read(text.as_bytes()) else { return Vec::new() };
    let pair = |pair: &Json| {
        let product = pair.get(0)?.as_str()?.to_owned();
        Some(Chosen { product, quantity: pair.get(1)?.as_i64()? })
    };
    pairs.iter().filter_map(pair).collect()
}

/// A link's own fields as a JSON list, as they were asked for.
pub fn fields(fields: &[CustomField]) -> String {
    let one = |field: &CustomField| {
        let mut out = Object::new();
        out.put("key", &field.key)
            .put("label", &field.label)
            .put("type", field.kind.code())
            .put("required", field.required)
            .put_some("options", (!field.options.is_empty()).then_some(field.options.as_slice()))
            .put("maxLength", i64::try_from(field.longest).unwrap_or(i64::MAX))
            .put_some("example", field.example.as_ref());
        out
    };
    json::write(&fields.iter().map(one).collect::<Vec<_>>())
}

fn read_fields(text: &str) -> Vec<CustomField> {
    let Json::Array(fields) = json::read(text.as_bytes()) else { return Vec::new() };
    let texts = |value: Option<&Json>| {
        let items = value.and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
        items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
    };
    let one = |field: &Json| {
        Some(CustomField {
            key: field.get("key")?.as_str()?.to_owned(),
            label: field.get("label")?.as_str()?.to_owned(),
            kind: CustomKind::parse(field.get("type")?.as_str()?)?,
            required: field.get("required")?.as_bool()?,
            options: texts(field.get("options")),
            longest: usize::try_from(field.get("maxLength")?.as_i64()?).ok()?,
            example: field.get("example").and_then(Json::as_str).map(str::to_owned),
        })
    };
    fields.iter().filter_map(one).collect()
}
