//! A queue that threads wait on: many put, one or a few take, several at a time.

use std::{
    collections::VecDeque,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};

pub(super) struct Queue<T> {
    state: Mutex<State<T>>,
    wake: Condvar,
    capacity: usize,
}

struct State<T> {
    waiting: VecDeque<T>,
    closed: bool,
}

/// Why something was not queued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    Full,
    Closed,
}

impl<T> Queue<T> {
    pub(super) fn new(capacity: usize) -> Self {
        Self { state: Mutex::new(State { waiting: VecDeque::new(), closed: false }), wake: Condvar::new(), capacity }
    }

    /// Puts one at the end; how many wait now.
    pub(super) fn push(&self, item: T) -> Result<usize, Refused> {
        let mut state = self.lock();
        if state.closed {
            return Err(Refused::Closed);
        }
        if state.waiting.len() >= self.capacity {
            return Err(Refused::Full);
        }
        state.waiting.push_back(item);
        let waiting = state.waiting.len();
        drop(state);
        self.wake.notify_one();
        Ok(waiting)
    }

    /// Waits until there is something and moves up to `most` of it into `taken`; false once closed and empty.
    pub(super) fn take(&self, taken: &mut Vec<T>, most: usize) -> bool {
        let mut state = self.lock();
        while state.waiting.is_empty() {
            if state.closed {
                return false;
            }
            state = self.wake.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let count = state.waiting.len().min(most);
        taken.extend(state.waiting.drain(..count));
        true
    }

    /// Takes no more; what waits is still taken.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.wake.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_was_accepted_is_still_taken_after_closing() {
        let queue = Queue::new(2);
        assert_eq!(queue.push(1), Ok(1));
        assert_eq!(queue.push(2), Ok(2));
        assert_eq!(queue.push(3), Err(Refused::Full));
        queue.close();
        assert_eq!(queue.push(4), Err(Refused::Closed));
        let mut taken = Vec::new();
        assert!(queue.take(&mut taken, 64));
        assert_eq!(taken, [1, 2]);
        assert!(!queue.take(&mut taken, 64));
    }
}
