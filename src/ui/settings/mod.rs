//! The settings beside the voice: the device, pauses, what is kept.

pub mod pauses;
pub mod sound;

/// What the user wants of the settings; most are edited in place.
#[derive(Debug)]
pub enum SettingsAction {
    /// Save finished takes by themselves, or not.
    AutoSave(bool),
}
