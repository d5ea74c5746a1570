//! Letters on the screen.

use egui::{Color32, FontId, MissingGlyphPolicy};

use crate::desk::{Desk, LANGS};

#[test]
fn a_character_that_no_font_has_shows_a_box() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        // The harness would rather panic.
        desk.harness().ctx.set_missing_glyph_policy(MissingGlyphPolicy::Tofu);
        desk.step();
        for font in [FontId::proportional(16.0), FontId::monospace(16.0)] {
            // Not assigned, of private use, a dead script, and two letters that are there.
            for c in ['\u{378}', '\u{E123}', '\u{10A60}', '字', 'a'] {
                let lay = |fonts: &mut egui::epaint::text::FontsView<'_>| {
                    fonts.layout_no_wrap(c.to_string(), font.clone(), Color32::BLACK)
                };
                let galley = desk.harness().ctx.fonts_mut(lay);
                let [glyph] = &galley.rows[0].row.glyphs[..] else { panic!("one character, one glyph") };
                assert!(glyph.advance_width > 0.0 && !glyph.uv_rect.is_nothing(), "{c:?} shows nothing in {font:?}");
            }
        }
    }
}
