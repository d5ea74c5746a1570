//! Waits for what is copied on X11: the server tells when the clipboard has another owner (XFixes), and the owner hands over
//! its kinds, then the text (ICCCM §2), a long one in pieces.

use std::sync::Arc;

use x11rb::connection::Connection as _;
use x11rb::protocol::Event;
use x11rb::protocol::xfixes::{ConnectionExt as _, SelectionEventMask};
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ClientMessageEvent, ConnectionExt as _, CreateWindowAux, EventMask, Property, Timestamp, Window,
    WindowClass,
};
use x11rb::rust_connection::RustConnection;

use crate::app::clipboard::{Hearing, LARGEST, Trouble, form};

x11rb::atom_manager! {
    /// The names that are asked for.
    Atoms: AtomsCookie {
        CLIPBOARD,
        TARGETS,
        INCR,
        LANGSHENG_COPIED,
    }
}

/// What the owner was asked for last.
enum Asked {
    Nothing,
    Kinds,
    Text,
    /// The rest of a long text, of which this has come.
    Pieces(Vec<u8>),
}

struct Clipboard {
    connection: Arc<RustConnection>,
    /// Nobody sees it; the owner answers to it.
    window: Window,
    atoms: Atoms,
    asked: Asked,
    /// Whether the text comes in Latin-1.
    is_latin: bool,
}

/// Ends the waiting by a message to the window that waits.
struct Stop {
    connection: Arc<RustConnection>,
    window: Window,
}

impl Drop for Stop {
    fn drop(&mut self) {
        let message = ClientMessageEvent::new(32, self.window, AtomEnum::STRING, [0; 5]);
        // Where the server is gone, so is the thread.
        self.connection.send_event(false, self.window, EventMask::NO_EVENT, message).ok();
        self.connection.flush().ok();
    }
}

/// Tells what is copied on a display, the usual one where none is named.
///
/// # Errors
/// There is no such display, it knows no XFixes, or it is gone.
pub(super) fn listen(display: Option<&str>, hearing: &Hearing) -> Result<(), Trouble> {
    let (connection, screen) = x11rb::connect(display)?;
    let connection = Arc::new(connection);
    let atoms = Atoms::new(&*connection)?.reply()?;
    connection.xfixes_query_version(2, 0)?.reply()?;
    let window = connection.generate_id()?;
    let root = connection.setup().roots[screen].root;
    let aux = CreateWindowAux::new().event_mask(EventMask::PROPERTY_CHANGE);
    connection.create_window(0, window, root, 0, 0, 1, 1, 0, WindowClass::INPUT_ONLY, 0, &aux)?;
    let changes = SelectionEventMask::SET_SELECTION_OWNER;
    connection.xfixes_select_selection_input(window, atoms.CLIPBOARD, changes)?.check()?;
    if hearing.ready.send(Box::new(Stop { connection: connection.clone(), window })).is_err() {
        return Ok(());
    }
    let mut clipboard = Clipboard { connection, window, atoms, asked: Asked::Nothing, is_latin: false };
    loop {
        match clipboard.connection.wait_for_event()? {
            Event::ClientMessage(message) if message.window == window => return Ok(()),
            Event::XfixesSelectionNotify(change) if change.owner != x11rb::NONE => {
                clipboard.asked = Asked::Kinds;
                clipboard.ask(atoms.TARGETS, change.timestamp)?;
            }
            // A refusal names no property.
            Event::SelectionNotify(answer) if answer.property == x11rb::NONE => clipboard.asked = Asked::Nothing,
            Event::SelectionNotify(answer) => clipboard.answered(answer.target, answer.time, hearing)?,
            Event::PropertyNotify(change) if change.state == Property::NEW_VALUE => clipboard.piece(hearing)?,
            _ => {}
        }
    }
}

impl Clipboard {
    fn ask(&self, target: Atom, time: Timestamp) -> Result<(), Trouble> {
        let (window, place) = (self.window, self.atoms.LANGSHENG_COPIED);
        self.connection.delete_property(window, place)?;
        self.connection.convert_selection(window, self.atoms.CLIPBOARD, target, place, time)?;
        Ok(self.connection.flush()?)
    }

    /// Takes what stands at the window, and its type.
    fn take(&self) -> Result<(Vec<u8>, Atom), Trouble> {
        let (window, place) = (self.window, self.atoms.LANGSHENG_COPIED);
        let reply = self.connection.get_property(true, window, place, AtomEnum::ANY, 0, u32::MAX / 4)?.reply()?;
        Ok((reply.value, reply.type_))
    }

    /// The owner has answered.
    fn answered(&mut self, target: Atom, time: Timestamp, hearing: &Hearing) -> Result<(), Trouble> {
        match self.asked {
            Asked::Kinds if target == self.atoms.TARGETS => {
                let (kinds, _) = self.take()?;
                self.asked = Asked::Nothing;
                if let Some(kind) = self.kind(&kinds)? {
                    self.asked = Asked::Text;
                    self.is_latin = kind == u32::from(AtomEnum::STRING);
                    self.ask(kind, time)?;
                }
            }
            Asked::Text if target != self.atoms.TARGETS => {
                let (bytes, form) = self.take()?;
                // With the property gone the owner sends the first piece.
                if form == self.atoms.INCR {
                    self.asked = Asked::Pieces(Vec::new());
                } else {
                    self.asked = Asked::Nothing;
                    self.tell(&bytes, hearing);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Something stands at the window, perhaps a piece of a long text; an empty one is its end.
    fn piece(&mut self, hearing: &Hearing) -> Result<(), Trouble> {
        // Else it is what the owner also sends a word of.
        if !matches!(self.asked, Asked::Pieces(_)) {
            return Ok(());
        }
        let (bytes, _) = self.take()?;
        let Asked::Pieces(all) = &mut self.asked else { return Ok(()) };
        if bytes.is_empty() {
            let all = std::mem::take(all);
            self.asked = Asked::Nothing;
            self.tell(&all, hearing);
            return Ok(());
        }
        // One that is too long is heard to its end, so that its owner is not left waiting, but not kept.
        if all.len() <= LARGEST {
            all.extend(bytes);
        }
        Ok(())
    }

    fn tell(&self, bytes: &[u8], hearing: &Hearing) {
        if self.is_latin {
            let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
            return hearing.tell_bytes(text.as_bytes());
        }
        hearing.tell_bytes(bytes);
    }

    /// The kind in which the text is asked for.
    fn kind(&self, kinds: &[u8]) -> Result<Option<Atom>, Trouble> {
        let atoms = kinds.as_chunks::<4>().0.iter().map(|four| u32::from_ne_bytes(*four)).filter(|atom| *atom != 0);
        let asked: Vec<_> =
            atoms.map(|atom| Ok((atom, self.connection.get_atom_name(atom)?))).collect::<Result<_, Trouble>>()?;
        let mut names = Vec::new();
        for (atom, cookie) in asked {
            // Some name kinds that do not exist.
            if let Ok(reply) = cookie.reply() {
                names.push((atom, String::from_utf8_lossy(&reply.name).into_owned()));
            }
        }
        let known: Vec<&str> = names.iter().map(|(_, name)| name.as_str()).collect();
        let kind = form(&known).and_then(|kind| names.iter().find(|(_, name)| name == kind));
        Ok(kind.map(|(atom, _)| *atom))
    }
}
