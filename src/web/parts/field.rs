//! Form fields: label, hint, mistake, control, always tied together (H-156).

use super::icon;
use maud::{Markup, html};

/// What is wrong with a form, by the name of the field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::web) struct Errors(Vec<(&'static str, String)>);

impl Errors {
    /// Notes a mistake; the first one of a field is the one shown.
    pub(in crate::web) fn add(&mut self, field: &'static str, words: impl Into<String>) {
        if self.of(field).is_none() {
            self.0.push((field, words.into()));
        }
    }

    /// Whether everything is in order.
    pub(in crate::web) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The mistake of a field.
    pub(in crate::web) fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| *name == field).map(|(_, words)| words.as_str())
    }
}

/// All mistakes of a form in one box, each leading to its field; it is read first.
pub(in crate::web) fn summary(errors: &Errors) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.note.note-bad role="alert" tabindex="-1" data-focus {
                (icon("alert"))
                ul { @for (name, words) in &errors.0 { li { a href={ "#f-" (name) } { (words) } } } }
            }
        }
    }
}

/// A one-line field. `attributes` chooses its kind: see [`Kind`].
pub(in crate::web) fn field(name: &str, label: &str, kind: Kind<'_>, errors: &Errors) -> Markup {
    let wrong = errors.of(name);
    let described = described_by(name, kind.hint, wrong);
    html! {
        div.field {
            label for={ "f-" (name) } { (label) }
            @if let Some(hint) = kind.hint { p.hint id={ "h-" (name) } { (hint) } }
            (mistake(name, wrong))
            div.prefix[kind.suffix.is_some()] {
                input.input id={ "f-" (name) } name=(name) type=(kind.input) value=(kind.value)
                    maxlength=[kind.most] minlength=[kind.least] autocomplete=[kind.fills]
                    required[kind.is_required] aria-invalid=[wrong.map(|_| "true")] aria-describedby=[described]
                    autocapitalize=[kind.is_exact.then_some("none")] spellcheck=[kind.is_exact.then_some("false")];
                @if let Some(suffix) = kind.suffix { span { (suffix) } }
            }
            @if let Some(meter) = kind.meter {
                meter data-guess={ "f-" (name) } aria-label=(meter) min="0" max="4" low="2" high="3" optimum="4" value="0" hidden {}
            }
        }
    }
}

/// What sort of one-line field it is.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::web) struct Kind<'a> {
    /// `text`, `password`, `email`, `search` or `file`.
    pub(in crate::web) input: &'a str,
    /// What stands in it.
    pub(in crate::web) value: &'a str,
    /// Words under the label.
    pub(in crate::web) hint: Option<&'a str>,
    /// Words right after the field.
    pub(in crate::web) suffix: Option<&'a str>,
    /// What password managers and browsers fill in.
    pub(in crate::web) fills: Option<&'a str>,
    /// Characters at most.
    pub(in crate::web) most: Option<usize>,
    /// Characters at least.
    pub(in crate::web) least: Option<usize>,
    /// The name of the meter under a new password; it shows only where there is script.
    pub(in crate::web) meter: Option<&'a str>,
    /// Whether it must be filled.
    pub(in crate::web) is_required: bool,
    /// Whether it is a name or address, where capitals and spelling help harms.
    pub(in crate::web) is_exact: bool,
}

impl<'a> Kind<'a> {
    /// Plain words.
    pub(in crate::web) fn text(value: &'a str) -> Self {
        Self { input: "text", value, ..Self::default() }
    }

    /// A password, old (`current-password`) or new (`new-password`).
    pub(in crate::web) fn password(fills: &'a str) -> Self {
        Self { input: "password", fills: Some(fills), most: Some(128), is_required: true, ..Self::default() }
    }
}

/// A field for many lines.
pub(in crate::web) fn text_area(name: &str, label: &str, value: &str, hint: Option<&str>, errors: &Errors) -> Markup {
    let wrong = errors.of(name);
    html! {
        div.field {
            label for={ "f-" (name) } { (label) }
            @if let Some(hint) = hint { p.hint id={ "h-" (name) } { (hint) } }
            (mistake(name, wrong))
            textarea.input id={ "f-" (name) } name=(name) rows="4" data-guard aria-invalid=[wrong.map(|_| "true")]
                aria-describedby=[described_by(name, hint, wrong)] { "\n" (value) }
        }
    }
}

/// A box to tick, with words and a line of explanation.
pub(in crate::web) fn tick(name: &str, label: &str, hint: &str, is_on: bool) -> Markup {
    html! {
        label.tick {
            input type="checkbox" name=(name) value="1" checked[is_on];
            span { (label) @if !hint.is_empty() { small { (hint) } } }
        }
    }
}

fn mistake(name: &str, wrong: Option<&str>) -> Markup {
    html! { @if let Some(words) = wrong { p.wrong id={ "e-" (name) } { (icon("alert")) (words) } } }
}

fn described_by(name: &str, hint: Option<&str>, wrong: Option<&str>) -> Option<String> {
    let ids: Vec<_> =
        [wrong.map(|_| format!("e-{name}")), hint.map(|_| format!("h-{name}"))].into_iter().flatten().collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    // H-156, W-026: the mistake stands by its field, the summary leads there, the value stays.
    #[test]
    fn a_mistake_is_tied_to_its_field() {
        let mut errors = Errors::default();
        errors.add("name", "This name is taken.");
        errors.add("name", "second");
        let text = field("name", "Name", Kind::text("ines<"), &errors).into_string();
        assert!(text.contains("aria-describedby=\"e-name\"") && text.contains("value=\"ines&lt;\""));
        assert!(text.contains("id=\"e-name\"") && text.contains("This name is taken."));
        let box_text = summary(&errors).into_string();
        assert!(box_text.contains("href=\"#f-name\"") && !box_text.contains("second"));
        assert!(summary(&Errors::default()).into_string().is_empty());
    }
}
