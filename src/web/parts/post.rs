//! A post: who, words, pictures, actions, comments.

use super::super::layout::Shell;
use super::{audience_badge, comments, counted, face, icon, person_link, photos, when};
use crate::domain::views::{AudienceView, EmbedView, LocationView, PollView, PostView, ReshareView};
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

/// A list of posts, with the pattern for answers that the script needs.
pub(in crate::web) fn stream(shell: &Shell, posts: &[PostView]) -> Markup {
    html! {
        ul.stream role="list" {
            @for (place, post) in posts.iter().enumerate() {
                li { (one(shell, post, Setting::Stream { first: place == 0 })) }
            }
        }
        @if let Some(viewer) = shell.viewer() { (comments::pattern(shell, viewer)) }
    }
}

/// One post.
pub(in crate::web) fn one(shell: &Shell, post: &PostView, setting: Setting) -> Markup {
    let is_single = setting == Setting::Single;
    html! {
        article.card.post id={ "p-" (post.guid) } aria-label={ "Post by " (post.author.name) } data-said=(said(post)) {
            (header(shell, post))
            @if post.is_nsfw && !is_single { (shield(content(shell, post, setting))) }
            @else { (content(shell, post, setting)) }
            (actions(shell, post))
            @if is_single { (liked_by(post)) }
            (comments::section(shell, post, is_single))
        }
    }
}

/// What screen readers hear when the post was replaced after an action.
fn said(post: &PostView) -> String {
    format!("{}, {}", counted(post.likes, "like", "likes"), counted(post.comment_count, "comment", "comments"))
}

fn header(shell: &Shell, post: &PostView) -> Markup {
    html! {
        header.post-head {
            a href={ "/people/" (post.author.guid) } tabindex="-1" aria-hidden="true" { (face(&post.author, "")) }
            div.who {
                (person_link(&post.author))
                div.meta {
                    span.id { (post.author.diaspora_id) }
                    a href={ "/posts/" (post.guid) } { (when(shell, post.created_at)) }
                    (audience_badge(&post.audience))
                    @if post.reshare.is_some() { span { "reshared" } }
                    @if let Some(provider) = &post.provider { span { "via " (provider) } }
                }
            }
            (menu(post))
        }
    }
}

fn menu(post: &PostView) -> Markup {
    html! {
        @if post.may_delete || post.may_ignore {
            details.menu {
                summary { (icon("more")) span.vh { "More about this post" } }
                div.menu-list {
                    @if post.may_delete { (delete(post)) }
                    @if post.may_ignore { (ignore(post)) }
                }
            }
        }
    }
}

fn delete(post: &PostView) -> Markup {
    html! {
        details.confirm {
            summary { (icon("trash")) "Delete" }
            p { "The post disappears here and on other pods, with its comments and pictures." }
            button.button.button-danger form="act" formaction={ "/posts/" (post.guid) "/delete" } { "Delete this post" }
        }
    }
}

fn ignore(post: &PostView) -> Markup {
    html! {
        details.confirm {
            summary { (icon("veil")) "Ignore " (post.author.name) }
            p { "Their posts leave your streams, and you stop sharing with each other. They are not told." }
            button.button.button-danger form="act" formaction={ "/people/" (post.author.guid) "/ignore" } {
                "Ignore this person"
            }
        }
    }
}

fn shield(content: Markup) -> Markup {
    html! {
        details.shield {
            summary {
                (icon("veil"))
                span { "Marked as not safe for work" }
                span.link.when-shut { "Show" }
                span.link.when-open { "Hide" }
            }
            div.shield-in { (content) }
        }
    }
}

fn content(shell: &Shell, post: &PostView, setting: Setting) -> Markup {
    let address = format!("/posts/{}", post.guid);
    html! {
        (words(post, setting))
        @match setting {
            Setting::Stream { first } => (photos::mosaic(&post.photos, &address, first)),
            Setting::Single => (photos::gallery(&post.photos)),
        }
        @if let Some(poll) = &post.poll { (self::poll(poll)) }
        @if let Some(event) = &post.event { (super::event::event(shell.words, event)) }
        @if let Some(embed) = &post.embed { (self::embed(embed)) }
        @if let Some(reshare) = &post.reshare { (quoted(shell, reshare, setting)) }
        @if let Some(location) = &post.location { (place(location)) }
    }
}

fn words(post: &PostView, setting: Setting) -> Markup {
    let body = html! { div.words dir=[post.is_rtl.then_some("rtl")] { (PreEscaped(&post.body_html)) } };
    let folds = post.body_html.len() > LONG && setting != Setting::Single;
    html! {
        @if folds {
            div.fold {
                input type="checkbox" id={ "o-" (post.guid) };
                (body)
                label for={ "o-" (post.guid) } {
                    (icon("older")) span.when-shut { "Show more" } span.when-open { "Show less" }
                }
            }
        } @else if !post.body_html.is_empty() { (body) }
    }
}

fn quoted(shell: &Shell, reshare: &ReshareView, setting: Setting) -> Markup {
    match reshare {
        ReshareView::Gone => html! {
            div.quoted.quoted-gone { (icon("reshare")) p { "The original post was deleted by its author." } }
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
                @if root.is_nsfw && setting != Setting::Single { (shield(content(shell, root, setting))) }
                @else { (content(shell, root, setting)) }
            }
        },
    }
}

