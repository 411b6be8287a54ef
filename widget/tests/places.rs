//! Whatever a merchant, a payer or a ledger writes stays a text in its place.

#![expect(clippy::expect_used, reason = "a sample that lacks fails its test")]

use shared::draft::EntryError;
use shared::invoice::Status;
use shared::money::Amount;
use shared::view::{
    Alternative, BillView, CheckoutView, ClaimOutcome, ClaimView, ClosedLinkView, Entry, LinkView,
    ManageView, MerchantView, ReturnView, SoldLine, SoldTax, SoldView, SubscribeView,
    SubscribedView, WalletOffer,
};
use widget::{Frame, checkout, closed_link, link, manage, samples, subscribe, subscribed};

const FRAME: Frame<'_> = Frame {
    embedded: false,
    boot: Some("/pkg/0123456789abcdef.js"),
    public_url: "https://pay.example.com",
};

/// What somebody may put into a title, a name or an address to get out of its place.
const HOSTILE: [&str; 30] = [
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</h1><img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "\" autofocus onfocus=\"alert(1)",
    "<!--",
    "--><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "\u{0}<script>\u{0}alert(1)</script>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href=javascript:alert(1)>x</a>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}",
    "{amount}{merchant}",
    "}body{display:none}",
    "url(javascript:alert(1))",
    "\u{202e}txet desrever",
    "<plaintext>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "\\\"><script>alert(1)</script>",
    "`-alert(1)-`",
    "<math><mtext></mtext><script>alert(1)</script></math>",
];

fn hostile(text: &str) -> CheckoutView {
    let all = || Some(text.to_owned());
    let mut all_states = samples::all().into_iter();
    let (_, view) = all_states.find(|(name, _)| *name == "paid").expect("a sample");
    let merchant = MerchantView {
        name: text.to_owned(),
        logo_url: all(),
        accent: all(),
        support_email: all(),
        support_url: all(),
        language: text.to_owned(),
        zone: text.to_owned(),
    };
    let payments = view
        .payments
        .iter()
        .map(|payment| {
            let mut payment = payment.clone();
            payment.asset_code = text.to_owned();
            payment.transaction = text.to_owned();
            payment
        })
        .collect();
    let tax = SoldTax {
        name: text.to_owned(),
        percentage: text.to_owned(),
        inclusive: false,
        amount: Amount::ZERO,
    };
    let line = SoldLine { title: text.to_owned(), quantity: 2, price: Amount::ZERO };
    CheckoutView {
        public_id: text.to_owned(),
        sold: Some(SoldView { currency: text.to_owned(), lines: vec![line], tax: Some(tax) }),
        merchant,
        title: text.to_owned(),
        description: all(),
        order_id: all(),
        destination: text.to_owned(),
        reference: text.to_owned(),
        refused_amount: all(),
        payment_uri: all(),
        return_url: all(),
        payments,
        alternative: Some(Alternative::XAddress {
            x_address: text.to_owned(),
            plain: text.to_owned(),
        }),
        wallet: Some(WalletOffer { prepare_url: text.to_owned(), submit_url: text.to_owned() }),
        claim: Some(ClaimView { outcome: Some(ClaimOutcome::NotFound), typed: all() }),
        return_address: Some(ReturnView { saved: None, typed: all(), refused: None }),
        asked_language: all(),
        ..view
    }
}

/// Every page of a subscription, with this wherever somebody writes anything.
fn hostile_pages(text: &str) -> Vec<String> {
    let some = || Some(text.to_owned());
    let entry = || Entry { text: text.to_owned(), error: Some(EntryError::NotAnEmail) };
    let merchant = hostile(text).merchant;
    let mut pages = Vec::new();
    for (_, view) in samples::subscribe() {
        let view = SubscribeView {
            public_id: text.to_owned(),
            merchant: merchant.clone(),
            name: text.to_owned(),
            description: some(),
            button_label: some(),
            email: entry(),
            name_entry: entry(),
            reference: some(),
            asked_language: some(),
            ..view
        };
        pages.push(subscribe(&view, FRAME).html);
    }
    for (_, view) in samples::subscribed() {
        let (public_id, name) = (text.to_owned(), text.to_owned());
        let merchant = merchant.clone();
        let success_url = Some(format!("https://shop.example.com/{text}"));
        let view = SubscribedView { public_id, merchant, name, success_url, ..view };
        pages.push(subscribed(&view, FRAME).html);
    }
    for (_, view) in samples::manage() {
        let bills = view.bills.iter().cloned();
        let bills = bills.map(|bill| BillView { public_id: text.to_owned(), ..bill }).collect();
        let view = ManageView {
            token: text.to_owned(),
            merchant: merchant.clone(),
            name: text.to_owned(),
            email: some(),
            asked_language: some(),
            bills,
            ..view
        };
        pages.push(manage(&view, FRAME).html);
    }
    pages
}

