//! Whatever servers do, whatever happens to the watcher, whatever the merchant does meanwhile: each
//! payment is counted once.

use std::rc::Rc;

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::json;
use shared::currency::{Asset, Network};

use super::chain::Fault;
use super::horizon::{self, Kind, Memo};
use super::mishap::Mishap;
use super::rippled;
use super::town::{Bill, PAYER, Town, on_ledger, town};
use crate::support::live::{g, r};

/// How a payer pays.
#[derive(Clone, Copy, Debug)]
enum How {
    /// As the page says.
    Right,
    /// With a memo in lower case, and blanks around.
    ByHand,
    /// With the number instead of the memo.
    ByNumber,
    /// To the muxed address.
    Muxed,
    /// To the muxed address, with the memo of another invoice.
    MuxedAndMemo,
    /// With a path of assets.
    Path,
    /// From a contract.
    Contract,
    /// Twice in one transaction, once to somebody else.
    Several,
    /// With a memo of nobody, or none.
    WrongMemo,
    NoMemo,
    HashMemo,
    /// In other assets.
    Forged,
    OtherAsset,
    /// So little that it is spam.
    Dust,
    /// It failed.
    Failed,
    /// The merchant sends it.
    Outgoing,
    /// An account is made, or closed.
    Merge,
}

const HOW: [How; 17] = [
    How::Right,
    How::ByHand,
    How::ByNumber,
    How::Muxed,
    How::MuxedAndMemo,
    How::Path,
    How::Contract,
    How::Several,
    How::WrongMemo,
    How::NoMemo,
    How::HashMemo,
    How::Forged,
    How::OtherAsset,
    How::Dust,
    How::Failed,
    How::Outgoing,
    How::Merge,
];

/// What is wrong with servers. A gap is not among them: it must be told of, and is tested alone.
const FAULTS: [Fault; 19] = [
    Fault::Status(429),
    Fault::Status(500),
    Fault::Status(503),
    Fault::Status(404),
    Fault::Silent,
    Fault::Html,
    Fault::Truncated,
    Fault::EmptyPage,
    Fault::Repeats,
    Fault::Reorders,
    Fault::DropsTail,
    Fault::Hides,
    Fault::Lags(15),
    Fault::PagesLag(15),
    Fault::OtherNetwork,
    Fault::ClipsTail(10),
    Fault::EmptyWith(500),
    Fault::TellsFailed,
    Fault::Unvalidated,
];

/// What the merchant does to an invoice.
const ACTS: [&str; 3] = ["settle", "expire", "cancel"];

/// What happens at one step of the watcher.
#[derive(Clone, Copy, Debug)]
enum Happens {
    KilledBefore,
    KilledAfter,
    Fails,
    Lost,
    LostUndone,
    /// The merchant acts on this invoice.
    Acts(usize, usize),
    /// Somebody else looks, too.
    Looks(usize),
}

#[derive(Clone, Debug)]
enum Step {
    Pay(How, usize, i64),
    Pass(i64),
    /// All of a network's servers, or one.
    Wrong(bool, Option<usize>, Option<Fault>),
    /// The next answer of one.
    Once(bool, usize, Fault),
    Tick(Vec<(usize, Happens)>),
    Look(usize, Vec<(usize, Happens)>),
    Act(usize, usize),
}

fn happens() -> impl Strategy<Value = Vec<(usize, Happens)>> {
    let one = prop_oneof![
        Just(Happens::KilledBefore),
        Just(Happens::KilledAfter),
        Just(Happens::Fails),
        Just(Happens::Lost),
        Just(Happens::LostUndone),
        (0..ACTS.len(), 0..BILLS).prop_map(|(act, bill)| Happens::Acts(act, bill)),
        (0..BILLS).prop_map(Happens::Looks),
    ];
    vec((0..16_usize, one), 0..3)
}

