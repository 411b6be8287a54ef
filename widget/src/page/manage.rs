//! The page that a subscriber manages a subscription on: how it stands, its invoices, and a form
//! for everything that can be done. It needs no script and tells nobody of itself.

use shared::invoice::Status as InvoiceStatus;
use shared::subscription::Status;
use shared::time::Instant;
use shared::view::{BillView, ManageView};

use super::html::{Element, el, paragraph};
use super::parts::{button, card, foot, form, in_language, link, status, who};
use super::shell::{Head, shell};
use super::subscribe::{row, style, sum};
use super::{Document, Frame};
use crate::compose::{self, icons};
use crate::words::{Words, fill, known};

/// The page behind the link in a mail.
pub fn manage(view: &ManageView, frame: Frame<'_>) -> Document {
    let words = Words::of(&view.merchant.language);
    let texts = &words.manage;
    let (tone, icon, word) = stands(view, words);
    let refused = view.refused.then(|| paragraph("trouble", texts.refused).with("role", "status"));
    let say = say(view, words);
    let say = (!say.is_empty()).then(|| paragraph("say", &say));
    let stands = el("div")
        .put_all(refused)
        .put(status(tone, &icons::ringed(icon), word))
        .put(sum(Some(texts.price), &view.price, words))
        .put_all(say);
    let change = view.change.as_ref().map(|(from, price)| {
        let label = fill(texts.change, &[("date", &date(*from, view, words))]);
        let change = row(&label, &compose::price_each(price, words));
        el("section").class("rows").put(el("dl").put(change))
    });
    let charging = view.charging.map(|psp| {
        let text = fill(words.psp.charging, &[("psp", psp.name())]);
        let stop = button("quiet", "action", "stop", words.psp.stop);
        el("section").class("acts").put(paragraph("say", &text)).put(act_form(view, &[]).put(stop))
    });
    let card = card(view.test, words)
        .put(who(&view.merchant, &view.name, view.email.as_deref()))
        .put(stands)
        .put_all(change)
        .put_all(charging)
        .put(bills(view, words))
        .put_all(acts(view, words))
        .put(foot(&view.merchant, &[], words));
    let main = el("main").with("data-paylinkr-page", "").with("data-status", view.status.code());
    // No address, no script: the token in the address is all that proves who asks.
    let head = Head {
        title: format!("{} · {}", view.name, view.merchant.name),
        embedded: frame.embedded,
        ..Head::plain(words)
    };
    shell(&head, style(&view.merchant), main.put(card))
}

fn date(at: Instant, view: &ManageView, words: &Words) -> String {
    compose::day(at, &view.merchant.zone, words)
}

/// Whether it runs, but not for long.
fn is_ending(view: &ManageView) -> bool {
    view.status.is_running() && view.ends_at_next
}

/// Colour, icon and word of where it stands.
fn stands(view: &ManageView, words: &Words) -> (&'static str, &'static str, &'static str) {
    let texts = &words.manage;
    let (tone, icon, word) = match view.status {
        Status::Incomplete => ("wait", icons::CLOCK, texts.incomplete),
        Status::Trialing => ("good", icons::TICK, texts.trialing),
        Status::Active => ("good", icons::TICK, texts.active),
        Status::PastDue => ("warn", icons::ATTENTION, texts.past_due),
        Status::Paused => ("wait", icons::PAUSE, texts.paused),
        Status::Cancelled => ("stop", icons::CROSS, texts.cancelled),
        Status::Completed => ("good", icons::TICK, texts.completed),
    };
    if is_ending(view) { ("warn", icons::ATTENTION, word) } else { (tone, icon, word) }
}

/// What comes next, and when.
fn say(view: &ManageView, words: &Words) -> String {
    let texts = &words.manage;
    let dated = |sentence, at: Option<Instant>| {
        at.map(|at| fill(sentence, &[("date", &date(at, view, words))])).unwrap_or_default()
    };
    if is_ending(view) {
        return dated(texts.say_ends, view.next_at);
    }
    match view.status {
        Status::Incomplete => texts.say_incomplete.to_owned(),
        Status::Trialing => dated(texts.say_trialing, view.next_at),
        Status::Active => dated(texts.say_active, view.next_at),
        Status::PastDue => texts.say_past_due.to_owned(),
        Status::Paused => {
            let resumes = dated(texts.say_resumes, view.resume_at);
            [texts.say_paused, &resumes].join(" ").trim_end().to_owned()
        }
        Status::Cancelled => dated(texts.say_cancelled, view.ended_at),
        Status::Completed => dated(texts.say_completed, view.ended_at),
    }
}

