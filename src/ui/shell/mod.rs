//! What every side of the window stands in and is made of: the bar at the top, questions, notices, looks, letters and keys.

pub mod ask;
pub mod fonts;
pub mod format;
pub mod icons;
pub mod keys;
pub mod notices;
pub mod theme;
pub mod topbar;
pub(in crate::ui) mod view;
pub mod widgets;