fn step() -> impl Strategy<Value = Step> {
    let fault = || proptest::sample::select(&FAULTS[..]);
    let how = proptest::sample::select(&HOW[..]);
    prop_oneof![
        6 => (how, 0..BILLS, 1..40_i64).prop_map(|(how, bill, tenths)| {
            Step::Pay(how, bill, tenths)
        }),
        3 => (1..150_i64).prop_map(Step::Pass),
        2 => (any::<bool>(), proptest::option::of(0..3_usize), proptest::option::of(fault()))
            .prop_map(|(network, host, fault)| Step::Wrong(network, host, fault)),
        2 => (any::<bool>(), 0..3_usize, fault())
            .prop_map(|(network, host, fault)| Step::Once(network, host, fault)),
        4 => happens().prop_map(Step::Tick),
        3 => (0..BILLS, happens()).prop_map(|(bill, happens)| Step::Look(bill, happens)),
        1 => (0..ACTS.len(), 0..BILLS).prop_map(|(act, bill)| Step::Act(act, bill)),
    ]
}

/// Three on Stellar, two on the XRP Ledger; of each one that nobody ever pays in full.
const BILLS: usize = 5;

fn bills(town: &Town) -> Vec<Bill> {
    let large = || json!({"amount": "100000", "expiresIn": "never"});
    vec![
        town.bill(Asset::Usdc, large()),
        town.bill(Asset::Usdc, json!({"amount": "3"})),
        town.bill(Asset::Xlm, json!({"amount": "5"})),
        town.bill(Asset::Xrp, large()),
        town.bill(Asset::Xrp, json!({"amount": "3"})),
    ]
}

fn network(is_stellar: bool) -> Network {
    if is_stellar { Network::Stellar } else { Network::Xrpl }
}

struct Story {
    town: Rc<Town>,
    bills: Rc<Vec<Bill>>,
}

impl Story {
    fn plan(&self, happens: &[(usize, Happens)]) {
        let mishap = |one: &Happens| match *one {
            Happens::KilledBefore => Mishap::KilledBefore,
            Happens::KilledAfter => Mishap::KilledAfter,
            Happens::Fails => Mishap::Fails,
            Happens::Lost => Mishap::Lost,
            Happens::LostUndone => Mishap::LostUndone,
            Happens::Acts(index, bill) => {
                let (town, bills) = (self.town.clone(), self.bills.clone());
                Mishap::Meanwhile(Box::new(move || {
                    town.act_calmly(&bills[bill], ACTS[index]);
                }))
            }
            Happens::Looks(bill) => {
                let (town, bills) = (self.town.clone(), self.bills.clone());
                Mishap::Meanwhile(Box::new(move || town.look_calmly(&bills[bill])))
            }
        };
        let plan = happens.iter().map(|(step, one)| (*step, mishap(one)));
        self.town.mishaps.plan(plan);
    }

    fn take(&self, step: &Step) {
        let (town, bills) = (&self.town, &self.bills);
        match step {
            Step::Pay(how, bill, tenths) => pay(town, &bills[*bill], *how, *tenths),
            Step::Pass(seconds) => town.pass_s(*seconds),
            Step::Wrong(is_stellar, None, fault) => town.all(network(*is_stellar), *fault),
            Step::Wrong(is_stellar, Some(host), fault) => {
                town.hosts(network(*is_stellar))[*host].fault.set(*fault);
            }
            Step::Once(is_stellar, host, fault) => {
                let host = &town.hosts(network(*is_stellar))[*host];
                host.once.borrow_mut().push_back(Some(*fault));
            }
            Step::Tick(happens) => {
                self.plan(happens);
                town.tick();
            }
            Step::Look(bill, happens) => {
                self.plan(happens);
                town.look(&bills[*bill]);
            }
            Step::Act(index, bill) => town.act_calmly(&bills[*bill], ACTS[*index]),
        }
        town.mishaps.plan([]);
        town.audit(bills, false);
    }

    /// Servers and database are well again, and a day passes, in which all is read once more.
    fn end(&self) {
        let (town, bills) = (&self.town, &self.bills);
        for network in [Network::Stellar, Network::Xrpl] {
            town.all(network, None);
            town.hosts(network).iter().for_each(|host| host.once.borrow_mut().clear());
        }
        for seconds in [60, 60, 300, 300, 86_400, 60, 300] {
            town.pass_s(seconds);
            assert!(town.tick());
        }
        town.audit(bills, true);
        let left = "SELECT count(*) FROM delivery WHERE state = 'due'";
        assert_eq!(town.world.count(left), 0);
        for bill in [&bills[0], &bills[3]] {
            let status = town.read(bill).get("status");
            if status != "cancelled" && !has_settled(town, bill) {
                let counted = town.sum(bill, "counted") + town.sum(bill, "ignored");
                assert_eq!(counted, town.paid(bill), "{}", bill.id);
            }
        }
        for bill in bills.iter() {
            let all = ["counted", "duplicate", "late", "ignored"];
            let all: i64 = all.iter().map(|one| town.sum(bill, one)).sum();
            assert_eq!(all, town.paid(bill), "{}", bill.id);
        }
    }
}

