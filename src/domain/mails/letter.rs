//! The parts of a mail, and how they become plain text and HTML. Both say the same.

use super::super::words::Words;

/// One part of a mail, in reading order.
pub(super) enum Part {
    /// A paragraph.
    Words(String),
    /// Something that somebody wrote, line by line.
    Quote(String),
    /// Where to go: what it does, and the address.
    Link(String, String),
    /// Small print, with an address.
    Small(String, Option<String>),
}

/// The plain form.
pub(super) fn text(parts: &[Part]) -> String {
    let mut blocks = Vec::with_capacity(parts.len());
    for part in parts {
        blocks.push(match part {
            Part::Words(words) => words.clone(),
            Part::Quote(words) => words.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n"),
            Part::Link(label, address) => format!("{label}:\n{address}"),
            Part::Small(words, None) => format!("-- \n{words}"),
            Part::Small(words, Some(address)) => format!("-- \n{words}\n{address}"),
        });
    }
    let mut text = blocks.join("\n\n");
    text.push('\n');
    text
}

/// The HTML form: readable without pictures, style sheets or colours of its own.
pub(super) fn html(parts: &[Part], subject: &str, words: Words) -> String {
    let mut body = String::new();
    for part in parts {
        body.push_str(&match part {
            Part::Words(words) => format!("<p>{}</p>", escape(words).replace('\n', "<br>")),
            Part::Quote(words) => format!(
                "<blockquote style=\"margin:0 0 1em;padding:0 0 0 12px;border-left:3px solid #2c6e49\">{}</blockquote>",
                escape(words).replace('\n', "<br>")
            ),
            Part::Link(label, address) => format!(
                "<p><a href=\"{}\" style=\"display:inline-block;padding:10px 18px;background:#2c6e49;color:#ffffff;\
                 border-radius:10px;text-decoration:none\">{}</a></p>",
                escape(address),
                escape(label)
            ),
            Part::Small(words, address) => {
                let words = escape(words);
                let words = match address {
                    Some(address) => format!("<a href=\"{}\" style=\"color:#5d675d\">{words}</a>", escape(address)),
                    None => words,
                };
                format!("<p style=\"font-size:13px;color:#5d675d\">{words}</p>")
            }
        });
    }
    format!(
        "<!DOCTYPE html><html lang=\"{}\" dir=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head>\
         <body style=\"font-family:sans-serif;font-size:16px;line-height:1.5;max-width:600px\">{body}</body></html>",
        words.tag(),
        words.direction(),
        escape(subject)
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    // W-202: both forms say the same, and what people wrote is text in both.
    #[test]
    fn both_forms_say_the_same() {
        let parts = [
            Part::Words("Hello <b>".to_owned()),
            Part::Quote("one\ntwo & three".to_owned()),
            Part::Link("Look".to_owned(), "https://pod.test/posts/1?a=1&b=2".to_owned()),
            Part::Small("No more".to_owned(), Some("https://pod.test/u".to_owned())),
        ];
        let (plain, rich) = (text(&parts), html(&parts, "Re: <i>", Words::of("ar")));
        assert!(plain.contains("> one\n> two & three") && plain.contains("Look:\nhttps://pod.test/posts/1?a=1&b=2"));
        assert!(rich.contains("Hello &lt;b&gt;") && rich.contains("two &amp; three") && rich.contains("dir=\"rtl\""));
        assert!(rich.contains("href=\"https://pod.test/posts/1?a=1&amp;b=2\"") && !rich.contains("<i>"));
    }
}
