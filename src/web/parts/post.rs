//! A post: who, words, pictures, actions, comments.

use super::super::layout::{Shell, hidden};
use super::{audience_badge, comments, event, face, icon, person_link, photos, when};
use crate::domain::views::{AudienceView, EmbedView, LocationView, PersonView, PollView, PostView, ReshareView};
use crate::domain::words::Words;
use maud::{Markup, PreEscaped, html};

/// Bytes of a post's HTML from which it is folded in streams (W-157).
const LONG: usize = 1_800;

/// Where a post stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web) enum Setting {
    /// In a stream; `first` loads its picture at once.
    Stream { first: bool },
    /// On its own page.
    Single,
}

/// A list of posts, with what the script builds with: a large picture, a box to answer in.
pub(in crate::web) fn stream(shell: &Shell, posts: &[PostView]) -> Markup {
    html! {
        ul.stream role="list" {
            @for (place, post) in posts.iter().enumerate() {
                li { (one(shell, post, Setting::Stream { first: place == 0 })) }
            }
        }
        (photos::lightbox(shell.words))
        @if let Some(viewer) = shell.viewer() { (comments::pattern(shell, viewer)) }
    }
}

/// One post.
pub(in crate::web) fn one(shell: &Shell, post: &PostView, setting: Setting) -> Markup {
    let words = shell.words;
    let is_single = setting == Setting::Single;
    let label = words.say_with("post-label", &[("name", (&post.author.name).into())]);
    let body = html! {
        (content(shell, post, setting))
        (actions(shell, post))
        @if is_single { (liked_by(words, post)) }
        (comments::section(shell, post, is_single))
    };
    html! {
        article.card.post id={ "p-" (post.guid) } aria-label=(label) data-said=(said(words, post)) {
            (header(shell, post))
            @if post.is_hidden { (hidden_note(words, post)) }
            @if post.is_nsfw && !is_single { (shield(words, body)) } @else { (body) }
        }
    }
}

/// A post that is still being written, as it will look (W-126).
pub(in crate::web) fn draft(shell: &Shell, post: &PostView) -> Markup {
    html! {
        article.card.post.post-draft aria-label=(shell.words.say("publisher-preview")) {
            p.head { (shell.words.say("publisher-preview")) }
            (header(shell, post))
            (content(shell, post, Setting::Single))
        }
    }
}

/// What screen readers hear when the post was replaced after an action.
fn said(words: Words, post: &PostView) -> String {
    let likes = words.say_with("post-likes", &[("count", post.likes.into())]);
    let comments = words.say_with("count-comments", &[("count", post.comment_count.into())]);
    format!("{likes}, {comments}")
}

fn header(shell: &Shell, post: &PostView) -> Markup {
    let words = shell.words;
    html! {
        header.post-head {
            a href={ "/people/" (post.author.guid) } tabindex="-1" aria-hidden="true" { (face(&post.author, "")) }
            div.who {
                (person_link(&post.author))
                div.meta {
                    span.id { (post.author.diaspora_id) }
                    a href={ "/posts/" (post.guid) } { (when(shell, post.created_at)) }
                    (audience_badge(words, &post.audience))
                    @if post.reshare.is_some() { span { (words.say("post-reshared")) } }
                    @if let Some(provider) = &post.provider {
                        span { (words.say_with("post-via", &[("program", provider.into())])) }
                    }
                }
            }
            (menu(words, post))
        }
    }
}

fn menu(words: Words, post: &PostView) -> Markup {
    html! {
        @if post.may_delete || post.may_ignore {
            details.menu {
                summary { (icon("more")) span.vh { (words.say("post-more")) } }
                div.menu-list {
                    @if post.may_ignore {
                        (follow(words, post))
                        (hide(words, post))
                        @if post.may_report {
                            a href={ "/posts/" (post.guid) "/report" } { (icon("alert")) (words.say("post-report")) }
                        }
                        (ignore(words, post))
                    }
                    @if post.may_delete { (delete(words, post)) }
                }
            }
        }
    }
}

/// The bell: whether one hears of further comments (W-169).
fn follow(words: Words, post: &PostView) -> Markup {
    let (verb, name) = if post.subscribed { ("unsubscribe", "post-unfollow") } else { ("subscribe", "post-follow") };
    html! {
        button form="act" name={ "s-" (post.guid) } formaction={ "/posts/" (post.guid) "/" (verb) }
            data-swap={ "p-" (post.guid) } { (icon("bell")) (words.say(name)) }
    }
}

