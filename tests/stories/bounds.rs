//! What a broken or hostile service costs: connections, bytes, time and work have a bound, whatever it does.

mod floods;
mod slow;
mod sound;
mod storm;
