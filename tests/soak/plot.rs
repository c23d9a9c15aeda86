//! The run as a drawing for the help: one panel for each quantity, time from left to right. Colours
//! that can be seen on light and on dark, since a picture does not know what it lies on.

use crate::gauge::Sample;
use std::fmt::Write;

const WIDTH: f64 = 720.0;
const PANEL: f64 = 132.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 16.0;
/// Room above and below the line of a panel.
const ABOVE: f64 = 34.0;
const BELOW: f64 = 14.0;
const FOOT: f64 = 34.0;
const INK: &str = "#7a7a7a";
const RULE: &str = "#9a9a9a";
const LINE: &str = "#1f9d6b";

/// One quantity.
struct Panel {
    title: &'static str,
    of: fn(&Sample) -> f64,
}

const PANELS: [Panel; 5] = [
    Panel { title: "Memory in use, MiB", of: |sample| sample.memory },
    Panel { title: "Open descriptors", of: |sample| sample.descriptors },
    Panel { title: "Messages taken from other pods", of: |sample| sample.taken },
    Panel { title: "The state folder on disk, MiB", of: |sample| sample.folder },
    Panel { title: "Slowest page since the last look, milliseconds", of: |sample| sample.page },
];

/// Draws all panels below each other.
pub(crate) fn draw(samples: &[Sample], about: &str) -> String {
    let height = PANELS.iter().fold(FOOT, |height, _| height + PANEL);
    let end = samples.last().map_or(1.0, |sample| sample.minutes).max(0.1);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" \
         font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"{INK}\" role=\"img\">\n<title>{about}</title>\n"
    );
    let mut top = 0.0;
    for panel in &PANELS {
        let points: Vec<(f64, f64)> = samples.iter().map(|sample| (sample.minutes, (panel.of)(sample))).collect();
        one(&mut svg, panel.title, &points, top, end);
        top += PANEL;
    }
    for part in 0..=4 {
        let at = f64::from(part) / 4.0;
        let (x, y) = (LEFT + at * (WIDTH - LEFT - RIGHT), top + 18.0);
        let anchor = match part {
            0 => "start",
            4 => "end",
            _ => "middle",
        };
        let unit = if part == 4 { " min" } else { "" };
        let _ = writeln!(svg, "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{:.0}{unit}</text>", at * end);
    }
    svg.push_str("</svg>\n");
    svg
}

/// A panel from nothing up to a round number above the highest point.
fn one(svg: &mut String, title: &str, points: &[(f64, f64)], top: f64, end: f64) {
    let highest = points.iter().map(|point| point.1).fold(0.0, f64::max);
    let ceiling = round_above(highest);
    let (upper, lower) = (top + ABOVE, top + PANEL - BELOW);
    let x = |minutes: f64| LEFT + minutes / end * (WIDTH - LEFT - RIGHT);
    let y = |value: f64| lower - value / ceiling * (lower - upper);
    let last = points.last().map_or(0.0, |point| point.1);
    let _ = writeln!(svg, "<text x=\"{LEFT}\" y=\"{:.1}\" font-weight=\"600\">{title}</text>", top + 20.0);
    let _ = writeln!(
        svg,
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">at the end {}</text>",
        WIDTH - RIGHT,
        top + 20.0,
        short(last)
    );
    for value in [0.0, ceiling] {
        let _ = writeln!(
            svg,
            "<path d=\"M{LEFT} {0:.1}H{1:.1}\" stroke=\"{RULE}\" stroke-opacity=\".5\"/>\n\
             <text x=\"{2:.1}\" y=\"{3:.1}\" text-anchor=\"end\">{4}</text>",
            y(value),
            WIDTH - RIGHT,
            LEFT - 8.0,
            y(value) + 4.5,
            short(value)
        );
    }
    let mut path = String::new();
    for (place, (minutes, value)) in points.iter().enumerate() {
        let _ = write!(path, "{}{:.1} {:.1}", if place == 0 { 'M' } else { 'L' }, x(*minutes), y(*value));
    }
    let _ = writeln!(
        svg,
        "<path d=\"{path}\" fill=\"none\" stroke=\"{LINE}\" stroke-width=\"2\" stroke-linejoin=\"round\"/>"
    );
}

/// 1, 2 or 5 with noughts, at or above a number.
fn round_above(value: f64) -> f64 {
    let mut unit = 1.0;
    loop {
        for step in [1.0, 2.0, 5.0] {
            if unit * step >= value {
                return unit * step;
            }
        }
        unit *= 10.0;
    }
}

fn short(value: f64) -> String {
    if value < 10.0 && value.fract() > 0.0 { format!("{value:.1}") } else { format!("{value:.0}") }
}
