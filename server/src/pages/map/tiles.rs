//! Raster tiles below the drawing, where the operator names a server of tiles.

use super::{
    plane::Units,
    window::{HEIGHT, WIDTH, Window},
};

/// Side of a tile in the units in which servers draw it.
const SIDE: f64 = 256.0;
/// The closest zoom that servers draw.
const CLOSEST: f64 = 19.0;

/// A server of tiles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::pages) struct Tiles {
    template: String,
    /// `https://tiles.example`: the only foreign address that pages may load pictures from.
    pub(in crate::pages) origin: String,
    /// Whom to credit.
    pub(in crate::pages) credit: String,
}

/// A tile on a drawing.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::pages) struct Tile {
    pub(in crate::pages) href: String,
    pub(in crate::pages) x: Units,
    pub(in crate::pages) y: Units,
    pub(in crate::pages) side: Units,
}

impl Tiles {
    /// From the setting: `https://…/{z}/{x}/{y}.png`, and behind a space whom to credit. Logs what is wrong with it.
    pub(in crate::pages) fn read(setting: &str) -> Option<Self> {
        let (template, credit) = setting.trim().split_once(' ').unwrap_or((setting.trim(), ""));
        let whole = ["{z}", "{x}", "{y}"].iter().all(|part| template.contains(part));
        let server = template.strip_prefix("https://").or_else(|| template.strip_prefix("http://"));
        let host = server.and_then(|server| server.split('/').next()).filter(|host| {
            !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:".contains(&byte))
        });
        let Some(host) = host.filter(|_| whole) else {
            tracing::error!(
                "the address of tiles must read https://…/{{z}}/{{x}}/{{y}}…: the map is drawn without them"
            );
            return None;
        };
        let scheme = if template.starts_with("https") { "https" } else { "http" };
        let credit = if credit.trim().is_empty() { host } else { credit.trim() };
        Some(Self { template: template.to_owned(), origin: format!("{scheme}://{host}"), credit: credit.to_owned() })
    }

    /// The tiles that a window shows: at most 30.
    pub(super) fn under(&self, window: &Window) -> Vec<Tile> {
        let zoom = (window.scale() / SIDE).log2().round().clamp(0.0, CLOSEST);
        let across = zoom.exp2();
        let side = window.scale() / across;
        let seen = window.seen();
        let (first_x, first_y) = ((seen.min.x * across).floor(), (seen.min.y * across).floor());
        let (columns, rows) = ((WIDTH / side).ceil() + 1.0, (HEIGHT / side).ceil() + 1.0);
        let mut tiles = Vec::new();
        let mut row = 0.0;
        while row < rows {
            let mut column = 0.0;
            while column < columns {
                let (x, y) = (first_x + column, first_y + row);
                let (left, top) =
                    ((x / across - seen.min.x) * window.scale(), (y / across - seen.min.y) * window.scale());
                let exists = (0.0..across).contains(&x) && (0.0..across).contains(&y);
                if exists && left < WIDTH && top < HEIGHT {
                    let href = [("{z}", zoom), ("{x}", x), ("{y}", y)]
                        .iter()
                        .fold(self.template.clone(), |href, (name, value)| href.replace(name, &format!("{value:.0}")));
                    tiles.push(Tile { href, x: Units(left), y: Units(top), side: Units(side) });
                }
                column += 1.0;
            }
            row += 1.0;
        }
        tiles
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::map::plane::Point;

    #[test]
    fn a_setting_is_read_or_refused() {
        let tiles = Tiles::read("https://tiles.example/{z}/{x}/{y}.png © Somebody").unwrap();
        assert_eq!((tiles.origin.as_str(), tiles.credit.as_str()), ("https://tiles.example", "© Somebody"));
        for wrong in [
            "",
            "tiles.example/{z}/{x}/{y}",
            "https://tiles.example/{z}/{x}.png",
            "https://a b/{z}{x}{y}",
            "https:///{z}/{x}/{y}",
        ] {
            assert_eq!(Tiles::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn tiles_cover_the_window_in_its_projection() {
        let centre = Point::at(40.63, 22.94);
        let window = Window { centre, width: 800.0 / 256.0 / 16_384.0, whole_city: false, area: None, street: None };
        let tiles = Tiles::read("https://t/{z}/{x}/{y}.png").unwrap().under(&window);
        // Slippy map tile names, OpenStreetMap wiki: zoom 14 holds this place in tile 9236/6165.
        assert!(tiles.iter().any(|tile| tile.href == "https://t/14/9236/6165.png"), "{tiles:?}");
        assert!((12..=20).contains(&tiles.len()));
        let left = tiles.iter().map(|tile| tile.x.0).fold(f64::MAX, f64::min);
        assert!(left <= 0.0 && left > -256.1);
    }
}
