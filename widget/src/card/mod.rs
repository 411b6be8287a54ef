//! The card: one tree of elements for every state, drawn by the edge and woken in the browser.
//!
//! The tree never changes, only its texts and what is hidden: so waking is cheap, nothing is ever
//! written as HTML in the browser (Trusted Types), and no button moves. Words that never change are
//! in [`Fixed`], which is empty in the browser: waking does not touch what the page says already.

mod choose;
mod facts;
mod still;

use leptos::prelude::*;
use leptos::tachys::html::InertElement;

use crate::face::{Face, Row};
use still::Still;

#[cfg(feature = "ssr")]
pub(crate) use choose::Choose;
pub(crate) use facts::Fact;
#[cfg(feature = "ssr")]
pub(crate) use facts::groups;

/// What stays as it is for as long as the page lives. The browser has it in the page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fixed {
    pub(crate) open_wallet: &'static str,
    pub(crate) scan: &'static str,
    pub(crate) qr: &'static str,
    pub(crate) copied: &'static str,
    pub(crate) copy_failed: &'static str,
    pub(crate) time_left: &'static str,
    pub(crate) offline: &'static str,
    pub(crate) change: &'static str,
    pub(crate) change_to: String,
    pub(crate) details: &'static str,
    pub(crate) print: &'static str,
    pub(crate) rule: &'static str,
    pub(crate) exchange: &'static str,
    pub(crate) network_rule: String,
    pub(crate) amount: Fact,
    pub(crate) address: Fact,
    pub(crate) reference: Fact,
    /// HTML: the wallet in this browser, in one element.
    pub(crate) wallet: String,
    /// HTML: for wallets that have no field for the reference; one element or none.
    pub(crate) alternative: String,
    pub(crate) choose: choose::Choose,
}

/// What the browser alone changes, each second.
#[derive(Clone)]
pub(crate) struct Live {
    /// The time left; empty while there is enough of it.
    pub(crate) left: ArcRwSignal<String>,
    /// Whether the last look at the state failed.
    pub(crate) offline: ArcRwSignal<bool>,
}

impl Live {
    /// As the server draws it: no timer, no trouble.
    pub(crate) fn new() -> Live {
        Live { left: ArcRwSignal::new(String::new()), offline: ArcRwSignal::new(false) }
    }
}

/// A text of the face. One type for all of them, so that the browser has its code once.
fn text(face: &ArcRwSignal<Face>, pick: fn(&Face) -> &str) -> impl Fn() -> String + Send + use<> {
    let face = face.clone();
    move || face.with(|face| pick(face).to_owned())
}

/// Whether a place of the face is empty.
fn gone(face: &ArcRwSignal<Face>, pick: fn(&Face) -> bool) -> impl Fn() -> bool + Send + use<> {
    let face = face.clone();
    move || face.with(pick)
}

/// Everything inside `data-island="card"`.
pub(crate) fn card(face: &ArcRwSignal<Face>, live: &Live, fixed: &Fixed) -> impl IntoView + use<> {
    let offline = live.offline.clone();
    let Fixed { offline: no_connection, print, .. } = *fixed;
    let choosable = face.with_untracked(|face| face.choosable);
    let on_ledger = face.with_untracked(|face| face.on_ledger);
    view! {
        {state(face, live, fixed.time_left)}
        {sum(face)}
        <p class="say" role="status">{text(face, |face| &face.say)}</p>
        <p class="trouble" role="status" hidden=gone(face, |face| face.trouble.is_empty())>
            {text(face, |face| &face.trouble)}
        </p>
        <p class="offline" role="status" hidden=move || !offline.get()>
            {Still(move || no_connection)}
        </p>
        {choosable.then(|| choose::choose(face, fixed.choose.clone()))}
        {on_ledger.then(|| pay(face, fixed))}
        {details(face, fixed.details)}
        <p class="done" hidden=gone(face, |face| face.back.is_empty())>
            <a class="button" target="_top" href=text(face, |face| &face.back)>
                {text(face, |face| &face.back_word)}
            </a>
        </p>
        <p class="done print" hidden=gone(face, |face| !is_receipt(face))>
            {Still(move || {
                view! { <button type="button" class="quiet" data-print="">{print}</button> }
            })}
        </p>
    }
}

