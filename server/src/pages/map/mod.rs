//! The map, drawn on the server from the city pack: boundary, streets, neighbours, reports as links. Works without
//! scripts; zooming and moving are links. Raster tiles can be laid below in the same projection (Web Mercator).

mod base;
mod labels;
mod page;
mod pins;
mod plane;
mod tiles;
mod view;
mod window;

pub(super) use base::Base;
pub(super) use page::MapPage;
pub(super) use tiles::Tiles;
pub(super) use view::MapView;
pub(super) use window::Window;
