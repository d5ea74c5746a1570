//! The settings: one page with sections, each edited in place.

mod keeping;
pub mod page;
mod proxy;
mod shortcuts;
mod sound;

pub use shortcuts::KeyChange;

/// What the user wants of the settings; most are edited in place.
#[derive(Debug)]
pub enum SettingsAction {
    /// Save finished takes by themselves, or not.
    AutoSave(bool),
}
