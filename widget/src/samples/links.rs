//! Pay links to try the page with: a fixed price, a choice, products with a tax and questions, a
//! subscription; and what was filled in wrong.

use shared::currency::{Asset, Fiat, Unit};
use shared::draft::{ChosenError, EntryError};
use shared::link::{Bill, Closed, CustomField, CustomKind, Item, Line, NamedTax, Shelf, Tax, bill};
use shared::money::Amount;
use shared::view::{
    CheckoutView, ChoiceView, ClosedLinkView, Entry, LinkView, MerchantView, SoldLine, SoldTax,
    SoldView, SubscriptionView,
};

use super::{NOON, descriptions, due, in_language, merchant, receipt, subscriptions};

/// The page of a pay link, by name.
pub fn links() -> Vec<(&'static str, LinkView)> {
    let wrong = |text: &str, error| Entry { text: text.to_owned(), error: Some(error) };
    let missing = |(field, _): (CustomField, Entry)| (field, wrong("", EntryError::Empty));
    let usual = shop();
    let refused = LinkView {
        quantities: vec![wrong("x", EntryError::NotANumber), plain("1")],
        fields: usual.fields.into_iter().map(missing).collect(),
        email: wrong("ada@example", EntryError::NotAnEmail),
        bill: None,
        ..shop()
    };
    let nothing = LinkView {
        quantities: vec![plain("0"), plain("0")],
        nothing_chosen: true,
        bill: Some(Bill::default()),
        ..shop()
    };
    let below = ChosenError::Below(Amount::from_minor(500));
    let least = Some(Amount::from_minor(500));
    let low = ChoiceView { typed: "1".to_owned(), least, error: Some(below) };
    let mut all = vec![
        ("link_fixed", fixed()),
        ("link_live", LinkView { test: false, ..fixed() }),
        ("link_choice", choice()),
        ("link_choice_refused", LinkView { choice: Some(low), ..choice() }),
        ("link_shop", shop()),
        ("link_shop_refused", refused),
        ("link_shop_nothing", nothing),
        ("link_all", everything()),
        ("link_set", set()),
        ("link_box", boxed()),
        ("link_choice_taxed", taxed()),
        ("link_address", LinkView { address: Some(Default::default()), ..fixed() }),
        ("link_subscription", subscription()),
        ("link_told", LinkView { description: Some(descriptions::OAK.to_owned()), ..covered() }),
    ];
    let names = ["link_shop_nl", "link_shop_de", "link_shop_fr", "link_shop_es", "link_shop_pt"];
    for (name, language) in names.into_iter().zip(["nl", "de", "fr", "es", "pt"]) {
        let view = LinkView { address: Some(Default::default()), ..shop() };
        let merchant = MerchantView { language: language.to_owned(), ..view.merchant };
        all.push((name, LinkView { merchant, ..view }));
    }
    all
}

/// Links that cannot be paid, by name.
pub fn closed() -> Vec<(&'static str, ClosedLinkView)> {
    let view = |closed, expired_at| ClosedLinkView {
        test: true,
        merchant: merchant(),
        title: "Tea for two".to_owned(),
        closed,
        expired_at,
    };
    let over = view(Closed::Expired, Some(NOON));
    let mut all = vec![
        ("link_closed", view(Closed::Inactive, None)),
        ("link_sold_out", view(Closed::SoldOut, None)),
    ];
    let names = ["link_over", "link_over_nl", "link_over_de", "link_over_fr"];
    for (name, language) in names.into_iter().zip(["en", "nl", "de", "fr"]) {
        let merchant = MerchantView { language: language.to_owned(), ..merchant() };
        all.push((name, ClosedLinkView { merchant, ..over.clone() }));
    }
    all
}

