//! Icons, drawn with the painter: no font has them all, and a drawn line takes the colour of the words beside it.

use std::f32::consts::{FRAC_PI_2, PI, TAU};

use egui::epaint::PathShape;
use egui::{Atom, Color32, Painter, Pos2, Rect, Shape, Stroke, Vec2, pos2};

use crate::ui::shell::theme::ICON;

/// What an icon says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // each is named after what it shows
pub enum Icon {
    Play,
    Pause,
    Stop,
    Previous,
    Next,
    Repeat,
    RepeatOne,
    Muted,
    Versions,
    Save,
    Open,
    Sun,
    Moon,
    Screen,
    Globe,
    Speaker,
    Close,
    Copy,
    Trash,
    Star,
    StarFull,
    More,
    Sort,
    Search,
    Filter,
    Pencil,
    Receipt,
    Plus,
    Eye,
    EyeClosed,
    Check,
    Warning,
    Info,
    Person,
    Chevron,
    Again,
    Voice,
    Settings,
    LeftRegion,
    RightRegion,
    Back,
    Forward,
}

impl Icon {
    /// The icon as part of a button, in the colour of its words.
    pub fn atom(self) -> Atom<'static> {
        Atom::paint(Vec2::splat(ICON), move |ui, args| {
            let side = args.rect.width().min(args.rect.height());
            let rect = Rect::from_center_size(args.rect.center(), Vec2::splat(side));
            self.paint(ui.painter(), rect, args.fallback_text_color);
        })
    }

    /// Draws the icon into a square.
    pub fn paint(self, painter: &Painter, rect: Rect, color: Color32) {
        let pen = Pen { painter, rect, stroke: Stroke::new((rect.width() / 11.0).max(1.25), color) };
        match self {
            Icon::Settings => {
                for (y, knob) in [(4.0, 10.5), (8.0, 5.0), (12.0, 9.0)] {
                    pen.line(&[(2.0, y), (14.0, y)]);
                    pen.blot((knob, y), 1.9);
                }
            }
            Icon::LeftRegion | Icon::RightRegion => {
                pen.frame((2.0, 3.0), (14.0, 13.0));
                let x = if self == Icon::LeftRegion { 6.2 } else { 9.8 };
                pen.line(&[(x, 3.0), (x, 13.0)]);
            }
            Icon::Back | Icon::Forward => {
                let turn = |x: f32| if self == Icon::Back { 16.0 - x } else { x };
                let ring: Vec<_> =
                    arc((8.0, 8.8), 5.6, -0.35 * PI, 1.35 * PI).into_iter().map(|(x, y)| (turn(x), y)).collect();
                pen.line(&ring);
                pen.line(&[(turn(8.2), 1.4), (turn(10.9), 3.9), (turn(8.2), 6.2)]);
                pen.digit("5");
            }
            Icon::Play => pen.solid(&[(5.0, 3.0), (13.0, 8.0), (5.0, 13.0)]),
            Icon::Pause => {
                pen.block((4.0, 3.0), (6.6, 13.0));
                pen.block((9.4, 3.0), (12.0, 13.0));
            }
            Icon::Stop => pen.block((3.8, 3.8), (12.2, 12.2)),
            Icon::Previous => {
                pen.solid(&[(12.6, 3.6), (12.6, 12.4), (5.8, 8.0)]);
                pen.block((3.2, 3.6), (5.0, 12.4));
            }
            Icon::Next => {
                pen.solid(&[(3.4, 3.6), (10.2, 8.0), (3.4, 12.4)]);
                pen.block((11.0, 3.6), (12.8, 12.4));
            }
            Icon::Repeat | Icon::RepeatOne => {
                pen.line(&[(2.6, 7.6), (2.6, 4.6), (13.0, 4.6)]);
                pen.line(&[(11.0, 2.4), (13.2, 4.6), (11.0, 6.8)]);
                pen.line(&[(13.4, 8.4), (13.4, 11.4), (3.0, 11.4)]);
                pen.line(&[(5.0, 9.2), (2.8, 11.4), (5.0, 13.6)]);
                if self == Icon::RepeatOne {
                    pen.dot((8.0, 8.0));
                }
            }
            Icon::Versions => {
                pen.frame((2.4, 2.4), (10.4, 10.4));
                pen.line(&[(13.4, 5.6), (13.4, 13.4), (5.6, 13.4)]);
            }
            Icon::Save => {
                pen.line(&[(8.0, 2.0), (8.0, 10.0)]);
                pen.line(&[(4.8, 7.0), (8.0, 10.2), (11.2, 7.0)]);
                pen.line(&[(2.5, 10.5), (2.5, 13.5), (13.5, 13.5), (13.5, 10.5)]);
            }
            Icon::Open => {
                let folder = [(2.0, 12.8), (2.0, 3.4), (6.2, 3.4), (7.8, 5.2), (14.0, 5.2), (14.0, 12.8)];
                pen.closed(&folder);
            }
            Icon::Sun => {
                pen.circle((8.0, 8.0), 3.0);
                for ray in 0..8 {
                    let angle = ray as f32 * TAU / 8.0;
                    let (sin, cos) = angle.sin_cos();
                    pen.line(&[(8.0 + 5.1 * cos, 8.0 + 5.1 * sin), (8.0 + 6.6 * cos, 8.0 + 6.6 * sin)]);
                }
            }
            Icon::Moon => {
                // Two circles that meet in the tips of the crescent.
                let mut crescent = arc((8.0, 8.0), 5.8, -0.06 * PI, 1.56 * PI);
                crescent.extend(arc((10.2, 5.8), 4.3, 1.19 * PI, 0.31 * PI));
                pen.closed(&crescent);
            }
            Icon::Screen => {
                pen.frame((2.0, 3.0), (14.0, 11.0));
                pen.line(&[(5.5, 13.5), (10.5, 13.5)]);
            }
            Icon::Globe => {
                pen.circle((8.0, 8.0), 6.0);
                pen.line(&[(2.0, 8.0), (14.0, 8.0)]);
                pen.ellipse((8.0, 8.0), 2.7, 6.0);
            }
            Icon::Muted => {
                pen.solid(&SPEAKER);
                pen.line(&[(10.0, 6.0), (14.0, 10.0)]);
                pen.line(&[(14.0, 6.0), (10.0, 10.0)]);
            }
            Icon::Speaker => {
                pen.solid(&SPEAKER);
                pen.line(&arc((8.0, 8.0), 3.0, -0.28 * PI, 0.28 * PI));
                pen.line(&arc((8.0, 8.0), 5.6, -0.28 * PI, 0.28 * PI));
            }
            Icon::Close => {
                pen.line(&[(4.0, 4.0), (12.0, 12.0)]);
                pen.line(&[(12.0, 4.0), (4.0, 12.0)]);
            }
            Icon::Copy => {
                pen.frame((5.4, 5.4), (13.4, 13.4));
                pen.line(&[(3.0, 10.4), (2.6, 10.4), (2.6, 2.6), (10.4, 2.6), (10.4, 3.0)]);
            }
            Icon::Trash => {
                pen.line(&[(2.8, 4.4), (13.2, 4.4)]);
                pen.line(&[(6.2, 4.2), (6.2, 2.4), (9.8, 2.4), (9.8, 4.2)]);
                pen.line(&[(4.2, 4.6), (4.8, 13.6), (11.2, 13.6), (11.8, 4.6)]);
            }
            Icon::Star => pen.closed(&star()),
            Icon::StarFull => pen.fan((8.0, 8.4), &star()),
            Icon::More => {
                for x in [3.4, 8.0, 12.6] {
                    pen.blot((x, 8.0), 1.3);
                }
            }
            Icon::Sort => {
                pen.line(&[(4.6, 3.0), (4.6, 13.0)]);
                pen.line(&[(2.4, 10.6), (4.6, 13.0), (6.8, 10.6)]);
                for (y, end) in [(4.0, 14.0), (8.0, 12.4), (12.0, 10.8)] {
                    pen.line(&[(8.8, y), (end, y)]);
                }
            }
            Icon::Filter => {
                pen.closed(&[(2.4, 3.2), (13.6, 3.2), (9.4, 8.4), (9.4, 13.2), (6.6, 11.6), (6.6, 8.4)]);
            }
            Icon::Search => {
                pen.circle((7.0, 7.0), 4.4);
                pen.line(&[(10.3, 10.3), (13.6, 13.6)]);
            }
            Icon::Pencil => {
                pen.closed(&[(3.0, 13.0), (3.6, 10.2), (10.8, 3.0), (13.0, 5.2), (5.8, 12.4)]);
                pen.line(&[(9.2, 4.6), (11.4, 6.8)]);
            }
            Icon::Receipt => {
                pen.closed(&[
                    (3.6, 2.2),
                    (12.4, 2.2),
                    (12.4, 13.8),
                    (10.2, 12.4),
                    (8.0, 13.8),
                    (5.8, 12.4),
                    (3.6, 13.8),
                ]);
                for y in [5.6, 8.8] {
                    pen.line(&[(6.0, y), (10.0, y)]);
                }
            }
            Icon::Plus => {
                pen.line(&[(8.0, 3.0), (8.0, 13.0)]);
                pen.line(&[(3.0, 8.0), (13.0, 8.0)]);
            }
            Icon::Eye | Icon::EyeClosed => {
                let mut lid = arc((8.0, 12.0), 7.6, -0.82 * PI, -0.18 * PI);
                lid.extend(arc((8.0, 4.0), 7.6, 0.18 * PI, 0.82 * PI));
                pen.closed(&lid);
                pen.circle((8.0, 8.0), 1.9);
                if self == Icon::EyeClosed {
                    pen.line(&[(3.0, 13.0), (13.0, 3.0)]);
                }
            }
            Icon::Check => pen.line(&[(3.0, 8.6), (6.4, 12.0), (13.0, 4.4)]),
            Icon::Warning => {
                pen.closed(&[(8.0, 2.2), (14.4, 13.4), (1.6, 13.4)]);
                pen.line(&[(8.0, 6.4), (8.0, 9.6)]);
                pen.dot((8.0, 11.6));
            }
            Icon::Info => {
                pen.circle((8.0, 8.0), 6.0);
                pen.line(&[(8.0, 7.4), (8.0, 11.2)]);
                pen.dot((8.0, 5.0));
            }
            Icon::Person => {
                pen.circle((8.0, 5.2), 2.7);
                pen.line(&arc((8.0, 14.4), 5.4, -PI + 0.1, -0.1));
            }
            Icon::Chevron => pen.line(&[(4.4, 6.2), (8.0, 9.8), (11.6, 6.2)]),
            Icon::Again => {
                pen.line(&arc((8.0, 8.6), 5.0, -0.2 * PI, 1.5 * PI));
                pen.line(&[(7.6, 1.2), (10.0, 3.6), (7.6, 6.0)]);
            }
            Icon::Voice => {
                for (x, half) in [(2.5, 1.4), (5.25, 4.2), (8.0, 6.0), (10.75, 3.2), (13.5, 1.6)] {
                    pen.line(&[(x, 8.0 - half), (x, 8.0 + half)]);
                }
            }
        }
    }
}

