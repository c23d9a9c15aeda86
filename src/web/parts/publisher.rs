//! The publisher: words, pictures with descriptions, a poll, a place, and who will see it.
//!
//! Everything works by buttons that send the form and show it again: more answers, a picture left
//! out, a preview. The script spares those rounds.

use super::super::layout::{Shell, hidden};
use super::{Errors, face, icon, preferred_audience, summary};
use crate::base::limits;
use crate::domain::views::{DefaultAudience, ViewerView};
use maud::{Markup, html};

/// Pictures that can be chosen where no script adds more rows.
const PLAIN_ROWS: usize = 4;
/// Bytes beyond which the script makes a picture smaller before sending (W-129).
const SMALL: usize = 4 << 20;
/// Characters of a picture's description in its field.
const DESCRIPTION: usize = 1_500;

/// A post that is being written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::web) struct Draft {
    /// Its words.
    pub(in crate::web) text: String,
    /// Who shall see it.
    pub(in crate::web) audience: DefaultAudience,
    /// Pictures that were sent already.
    pub(in crate::web) kept: Vec<Kept>,
    /// What the poll asks; empty without a poll.
    pub(in crate::web) question: String,
    /// The answers, also empty ones.
    pub(in crate::web) answers: Vec<String>,
    /// Name of the place; empty without one.
    pub(in crate::web) place: String,
    /// Its latitude, as typed or found.
    pub(in crate::web) lat: String,
    /// Its longitude.
    pub(in crate::web) lng: String,
}

/// A picture that waits for its post.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::web) struct Kept {
    /// Its guid.
    pub(in crate::web) guid: String,
    /// Where its small size is.
    pub(in crate::web) url: String,
    /// Its description.
    pub(in crate::web) text: String,
}

impl Draft {
    /// An empty one with the audience that the person starts with.
    pub(in crate::web) fn empty(viewer: &ViewerView) -> Self {
        Self { audience: viewer.default_audience.clone(), ..Self::default() }
    }

    fn has_poll(&self) -> bool {
        !self.question.is_empty() || !self.answers.is_empty()
    }

    fn has_place(&self) -> bool {
        [&self.place, &self.lat, &self.lng].iter().any(|text| !text.is_empty())
    }
}

/// The publisher as one line above a stream, opening in place.
pub(in crate::web) fn opener(shell: &Shell, viewer: &ViewerView, draft: &Draft) -> Markup {
    let first = viewer.person.name.split_whitespace().next().unwrap_or_default();
    html! {
        details.card.opener open[!draft.text.is_empty()] {
            summary {
                (face(&viewer.person, ""))
                span.opener-line { span { (shell.words.say_with("publisher-opener", &[("name", first.into())])) } }
                (preferred_audience(shell.words, viewer))
                span.when-open { (shell.words.say("publisher-title")) (icon("close")) }
            }
            (form(shell, viewer, draft, &Errors::default()))
        }
    }
}

/// The publisher, open.
pub(in crate::web) fn form(shell: &Shell, viewer: &ViewerView, draft: &Draft, errors: &Errors) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let wrong = errors.of("text");
    html! {
        form.publisher method="post" action="/status_messages" enctype="multipart/form-data" data-sends {
            (hidden(shell))
            // The Enter key in a field presses a form's first button.
            button.vh type="submit" tabindex="-1" aria-hidden="true" { (say("publisher-share")) }
            (summary(errors))
            div.field {
                label.vh for="f-text" { (say("publisher-yours")) }
                @if let Some(words) = wrong { p.wrong #e-text { (icon("alert")) (words) } }
                (toolbar(shell))
                textarea.input #f-text name="text" rows="5" placeholder=(say("publisher-placeholder"))
                    data-guard data-mentions data-count="left" data-limit=(limits::TEXT) aria-invalid=[wrong.map(|_| "true")]
                    aria-describedby=[wrong.map(|_| "e-text")] { "\n" (draft.text) }
            }
            div {
                (pictures(shell, draft, errors))
                (poll(shell, draft, errors))
                (place(shell, draft, errors))
            }
            (audience(shell, viewer, &draft.audience, errors))
            progress.script data-progress max="100" value="0" hidden aria-label=(say("publisher-sending")) {}
            div.row.row-ends {
                span.meta.count #left aria-live="polite" {}
                div.row {
                    a.meta href="/help/posting" target="_blank" { (say("publisher-help")) }
                    button.button type="submit" name="step" value="preview" { (say("publisher-preview")) }
                    button.button.button-main type="submit" data-share { (say("publisher-share")) }
                }
            }
        }
    }
}