/// Invoices that links sold, by name.
pub(super) fn sold() -> Vec<(&'static str, CheckoutView)> {
    let line = |title: &str, quantity, minor| SoldLine {
        title: title.to_owned(),
        quantity,
        price: Amount::from_minor(minor),
    };
    // Of 20.00 with 21 % in it 3.47 is tax, of 5.00 it is 0.87.
    let tax = SoldTax {
        name: "BTW".to_owned(),
        percentage: "21".to_owned(),
        inclusive: true,
        amount: Amount::from_minor(434),
    };
    let sold = |lines, tax| Some(SoldView { currency: "USDC".to_owned(), lines, tax });
    let shop = sold(vec![line("Mug", 2, 1_000), line("Tea, 100 g", 1, 500)], Some(tax));
    let whole = sold(vec![line("Tea for two", 1, 2_500), line("Mug", 2, 0)], None);
    let one = sold(vec![line("Walnut side table", 1, 2_500)], None);
    // 8.875 % of 20.66 is 1.8335…
    let tax = SoldTax {
        name: "MwSt.".to_owned(),
        percentage: "8.875".to_owned(),
        inclusive: false,
        amount: Amount::from_minor(183),
    };
    let taxed = sold(vec![line("Tasse", 1, 2_066)], Some(tax));
    vec![
        ("sold", CheckoutView { sold: shop.clone(), ..due(25) }),
        ("sold_paid", CheckoutView { sold: shop, ..receipt(25) }),
        ("sold_whole", CheckoutView { sold: whole, ..due(25) }),
        ("sold_one", CheckoutView { sold: one, ..due(25) }),
        ("sold_de", in_language(CheckoutView { sold: taxed, ..receipt(25) }, "de")),
    ]
}

fn line(product: Option<&str>, title: &str, minor: i64, range: [i64; 3]) -> Line {
    let [least, usual, most] = range;
    Line {
        product: product.map(str::to_owned),
        title: title.to_owned(),
        description: None,
        price: Amount::from_minor(minor),
        least,
        usual,
        most,
    }
}

fn of(shelf: Shelf) -> LinkView {
    let numbers = shelf.usual();
    let items = shelf.lines.iter().zip(&numbers);
    let items = items.map(|(line, number)| Item { price: line.price, quantity: *number });
    LinkView {
        public_id: "k3v9q2m7x4c8b5n1".to_owned(),
        path: "/l/example/tea-for-two".to_owned(),
        test: true,
        merchant: merchant(),
        title: "Tea for two".to_owned(),
        description: Some("**Hot tea**, and *two* cups.".to_owned()),
        cover: None,
        quantities: numbers.iter().map(|it| plain(&it.to_string())).collect(),
        nothing_chosen: false,
        choice: None,
        bill: bill(items, shelf.tax.as_ref().map(|named| named.tax)),
        subscription: None,
        places_left: None,
        fields: Vec::new(),
        address: None,
        email: Entry::default(),
        name: None,
        asked_language: None,
        once: "t6w0z4p9r1d5h8f3".to_owned(),
        shelf,
    }
}

fn plain(text: &str) -> Entry {
    Entry { text: text.to_owned(), error: None }
}

fn shelf(unit: Unit, lines: Vec<Line>) -> Shelf {
    Shelf { unit, lines, inside: Vec::new(), tax: None }
}

fn fixed() -> LinkView {
    let usdc = Unit::Asset(Asset::Usdc);
    of(shelf(usdc, vec![line(None, "Tea for two", 1_250, [1, 1, 1])]))
}

fn choice() -> LinkView {
    let choice =
        ChoiceView { typed: String::new(), least: Some(Amount::from_minor(500)), error: None };
    let view = of(shelf(Unit::Fiat(Fiat::Eur), Vec::new()));
    LinkView { choice: Some(choice), bill: None, places_left: Some(3), ..view }
}

/// A choice on which a tax is laid.
fn taxed() -> LinkView {
    let tax = Tax { rate: 210_000, inclusive: false };
    let view = choice();
    let tax = Some(NamedTax { name: "BTW".to_owned(), tax });
    LinkView { shelf: Shelf { tax, ..view.shelf }, places_left: None, ..view }
}

