//! Making pictures smaller.
//!
//! Every pixel of the result is the mean of the area it covers, weighted by opacity. That is all
//! that reducing needs, takes integers only, and works row by row: beside source and result it
//! needs one row of memory, where general filters would need several times the source.

/// Eight-bit pixels in rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pixels {
    pub(super) data: Vec<u8>,
    pub(super) width: u32,
    pub(super) height: u32,
    /// 1 grey, 2 grey and opacity, 3 colour, 4 colour and opacity.
    pub(super) channels: usize,
}

/// A part of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) left: u32,
    pub(super) top: u32,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// The whole source pixel; parts of it are counted in 256ths.
const UNIT: u64 = 256;

impl Pixels {
    /// The whole picture as an area.
    pub(super) fn area(&self) -> Area {
        Area { left: 0, top: 0, width: self.width, height: self.height }
    }

    /// The largest square in the middle.
    pub(super) fn middle(&self) -> Area {
        let side = self.width.min(self.height);
        Area { left: (self.width - side) / 2, top: (self.height - side) / 2, width: side, height: side }
    }

    /// Whether opacity is a channel of its own.
    pub(super) fn has_opacity(&self) -> bool {
        has_opacity(self.channels)
    }

    /// Without the channel for opacity, if nothing is transparent.
    pub(super) fn without_idle_opacity(self) -> Self {
        let transparent = |pixel: &[u8]| pixel.last() != Some(&255);
        if !self.has_opacity() || self.data.chunks_exact(self.channels).any(transparent) {
            return self;
        }
        let channels = self.channels - 1;
        let data =
            self.data.chunks_exact(self.channels).flat_map(|pixel| pixel.iter().take(channels).copied()).collect();
        Self { data, channels, ..self }
    }

    /// An area of the picture at a new size. Enlarging repeats pixels.
    pub(super) fn scaled(&self, area: Area, width: u32, height: u32) -> Self {
        let (width, height) = (width.max(1), height.max(1));
        let columns: Vec<Cover> = (0..width).map(|x| Cover::of(x, width, area.left, area.width)).collect();
        let mut data = Vec::with_capacity(self.channels * columns.len() * usize::try_from(height).unwrap_or(0));
        let mut sums = vec![0_u64; (self.channels + 1) * columns.len()];
        for y in 0..height {
            sums.fill(0);
            let rows = Cover::of(y, height, area.top, area.height);
            for (row, weight) in rows.weights() {
                self.add_row(row, weight, &columns, &mut sums);
            }
            self.finish_row(&sums, &mut data);
        }
        Self { data, width, height, channels: self.channels }
    }

    /// Adds a source row to the sums: per result pixel its channels and the total weight.
    fn add_row(&self, row: usize, row_weight: u64, columns: &[Cover], sums: &mut [u64]) {
        let stride = usize::try_from(self.width).unwrap_or(0) * self.channels;
        let Some(line) = self.data.get(row * stride..(row + 1) * stride) else { return };
        for (cover, sum) in columns.iter().zip(sums.chunks_exact_mut(self.channels + 1)) {
            let from = cover.start * self.channels;
            let pixels = line.get(from..).unwrap_or_default().chunks_exact(self.channels);
            for (pixel, (_, weight)) in pixels.zip(cover.weights()) {
                add_pixel(sum, pixel, weight * row_weight);
            }
        }
    }

    fn finish_row(&self, sums: &[u64], data: &mut Vec<u8>) {
        for sum in sums.chunks_exact(self.channels + 1) {
            let (total, channels) = sum.split_last().unwrap_or((&0, &[]));
            let divisor = if self.has_opacity() { channels.last().copied().unwrap_or(0) } else { *total };
            let mean = |sum: u64, by: u64| u8::try_from((sum + by / 2).checked_div(by).unwrap_or(0)).unwrap_or(u8::MAX);
            for (number, sum) in channels.iter().enumerate() {
                let is_opacity = self.has_opacity() && number + 1 == self.channels;
                data.push(mean(*sum, if is_opacity { *total } else { divisor }));
            }
        }
    }
}

/// Two and four channels end with opacity.
fn has_opacity(channels: usize) -> bool {
    channels.is_multiple_of(2)
}

/// Colours count by their opacity, so that the colour behind transparent pixels does not show.
fn add_pixel(sum: &mut [u64], pixel: &[u8], weight: u64) {
    let opacity = if has_opacity(pixel.len()) { u64::from(pixel.last().copied().unwrap_or(0)) } else { 1 };
    let colours = pixel.len() - usize::from(has_opacity(pixel.len()));
    for (sum, value) in sum.iter_mut().zip(pixel.iter().take(colours)) {
        *sum += u64::from(*value) * opacity * weight;
    }
    if colours < pixel.len()
        && let Some(sum) = sum.get_mut(colours)
    {
        *sum += opacity * weight;
    }
    if let Some(total) = sum.last_mut() {
        *total += weight;
    }
}

