//! Choosing the aspects that a person is in.

use super::super::layout::{Shell, hidden};
use super::icon;
use crate::base::limits;
use crate::domain::views::{PersonView, RelationView};
use crate::domain::words::Words;
use maud::{Markup, html};

/// The way to share with a person, change the aspects, or stop: one box with all aspects, one
/// button. Its words say how things stand before it is opened (W-103). A new aspect is made and
/// entered in one go (W-104).
pub(in crate::web) fn aspects(shell: &Shell, person: &PersonView, relation: &RelationView) -> Markup {
    let say = |name: &str| shell.words.say(name);
    if relation.ignored {
        return html! {
            button.button form="act" formaction={ "/people/" (person.guid) "/unignore" } { (say("people-unignore")) }
        };
    }
    if !relation.may_share {
        return html! {};
    }
    html! {
        details.menu {
            summary.button.button-main[!relation.receiving] {
                (state(shell.words, relation)) span.vh { ", " (person.name) } (icon("older"))
            }
            form.menu-list method="post" action={ "/people/" (person.guid) "/aspects" } {
                (hidden(shell))
                fieldset {
                    legend.menu-who.meta { (say("people-share-meaning")) }
                    @for aspect in &relation.aspects {
                        label.menu-item {
                            input type="checkbox" name="aspect" value=(aspect.id) checked[aspect.is_member];
                            span { (aspect.name) }
                        }
                    }
                    label.vh for={ "n-" (person.guid) } { (say("people-new-aspect")) }
                    div.menu-item {
                        input.input id={ "n-" (person.guid) } name="new" maxlength=(limits::ASPECT_NAME)
                            placeholder=(say("people-new-aspect"));
                    }
                }
                button.button.button-main type="submit" { (say("people-save")) }
            }
        }
    }
}

/// How many aspects the person is in, in words.
fn state(words: Words, relation: &RelationView) -> String {
    let names: Vec<_> = relation.aspects.iter().filter(|aspect| aspect.is_member).map(|aspect| &aspect.name).collect();
    match names.as_slice() {
        [] => words.say("people-share"),
        [one] => (*one).clone(),
        all if all.len() == relation.aspects.len() => words.say("people-in-all-aspects"),
        some => words.say_with("people-in-aspects", &[("count", some.len().into())]),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample;
    use super::*;

    // W-103
    #[test]
    fn the_button_says_where_the_person_is() {
        let mut relation = sample::relation(true, true);
        for (count, words) in [(0, "Share"), (1, "Family"), (2, "In 2 aspects"), (4, "All aspects")] {
            for (place, aspect) in relation.aspects.iter_mut().enumerate() {
                aspect.is_member = place < count;
            }
            assert_eq!(state(Words::default(), &relation), words);
        }
    }
}
