//! Addresses as square codes to point a phone at.

use maud::{Markup, html};

/// One path, always dark on white so that cameras can read it. `label` says what it is to those who
/// do not see it.
pub(in crate::web) fn square_code(address: &str, label: &str) -> Markup {
    let Ok(code) = qrcode::QrCode::new(address) else { return html! {} };
    let width = code.width();
    let mut path = String::new();
    for (place, colour) in code.to_colors().into_iter().enumerate() {
        if colour == qrcode::Color::Dark {
            path.push_str(&format!("M{} {}h1v1h-1z", place % width, place / width));
        }
    }
    html! {
        svg.qr viewBox={ "0 0 " (width) " " (width) } role="img" aria-label=(label) shape-rendering="crispEdges" {
            path d=(path) fill="#000" {}
        }
    }
}