/// The status and, when it gets short, the time: in one line, so that nothing moves.
fn state(face: &ArcRwSignal<Face>, live: &Live, time_left: &'static str) -> impl IntoView + use<> {
    let (short, left) = (live.left.clone(), live.left.clone());
    view! {
        <div class="state" data-tone=text(face, |face| &face.tone)>
            <p class="status">
                <svg viewBox="0 0 24 24" aria-hidden="true">
                    <path d=text(face, |face| &face.icon)></path>
                </svg>
                <span role="status">{text(face, |face| &face.word)}</span>
            </p>
            <p class="timer" hidden=move || short.with(String::is_empty)>
                {Still(move || view! { <span>{time_left}</span> })}
                " "
                <b>{move || left.get()}</b>
            </p>
        </div>
    }
}

/// The large number.
fn sum(face: &ArcRwSignal<Face>) -> impl IntoView + use<> {
    view! {
        <div class="sum" hidden=gone(face, |face| face.amount.is_empty())>
            <p class="label">{text(face, |face| &face.label)}</p>
            <p class="amount" data-size=text(face, |face| crate::digits::size(&face.amount))>
                <span>{text(face, |face| &face.amount)}</span>
                " "
                <span>{text(face, |face| &face.asset)}</span>
            </p>
            <p class="price" hidden=gone(face, |face| face.price.is_empty())>
                {text(face, |face| &face.price)}
            </p>
        </div>
    }
}

/// Everything that is needed to pay, and nothing else.
fn pay(face: &ArcRwSignal<Face>, fixed: &Fixed) -> impl IntoView + use<> {
    let Fixed { open_wallet, scan, qr, change, .. } = *fixed;
    let (rule, network_rule) = (fixed.rule, fixed.network_rule.clone());
    let change_to = fixed.change_to.clone();
    let (wallet, rest) = (fixed.wallet.clone(), fixed.clone());
    view! {
        <section class="pay" hidden=gone(face, |face| !face.payable)>
            <a class="button" target="_top" href=text(face, |face| &face.uri)>
                {Still(move || open_wallet)}
            </a>
            {Still(move || InertElement::new(wallet))}
            <p class="change" hidden=gone(face, |face| !face.chosen)>
                {Still(move || view! { <a href=change_to>{change}</a> })}
            </p>
            <figure hidden=gone(face, |face| face.qr_box.starts_with('0'))>
                <svg role="img" viewBox=text(face, |face| &face.qr_box)>
                    {Still(move || view! { <title>{qr}</title> })}
                    <path d=text(face, |face| &face.qr)></path>
                </svg>
                {Still(move || view! { <figcaption>{scan}</figcaption> })}
            </figure>
            {facts::facts(face, fixed)}
            {Still(move || view! { <div class="rule"><p>{rule}</p><p>{network_rule}</p></div> })}
            <p class="until" hidden=gone(face, |face| face.until.is_empty())>
                {text(face, |face| &face.until)}
            </p>
            {Still(move || rest_of_pay(rest))}
        </section>
    }
}

/// What always holds, and the place where a copy is announced.
fn rest_of_pay(fixed: Fixed) -> impl IntoView {
    view! {
        <p class="network">{fixed.exchange}</p>
        {InertElement::new(fixed.alternative)}
        <p class="said" role="status" data-done=fixed.copied data-failed=fixed.copy_failed></p>
    }
}

/// What arrived, and on a receipt what for.
fn details(face: &ArcRwSignal<Face>, word: &'static str) -> impl IntoView + use<> {
    let rows = face.clone();
    let rows = move || rows.with(|face| face.rows.clone()).into_iter();
    view! {
        <section class="rows" hidden=gone(face, |face| face.rows.is_empty())>
            {Still(move || view! { <h2>{word}</h2> })}
            <dl>{move || rows().map(row).collect::<Vec<_>>()}</dl>
        </section>
    }
}

/// One line of the details.
fn row(row: Row) -> impl IntoView {
    let bare = row.more.is_empty();
    view! {
        <div>
            <dt>{row.label}</dt>
            <dd>
                <span>{row.text}</span>
                <small hidden=bare>{row.more}</small>
            </dd>
        </div>
    }
}

/// A receipt can be printed.
fn is_receipt(face: &Face) -> bool {
    face.status == "paid"
}
