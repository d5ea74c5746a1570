//! App: the window. Knows nothing of the network.

/// Opens the window.
pub fn run(_home: crate::store::Home) -> Result<(), crate::words::Failure> {
    Ok(())
}