/// The invoices, the newest first.
fn bills(view: &ManageView, words: &Words) -> Element {
    let texts = &words.manage;
    let list = el("ul").put_all(view.bills.iter().map(|one| bill(one, view, words)));
    let list = if view.bills.is_empty() { paragraph("more", texts.none) } else { list };
    el("section").class("bills").put(el("h2").text(texts.invoices)).put(list)
}

/// One invoice: its page, its amount, where it stands, and the next step if there is one.
fn bill(bill: &BillView, view: &ManageView, words: &Words) -> Element {
    let texts = &words.manage;
    let known = known(view.asked_language.as_deref());
    let address = in_language(&format!("/pay/{}", bill.public_id), known);
    let amount = bill.amount.map(|amount| {
        let number = compose::plain(amount, bill.asset.scale(), &words.manner);
        compose::with_code(&number, bill.asset.code())
    });
    let (tone, icon, word) = match bill.status {
        InvoiceStatus::Unpaid => ("wait", icons::CLOCK, words.status.unpaid),
        InvoiceStatus::Pending => ("wait", icons::CLOCK, words.status.pending),
        InvoiceStatus::PartiallyPaid => ("warn", icons::HALF, words.status.partial),
        InvoiceStatus::Paid => ("good", icons::TICK, words.status.paid),
        InvoiceStatus::Expired => ("stop", icons::CROSS, words.status.expired),
        InvoiceStatus::Cancelled => ("stop", icons::CROSS, words.status.cancelled),
    };
    // Several of them may be paid: each says which it is.
    let which = format!("of-{}", bill.public_id);
    let takes_money = matches!(bill.status, InvoiceStatus::Unpaid | InvoiceStatus::PartiallyPaid);
    let step = if takes_money {
        Some(link(&address, texts.pay).with("aria-describedby", &which))
    } else if bill.can_reopen {
        let carried = [("action", "pay"), ("invoice", bill.public_id.as_str())];
        let form = act_form(view, &carried.map(|(name, value)| (name, Some(value))));
        let again = button("button", "", "", texts.pay).with("aria-describedby", &which);
        Some(form.put(again))
    } else {
        None
    };
    let day =
        el("a").with("id", &which).with("href", &address).text(&date(bill.due_at, view, words));
    el("li")
        .put(day)
        .put(el("b").text(&amount.unwrap_or_default()))
        .put(status(tone, &icons::ringed(icon), word))
        .put_all(step)
}

/// A form to this page, with the language that was asked for.
fn act_form(view: &ManageView, carried: &[(&'static str, Option<&str>)]) -> Element {
    let mut all = vec![("lang", known(view.asked_language.as_deref()))];
    all.extend_from_slice(carried);
    form(&format!("/manage/{}", view.token), &all)
}

/// What can be done with it.
fn acts(view: &ManageView, words: &Words) -> Option<Element> {
    let texts = &words.manage;
    let act = |class, code, word| act_form(view, &[]).put(button(class, "action", code, word));
    let resume = view.can_resume().then(|| {
        let paused = view.status == Status::Paused;
        act("button", "resume", if paused { texts.resume } else { texts.keep })
    });
    let pause = view.can_pause().then(|| {
        let note = paragraph("more", texts.pause_text).with("id", "pause");
        let pause = button("quiet", "action", "pause", texts.pause);
        act_form(view, &[]).put(pause.with("aria-describedby", "pause")).put(note)
    });
    let cancel = view.can_cancel().then(|| {
        let at = view.next_at.filter(|_| view.status.is_running());
        let end = at.map(|at| fill(texts.cancel_at, &[("date", &date(at, view, words))]));
        let end = end.unwrap_or_else(|| texts.cancel_now.to_owned());
        // Two steps without a script: a slip of the thumb ends nothing.
        el("details")
            .put(el("summary").class("quiet").text(texts.cancel))
            .put(el("p").text(&end))
            .put(act("quiet", "cancel", texts.confirm))
    });
    let acts: Vec<Element> = [resume, pause, cancel].into_iter().flatten().collect();
    (!acts.is_empty()).then(|| el("section").class("acts").put_all(acts))
}
