//! Pages of lists, and the `Link` header that leads to the next one (spec/api-v1.md §2.7).

use super::answer::{Fault, ok};
use super::ask::Ask;
use crate::base::Timestamp;
use crate::domain::views::{Found, Stretch};
use crate::net::inbound::reply;
use serde::Serialize;
use warp::http::header::LINK;
use warp::reply::Response;

/// Things on a page, unless asked otherwise.
const PER_PAGE: usize = 15;
/// Things on a page at the most.
const MOST: usize = 100;
/// Tells things of one second apart in links.
const TIE: &str = "tie";

fn per_page(ask: &Ask) -> usize {
    match ask.text("per_page") {
        None => PER_PAGE,
        Some(text) => text.parse::<i64>().map_or(1, |wanted| wanted.clamp(1, 100)).try_into().unwrap_or(MOST),
    }
}

/// One page of a list that is known whole.
pub(super) fn numbered<T, S: Serialize>(ask: &Ask, all: &[T], shape: impl Fn(&T) -> S) -> Response {
    let per_page = per_page(ask);
    let page = ask.text("page").and_then(|text| text.parse::<usize>().ok()).unwrap_or(1).max(1);
    let start = (page - 1).saturating_mul(per_page);
    let shown: Vec<S> = all.iter().skip(start).take(per_page).map(shape).collect();
    let has_next = all.len() > start.saturating_add(per_page);
    let at = |page: usize| link(ask, &[("page", page.to_string())], &["page"]);
    let links = [has_next.then(|| ("next", at(page + 1))), (page > 1).then(|| ("previous", at(page - 1)))];
    with_links(ok(&shown), links)
}

/// The stretch that a request asks for; `rising` is the order where it says nothing.
pub(super) fn stretch(ask: &Ask, rising: bool, wrong: &'static str) -> Result<Stretch, Fault> {
    let limit = per_page(ask);
    let tie = ask.text(TIE).and_then(|text| text.parse::<u64>().ok());
    let moment = |name: &str| match ask.value(name).map(|_| ask.text(name)) {
        None | Some(None) => Ok(None),
        Some(Some(text)) => time(&text).map(Some).ok_or(Fault::of(422, wrong)),
    };
    let (before, after) = (moment("before")?, moment("after")?);
    Ok(match (before, after) {
        // A fraction of a second before is still after the whole second.
        (Some((at, is_whole)), _) => {
            let from = if is_whole { (at, tie.unwrap_or(0)) } else { (at.plus(1), 0) };
            Stretch { from: Some(from), rising: false, limit }
        }
        (None, Some((at, _))) => Stretch { from: Some((at, tie.unwrap_or(u64::MAX))), rising: true, limit },
        (None, None) => Stretch { from: None, rising, limit },
    })
}

/// A moment as programs write it: the whole second, and whether there is no fraction.
pub(super) fn time(text: &str) -> Option<(Timestamp, bool)> {
    // In a query, a plus that was not encoded arrives as a blank.
    let text = match text.trim().rsplit_once(' ') {
        Some((moment, zone)) if moment.contains('T') => format!("{moment}+{zone}"),
        _ => text.trim().to_owned(),
    };
    Timestamp::parse_fraction(&text)
}

/// One page of a list ordered by time. Streams lead onwards only.
pub(super) fn timed<T, S: Serialize>(
    ask: &Ask,
    stretch: Stretch,
    found: &Found<T>,
    is_stream: bool,
    shape: impl Fn(&T) -> S,
) -> Response {
    let shown: Vec<S> = found.items.iter().map(|(_, item)| shape(item)).collect();
    let at = |name: &'static str, place: (Timestamp, u64)| {
        link(ask, &[(name, moment(place.0)), (TIE, place.1.to_string())], &["before", "after", TIE])
    };
    let (onwards, back) = if stretch.rising { ("after", "before") } else { ("before", "after") };
    let (first, last) = (found.items.first(), found.items.last());
    let next = last.filter(|_| found.more).map(|(place, _)| ("next", at(onwards, *place)));
    let previous = first.filter(|_| !is_stream).map(|(place, _)| ("previous", at(back, *place)));
    with_links(ok(&shown), [next, previous])
}

/// The form of a moment in answers, with the milliseconds that programs expect.
pub(super) fn moment(at: Timestamp) -> String {
    at.to_string().replace('Z', ".000Z")
}

/// The address of the same list with some parameters replaced.
fn link(ask: &Ask, with: &[(&str, String)], without: &[&str]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let kept = ask.query.iter().filter(|(name, _)| !without.contains(&name.as_str()) && name != "access_token");
    query.extend_pairs(kept);
    query.extend_pairs(with);
    ask.pod().planned().0.join(&format!("{}?{}", ask.address.trim_start_matches('/'), query.finish()))
}

fn with_links<const N: usize>(response: Response, links: [Option<(&str, String)>; N]) -> Response {
    let links: Vec<String> =
        links.into_iter().flatten().map(|(relation, address)| format!("<{address}>; rel=\"{relation}\"")).collect();
    if links.is_empty() { response } else { reply::header(response, LINK, &links.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    //
    #[test]
    fn moments_are_read_in_every_form_and_written_in_one() {
        let noon = Timestamp::from_seconds(1_772_366_400);
        assert_eq!(moment(noon), "2026-03-01T12:00:00.000Z");
        for (text, is_whole) in [
            ("2026-03-01T12:00:00.000Z", true),
            ("2026-03-01T12:00:00Z", true),
            ("2026-03-01T13:00:00+01:00", true),
            ("2026-03-01T13:00:00 01:00", true),
            ("2026-03-01T12:00:00.250Z", false),
        ] {
            assert_eq!(time(text), Some((noon, is_whole)), "{text}");
        }
        for bad in ["", "yesterday", "2026-03-01", "2026-13-01T00:00:00Z", "1772366400"] {
            assert_eq!(time(bad), None, "{bad}");
        }
    }
}
