//! The regions beside the page: which of them have room, and the buttons that show and hide them.

use egui::accesskit::{Live, Role};
use egui::{Context, Id, IdSalt, Rect, ScrollArea, Sense, Ui, UiBuilder, vec2};

use crate::store::RegionSettings;
use crate::ui::model::Model;
use crate::ui::playback::Stage;
use crate::ui::shell::icons::Icon;
use crate::ui::shell::{format, widgets};
use crate::words::{Lang, playback, shell as words};

/// A region beside the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// Documents and queue.
    Left,
    /// The voice.
    Right,
}

/// The page has at least this width beside both regions, in points; else only one of them is shown.
const PAGE_WIDTH: f32 = 400.0;
/// And at least this beside one; else a region lies where the page was, and is shown only while it is wanted.
const PAGE_BESIDE_ONE: f32 = 320.0;

/// The regions that are shown in a window of some width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShownRegions {
    /// Whether the left one is.
    pub left: bool,
    /// Whether the right one is.
    pub right: bool,
}

/// Which regions are shown where the window is too narrow for both, in the order in which they were wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct NarrowRegions {
    /// The one that was asked for last.
    wanted: Option<Region>,
    /// Whether the window was too narrow for any of them in the last frame.
    is_drawer: bool,
}

impl ShownRegions {
    /// Finds which regions are shown in a window `width` points wide.
    pub fn in_width(width: f32, settings: &RegionSettings, narrow: &mut NarrowRegions) -> ShownRegions {
        let RegionSettings { left, left_width, right, right_width } = *settings;
        let is_drawer = width < left_width.max(right_width) + PAGE_BESIDE_ONE;
        if is_drawer && !std::mem::replace(&mut narrow.is_drawer, is_drawer) {
            // The window has become so narrow: the page comes first.
            narrow.wanted = None;
        }
        narrow.is_drawer = is_drawer;
        if is_drawer {
            return ShownRegions {
                left: narrow.wanted == Some(Region::Left),
                right: narrow.wanted == Some(Region::Right),
            };
        }
        if width >= left_width + right_width + PAGE_WIDTH || !(left && right) {
            return ShownRegions { left, right };
        }
        let is_left = narrow.wanted == Some(Region::Left);
        ShownRegions { left: is_left, right: !is_left }
    }

    /// The regions that are not shown.
    pub fn hidden(self) -> Vec<Region> {
        let all = [(Region::Left, self.left), (Region::Right, self.right)];
        all.into_iter().filter(|(_, is_shown)| !is_shown).map(|(region, _)| region).collect()
    }
}

impl NarrowRegions {
    /// Shows a region.
    pub fn show(&mut self, region: Region, settings: &mut RegionSettings) {
        self.wanted = Some(region);
        match region {
            Region::Left => settings.left = true,
            Region::Right => settings.right = true,
        }
    }

    /// Hides a region. One that lay over the page is only put away.
    pub fn hide(&mut self, region: Region, settings: &mut RegionSettings) {
        self.wanted = None;
        match region {
            _ if self.is_drawer => {}
            Region::Left => settings.left = false,
            Region::Right => settings.right = false,
        }
    }
}

/// How large the regions were in the last frame that are painted after those whose room depends on it, in points.
#[derive(Clone, Copy, Debug)]
pub struct RegionSizes {
    /// Height of the player.
    pub player: f32,
    /// Width of the right region, where it was shown.
    pub right: Option<f32>,
}

impl Default for RegionSizes {
    fn default() -> RegionSizes {
        RegionSizes { player: 132.0, right: None }
    }
}

impl RegionSizes {
    /// Whether these sizes are others; less than half a point is the rounding to pixels.
    pub fn is_other(self, now: RegionSizes) -> bool {
        let right = self.right.zip(now.right).map_or(self.right != now.right, |(was, is)| (was - is).abs() > 0.5);
        right || (self.player - now.player).abs() > 0.5
    }
}

/// A room for a region, from which nothing of it reaches out.
pub fn child(ui: &mut Ui, place: Rect, name: &str) -> Ui {
    let mut child = ui.new_child(UiBuilder::new().id_salt(name).max_rect(place));
    child.set_clip_rect(place.intersect(ui.clip_rect()));
    child
}

/// Names the region that `ui` is in, so that a screen reader can go from one to another.
pub fn name(ui: &Ui, name: &str) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(Role::Region);
        node.set_label(name);
    });
}