fn hide(words: Words, post: &PostView) -> Markup {
    html! {
        @if !post.is_hidden {
            details.confirm {
                summary { (icon("eye")) (words.say("post-hide")) }
                p { (words.say("post-hide-meaning")) }
                button.button form="act" formaction={ "/posts/" (post.guid) "/hide" } { (words.say("post-hide-do")) }
            }
        }
    }
}

fn hidden_note(words: Words, post: &PostView) -> Markup {
    html! {
        div.note.note-care {
            (icon("eye"))
            div.row.row-ends {
                span { (words.say("post-is-hidden")) }
                button.link form="act" formaction={ "/posts/" (post.guid) "/show" } { (words.say("post-show-again")) }
            }
        }
    }
}

fn delete(words: Words, post: &PostView) -> Markup {
    html! {
        details.confirm {
            summary { (icon("trash")) (words.say("post-delete")) }
            p { (words.say("post-delete-meaning")) }
            button.button.button-danger form="act" formaction={ "/posts/" (post.guid) "/delete" } {
                (words.say("post-delete-do"))
            }
        }
    }
}

fn ignore(words: Words, post: &PostView) -> Markup {
    html! {
        details.confirm {
            summary { (icon("veil")) (words.say_with("post-ignore", &[("name", (&post.author.name).into())])) }
            p { (words.say("post-ignore-meaning")) }
            button.button.button-danger form="act" formaction={ "/people/" (post.author.guid) "/ignore" } {
                (words.say("post-ignore-do"))
            }
        }
    }
}

/// Everything behind one line that says why; opening it is the reader's choice (W-175).
fn shield(words: Words, content: Markup) -> Markup {
    html! {
        details.shield {
            summary {
                (icon("veil"))
                span { (words.say("post-nsfw")) }
                span.link.when-shut { (words.say("post-nsfw-show")) }
                span.link.when-open { (words.say("post-nsfw-hide")) }
            }
            button.link.script type="button" data-shields data-all=(words.say("post-nsfw-show-all"))
                data-none=(words.say("post-nsfw-hide-all")) { (words.say("post-nsfw-show-all")) }
            div.shield-in { (content) }
        }
    }
}

fn content(shell: &Shell, post: &PostView, setting: Setting) -> Markup {
    let address = format!("/posts/{}", post.guid);
    html! {
        (words(shell.words, post, setting))
        @match setting {
            Setting::Stream { first } => (photos::mosaic(shell.words, &post.photos, &address, first)),
            Setting::Single => (photos::gallery(shell.words, &post.photos)),
        }
        @if let Some(poll) = &post.poll { (self::poll(shell, post, poll)) }
        @if let Some(event) = &post.event { (event::event(shell.words, event)) }
        @if let Some(embed) = &post.embed { (self::embed(shell, post, embed, setting)) }
        @if let Some(reshare) = &post.reshare { (quoted(shell, reshare, setting)) }
        @if let Some(location) = &post.location { (place(shell.words, location)) }
    }
}

fn words(words: Words, post: &PostView, setting: Setting) -> Markup {
    let body = html! { div.words dir=[post.is_rtl.then_some("rtl")] { (PreEscaped(&post.body_html)) } };
    let folds = post.body_html.len() > LONG && setting != Setting::Single;
    html! {
        @if folds {
            div.fold {
                input type="checkbox" id={ "o-" (post.guid) };
                (body)
                label for={ "o-" (post.guid) } {
                    (icon("older"))
                    span.when-shut { (words.say("post-unfold")) } span.when-open { (words.say("post-fold")) }
                }
            }
        } @else if !post.body_html.is_empty() { (body) }
    }
}

fn quoted(shell: &Shell, reshare: &ReshareView, setting: Setting) -> Markup {
    match reshare {
        ReshareView::Gone => html! {
            div.quoted.quoted-gone { (icon("reshare")) p { (shell.words.say("post-root-gone")) } }
        },
        ReshareView::Root(root) => html! {
            div.quoted {
                div.post-head {
                    (face(&root.author, "face-s"))
                    div.who {
                        (person_link(&root.author))
                        div.meta {
                            span.id { (root.author.diaspora_id) }
                            a href={ "/posts/" (root.guid) } { (when(shell, root.created_at)) }
                        }
                    }
                }
                (content(shell, root, setting))
            }
        },
    }
}