/// Marks for those who do not know Markdown by heart; needs script (W-127). `data-mark` is what
/// stands before and after the chosen words, or before each line.
fn toolbar(shell: &Shell) -> Markup {
    let button = |name: &str, show: &str, before: &str, after: &str, by_line: bool| {
        let title = shell.words.say(name);
        html! {
            button type="button" title=(title) aria-label=(title) data-before=(before) data-after=(after)
                data-lines[by_line] { span aria-hidden="true" data-show=(show) {} }
        }
    };
    html! {
        div.toolbar.script role="toolbar" aria-label=(shell.words.say("publisher-toolbar")) {
            (button("publisher-bold", "B", "**", "**", false))
            (button("publisher-italic", "I", "*", "*", false))
            (button("publisher-heading", "H", "### ", "", true))
            (button("publisher-link", "↗", "[", "](https://)", false))
            (button("publisher-image", "▣", "![", "](https://)", false))
            (button("publisher-list", "•", "- ", "", true))
            (button("publisher-numbers", "1.", "1. ", "", true))
            (button("publisher-code", "‹›", "`", "`", false))
            (button("publisher-quote", "”", "> ", "", true))
        }
    }
}

fn pictures(shell: &Shell, draft: &Draft, errors: &Errors) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let wrong = errors.of("photos");
    html! {
        details.more open[wrong.is_some() || !draft.kept.is_empty()] {
            summary { (icon("photo")) (say("publisher-pictures")) }
            div.stack {
                @if let Some(words) = wrong { p.wrong #f-photos { (icon("alert")) (words) } }
                @for kept in &draft.kept { (kept_row(shell, kept)) }
                div.script.field data-picker data-most=(limits::POST_PHOTOS) data-small=(SMALL) {
                    label for="f-pictures" { (say("publisher-pictures-choose")) }
                    input.input #f-pictures type="file" accept="image/jpeg,image/png,image/gif,image/webp" multiple;
                }
                div.picks #picks {
                    @for row in 1..=PLAIN_ROWS { (plain_row(shell, row)) }
                }
                p.hint { (say("publisher-pictures-hint")) }
                template #pick { (picked_row(shell)) }
            }
        }
    }
}

/// A picture that is on the pod already.
fn kept_row(shell: &Shell, kept: &Kept) -> Markup {
    html! {
        div.pick {
            img src=(kept.url) alt="" width="72" height="72";
            input type="hidden" name="kept" value=(kept.guid);
            div.field {
                label for={ "k-" (kept.guid) } { (shell.words.say("publisher-description")) }
                input.input id={ "k-" (kept.guid) } type="text" name="kept_alt" maxlength=(DESCRIPTION) value=(kept.text);
            }
            button type="submit" name="step" value={ "drop-picture-" (kept.guid) } {
                (icon("close")) span.vh { (shell.words.say("publisher-picture-drop")) }
            }
        }
    }
}

/// A picture and its description where no script helps.
fn plain_row(shell: &Shell, row: usize) -> Markup {
    html! {
        div.pick {
            div.field {
                label for={ "f-photo-" (row) } { (shell.words.say_with("publisher-picture", &[("number", row.into())])) }
                input id={ "f-photo-" (row) } type="file" name="photo" accept="image/jpeg,image/png,image/gif,image/webp";
            }
            div.field {
                label for={ "f-alt-" (row) } { (shell.words.say("publisher-description")) }
                input.input id={ "f-alt-" (row) } type="text" name="alt" maxlength=(DESCRIPTION);
            }
        }
    }
}