/// Every page of a link, with this wherever somebody writes anything.
fn hostile_links(text: &str) -> Vec<String> {
    let some = || Some(text.to_owned());
    let entry = || Entry { text: text.to_owned(), error: Some(EntryError::NotANumber) };
    let merchant = hostile(text).merchant;
    let mut pages = Vec::new();
    for (_, mut view) in samples::links() {
        for line in &mut view.shelf.lines {
            line.product = line.product.is_some().then(|| text.to_owned());
            (line.title, line.description) = (text.to_owned(), some());
        }
        view.shelf.inside.iter_mut().for_each(|(name, _)| *name = text.to_owned());
        view.shelf.tax.iter_mut().for_each(|tax| tax.name = text.to_owned());
        view.choice.iter_mut().for_each(|choice| choice.typed = text.to_owned());
        for (field, typed) in &mut view.fields {
            (field.key, field.label, field.example) = (text.to_owned(), text.to_owned(), some());
            field.options = vec![text.to_owned()];
            *typed = entry();
        }
        let view = LinkView {
            public_id: text.to_owned(),
            path: text.to_owned(),
            merchant: merchant.clone(),
            title: text.to_owned(),
            // What a description may be is in `markdown.rs`.
            description: None,
            quantities: view.quantities.iter().map(|_| entry()).collect(),
            address: view.address.map(|parts| parts.map(|_| entry())),
            email: entry(),
            name: view.name.map(|_| entry()),
            asked_language: some(),
            ..view
        };
        pages.push(link(&view, FRAME).html);
    }
    for (_, view) in samples::closed_links() {
        let view = ClosedLinkView { merchant: merchant.clone(), title: text.to_owned(), ..view };
        pages.push(closed_link(&view, FRAME).html);
    }
    pages
}

/// The names of a page's elements, but those that a text may have more or fewer of.
fn tags(html: &str) -> Vec<String> {
    let names = html.split('<').skip(1);
    let names = names.map(|rest| rest.split([' ', '>']).next().unwrap_or("").to_owned());
    names.filter(|name| !["wbr", "span", "/span"].contains(&name.as_str())).collect()
}

/// The names of a page's attributes, in their order.
fn attributes(html: &str) -> Vec<&str> {
    let names = html.split("=\"").filter_map(|before| before.rsplit([' ', '"']).next());
    names.collect()
}

#[test]
fn no_text_gets_out_of_its_place_on_a_page_of_a_subscription() {
    stays(hostile_pages);
}

#[test]
fn no_text_gets_out_of_its_place_on_a_page_of_a_link() {
    stays(hostile_links);
}

fn stays(draw: fn(&str) -> Vec<String>) {
    let plain = draw("x");
    for text in HOSTILE {
        for (html, expected) in draw(text).iter().zip(&plain) {
            // A long description stands elsewhere, and a link that leads nowhere is left out.
            let sorted = |html: &str| {
                let mut tags = tags(html);
                tags.sort_unstable();
                tags
            };
            assert_eq!(sorted(html), sorted(expected), "{text:?}: the same elements");
            let known = attributes(expected);
            let new = attributes(html).into_iter().find(|name| !known.contains(name));
            assert_eq!(new, None, "{text:?}: an attribute of its own");
            let lower = html.to_lowercase().replace("href=\"data:,\"", "");
            for scheme in ["javascript:", "data:", "vbscript:"] {
                assert!(!lower.contains(&format!("href=\"{scheme}")), "{text:?} as a link");
                assert!(!lower.contains(&format!("src=\"{scheme}")), "{text:?} as a source");
            }
        }
    }
}

#[test]
fn no_text_gets_out_of_its_place() {
    let plain = checkout(&hostile("x"), FRAME).html;
    let links = ["javascript:", "data:", "vbscript:"];
    for text in HOSTILE {
        for status in [Status::Paid, Status::Unpaid, Status::Expired] {
            let expected = checkout(&CheckoutView { status, ..hostile("x") }, FRAME).html;
            let view = CheckoutView { status, ..hostile(text) };
            let html = checkout(&view, FRAME).html;
            assert_eq!(tags(&html), tags(&expected), "{text:?}: the same elements");
            let lower = html.to_lowercase().replace("href=\"data:,\"", "");
            for scheme in links {
                assert!(!lower.contains(&format!("href=\"{scheme}")), "{text:?} as a link");
                assert!(!lower.contains(&format!("src=\"{scheme}")), "{text:?} as a source");
            }
        }
    }
    assert!(!plain.contains("--accent:x"));
}