/// The answers with their shares as bars; the own vote carries a check mark.
fn poll(poll: &PollView) -> Markup {
    html! {
        div.poll {
            p { (poll.question) }
            ul {
                @for answer in &poll.answers {
                    li {
                        svg.share aria-hidden="true" { rect width={ (percent(answer.votes, poll.votes)) "%" } height="100%" {} }
                        span.mine[answer.is_mine] { (answer.text) @if answer.is_mine { (icon("check")) span.vh { " (your vote)" } } }
                        span { (answer.votes) span.vh { (if answer.votes == 1 { " vote" } else { " votes" }) } }
                    }
                }
            }
        }
    }
}

fn percent(part: u32, whole: u32) -> u64 {
    (u64::from(part) * 100).checked_div(u64::from(whole)).unwrap_or(0).min(100)
}

fn place(location: &LocationView) -> Markup {
    html! { p.place { (icon("pin")) "Posted from " (location.address) } }
}

fn embed(embed: &EmbedView) -> Markup {
    html! {
        a.embed href=(embed.url) rel="noopener noreferrer nofollow ugc" target="_blank" {
            @if let Some(image) = &embed.image { img src=(image) alt="" width="96" height="96" loading="lazy" decoding="async"; }
            div {
                b { (embed.title) }
                span.meta { (embed.description) }
                span.meta { (embed.host) }
            }
        }
    }
}

fn actions(shell: &Shell, post: &PostView) -> Markup {
    html! {
        div.actions {
            (like(post))
            (comment(shell, post))
            (reshare(post))
        }
    }
}

fn like(post: &PostView) -> Markup {
    let verb = if post.liked_by_me { "unlike" } else { "like" };
    html! {
        @if post.may_like {
            button.action.action-on[post.liked_by_me] form="act" name={ "l-" (post.guid) } aria-pressed=(post.liked_by_me)
                formaction={ "/posts/" (post.guid) "/" (verb) } data-swap={ "p-" (post.guid) } {
                (icon("heart"))
                span { @if post.liked_by_me { "Liked" } @else { "Like" } (count(post.likes)) }
            }
        } @else if post.likes > 0 {
            span.action { (icon("heart")) span { (counted(post.likes, "like", "likes")) } }
        }
    }
}

fn comment(shell: &Shell, post: &PostView) -> Markup {
    html! {
        @if post.may_comment && shell.viewer().is_some() {
            a.action href={ "/posts/" (post.guid) "#reply" } data-reply={ "p-" (post.guid) } {
                (icon("comment")) span { "Comment" (count(post.comment_count)) }
            }
        } @else if post.comment_count > 0 {
            a.action href={ "/posts/" (post.guid) } {
                (icon("comment")) span { (counted(post.comment_count, "comment", "comments")) }
            }
        }
    }
}

fn reshare(post: &PostView) -> Markup {
    html! {
        @if post.may_reshare {
            button.action form="act" formaction={ "/posts/" (post.guid) "/reshare" } {
                (icon("reshare")) span { "Reshare" (count(post.reshares)) }
            }
        } @else if post.reshared_by_me {
            span.action.action-on { (icon("reshare")) span { "Reshared" (count(post.reshares)) } }
        } @else if post.reshares > 0 && post.audience == AudienceView::Public {
            span.action { (icon("reshare")) span { (counted(post.reshares, "reshare", "reshares")) } }
        }
    }
}

fn count(number: u32) -> Markup {
    html! { @if number > 0 { " · " (number) } }
}

fn liked_by(post: &PostView) -> Markup {
    let row = |name: &str, people: &[crate::domain::views::PersonView]| {
        html! {
            @if !people.is_empty() {
                div.liked-by {
                    p.meta { (name) }
                    ul.faces {
                        @for person in people {
                            li { a href={ "/people/" (person.guid) } title=(person.name) { (face(person, "face-s")) span.vh { (person.name) } } }
                        }
                    }
                }
            }
        }
    };
    html! {
        (row("Liked by", &post.likers))
        (row("Reshared by", &post.resharers))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::Place;
    use super::super::super::sample;
    use super::*;

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

    // W-175: shielded in streams, plain on its own page.
    #[test]
    fn a_shielded_post_shows_only_on_its_own_page() {
        let mut post = sample::bread();
        post.is_nsfw = true;
        assert!(shown(&post, Setting::Stream { first: false }).contains("<details class=\"shield\">"));
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

    // The budget of spec/appliance.md §19.2: 1,200 nodes for a page of posts.
    #[test]
    fn a_stream_page_stays_light() {
        let posts: Vec<_> = (0..20).map(|_| sample::plain()).collect();
        let text = stream(&sample::shell(Place::Stream), &posts).into_string();
        let nodes = text.matches('<').count() - text.matches("</").count();
        assert!(nodes < 1_000, "{nodes}");
    }

    #[test]
    fn shares_of_a_poll_are_safe_to_compute() {
        assert_eq!((percent(1, 0), percent(1, 3), percent(9, 3)), (0, 33, 100));
    }
}
