//! Letters: a bundled Chinese font for machines that have none, and the machine's own fonts for the rest.

use std::sync::Arc;

use egui::{Context, FontData, FontDefinitions, FontFamily};
use egui_system_font_provider::SystemFontProvider;

/// The 6 763 characters of GB 2312 and the Latin letters, from Noto Sans SC (SIL Open Font Licence 1.1).
static NOTO: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-subset.ttf");

/// Installs the bundled font. It leads the proportional family, so that Chinese and Latin letters come from one hand and
/// share one line height; egui's own fonts follow for what it lacks.
pub fn install(ctx: &Context) {
    let mut fonts = FontDefinitions::default();
    let name = "Noto Sans SC".to_owned();
    fonts.font_data.insert(name.clone(), Arc::new(FontData::from_static(NOTO)));
    fonts.families.entry(FontFamily::Proportional).or_default().insert(0, name.clone());
    fonts.families.entry(FontFamily::Monospace).or_default().push(name);
    ctx.set_fonts(fonts);
}

/// Lets the machine's fonts help out with rare characters and emoji. Simplified Chinese shapes are asked for by name: the
/// locale of a bare machine is `C`, and then Japanese shapes would come (platform.md §4).
pub fn install_system_fallback(ctx: &Context) {
    ctx.add_font_provider(Arc::new(SystemFontProvider::new().with_locale(Some("zh-Hans"))));
}
