//! What pages are made of.

mod ago;
mod chip;
mod command;
mod figure;
mod frame;
mod icon;
mod loaded;
mod notice;
mod quantity;
mod theme_switch;

pub use ago::Ago;
pub use chip::{Chip, Tone};
pub use command::Command;
pub use figure::{Figure, Figures};
pub use frame::{Frame, PageHead};
pub use icon::{Glyph, Icon};
pub use loaded::Loaded;
pub use notice::Notice;
pub use quantity::Bytes;
pub use theme_switch::ThemeSwitch;