/// The question with a way to answer it, or the answers with their shares (W-168).
fn poll(shell: &Shell, post: &PostView, poll: &PollView) -> Markup {
    let words = shell.words;
    html! {
        div.poll {
            p { (poll.question) }
            @if poll.may_vote {
                form.stack method="post" action={ "/posts/" (post.guid) "/vote" } {
                    (hidden(shell))
                    fieldset {
                        legend.vh { (poll.question) }
                        @for answer in &poll.answers {
                            label.tick { input type="radio" name="answer" value=(answer.guid) required; span { (answer.text) } }
                        }
                    }
                    div.row {
                        button.button type="submit" data-swap={ "p-" (post.guid) } { (words.say("post-poll-vote")) }
                    }
                }
            }
            @if poll.voted_by_me || (!poll.may_vote && shell.viewer().is_none()) { (shares(words, poll)) }
            @else if poll.votes > 0 || !poll.may_vote {
                details.results {
                    summary { (words.say("post-poll-result")) }
                    (shares(words, poll))
                }
            }
            @if !poll.may_vote && !poll.voted_by_me && shell.viewer().is_some() && !post.may_comment && !post.may_delete {
                a.meta href={ "/posts/" (post.guid) } { (words.say("post-poll-original")) }
            }
            p.meta { (words.say_with("post-poll-votes", &[("count", poll.votes.into())])) }
        }
    }
}

/// The answers with their shares as bars; the own vote carries a check mark.
fn shares(words: Words, poll: &PollView) -> Markup {
    html! {
        ul {
            @for answer in &poll.answers {
                @let share = percent(answer.votes, poll.votes);
                li {
                    svg.share aria-hidden="true" { rect width={ (share) "%" } height="100%" {} }
                    span.mine[answer.is_mine] {
                        (answer.text)
                        @if answer.is_mine { (icon("check")) span.vh { " (" (words.say("post-poll-mine")) ")" } }
                    }
                    span.count { (answer.votes) " · " (share) " %" }
                }
            }
        }
    }
}

fn percent(part: u32, whole: u32) -> u64 {
    (u64::from(part) * 100).checked_div(u64::from(whole)).unwrap_or(0).min(100)
}

/// Where it was written, with a map one click away.
fn place(words: Words, location: &LocationView) -> Markup {
    let text = words.say_with("post-place", &[("place", (&location.address).into())]);
    html! {
        p.place {
            (icon("pin"))
            @match map(location) {
                Some(href) => a href=(href) rel="noopener noreferrer" target="_blank" { (text) },
                None => (text),
            }
        }
    }
}

/// The map of the place, for coordinates that are numbers.
fn map(location: &LocationView) -> Option<String> {
    let (lat, lng): (f64, f64) = (location.lat.trim().parse().ok()?, location.lng.trim().parse().ok()?);
    let is_place = lat.abs() <= 90.0 && lng.abs() <= 180.0;
    is_place.then(|| format!("https://www.openstreetmap.org/?mlat={lat}&mlon={lng}#map=14/{lat}/{lng}"))
}

/// The card of a linked page. What plays comes from elsewhere, so it is loaded by a click only: in
/// place by the script, else on the post's own page (W-155, W-253).
fn embed(shell: &Shell, post: &PostView, embed: &EmbedView, setting: Setting) -> Markup {
    let plays = setting == Setting::Single && shell.path.ends_with("?play=1");
    let id = format!("e-{}", post.guid);
    html! {
        div.embed-box id=(id) {
            @if let Some(player) = embed.player.as_ref().filter(|_| plays) {
                iframe.player src=(player.src) title=(embed.title) width=(player.width) height=(player.height)
                    loading="lazy" referrerpolicy="strict-origin" allow="fullscreen"
                    sandbox="allow-scripts allow-same-origin allow-popups allow-presentation" {}
            }
            a.embed href=(embed.url) rel="noopener noreferrer nofollow ugc" target="_blank" {
                @if let Some(image) = &embed.image {
                    img src=(image) alt="" width="96" height="96" loading="lazy" decoding="async";
                }
                div {
                    b { (embed.title) }
                    span.meta { (embed.description) }
                    span.meta { (embed.host) }
                }
            }
            @if let Some(player) = embed.player.as_ref().filter(|_| !plays) {
                a.button.play href={ "/posts/" (post.guid) "?play=1#" (id) } data-player=(player.src)
                    data-width=(player.width) data-height=(player.height) data-title=(embed.title) {
                    (icon("out")) (shell.words.say_with("post-play", &[("host", (&embed.host).into())]))
                }
            }
        }
    }
}