/// Shows a page at least so high, in points; where there is less room it is scrolled as a whole.
pub fn at_least<R>(ui: &mut Ui, height: f32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    if ui.available_height() >= height {
        return contents(ui);
    }
    let page = ScrollArea::vertical().id_salt("low page").auto_shrink(false);
    page.show(ui, |ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        contents(&mut child(ui, rect, "low"))
    })
    .inner
}

/// Names the edge with which a region in `ui` is made wider: egui has only English for it.
pub fn name_edge(ui: &Ui, region: &str, name: &str) {
    let edge = ui.scope_id().with_salt(IdSalt::new(region)).with("__resize");
    if ui.ctx().has_accesskit_node(edge) {
        ui.ctx().accesskit_node_builder(edge, |node| node.set_label(name));
        if let Some(edge) = ui.ctx().read_response(edge).filter(|edge| edge.has_focus()) {
            widgets::focus_ring(ui, edge.rect.shrink(2.0), 0);
        }
    }
}

/// Names the window, and says what has become of what is being spoken, wherever the keyboard is.
pub fn name_window(ctx: &Context, lang: Lang, model: &Model) {
    ctx.accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label("朗声 Langsheng"));
    ctx.accesskit_node_builder(Id::unique("what is said"), |node| {
        node.set_role(Role::Status);
        node.set_live(Live::Polite);
        node.set_label(said(lang, model).unwrap_or_default());
    });
}

fn said(lang: Lang, model: &Model) -> Option<String> {
    let run = model.playback.job.as_ref()?;
    let failure = || run.failure.as_ref().map(|failure| failure.what.get(lang));
    match run.stage {
        Stage::Asked | Stage::Connecting | Stage::Receiving if run.retrying.is_some() => {
            Some(playback::SAID_RETRYING.get(lang).to_owned())
        }
        Stage::Asked | Stage::Connecting | Stage::Receiving => Some(playback::SAID_STARTED.get(lang).to_owned()),
        Stage::Finished => {
            let time = run.take.as_ref().map(|take| format::samples(take.len(), take.rate()))?;
            Some(playback::SAID_FINISHED.with("time", time).get(lang))
        }
        Stage::Stopped => Some(playback::SAID_STOPPED.get(lang).to_owned()),
        Stage::Failed => failure(),
    }
}

/// The button that shows or hides a region; whether it was pressed.
pub fn toggle_ui(ui: &mut Ui, lang: Lang, region: Region, is_shown: bool) -> bool {
    let (icon, show, hide) = match region {
        Region::Left => (Icon::LeftRegion, words::SHOW_LEFT, words::HIDE_LEFT),
        Region::Right => (Icon::RightRegion, words::SHOW_RIGHT, words::HIDE_RIGHT),
    };
    let label = if is_shown { hide } else { show };
    widgets::icon_button(ui, icon, label.get(lang)).clicked()
}

#[cfg(test)]
mod tests {
    use super::{NarrowRegions, Region, ShownRegions};
    use crate::store::RegionSettings;

    #[test]
    fn as_many_regions_are_shown_as_leave_the_page_its_room() {
        let mut settings = RegionSettings::default();
        let mut narrow = NarrowRegions::default();
        let shown = |width, settings: &RegionSettings, narrow: &mut NarrowRegions| {
            let ShownRegions { left, right } = ShownRegions::in_width(width, settings, narrow);
            (left, right)
        };
        assert_eq!(shown(1100.0, &settings, &mut narrow), (true, true));
        assert_eq!(shown(760.0, &settings, &mut narrow), (false, true));
        narrow.show(Region::Left, &mut settings);
        assert_eq!(shown(760.0, &settings, &mut narrow), (true, false));
        assert_eq!(shown(500.0, &settings, &mut narrow), (false, false), "the page comes first");
        narrow.show(Region::Right, &mut settings);
        assert_eq!(shown(500.0, &settings, &mut narrow), (false, true));
        narrow.hide(Region::Right, &mut settings);
        assert_eq!(shown(500.0, &settings, &mut narrow), (false, false));
        assert_eq!(shown(1100.0, &settings, &mut narrow), (true, true), "it was only put away");
        narrow.hide(Region::Right, &mut settings);
        assert_eq!(shown(1100.0, &settings, &mut narrow), (true, false));
        assert_eq!(shown(760.0, &settings, &mut narrow), (true, false));
    }
}
