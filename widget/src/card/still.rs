//! A part of a view that never changes: the edge draws it, the browser steps over it.
//!
//! Waking then needs neither its words nor its code, which halves what the card's tree costs to
//! load. Waking a `data-` or `aria-` attribute writes it, so what the browser does not know must be
//! still.

use std::future::{Future, ready};

use leptos::attr::Attribute;
use leptos::attr::any_attribute::AnyAttribute;
use leptos::prelude::*;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::{Position, PositionState};

/// Exactly one node, or the last nodes of their parent.
pub(crate) struct Still<F>(pub(crate) F);

impl<F, V> Render for Still<F>
where
    F: FnOnce() -> V,
    V: RenderHtml,
{
    type State = ();

    fn build(self) -> Self::State {}

    fn rebuild(self, (): &mut Self::State) {}
}

impl<F, V> RenderHtml for Still<F>
where
    F: FnOnce() -> V + Send,
    V: RenderHtml,
{
    type AsyncOutput = ();
    type Owned = ();

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    fn resolve(self) -> impl Future<Output = Self::AsyncOutput> + Send {
        ready(())
    }

    fn to_html_with_buf(
        self,
        buf: &mut String,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        extra_attrs: Vec<AnyAttribute>,
    ) {
        (self.0)().to_html_with_buf(buf, position, escape, mark_branches, extra_attrs);
        *position = Position::NextChild;
    }

    fn hydrate<const FROM_SERVER: bool>(
        self,
        cursor: &Cursor,
        position: &PositionState,
    ) -> Self::State {
        if position.get() == Position::FirstChild {
            cursor.child();
        } else {
            cursor.sibling();
        }
        position.set(Position::NextChild);
    }

    fn into_owned(self) -> Self::Owned {}
}

impl<F, V> AddAnyAttr for Still<F>
where
    F: FnOnce() -> V + Send,
    V: RenderHtml,
{
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self::Output<NewAttr> {
        self
    }
}