fn actions(shell: &Shell, post: &PostView) -> Markup {
    html! {
        div.actions {
            (like(shell.words, post))
            (comment(shell, post))
            (reshare(shell.words, post))
        }
    }
}

fn like(words: Words, post: &PostView) -> Markup {
    let verb = if post.liked_by_me { "unlike" } else { "like" };
    html! {
        @if post.may_like {
            button.action.action-on[post.liked_by_me] form="act" name={ "l-" (post.guid) } aria-pressed=(post.liked_by_me)
                formaction={ "/posts/" (post.guid) "/" (verb) } data-swap={ "p-" (post.guid) } {
                (icon("heart"))
                span { (words.say(if post.liked_by_me { "post-liked" } else { "post-like" })) (count(post.likes)) }
            }
        } @else if post.likes > 0 {
            span.action { (icon("heart")) span { (words.say_with("post-likes", &[("count", post.likes.into())])) } }
        }
    }
}

fn comment(shell: &Shell, post: &PostView) -> Markup {
    let words = shell.words;
    html! {
        @if post.may_comment && shell.viewer().is_some() {
            a.action href={ "/posts/" (post.guid) "#reply" } data-reply={ "p-" (post.guid) } {
                (icon("comment")) span { (words.say("post-comment")) (count(post.comment_count)) }
            }
        } @else if post.comment_count > 0 {
            a.action href={ "/posts/" (post.guid) } {
                (icon("comment")) span { (words.say_with("count-comments", &[("count", post.comment_count.into())])) }
            }
        }
    }
}

/// Resharing tells everybody, so it asks once more.
fn reshare(words: Words, post: &PostView) -> Markup {
    html! {
        @if post.may_reshare {
            details.menu.menu-start.reshare {
                summary.action { (icon("reshare")) span { (words.say("post-reshare")) (count(post.reshares)) } }
                div.menu-list {
                    p.menu-who.meta { (words.say("post-reshare-meaning")) }
                    button.button.button-main form="act" formaction={ "/posts/" (post.guid) "/reshare" } {
                        (words.say("post-reshare-do"))
                    }
                }
            }
        } @else if post.reshared_by_me {
            span.action.action-on { (icon("reshare")) span { (words.say("post-reshared-by-me")) (count(post.reshares)) } }
        } @else if post.reshares > 0 && post.audience == AudienceView::Public {
            span.action {
                (icon("reshare")) span { (words.say_with("post-reshares", &[("count", post.reshares.into())])) }
            }
        }
    }
}

fn count(number: u32) -> Markup {
    html! { @if number > 0 { " · " (number) } }
}

/// Faces of people, each leading to its page.
pub(super) fn faces(people: &[PersonView]) -> Markup {
    html! {
        ul.faces {
            @for person in people {
                li { a href={ "/people/" (person.guid) } title=(person.name) { (face(person, "face-s")) span.vh { (person.name) } } }
            }
        }
    }
}

