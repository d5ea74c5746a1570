//! What the system's input method is told: which field has the keyboard, and where its cursor is.
//!
//! On X11 an input method keeps its state, such as whether pinyin is on, for each connection of a window, and winit makes a
//! new one each time a field says that it begins or ends to want text. What egui says of each click and each change of field is
//! therefore told only where it matters; who writes Chinese would otherwise have to turn it on again after every click.

use egui::output::IMEOutput;
use egui::{Context, FullOutput, Id};

/// Stands between egui and the window.
#[derive(Default)]
pub struct InputMethod {
    /// What has the keyboard.
    focused: Option<Id>,
    /// Whether something is being composed and shown in the field; the window knows.
    pub is_composing: bool,
    /// What the last field said, until something else takes the keys.
    last: Option<IMEOutput>,
}

impl egui::Plugin for InputMethod {
    fn debug_name(&self) -> &'static str {
        "input method"
    }

    fn output_hook(&mut self, ctx: &Context, output: &mut FullOutput) {
        let focused = ctx.memory(|memory| memory.focused());
        let has_moved = std::mem::replace(&mut self.focused, focused) != focused;
        if has_moved {
            // A field speaks up only in the frame after the one in which it got the keyboard, and a window at rest paints none:
            // its first letter would miss the input method.
            ctx.request_repaint();
        }
        let told = &mut output.platform_output.ime;
        if let Some(ime) = told {
            ime.should_interrupt_composition &= self.is_composing;
        }
        if cfg!(target_os = "linux") {
            if let Some(ime) = told {
                // Of the place only one corner is told: below the cursor the candidates cover no letters.
                ime.cursor_rect.min.y = ime.cursor_rect.max.y;
            } else if focused.is_none() || has_moved {
                *told = self.last;
            }
            self.last = told.map(|ime| IMEOutput { should_interrupt_composition: false, ..ime });
        }
    }
}
