//! Letters: a bundled Chinese font for machines that have none, and the machine's own fonts for the rest.

use std::sync::Arc;

use egui::{Context, FontData, FontDefinitions, FontFamily};
use egui_system_font_provider::SystemFontProvider;

use crate::words::Lang;

/// The 6 763 characters of GB 2312 and the Latin letters, from Noto Sans SC (SIL Open Font Licence 1.1).
static NOTO: &[u8] = include_bytes!("../../../assets/fonts/NotoSansSC-subset.ttf");

/// “ ” ‘ ’ … in the widths of Latin text; the font above has them as wide as a hanzi, as Chinese wants them.
static LATIN_MARKS: &[u8] = include_bytes!("../../../assets/fonts/NotoSansSC-marks.ttf");

/// Installs the bundled font. It leads the proportional family, so that Chinese and Latin letters come from one hand and
/// share one line height; egui's own fonts follow for what it lacks.
pub fn install(ctx: &Context, lang: Lang) {
    let mut fonts = FontDefinitions::default();
    let mut first = vec![("Noto Sans SC", NOTO)];
    if lang == Lang::En {
        first.insert(0, ("Latin marks", LATIN_MARKS));
    }
    for (place, (name, bytes)) in first.into_iter().enumerate() {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
        fonts.families.entry(FontFamily::Proportional).or_default().insert(place, name.to_owned());
        fonts.families.entry(FontFamily::Monospace).or_default().push(name.to_owned());
    }
    ctx.set_fonts(fonts);
}

/// Lets the machine's fonts help out with rare characters and emoji. Simplified Chinese shapes are requested by name: the
/// locale of a bare machine is `C`, and then Japanese shapes would come.
pub fn install_system_fallback(ctx: &Context) {
    ctx.add_font_provider(Arc::new(SystemFontProvider::new().with_locale(Some("zh-Hans"))));
}
