//! The publisher: words, pictures with descriptions, and who will see it.

use super::super::layout::{Shell, hidden};
use super::{Errors, face, icon, preferred_audience, summary};
use crate::base::limits;
use crate::domain::views::{DefaultAudience, ViewerView};
use maud::{Markup, html};

/// Pictures that can be chosen where no script adds more rows.
const PLAIN_ROWS: usize = 4;

/// A post that is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct Draft {
    /// Its words.
    pub(in crate::web) text: String,
    /// Who shall see it.
    pub(in crate::web) audience: DefaultAudience,
}

impl Draft {
    /// An empty one with the audience that the person starts with.
    pub(in crate::web) fn empty(viewer: &ViewerView) -> Self {
        Self { text: String::new(), audience: viewer.default_audience.clone() }
    }
}

/// The publisher as one line above a stream, opening in place.
pub(in crate::web) fn opener(shell: &Shell, viewer: &ViewerView, draft: &Draft) -> Markup {
    let first = viewer.person.name.split_whitespace().next().unwrap_or_default();
    html! {
        details.card.opener open[!draft.text.is_empty()] {
            summary {
                (face(&viewer.person, ""))
                span.opener-line { span { "What is on your mind, " (first) "?" } }
                (preferred_audience(viewer))
                span.when-open { "New post" (icon("close")) }
            }
            (form(shell, viewer, draft, &Errors::default()))
        }
    }
}

/// The publisher, open.
pub(in crate::web) fn form(shell: &Shell, viewer: &ViewerView, draft: &Draft, errors: &Errors) -> Markup {
    let wrong = errors.of("text");
    html! {
        form.publisher method="post" action="/status_messages" enctype="multipart/form-data" {
            (hidden(shell))
            (summary(errors))
            div.field {
                label.vh for="f-text" { "Your post" }
                @if let Some(words) = wrong { p.wrong #e-text { (icon("alert")) (words) } }
                textarea.input #f-text name="text" rows="5" placeholder="Markdown, #tags and @{name@pod} work here"
                    data-guard data-count="left" data-limit=(limits::TEXT) aria-invalid=[wrong.map(|_| "true")]
                    aria-describedby=[wrong.map(|_| "e-text")] { "\n" (draft.text) }
            }
            (pictures(errors))
            (audience(viewer, &draft.audience, errors))
            div.row.row-ends {
                span.meta.count #left aria-live="polite" {}
                button.button.button-main type="submit" { "Share" }
            }
        }
    }
}

fn pictures(errors: &Errors) -> Markup {
    let wrong = errors.of("photos");
    html! {
        details.more open[wrong.is_some()] {
            summary { (icon("photo")) "Pictures" }
            div.stack {
                @if let Some(words) = wrong { p.wrong #f-photos { (icon("alert")) (words) } }
                div.script.field data-picker data-most="20" {
                    label for="f-pictures" { "Choose pictures" }
                    input.input #f-pictures type="file" accept="image/jpeg,image/png,image/gif,image/webp" multiple;
                }
                div.picks #picks {
                    @for row in 1..=PLAIN_ROWS { (plain_row(row)) }
                }
                p.hint { "Describe each picture for people who cannot see it. Place and camera are removed from the files." }
                template #pick { (picked_row()) }
            }
        }
    }
}

/// A picture and its description where no script helps.
fn plain_row(row: usize) -> Markup {
    html! {
        div.pick {
            div.field {
                label for={ "f-photo-" (row) } { "Picture " (row) }
                input id={ "f-photo-" (row) } type="file" name="photo" accept="image/jpeg,image/png,image/gif,image/webp";
            }
            div.field {
                label for={ "f-alt-" (row) } { "Description" }
                input.input id={ "f-alt-" (row) } type="text" name="alt" maxlength="1500";
            }
        }
    }
}

/// A chosen picture as the script shows it.
fn picked_row() -> Markup {
    html! {
        div.pick {
            canvas width="144" height="144" aria-hidden="true" {}
            div.field {
                label { "Description of " span data-file {} }
                input.input type="text" name="alt" maxlength="1500" placeholder="What is to be seen?";
            }
            input type="file" name="photo" hidden;
            button type="button" { (icon("close")) span.vh { "Leave this picture out" } }
        }
    }
}

/// Who will see the post; what a choice means is said right beside it.
fn audience(viewer: &ViewerView, chosen: &DefaultAudience, errors: &Errors) -> Markup {
    let kind = match chosen {
        DefaultAudience::Public => "public",
        DefaultAudience::AllAspects => "all",
        DefaultAudience::Aspects(_) => "some",
    };
    let is_in = |id: u64| matches!(chosen, DefaultAudience::Aspects(ids) if ids.contains(&id));
    let choice = |value: &str, picture: &str, name: &str| {
        html! {
            label.pill { input type="radio" name="audience" value=(value) checked[kind == value]; (icon(picture)) (name) }
        }
    };
    html! {
        fieldset.who-sees #f-audience {
            legend.vh { "Who sees this" }
            p.label aria-hidden="true" { "Who sees this" }
            @if let Some(words) = errors.of("audience") { p.wrong { (icon("alert")) (words) } }
            div.pills {
                (choice("public", "globe", "Public"))
                @if !viewer.aspects.is_empty() {
                    (choice("all", "lock", "All aspects"))
                    (choice("some", "lock", "Some aspects"))
                }
            }
            div.pills.which role="group" aria-label="Aspects" {
                @for aspect in &viewer.aspects {
                    label.pill {
                        input type="checkbox" name="aspect" value=(aspect.id) checked[is_in(aspect.id)];
                        span.check { (icon("check")) } (aspect.name)
                    }
                }
            }
            p.meta.meaning.meaning-public { "Everybody can read it, also without an account." }
            p.meta.meaning.meaning-all { "Everybody you share with can read it, nobody else." }
            p.meta.meaning.meaning-some { "Only people who are in these aspects now can read it." }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::layout::Place;
    use super::super::super::sample;
    use super::*;

    // W-124, W-125: the audience is on the form before sending and starts with the person's own choice.
    #[test]
    fn the_audience_is_chosen_before_sending() {
        let shell = sample::shell(Place::Stream);
        let viewer = shell.viewer().expect("sample viewer").clone();
        let draft = Draft { text: "<kept>".into(), audience: DefaultAudience::Aspects(vec![2]) };
        let text = form(&shell, &viewer, &draft, &Errors::default()).into_string();
        assert!(text.contains("value=\"some\" checked") && text.contains("value=\"2\" checked"));
        assert!(!text.contains("value=\"1\" checked") && text.contains("&lt;kept&gt;"));
    }

    // H-154: every picture has a place for its description, also without script.
    #[test]
    fn each_picture_can_be_described() {
        let text = pictures(&Errors::default()).into_string();
        assert_eq!(text.matches("name=\"photo\"").count(), text.matches("name=\"alt\"").count());
    }
}
