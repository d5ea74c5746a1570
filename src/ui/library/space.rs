//! How much room the library takes on disk, its limit, and what would have to go.

use std::collections::HashMap;

use egui::{Context, Label, RichText, Ui};

use crate::store::budget;
use crate::ui::Action;
use crate::ui::library::LibraryAction;
use crate::ui::model::Model;
use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::{GAP, GROUP};
use crate::ui::shell::{format, theme, widgets};
use crate::words::{Lang, library as words, shell as common};

/// Limits that are offered, in bytes.
const LIMITS: [Option<u64>; 4] = [None, Some(1_000_000_000), Some(5_000_000_000), Some(20_000_000_000)];
/// Rows of the list of what would go: enough to judge by, and the rest is counted.
const ROW: f32 = 24.0;

/// The dialog, while it is open.
pub fn space_ui(ctx: &Context, model: &mut Model, open: &mut bool) -> Option<Action> {
    if !*open {
        return None;
    }
    let lang = model.lang();
    // Only while the dialog is open, and 10 000 takes are planned within a frame.
    let plan = model.settings.library_budget.map(|limit| budget(&model.library.takes, limit)).unwrap_or_default();
    let title = (words::SPACE.get(lang), common::CLOSE.get(lang));
    let remove = &plan.remove;
    let mut limit = model.settings.library_budget;
    let still_over = limit.is_some_and(|limit| plan.stays > limit);
    let body = |ui: &mut Ui| {
        let all: u64 = model.library.takes.iter().map(|take| take.bytes).sum();
        let used = words::SPACE_USED.with("all", format::number(model.library.takes.len()));
        ui.label(used.with("size", format::bytes(all)).get(lang));
        ui.add_space(GAP);
        widgets::heading(ui, words::BUDGET.get(lang));
        // A limit that was set in the file is shown too.
        let own = Some(limit).filter(|limit| !LIMITS.contains(limit));
        let named = |limit: Option<u64>| match limit {
            None => words::NO_BUDGET.get(lang).to_owned(),
            Some(limit) => format::bytes(limit).replace(".0", ""),
        };
        let choices: Vec<_> = LIMITS.into_iter().chain(own).map(|limit| (limit, named(limit))).collect();
        widgets::segmented(ui, &mut limit, &choices);
        widgets::explain(ui, words::BUDGET_WHY.get(lang));
        ui.add_space(GROUP - GAP);
        if remove.is_empty() {
            if limit.is_some() && !still_over {
                widgets::explain(ui, words::WITHIN_BUDGET.get(lang));
            }
        } else {
            list_ui(ui, lang, model, remove, plan.frees);
        }
        if still_over {
            let palette = theme::palette(ui);
            ui.add(Label::new(RichText::new(words::STILL_OVER.get(lang)).small().color(palette.warn)).wrap());
        }
    };
    let foot = |ui: &mut Ui| {
        let mut remove_now = false;
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if !remove.is_empty() {
                let label = words::TRASH_THESE.with("n", format::number(remove.len())).get(lang);
                remove_now = widgets::primary_button(ui, Icon::Trash, &label).clicked();
            }
        });
        remove_now
    };
    let answer = widgets::sheet(ctx, "space", 440.0, title, body, foot);
    model.settings.library_budget = limit;
    *open = answer == Some(false);
    (answer == Some(true)).then_some(Action::Library(LibraryAction::TrashTakes(plan.remove)))
}

fn list_ui(ui: &mut Ui, lang: Lang, model: &Model, remove: &[String], frees: u64) {
    let palette = theme::palette(ui);
    let said = words::WOULD_GO.with("n", format::number(remove.len())).with("size", format::bytes(frees)).get(lang);
    widgets::explain(ui, said);
    let by_id: HashMap<&str, _> = model.library.takes.iter().map(|take| (take.id.as_str(), take)).collect();
    widgets::card(ui, palette.paper, |ui| {
        let scroll = egui::ScrollArea::vertical().max_height(180.0).id_salt("would go");
        scroll.show_rows(ui, ROW, remove.len(), |ui, rows| {
            for take in remove[rows].iter().filter_map(|id| by_id.get(id.as_str())) {
                let facts = format!("{} · {}", format::minute(&take.created), format::bytes(take.bytes));
                ui.horizontal(|ui| {
                    ui.set_height(ROW);
                    ui.label(RichText::new(facts).small().color(palette.faint));
                    ui.add(Label::new(RichText::new(take.name()).color(palette.ink)).truncate());
                });
            }
        });
    });
}
