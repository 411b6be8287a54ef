//! Runs a few futures at a time. Workers allow six open connections; a list of hundreds waits its
//! turn.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

/// The values of all futures, as they end; at most `many` are under way at any moment.
pub async fn together<F: Future>(futures: impl Iterator<Item = F>, many: usize) -> Vec<F::Output> {
    let mut waiting = futures;
    let mut running: Vec<Pin<Box<F>>> = waiting.by_ref().take(many).map(Box::pin).collect();
    let mut values = Vec::new();
    poll_fn(|context| {
        let mut index = 0;
        while let Some(future) = running.get_mut(index) {
            match future.as_mut().poll(context) {
                Poll::Pending => index += 1,
                Poll::Ready(value) => {
                    values.push(value);
                    drop(running.swap_remove(index));
                    running.extend(waiting.next().map(Box::pin));
                }
            }
        }
        if running.is_empty() { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    values
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use futures::executor::block_on;

    use super::*;

    /// Ends at its second poll, and tells how many were under way.
    async fn slow(under_way: &Cell<usize>, most: &Cell<usize>, value: usize) -> usize {
        under_way.set(under_way.get() + 1);
        most.set(most.get().max(under_way.get()));
        let mut polled = false;
        poll_fn(|context| {
            context.waker().wake_by_ref();
            if std::mem::replace(&mut polled, true) { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
        under_way.set(under_way.get() - 1);
        value
    }

    #[test]
    fn all_are_run_and_never_more_than_allowed_at_once() {
        let (under_way, most) = (Cell::new(0), Cell::new(0));
        let futures = (0..10).map(|value| slow(&under_way, &most, value));
        let mut values = block_on(together(futures, 3));
        values.sort_unstable();
        assert_eq!(values, (0..10).collect::<Vec<_>>());
        assert_eq!(most.get(), 3);
        assert!(block_on(together(std::iter::empty::<std::future::Ready<()>>(), 3)).is_empty());
    }
}
