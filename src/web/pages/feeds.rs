//! Atom feeds of public posts (spec/features.md §5.15).

use super::super::reply::{Failure, answer, go};
use super::super::session::Visit;
use super::super::{Web, get, visit};
use crate::domain::Refused;
use crate::domain::views::{self, FeedView, PostView};
use crate::net::inbound::reply::{self, Cache};
use std::fmt::Write;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::http::header::{ETAG, IF_NONE_MATCH};
use warp::reply::Response;

/// Seconds that a feed may be kept before its reader asks again.
const KEEP: u32 = 300;

/// The feed as Atom 1.0. Links inside the words are relative to the pod (`xml:base`).
fn atom(view: &FeedView) -> String {
    let (base, user) = (view.base.as_str(), view.person.diaspora_id.user());
    let at = |path: &str| view.base.join(path);
    let feed = at(&format!("public/{user}.atom"));
    let picture = match &view.person.avatar {
        Some(avatar) => at(avatar.medium.trim_start_matches('/')),
        None => at(&format!("people/{}/placeholder.png", view.person.guid)),
    };
    let mut out = String::with_capacity(8_192);
    let _ = write!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" \
         xmlns:activity=\"http://activitystrea.ms/spec/1.0/\" xml:base=\"{}\">\n\
         <generator uri=\"{}\">seedpod</generator>\n<id>{}</id>\n<title>{}</title>\n<subtitle>{}</subtitle>\n\
         <updated>{}</updated>\n<logo>{}</logo>\n",
        escaped(base),
        escaped(&at("source")),
        escaped(&feed),
        escaped(&format!("{}'s Public Feed", view.name)),
        escaped(&view.pod_name),
        view.updated,
        escaped(&picture),
    );
    let profile = at(&format!("people/{}", view.person.guid));
    let _ = write!(
        out,
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n\
         <author><name>{}</name><uri>{}</uri>\
         <activity:object-type>http://activitystrea.ms/schema/1.0/person</activity:object-type></author>\n",
        escaped(&feed),
        escaped(&profile),
        escaped(&view.name),
        escaped(&profile),
    );
    for post in &view.posts {
        entry(&mut out, view, post);
    }
    out.push_str("</feed>\n");
    out
}

fn entry(out: &mut String, view: &FeedView, post: &PostView) {
    let link = view.base.join(&format!("p/{}", post.guid));
    let mut words = post.body_html.clone();
    for photo in &post.photos {
        let alt = escaped(photo.alt.as_deref().unwrap_or_default());
        let _ = write!(words, "<p><img src=\"{}\" alt=\"{alt}\"></p>", escaped(&photo.url));
    }
    let _ = write!(
        out,
        "<entry>\n<id>{0}</id>\n<link rel=\"alternate\" type=\"text/html\" href=\"{0}\"/>\n<title>{1}</title>\n\
         <content type=\"html\">{2}</content>\n<published>{3}</published>\n<updated>{3}</updated>\n\
         <author><name>{4}</name><uri>{5}</uri></author>\n\
         <activity:verb>http://activitystrea.ms/schema/1.0/post</activity:verb>\n\
         <activity:object-type>http://activitystrea.ms/schema/1.0/note</activity:object-type>\n</entry>\n",
        escaped(&link),
        escaped(&post.title),
        escaped(&words),
        post.created_at,
        escaped(&post.author.name),
        escaped(&view.base.join(&format!("people/{}", post.author.guid))),
    );
}

/// Text as XML holds it; characters that no XML may contain are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => out.push(c),
        }
    }
    out
}

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let open = warp::path!("public" / String).and(get()).and(visit(web));
    open.then(|name: String, begun| answer(begun, |visit| open_feed(visit, name))).boxed()
}

async fn open_feed(visit: Visit, asked: String) -> Result<Response, Failure> {
    let Some(name) = asked.strip_suffix(".atom").map(str::to_lowercase) else {
        return Ok(go(&visit, &format!("/u/{asked}")));
    };
    let eyes = visit.eyes();
    let view = visit.pod().read::<_, Refused>(move |tx| views::feed(tx, eyes.look(), &name)).await?;
    let body = atom(&view);
    let tag = format!("\"{}\"", blake3::hash(body.as_bytes()).to_hex().get(..32).unwrap_or_default());
    // What was packed on its way comes back as a weak tag.
    let known = visit.header(IF_NONE_MATCH).split(',').any(|given| given.trim().trim_start_matches("W/") == tag);
    let response = match known {
        true => reply::empty(StatusCode::NOT_MODIFIED),
        false => reply::document("application/atom+xml; charset=utf-8", body),
    };
    Ok(reply::header(reply::cache(response, Cache::Public(KEEP)), ETAG, &tag))
}

#[cfg(test)]
mod tests {
    use super::super::super::sample;
    use super::*;
    use crate::base::PodUrl;

    // W-014: names and words from outside stay text, and the document is one.
    #[test]
    fn a_feed_is_well_formed_whatever_it_holds() {
        let mut post = sample::bread();
        post.title = "a < b & \u{1}c".into();
        let view = FeedView {
            pod_name: "Maple & Street".into(),
            base: PodUrl::parse("https://maple.example").expect("valid"),
            name: "<Ines>".into(),
            person: sample::ines(),
            updated: post.created_at,
            posts: vec![post],
        };
        let text = atom(&view);
        assert!(text.contains("&lt;Ines&gt;'s Public Feed") && text.contains("a &lt; b &amp; c"));
        assert!(text.contains("<id>https://maple.example/public/ines.atom</id>"));
        let mut reader = quick_xml::Reader::from_str(&text);
        loop {
            match reader.read_event().expect("well formed") {
                quick_xml::events::Event::Eof => break,
                _ => continue,
            }
        }
    }
}
