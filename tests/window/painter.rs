//! Paints frames without a graphics card: the same pixels on every machine, so that pictures of the window can be compared.

use std::collections::HashMap;

use egui::epaint::{ImageData, Primitive, Vertex};
use egui::{Color32, ColorImage, Context, FullOutput, Pos2, Rect, TextureId, TexturesDelta, pos2, vec2};
use egui_kittest::TestRenderer;
use image::{Rgba, RgbaImage};

/// Paints triangles, one pixel after the other.
#[derive(Default)]
pub struct Painter {
    textures: HashMap<TextureId, ColorImage>,
}

impl TestRenderer for Painter {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        let changes = std::mem::take(&mut delta.set).into_iter();
        for (id, change) in changes.flat_map(|(id, changes)| changes.into_iter().map(move |change| (id, change))) {
            let ImageData::Color(image) = change.image;
            let Some([left, top]) = change.pos else {
                self.textures.insert(id, ColorImage::clone(&image));
                continue;
            };
            let whole = self.textures.get_mut(&id).expect("a part of a texture that is there");
            for y in 0..image.height() {
                let to = (top + y) * whole.width() + left;
                let row = &image.pixels[y * image.width()..][..image.width()];
                whole.pixels[to..to + row.len()].copy_from_slice(row);
            }
        }
        for id in std::mem::take(&mut delta.free) {
            self.textures.remove(&id);
        }
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let scale = output.pixels_per_point;
        let size = (ctx.content_rect().size() * scale).round();
        let mut canvas =
            Canvas { width: size.x as usize, pixels: vec![Color32::BLACK; size.x as usize * size.y as usize] };
        for clipped in ctx.tessellate(output.shapes.clone(), scale) {
            let Primitive::Mesh(mesh) = clipped.primitive else { return Err("a shape that is no mesh".to_owned()) };
            let texture = self.textures.get(&mesh.texture_id).ok_or("a texture that is not there")?;
            let clip = (clipped.clip_rect * scale).intersect(Rect::from_min_size(Pos2::ZERO, size));
            for corners in mesh.indices.chunks_exact(3) {
                let corner = |at: usize| {
                    let Vertex { pos, uv, color } = mesh.vertices[corners[at] as usize];
                    Vertex { pos: pos * scale, uv, color }
                };
                canvas.triangle([corner(0), corner(1), corner(2)], texture, clip);
            }
        }
        let height = canvas.pixels.len() / canvas.width.max(1);
        let pixel = |x, y| Rgba(canvas.pixels[y as usize * canvas.width + x as usize].to_array());
        Ok(RgbaImage::from_fn(canvas.width as u32, height as u32, pixel))
    }
}

/// What is painted on, row by row.
struct Canvas {
    width: usize,
    pixels: Vec<Color32>,
}

impl Canvas {
    /// Paints the pixels whose centres lie in a triangle; of one on an edge that two share, only one is painted.
    fn triangle(&mut self, corners: [Vertex; 3], texture: &ColorImage, clip: Rect) {
        let [a, b, c] = corners.map(|corner| corner.pos);
        let area = edge(a, b, c);
        if area == 0.0 {
            return;
        }
        // The other way round, so that the inside is on the same side of each edge.
        if area < 0.0 {
            return self.triangle([corners[0], corners[2], corners[1]], texture, clip);
        }
        let around = Rect::from_points(&[a, b, c]).intersect(clip);
        let is_plain = corners.iter().all(|corner| corner.uv == corners[0].uv && corner.color == corners[0].color);
        let plain = is_plain.then(|| tinted(corners[0].color, sample(texture, corners[0].uv)));
        let rows = (around.top() - 0.5).ceil() as i32..(around.bottom() - 0.5).ceil() as i32;
        let columns = (around.left() - 0.5).ceil() as i32..(around.right() - 0.5).ceil() as i32;
        for y in rows {
            for x in columns.clone() {
                let at = pos2(x as f32 + 0.5, y as f32 + 0.5);
                let weights = [edge(b, c, at), edge(c, a, at), edge(a, b, at)];
                let sides = [(b, c), (c, a), (a, b)];
                let is_inside =
                    weights.iter().zip(sides).all(|(w, (from, to))| *w > 0.0 || *w == 0.0 && owns_edge(from, to));
                if !is_inside {
                    continue;
                }
                let color = plain.unwrap_or_else(|| {
                    let weights = weights.map(|weight| weight / area);
                    let mix = |part: fn(&Vertex) -> f32| -> f32 {
                        corners.iter().zip(weights).map(|(corner, weight)| part(corner) * weight).sum()
                    };
                    let uv = pos2(mix(|corner| corner.uv.x), mix(|corner| corner.uv.y));
                    let channel = |part: fn(&Vertex) -> f32| mix(part).round() as u8;
                    let color = Color32::from_rgba_premultiplied(
                        channel(|corner| f32::from(corner.color.r())),
                        channel(|corner| f32::from(corner.color.g())),
                        channel(|corner| f32::from(corner.color.b())),
                        channel(|corner| f32::from(corner.color.a())),
                    );
                    tinted(color, sample(texture, uv))
                });
                let under = &mut self.pixels[y as usize * self.width + x as usize];
                *under = under.blend(color);
            }
        }
    }
}

/// Twice the area between an edge and a point; positive on the inside.
fn edge(from: Pos2, to: Pos2, at: Pos2) -> f32 {
    let (along, across) = (to - from, at - from);
    along.x * across.y - along.y * across.x
}

/// Whether a pixel exactly on this edge is the triangle's: on its upper and left edges.
fn owns_edge(from: Pos2, to: Pos2) -> bool {
    let along = to - from;
    along.y < 0.0 || along.y == 0.0 && along.x > 0.0
}

fn tinted(color: Color32, texel: Color32) -> Color32 {
    if texel == Color32::WHITE { color } else { color * texel }
}

/// The colour at a place of a texture, mixed of the four pixels around it.
fn sample(texture: &ColorImage, uv: Pos2) -> Color32 {
    let [width, height] = texture.size;
    let at = uv.to_vec2() * vec2(width as f32, height as f32) - vec2(0.5, 0.5);
    let (left, top) = (at.x.floor(), at.y.floor());
    let pixel = |x: f32, y: f32| {
        let (x, y) = ((x.max(0.0) as usize).min(width - 1), (y.max(0.0) as usize).min(height - 1));
        texture.pixels[y * width + x]
    };
    let upper = pixel(left, top).lerp_to_gamma(pixel(left + 1.0, top), at.x - left);
    let lower = pixel(left, top + 1.0).lerp_to_gamma(pixel(left + 1.0, top + 1.0), at.x - left);
    upper.lerp_to_gamma(lower, at.y - top)
}