/// Which source pixels one result pixel covers along one side, and how much of the outer ones.
#[derive(Clone, Copy)]
struct Cover {
    start: usize,
    count: usize,
    first: u64,
    last: u64,
}

impl Cover {
    /// Result pixel `at` of `size` over `length` source pixels that begin at `offset`.
    fn of(at: u32, size: u32, offset: u32, length: u32) -> Self {
        let edge = |at: u32| u64::from(at) * u64::from(length) * UNIT / u64::from(size);
        let (from, to) = (edge(at), edge(at + 1).max(edge(at) + 1));
        let (start, end) = (from / UNIT, to.div_ceil(UNIT));
        let cut = |value: u64| usize::try_from(value).unwrap_or(usize::MAX);
        Self {
            start: cut(start + u64::from(offset)),
            count: cut(end - start).max(1),
            first: UNIT.min(to - start * UNIT) - from % UNIT,
            last: to - (end - 1) * UNIT,
        }
    }

    fn weights(self) -> impl Iterator<Item = (usize, u64)> {
        (0..self.count).map(move |number| {
            let weight = match number {
                0 => self.first,
                number if number + 1 == self.count => self.last,
                _ => UNIT,
            };
            (self.start + number, weight)
        })
    }
}

/// The size that fits into `most_wide` × `most_high` with the same shape; never larger.
pub(super) fn fitted(width: u32, height: u32, most_wide: u32, most_high: u32) -> (u32, u32) {
    if width <= most_wide && height <= most_high {
        return (width, height);
    }
    let (w, h) = (u64::from(width.max(1)), u64::from(height.max(1)));
    let (mw, mh) = (u64::from(most_wide), u64::from(most_high));
    let (w, h) = if w * mh >= h * mw { (mw, (h * mw + w / 2) / w) } else { ((w * mh + h / 2) / h, mh) };
    let side = |value: u64| u32::try_from(value).unwrap_or(u32::MAX).max(1);
    (side(w), side(h))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grey(data: &[u8], width: u32) -> Pixels {
        Pixels { data: data.to_vec(), width, height: u32::try_from(data.len()).unwrap() / width, channels: 1 }
    }

    #[test]
    fn a_pixel_is_the_mean_of_what_it_covers() {
        let picture = grey(&[0, 100, 200, 40, 60, 80], 3);
        assert_eq!(picture.scaled(picture.area(), 1, 1).data, [80]);
        assert_eq!(picture.scaled(picture.area(), 3, 2), picture);
        // One and a half pixels each: (0 + 50) / 1.5 and (50 + 200) / 1.5.
        assert_eq!(picture.scaled(Area { height: 1, ..picture.area() }, 2, 1).data, [33, 167]);
        assert_eq!(picture.scaled(Area { left: 1, top: 1, width: 1, height: 1 }, 2, 2).data, [60; 4]);
    }

    #[test]
    fn transparent_pixels_lend_no_colour() {
        let picture = Pixels { data: vec![255, 0, 0, 255, 0, 255, 0, 0], width: 2, height: 1, channels: 4 };
        assert_eq!(picture.scaled(picture.area(), 1, 1).data, [255, 0, 0, 128]);
        let opaque = Pixels { data: vec![1, 2, 3, 255], width: 1, height: 1, channels: 4 };
        assert_eq!(opaque.without_idle_opacity().data, [1, 2, 3]);
        assert_eq!(picture.clone().without_idle_opacity(), picture);
    }

    #[test]
    fn sizes_keep_their_shape() {
        for ((w, h, mw, mh), expected) in [
            ((4000, 3000, 1600, 1600), (1600, 1200)),
            ((3000, 4000, 1600, 1600), (1200, 1600)),
            ((100, 50, 300, 1500), (100, 50)),
            ((60_000, 1, 300, 1500), (300, 1)),
            ((1, 60_000, 300, 1500), (1, 1500)),
            ((900, 9000, 300, 1500), (150, 1500)),
        ] {
            assert_eq!(fitted(w, h, mw, mh), expected);
        }
    }

    #[test]
    fn extreme_shapes_neither_overflow_nor_vanish() {
        let line = Pixels { data: vec![255; 65_535 * 4], width: 65_535, height: 1, channels: 4 };
        assert_eq!(line.scaled(line.area(), 1, 1).data, [255; 4]);
    }
}