/// With a picture, for descriptions to be tried on.
pub(super) fn covered() -> LinkView {
    LinkView { cover: Some("/img/5f1c2d3e0198f0c2.png".to_owned()), ..fixed() }
}

/// Whatever there is, one of each at most.
fn everything() -> LinkView {
    let about = "Beech, oiled, with a place for four cups and the pot";
    let tray = Line {
        description: Some(about.to_owned()),
        ..line(Some("tray"), "Tray", 4_900, [0, 0, 1])
    };
    let lines = vec![
        line(Some("mug"), "Mug", 1_250, [0, 0, 1]),
        tray,
        line(Some("tea"), "Tea, 100 g, from the slopes of a mountain far away", 799, [0, 0, 1]),
    ];
    of(shelf(Unit::Fiat(Fiat::Eur), lines))
}

/// Products in numbers that the merchant set.
fn set() -> LinkView {
    let lines = vec![
        line(Some("mug"), "Mug", 1_250, [2, 2, 2]),
        line(Some("tea"), "Tea, 100 g", 799, [1, 1, 1]),
    ];
    let tax = Tax { rate: 210_000, inclusive: true };
    let tax = Some(NamedTax { name: "BTW".to_owned(), tax });
    of(Shelf { tax, ..shelf(Unit::Fiat(Fiat::Eur), lines) })
}

fn shop() -> LinkView {
    let lines = vec![
        line(Some("mug"), "Mug", 1_250, [0, 2, 999]),
        line(Some("tea"), "Tea, 100 g", 799, [0, 1, 999]),
    ];
    let tax = Tax { rate: 210_000, inclusive: false };
    let tax = Some(NamedTax { name: "BTW".to_owned(), tax });
    let view = of(Shelf { tax, ..shelf(Unit::Fiat(Fiat::Eur), lines) });
    let custom = |key: &str, label: &str, kind, required| CustomField {
        key: key.to_owned(),
        label: label.to_owned(),
        kind,
        required,
        options: Vec::new(),
        longest: 40,
        example: None,
    };
    let options = vec!["Blue".to_owned(), "Green".to_owned()];
    let colour = CustomField { options, ..custom("c", "Colour", CustomKind::Select, true) };
    let example = Some("Ada 2026".to_owned());
    let engraving = CustomField { example, ..custom("g", "Engraving", CustomKind::Text, true) };
    let fields = vec![
        (engraving, Entry::default()),
        (colour, plain("Green")),
        (custom("n", "How many guests", CustomKind::Number, false), Entry::default()),
        (custom("w", "Wrap it as a present", CustomKind::Checkbox, false), Entry::default()),
        (custom("t", "I have read the terms", CustomKind::Checkbox, true), Entry::default()),
    ];
    LinkView { fields, cover: covered().cover, ..view }
}

fn boxed() -> LinkView {
    let usdc = Unit::Asset(Asset::Usdc);
    let lines = vec![line(None, "Tea for two", 2_000, [1, 1, 999])];
    let inside = vec![("Mug".to_owned(), 2), ("Tea, 100 g".to_owned(), 1)];
    let tax = Tax { rate: 90_000, inclusive: true };
    let tax = Some(NamedTax { name: "BTW".to_owned(), tax });
    of(Shelf { inside, tax, ..shelf(usdc, lines) })
}

fn subscription() -> LinkView {
    let (_, sample) = subscriptions::subscribe().swap_remove(0);
    let sold = SubscriptionView {
        price: sample.price,
        trial_days: sample.trial_days,
        charges: sample.charges,
    };
    let view = of(shelf(Unit::Asset(Asset::Usdc), Vec::new()));
    LinkView { subscription: Some(sold), bill: None, name: Some(Entry::default()), ..view }
}
