//! Which part of a take is exported: times as people type them.

use std::ops::Range;

use egui::{RichText, Ui};

use crate::audio::TakeSample;
use crate::store::Settings;
use crate::ui::export::{ExportDraft, ExportRange};
use crate::ui::shell::theme::GAP;
use crate::ui::shell::{format, theme, widgets};
use crate::words::{Lang, export as words};

pub(super) fn range_ui(ui: &mut Ui, lang: Lang, draft: &mut ExportDraft) {
    let here = match draft.facts.playhead {
        TakeSample::ZERO => words::FROM_HERE.get(lang).to_owned(),
        at => format!("{} {}", words::FROM_HERE.get(lang), format::samples(at, draft.facts.rate)),
    };
    let choices = [
        (ExportRange::Whole, words::WHOLE.get(lang).to_owned()),
        (ExportRange::FromHere, here),
        (ExportRange::Between, words::BETWEEN.get(lang).to_owned()),
    ];
    // A take of the library has no playhead.
    let choices = match draft.facts.playhead {
        TakeSample::ZERO => vec![choices[0].clone(), choices[2].clone()],
        _ => choices.to_vec(),
    };
    if widgets::segmented(ui, &mut draft.reach, &choices) && draft.reach == ExportRange::Between {
        if draft.from.is_empty() {
            draft.from = format::time(0.0);
        }
        if draft.to.is_empty() {
            draft.to = format::time(draft.facts.seconds.ceil());
        }
    }
    if draft.reach != ExportRange::Between {
        return;
    }
    ui.horizontal(|ui| {
        let width = (ui.available_width() - GAP) / 2.0;
        for (text, label) in [(&mut draft.from, words::FROM), (&mut draft.to, words::TO)] {
            ui.allocate_ui(egui::vec2(width, 36.0), |ui| {
                widgets::line_edit(ui, text, label.get(lang), label.get(lang)).on_hover_text(label.get(lang));
            });
        }
    });
    if between(draft).is_none() {
        let palette = theme::palette(ui);
        ui.label(RichText::new(words::NO_SUCH_RANGE.get(lang)).small().color(palette.bad));
    }
}

/// `1:05`, `65`, `0:01:05.5` in seconds; `None` for what is no time.
pub fn time_of(text: &str) -> Option<f64> {
    // An input method may leave the wide colon.
    let text = text.trim().replace('：', ":");
    let parts: Vec<&str> = text.split(':').collect();
    if parts.len() > 3 {
        return None;
    }
    let (last, whole) = parts.split_last()?;
    let digits = |part: &str| part.starts_with(|c: char| c.is_ascii_digit());
    let mut seconds = last.parse::<f64>().ok().filter(|_| digits(last))?;
    let mut unit = 60.0;
    for part in whole.iter().rev() {
        seconds += f64::from(part.parse::<u32>().ok().filter(|_| digits(part))?) * unit;
        unit *= 60.0;
    }
    seconds.is_finite().then_some(seconds)
}

/// The times that were typed, in seconds.
pub(super) fn between(draft: &ExportDraft) -> Option<(f64, f64)> {
    let (from, to) = (time_of(&draft.from)?, time_of(&draft.to)?);
    (to > from && from < draft.facts.seconds).then_some((from, to))
}

/// The part that is exported; `None` for all of it.
pub fn range_of(draft: &ExportDraft) -> Option<Range<TakeSample>> {
    let facts = &draft.facts;
    let all = TakeSample((facts.seconds * f64::from(facts.rate)).round() as u64);
    match draft.reach {
        ExportRange::Whole => None,
        ExportRange::FromHere => Some(facts.playhead..all.max(facts.playhead)),
        ExportRange::Between => {
            let (from, to) = between(draft)?;
            let sample = |seconds| TakeSample::at_seconds(seconds, facts.rate);
            Some(sample(from)..sample(to).min(all))
        }
    }
}

/// How long the file will be, about; `None` where nobody knows.
pub(super) fn seconds(draft: &ExportDraft, settings: &Settings) -> Option<f64> {
    let speed = if draft.export.at_speed { f64::from(settings.speed) } else { 1.0 };
    let samples = range_of(draft).map(|range| (range.end - range.start).seconds(draft.facts.rate));
    let seconds = samples.unwrap_or(draft.facts.seconds);
    (seconds > 0.0).then_some(seconds / speed.max(0.1))
}

#[cfg(test)]
mod tests {
    use super::time_of;

    #[test]
    fn times_are_read_as_people_type_them() {
        assert_eq!(time_of("1:05"), Some(65.0));
        assert_eq!(time_of(" 0：07.5 "), Some(7.5));
        assert_eq!(time_of("1:02:03"), Some(3723.0));
        assert_eq!(time_of("90"), Some(90.0));
        for wrong in ["", ":", "a", "1:", "-3", "1:2:3:4", "inf", "1:-2"] {
            assert_eq!(time_of(wrong), None, "{wrong}");
        }
    }
}
