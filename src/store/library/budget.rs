//! What would have to go for a library to stay below a size. Only a plan: nothing is deleted unless the user says so.

use std::sync::Arc;

use crate::store::library::info::{TakeInfo, TakeState};

/// What a budget comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BudgetPlan {
    /// The takes that would be removed, the oldest first; none where the library fits.
    pub remove: Vec<String>,
    /// Bytes on disk that this would free.
    pub frees: u64,
    /// Bytes on disk that would stay. More than the limit where what must stay is larger than that.
    pub stays: u64,
}

/// Plans a library of at most `limit` bytes: the oldest takes go first, and no more of them than needed.
///
/// What stays in any case: takes with a star; takes that are being written; unfinished ones, because what they lack was
/// to be had and what they hold was paid for; damaged ones, because nobody knows what is in them.
pub fn budget(takes: &[Arc<TakeInfo>], limit: u64) -> BudgetPlan {
    let mut plan = BudgetPlan { stays: takes.iter().map(|take| take.bytes).sum(), ..BudgetPlan::default() };
    let mut free: Vec<&TakeInfo> =
        takes.iter().map(Arc::as_ref).filter(|take| !take.starred && take.state == TakeState::Complete).collect();
    free.sort_unstable_by(|a, b| (a.begun, &a.id).cmp(&(b.begun, &b.id)));
    for take in free {
        if plan.stays <= limit {
            break;
        }
        plan.remove.push(take.id.clone());
        plan.frees += take.bytes;
        plan.stays -= take.bytes;
    }
    plan
}