fn has_settled(town: &Town, bill: &Bill) -> bool {
    let sql = "SELECT count(*) FROM invoice_event WHERE code = 'settled' AND invoice";
    town.world.count(&format!("{sql} = '{}'", bill.id)) > 0
}

fn pay(town: &Town, bill: &Bill, how: How, tenths: i64) {
    let amount = format!("{}.{}", tenths / 10, tenths % 10);
    match bill.network() {
        Network::Stellar => {
            let mut tx = town.stellar_tx(bill, &amount);
            change_stellar(&mut tx, bill, how);
            town.stellar(tx);
        }
        Network::Xrpl | Network::Psp => {
            let mut tx = town.xrpl_tx(bill, &amount);
            change_xrpl(&mut tx, bill, how);
            town.xrpl(tx);
        }
    }
}

fn change_stellar(tx: &mut horizon::Tx, bill: &Bill, how: How) {
    let op = &mut tx.ops[0];
    match how {
        How::Right => {}
        How::ByHand => tx.memo = Memo::Text(format!(" {} ", bill.memo.to_lowercase())),
        How::ByNumber => tx.memo = Memo::Id(bill.number),
        How::Muxed => (tx.memo, op.muxed) = (Memo::None, Some(bill.number)),
        How::MuxedAndMemo => {
            (tx.memo, op.muxed) = (Memo::Text("PLR-00000000".to_owned()), Some(bill.number));
        }
        How::Path => op.kind = Kind::PathReceive,
        How::Contract => {
            (op.kind, op.muxed, tx.memo) = (Kind::Contract, Some(bill.number), Memo::None);
        }
        How::Several => {
            let (mut second, mut elsewhere) = (op.clone(), op.clone());
            (second.kind, elsewhere.to) = (Kind::PathSend, g(77));
            tx.ops.extend([second, elsewhere]);
        }
        How::WrongMemo => tx.memo = Memo::Text("PLR-00000000".to_owned()),
        How::NoMemo => tx.memo = Memo::None,
        How::HashMemo => tx.memo = Memo::Hash,
        How::Forged => op.asset = format!("USDC:{}", g(66)),
        How::OtherAsset => {
            let other = if bill.asset == Asset::Xlm { Asset::Eurc } else { Asset::Xlm };
            op.asset = on_ledger(other);
        }
        How::Dust => op.amount = 9_999,
        How::Failed => tx.successful = false,
        How::Outgoing => (op.from, op.to) = (bill.address.clone(), g(PAYER)),
        How::Merge => (op.kind, op.asset) = (Kind::Merge, "XLM".to_owned()),
    }
}

fn change_xrpl(tx: &mut rippled::Tx, bill: &Bill, how: How) {
    match how {
        How::Right | How::ByHand | How::ByNumber | How::Muxed | How::Contract => {}
        // A partial payment: less arrived than was allowed.
        How::Path | How::Several => tx.most *= 1_000,
        How::WrongMemo | How::MuxedAndMemo => tx.tag = Some(0),
        How::NoMemo | How::HashMemo => tx.tag = None,
        How::Forged | How::OtherAsset => tx.asset = format!("XRP:{}", r(66)),
        How::Dust => tx.amount = 999,
        How::Failed => tx.result = "tecPATH_PARTIAL",
        How::Outgoing => (tx.from, tx.to) = (bill.address.clone(), r(PAYER)),
        How::Merge => tx.kind = "CheckCreate",
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None,
        ..ProptestConfig::default() })]

    #[test]
    fn whatever_servers_do_every_payment_is_counted_once(
        steps in vec(step(), 8..50),
        xrpl_page in 1..6_usize,
    ) {
        let town = Rc::new(town());
        let bills = Rc::new(bills(&town));
        town.ledgers.xrpl_page.set(xrpl_page);
        let story = Story { town, bills };
        for step in &steps {
            story.take(step);
        }
        story.town.ledgers.xrpl_page.set(200);
        story.end();
    }
}