fn liked_by(words: Words, post: &PostView) -> Markup {
    let row = |name: &str, people: &[PersonView], all: u32| {
        let others = all.saturating_sub(u32::try_from(people.len()).unwrap_or(u32::MAX));
        html! {
            @if !people.is_empty() {
                div.liked-by {
                    p.meta { (words.say(name)) }
                    (faces(people))
                    @if others > 0 { p.meta { (words.say_with("post-more-people", &[("count", others.into())])) } }
                }
            }
        }
    };
    html! {
        (row("post-liked-by", &post.likers, post.likes))
        (row("post-reshared-by", &post.resharers, post.reshares))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::Place;
    use super::super::super::sample;
    use super::*;
    use crate::base::limits;
    use crate::domain::views::PlayerView;

    fn shown(post: &PostView, setting: Setting) -> String {
        one(&sample::shell(Place::Stream), post, setting).into_string()
    }

    // W-159, W-161, W-165: what the viewer may do is offered, and nothing else.
    #[test]
    fn only_what_is_allowed_is_offered() {
        let mut post = sample::bread();
        let text = shown(&post, Setting::Stream { first: true });
        assert!(text.contains("/unlike\"") && text.contains("/reshare\"") && text.contains("#reply"));
        (post.may_like, post.may_comment, post.may_reshare, post.may_delete, post.may_ignore) =
            (false, false, false, false, false);
        post.comments.clear();
        let text = shown(&post, Setting::Stream { first: true });
        for word in ["<button", "#reply", "formaction"] {
            assert!(!text.contains(word), "{word}");
        }
    }

    // W-175: shielded in streams with all that belongs to it, plain on its own page.
    #[test]
    fn a_shielded_post_shows_only_on_its_own_page() {
        let mut post = sample::bread();
        post.is_nsfw = true;
        let text = shown(&post, Setting::Stream { first: false });
        let (before, inside) = text.split_once("<details class=\"shield\">").expect("a shield");
        assert!(
            !before.contains("Eighteen hours") && inside.contains("Eighteen hours") && inside.contains("/unlike\"")
        );
        assert!(!shown(&post, Setting::Single).contains("class=\"shield\""));
    }

    // W-167
    #[test]
    fn a_reshare_outlives_its_root() {
        let post = PostView { reshare: Some(ReshareView::Gone), ..sample::bread() };
        assert!(shown(&post, Setting::Single).contains("deleted by its author"));
    }

    // W-157: long words fold in streams only.
    #[test]
    fn long_words_fold_in_streams() {
        let post = PostView { body_html: "<p>word</p>".repeat(400), ..sample::bread() };
        assert!(shown(&post, Setting::Stream { first: false }).contains("class=\"fold\""));
        assert!(!shown(&post, Setting::Single).contains("class=\"fold\""));
    }

    // W-155, W-253: nothing of a provider is loaded before somebody asks for it.
    #[test]
    fn a_player_comes_after_a_click() {
        let src = "https://player.vimeo.com/video/1".to_owned();
        let embed = EmbedView {
            url: "https://vimeo.com/1".into(),
            host: "vimeo.com".into(),
            title: "A film".into(),
            description: String::new(),
            image: None,
            player: Some(PlayerView { src, width: 420, height: 236 }),
        };
        let post = PostView { embed: Some(embed), ..sample::bread() };
        let mut shell = sample::shell(Place::Elsewhere);
        shell.path = format!("/posts/{}", post.guid);
        assert!(!one(&shell, &post, Setting::Single).into_string().contains("<iframe"));
        shell.path.push_str("?play=1");
        assert!(one(&shell, &post, Setting::Single).into_string().contains("<iframe"));
        assert!(!one(&shell, &post, Setting::Stream { first: true }).into_string().contains("<iframe"));
    }

    // W-132: coordinates from outside become an address only if they are numbers.
    #[test]
    fn a_place_leads_to_its_map() {
        let place = |lat: &str, lng: &str| LocationView { address: "Park".into(), lat: lat.into(), lng: lng.into() };
        assert!(map(&place("48.2", "16.37")).is_some_and(|url| url.ends_with("/48.2/16.37")));
        for (lat, lng) in [("", ""), ("91", "0"), ("x\" onclick=", "1"), ("NaN", "1"), ("inf", "0")] {
            assert_eq!(map(&place(lat, lng)), None, "{lat} {lng}");
        }
    }

    // The budget of spec/appliance.md §19.2: 1,200 nodes for a page, of which the frame needs some.
    #[test]
    fn a_stream_page_stays_light() {
        let posts: Vec<_> = (0..limits::PAGE).map(|_| sample::plain()).collect();
        let text = stream(&sample::shell(Place::Stream), &posts).into_string();
        let nodes = text.matches('<').count() - text.matches("</").count();
        assert!(nodes < 1_000, "{nodes}");
    }

    #[test]
    fn shares_of_a_poll_are_safe_to_compute() {
        assert_eq!((percent(1, 0), percent(1, 3), percent(9, 3)), (0, 33, 100));
    }
}