/// The body of a speaker.
const SPEAKER: [(f32, f32); 6] = [(2.0, 6.0), (4.4, 6.0), (7.6, 3.2), (7.6, 12.8), (4.4, 10.0), (2.0, 10.0)];

/// A pen on a grid of 16 × 16, whatever the size of the icon.
struct Pen<'a> {
    painter: &'a Painter,
    rect: Rect,
    stroke: Stroke,
}

impl Pen<'_> {
    fn at(&self, (x, y): (f32, f32)) -> Pos2 {
        self.rect.min + self.rect.size() * egui::vec2(x, y) / 16.0
    }

    fn points(&self, grid: &[(f32, f32)]) -> Vec<Pos2> {
        grid.iter().map(|point| self.at(*point)).collect()
    }

    fn line(&self, grid: &[(f32, f32)]) {
        self.painter.add(Shape::line(self.points(grid), self.stroke));
    }

    fn closed(&self, grid: &[(f32, f32)]) {
        self.painter.add(Shape::closed_line(self.points(grid), self.stroke));
    }

    fn solid(&self, grid: &[(f32, f32)]) {
        self.painter.add(PathShape::convex_polygon(self.points(grid), self.stroke.color, Stroke::NONE));
    }

    fn block(&self, min: (f32, f32), max: (f32, f32)) {
        let rect = Rect::from_min_max(self.at(min), self.at(max));
        self.painter.rect_filled(rect, rect.width().min(rect.height()) * 0.2, self.stroke.color);
    }

    fn frame(&self, min: (f32, f32), max: (f32, f32)) {
        let rect = Rect::from_min_max(self.at(min), self.at(max));
        self.painter.rect_stroke(rect, 1.5, self.stroke, egui::StrokeKind::Middle);
    }

    fn circle(&self, center: (f32, f32), radius: f32) {
        self.painter.circle_stroke(self.at(center), radius * self.rect.width() / 16.0, self.stroke);
    }

    fn ellipse(&self, (x, y): (f32, f32), across: f32, down: f32) {
        let ring: Vec<_> = (0..24)
            .map(|step| (step as f32 * TAU / 24.0 - FRAC_PI_2).sin_cos())
            .map(|(sin, cos)| (x + across * cos, y + down * sin))
            .collect();
        self.closed(&ring);
    }

    /// A shape that every point of its edge is seen from `center`.
    fn fan(&self, center: (f32, f32), grid: &[(f32, f32)]) {
        let mut mesh = egui::Mesh::default();
        mesh.colored_vertex(self.at(center), self.stroke.color);
        for point in grid {
            mesh.colored_vertex(self.at(*point), self.stroke.color);
        }
        let points = grid.len() as u32;
        for point in 0..points {
            mesh.add_triangle(0, point + 1, (point + 1) % points + 1);
        }
        self.painter.add(mesh);
        self.closed(grid);
    }

    fn blot(&self, center: (f32, f32), radius: f32) {
        self.painter.circle_filled(self.at(center), radius * self.rect.width() / 16.0, self.stroke.color);
    }

    /// A digit in the middle of a ring.
    fn digit(&self, digit: &str) {
        let font = egui::FontId::proportional(self.rect.width() * 0.5);
        self.painter.text(self.at((8.0, 8.9)), egui::Align2::CENTER_CENTER, digit, font, self.stroke.color);
    }

    fn dot(&self, center: (f32, f32)) {
        self.painter.circle_filled(self.at(center), self.stroke.width * 0.7, self.stroke.color);
    }
}

/// The ten corners of a star, on the grid.
fn star() -> Vec<(f32, f32)> {
    let corner = |step: usize| {
        let radius = if step.is_multiple_of(2) { 6.4 } else { 2.8 };
        let (sin, cos) = (step as f32 * TAU / 10.0 - FRAC_PI_2).sin_cos();
        (8.0 + radius * cos, 8.4 + radius * sin)
    };
    (0..10).map(corner).collect()
}

/// Points along a part of a circle, on the grid; angles clockwise from the right.
fn arc((x, y): (f32, f32), radius: f32, from: f32, to: f32) -> Vec<(f32, f32)> {
    let steps = 18;
    (0..=steps)
        .map(|step| from + (to - from) * step as f32 / steps as f32)
        .map(|angle| pos2(x + radius * angle.cos(), y + radius * angle.sin()).into())
        .collect()
}
