//! Whether the device comes too short so often that it needs a larger buffer.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// How often a device may come too short within [`WINDOW`] before it gets a larger buffer.
const MOST: usize = 3;
const WINDOW: Duration = Duration::from_secs(60);

/// What comes too short within this time is one stall: a program that was stopped for a second needs no larger buffer.
const STALL: Duration = Duration::from_millis(500);

/// When the device came too short lately.
#[derive(Default)]
pub struct UnderrunMonitor {
    seen: u32,
    stalls: VecDeque<Instant>,
}

impl UnderrunMonitor {
    /// Takes how often the device has come too short since it was opened; says whether that is too often by now.
    pub fn note(&mut self, total: u32, now: Instant) -> bool {
        // The count begins anew with every device, so a smaller one says nothing.
        let more = total > std::mem::replace(&mut self.seen, total);
        let same_stall = self.stalls.back().is_some_and(|last| now.duration_since(*last) < STALL);
        if !more || same_stall {
            return false;
        }
        self.stalls.retain(|stall| now.duration_since(*stall) < WINDOW);
        self.stalls.push_back(now);
        let too_often = self.stalls.len() > MOST;
        if too_often {
            self.stalls.clear();
        }
        too_often
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn too_often(counts: &[(u64, u32)]) -> bool {
        let (mut monitor, start) = (UnderrunMonitor::default(), Instant::now());
        counts.iter().any(|(millis, total)| monitor.note(*total, start + Duration::from_millis(*millis)))
    }

    #[test]
    fn only_what_happens_often_in_a_minute_counts() {
        assert!(too_often(&[(0, 1), (600, 2), (1_200, 3), (1_800, 4)]));
        assert!(!too_often(&[(0, 1), (100, 5), (200, 90), (400, 200)]), "one long stall");
        assert!(!too_often(&[(0, 1), (20_000, 2), (40_000, 3), (60_000, 4), (80_000, 5)]), "now and then");
        assert!(!too_often(&[(0, 1), (600, 2), (1_200, 3), (1_800, 3), (2_400, 0)]));
    }
}