/// A chosen picture as the script shows it.
fn picked_row(shell: &Shell) -> Markup {
    let say = |name: &str| shell.words.say(name);
    html! {
        div.pick {
            canvas width="144" height="144" aria-hidden="true" {}
            div.field {
                label { (say("publisher-description")) " · " span data-file {} }
                input.input type="text" name="alt" maxlength=(DESCRIPTION) placeholder=(say("publisher-description-ask"));
            }
            input type="file" name="photo" hidden;
            button type="button" { (icon("close")) span.vh { (say("publisher-picture-drop")) } }
        }
    }
}

/// A question with answers; lines come and go by buttons, with script as one types (W-131).
fn poll(shell: &Shell, draft: &Draft, errors: &Errors) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let wrong = errors.of("poll_question").or_else(|| errors.of("poll_answers"));
    let mut answers = draft.answers.clone();
    while answers.len() < 2 {
        answers.push(String::new());
    }
    html! {
        details.more open[wrong.is_some() || draft.has_poll()] {
            summary { (icon("poll")) (say("publisher-poll")) }
            div.stack {
                @if let Some(words) = wrong { p.wrong id={ "f-" (if errors.of("poll_question").is_some() { "poll_question" } else { "poll_answers" }) } { (icon("alert")) (words) } }
                div.field {
                    label for="f-question" { (say("publisher-poll-question")) }
                    input.input #f-question type="text" name="question" maxlength=(limits::SHORT) value=(draft.question)
                        aria-invalid=[wrong.map(|_| "true")];
                }
                div.stack data-answers {
                    @for (place, answer) in answers.iter().enumerate() { (answer_row(shell, place + 1, answer, answers.len() > 2)) }
                }
                div.row {
                    button.button type="submit" name="step" value="more-answers" data-more-answers {
                        (icon("plus")) (say("publisher-poll-more"))
                    }
                }
                p.hint { (say("publisher-poll-hint")) }
            }
        }
    }
}

fn answer_row(shell: &Shell, number: usize, answer: &str, may_go: bool) -> Markup {
    let label = shell.words.say_with("publisher-poll-answer", &[("number", number.into())]);
    html! {
        div.answer {
            label.vh for={ "f-answer-" (number) } { (label) }
            input.input id={ "f-answer-" (number) } type="text" name="answer" maxlength=(limits::SHORT) value=(answer)
                placeholder=(label);
            button type="submit" name="step" value={ "drop-answer-" (number) } hidden[!may_go] {
                (icon("close")) span.vh { (shell.words.say("publisher-poll-drop")) ": " (label) }
            }
        }
    }
}

/// A place: typed, or found by the script after it was asked to (W-132).
fn place(shell: &Shell, draft: &Draft, errors: &Errors) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let wrong = errors.of("location");
    let field = |id: &str, name: &str, label: &str, value: &str, most: usize| {
        html! {
            div.field {
                label for=(id) { (label) }
                input.input id=(id) type="text" name=(name) maxlength=(most) value=(value) aria-invalid=[wrong.map(|_| "true")];
            }
        }
    };
    html! {
        details.more open[wrong.is_some() || draft.has_place()] {
            summary { (icon("pin")) (say("publisher-place")) }
            div.stack {
                @if let Some(words) = wrong { p.wrong #f-location { (icon("alert")) (words) } }
                (field("f-place", "place", &say("publisher-place-name"), &draft.place, limits::SHORT))
                div.pair {
                    (field("f-lat", "lat", &say("publisher-place-lat"), &draft.lat, 32))
                    (field("f-lng", "lng", &say("publisher-place-lng"), &draft.lng, 32))
                }
                div.row.script {
                    button.button type="button" data-locate data-failed=(say("publisher-place-failed")) {
                        (icon("pin")) (say("publisher-place-find"))
                    }
                    button.button type="button" data-unlocate { (say("publisher-place-drop")) }
                }
                p.hint { (say("publisher-place-hint")) }
            }
        }
    }
}

