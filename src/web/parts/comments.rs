//! The conversation under a post.

use super::super::layout::{Shell, hidden};
use super::post::faces;
use super::{Errors, face, icon, person_link, when};
use crate::domain::views::{CommentView, PostView, ViewerView};
use crate::domain::words::Words;
use maud::{Markup, PreEscaped, html};

/// What stands under the hairline of a post: earlier comments, the ones shown, a box to answer.
pub(super) fn section(shell: &Shell, post: &PostView, is_single: bool) -> Markup {
    let viewer = shell.viewer().filter(|_| is_single && post.may_comment);
    let earlier = post.earlier_comments;
    html! {
        @if !post.comments.is_empty() || viewer.is_some() {
            div.comments {
                @if earlier > 0 {
                    a.earlier href={ "/posts/" (post.guid) "#comments" } {
                        (shell.words.say_with("post-earlier-comments", &[("count", earlier.into())]))
                    }
                }
                @for comment in &post.comments { (one(shell, post, comment)) }
                @if let Some(viewer) = viewer {
                    (reply_form(shell, viewer, &format!("/posts/{}/comments", post.guid), "", &Errors::default(), Some(&format!("p-{}", post.guid))))
                }
            }
        }
    }
}

/// One comment.
pub(in crate::web) fn one(shell: &Shell, post: &PostView, comment: &CommentView) -> Markup {
    let words = shell.words;
    let place = format!("/posts/{}#{}", post.guid, comment.guid);
    let label = words.say_with("post-comment-label", &[("name", (&comment.author.name).into())]);
    html! {
        article.comment id=(comment.guid) aria-label=(label) {
            (face(&comment.author, "face-s"))
            div {
                (person_link(&comment.author)) " "
                @if let Some((name, guid)) = &comment.answers {
                    a.meta href={ "#" (guid) } { (words.say_with("post-comment-answers", &[("name", name.into())])) } " "
                }
                div.words dir=[comment.is_rtl.then_some("rtl")] { (PreEscaped(&comment.body_html)) }
                div.meta {
                    a href=(place) { (when(shell, comment.created_at)) }
                    (like(words, post, comment))
                    @if comment.may_report && comment.may_like {
                        a href={ "/comments/" (comment.guid) "/report" } { (words.say("post-report")) }
                    }
                    @if comment.may_delete { (delete(words, post, comment)) }
                }
                (likers(words, comment))
            }
        }
    }
}

fn like(words: Words, post: &PostView, comment: &CommentView) -> Markup {
    let verb = if comment.liked_by_me { "unlike" } else { "like" };
    html! {
        @if comment.may_like {
            button.action-on[comment.liked_by_me] form="act" name={ "l-" (comment.guid) } aria-pressed=(comment.liked_by_me)
                formaction={ "/comments/" (comment.guid) "/" (verb) } data-swap={ "p-" (post.guid) } {
                (words.say(if comment.liked_by_me { "post-liked" } else { "post-like" }))
                @if comment.likes > 0 { " · " (comment.likes) }
            }
        } @else if comment.likes > 0 {
            span { (words.say_with("post-likes", &[("count", comment.likes.into())])) }
        }
    }
}

/// Who likes a comment, one click away (W-160).
fn likers(words: Words, comment: &CommentView) -> Markup {
    html! {
        @if !comment.likers.is_empty() {
            details.likers {
                summary.meta { (words.say_with("post-likes", &[("count", comment.likes.into())])) }
                (faces(&comment.likers))
            }
        }
    }
}

fn delete(words: Words, post: &PostView, comment: &CommentView) -> Markup {
    html! {
        details.confirm {
            summary { (words.say("post-delete")) }
            button.button.button-danger form="act" formaction={ "/comments/" (comment.guid) "/delete" }
                data-swap={ "p-" (post.guid) } { (icon("trash")) (words.say("post-comment-delete-do")) }
        }
    }
}

/// The box to answer in. `swap` names the post that the script replaces.
pub(in crate::web) fn reply_form(
    shell: &Shell,
    viewer: &ViewerView,
    action: &str,
    text: &str,
    errors: &Errors,
    swap: Option<&str>,
) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let wrong = errors.of("text");
    html! {
        form.reply #reply method="post" action=(action) {
            (hidden(shell))
            (face(&viewer.person, "face-s"))
            div {
                label.vh for="f-comment" { (say("post-comment-yours")) }
                @if let Some(words) = wrong { p.wrong #e-comment { (icon("alert")) (words) } }
                textarea.input #f-comment name="text" rows="1" required placeholder=(say("post-comment-write")) data-guard
                    data-mentions=(action) aria-invalid=[wrong.map(|_| "true")]
                    aria-describedby=[wrong.map(|_| "e-comment")] { "\n" (text) }
                div.row {
                    button.button.button-main type="submit" data-swap=[swap] { (say("post-comment")) }
                    button.button type="submit" name="step" value="preview" { (say("publisher-preview")) }
                }
            }
        }
    }
}

/// The box to answer in as a pattern: the script puts it under a post of a stream.
pub(super) fn pattern(shell: &Shell, viewer: &ViewerView) -> Markup {
    let say = |name: &str| shell.words.say(name);
    html! {
        template #reply-pattern {
            form.reply method="post" {
                (hidden(shell))
                (face(&viewer.person, "face-s"))
                div {
                    label.vh { (say("post-comment-yours")) }
                    textarea.input name="text" rows="1" required placeholder=(say("post-comment-write")) data-guard data-mentions {}
                    div.row {
                        button.button.button-main type="submit" data-swap="" { (say("post-comment")) }
                        button.button type="submit" name="step" value="preview" { (say("publisher-preview")) }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::Place;
    use super::super::super::sample;
    use super::*;

    // W-163: only who may delete gets the way to it.
    #[test]
    fn deleting_is_offered_to_those_who_may() {
        let shell = sample::shell(Place::Stream);
        let mut post = sample::bread();
        let offered = section(&shell, &post, false).into_string();
        assert!(offered.contains("/delete"));
        post.comments.iter_mut().for_each(|comment| comment.may_delete = false);
        assert!(!section(&shell, &post, false).into_string().contains("/delete"));
    }

    // W-161: the way to the comments that a stream leaves out.
    #[test]
    fn earlier_comments_are_one_link_away() {
        let text = section(&sample::shell(Place::Stream), &sample::bread(), false).into_string();
        assert!(text.contains("Show 3 earlier comments"));
    }
}