/// Who will see the post; what a choice means is said right beside it.
fn audience(shell: &Shell, viewer: &ViewerView, chosen: &DefaultAudience, errors: &Errors) -> Markup {
    let say = |name: &str| shell.words.say(name);
    let kind = match chosen {
        DefaultAudience::Public => "public",
        DefaultAudience::AllAspects => "all",
        DefaultAudience::Aspects(_) => "some",
    };
    let is_in = |id: u64| matches!(chosen, DefaultAudience::Aspects(ids) if ids.contains(&id));
    let choice = |value: &str, picture: &str, name: &str| {
        html! {
            label.pill { input type="radio" name="audience" value=(value) checked[kind == value]; (icon(picture)) (say(name)) }
        }
    };
    html! {
        fieldset.who-sees #f-audience {
            legend.vh { (say("publisher-who")) }
            p.label aria-hidden="true" { (say("publisher-who")) }
            @if let Some(words) = errors.of("audience") { p.wrong { (icon("alert")) (words) } }
            div.pills {
                (choice("public", "globe", "publisher-public"))
                @if !viewer.aspects.is_empty() {
                    (choice("all", "lock", "publisher-all-aspects"))
                    (choice("some", "lock", "publisher-some-aspects"))
                }
            }
            div.pills.which role="group" aria-label=(say("publisher-aspects")) {
                @for aspect in &viewer.aspects {
                    label.pill {
                        input type="checkbox" name="aspect" value=(aspect.id) checked[is_in(aspect.id)];
                        span.check { (icon("check")) } (aspect.name)
                    }
                }
            }
            p.meta.meaning.meaning-public { (say("publisher-public-meaning")) }
            p.meta.meaning.meaning-all { (say("publisher-all-meaning")) }
            p.meta.meaning.meaning-some { (say("publisher-some-meaning")) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::Place;
    use super::super::super::sample;
    use super::*;

    fn shown(draft: &Draft) -> String {
        let shell = sample::shell(Place::Stream);
        let viewer = shell.viewer().expect("sample viewer").clone();
        form(&shell, &viewer, draft, &Errors::default()).into_string()
    }

    // W-124, W-125: the audience is on the form before sending and starts with the person's own choice.
    #[test]
    fn the_audience_is_chosen_before_sending() {
        let draft = Draft { text: "<kept>".into(), audience: DefaultAudience::Aspects(vec![2]), ..Draft::default() };
        let text = shown(&draft);
        assert!(text.contains("value=\"some\" checked") && text.contains("value=\"2\" checked"));
        assert!(!text.contains("value=\"1\" checked") && text.contains("&lt;kept&gt;"));
    }

    // H-154: every picture has a place for its description, also without script.
    #[test]
    fn each_picture_can_be_described() {
        let kept = vec![Kept { guid: "a".into(), url: "/a".into(), text: "A loaf".into() }];
        let text = shown(&Draft { kept, ..Draft::default() });
        assert_eq!(text.matches("name=\"photo\"").count(), text.matches("name=\"alt\"").count());
        assert_eq!(text.matches("name=\"kept\"").count(), text.matches("name=\"kept_alt\"").count());
        assert!(text.contains("value=\"A loaf\""));
    }

    // W-131: two lines at least, and a way to take further ones out.
    #[test]
    fn a_poll_keeps_two_lines() {
        let lines = |answers: &[&str]| {
            let answers = answers.iter().map(|answer| (*answer).to_owned()).collect();
            shown(&Draft { question: "Where?".into(), answers, ..Draft::default() })
        };
        let two = lines(&["Here"]);
        assert_eq!(two.matches("name=\"answer\"").count(), 2);
        assert_eq!(two.matches("value=\"drop-answer-1\" hidden").count(), 1);
        let three = lines(&["Here", "There", "Nowhere"]);
        assert_eq!(three.matches("name=\"answer\"").count(), 3);
        assert!(!three.contains("value=\"drop-answer-1\" hidden"));
    }

    // W-127
    #[test]
    fn the_toolbar_has_every_mark() {
        assert_eq!(shown(&Draft::default()).matches("data-before=").count(), 9);
    }
}
