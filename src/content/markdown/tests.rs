use super::*;
use proptest::prelude::*;

/// A pod that knows Alice, one post, and proxies everything.
struct Known;

impl Links for Known {
    fn mention(&self, id: &DiasporaId) -> Option<Mentioned> {
        let known = matches!(id.as_str(), "alice@pod.example" | "_a_b_@pod.example");
        known.then(|| Mentioned { name: "Alice <A>".to_owned(), href: format!("/people/{}", id.user()) })
    }
    fn tag(&self, tag: &str) -> String {
        format!("/tags/{tag}")
    }
    fn diaspora(&self, author: &DiasporaId, kind: &str, guid: &Guid) -> Option<String> {
        (author.as_str() == "alice@pod.example" && kind == "post").then(|| format!("/posts/{guid}"))
    }
    fn image(&self, url: &str) -> Option<String> {
        Some(format!("/proxy?url={url}"))
    }
    fn media(&self, url: &str) -> Option<String> {
        Some(format!("/media?url={url}"))
    }
}

fn html(text: &str) -> String {
    render(text, &Known, Room::Post).as_str().trim().replace(" dir=\"auto\"", "")
}

fn line(text: &str) -> String {
    render(text, &Known, Room::Line).into()
}

const OUT: &str = "target=\"_blank\" rel=\"noopener noreferrer nofollow ugc\"";

// W-139
#[test]
fn lines_words_and_tags_stay_as_typed() {
    assert_eq!(html("one\ntwo"), "<p>one<br>\ntwo</p>");
    assert_eq!(html("snake_case_name and 2*3*4"), "<p>snake_case_name and 2<em>3</em>4</p>");
    assert_eq!(html("#tag first"), "<p><a class=\"tag\" href=\"/tags/tag\">#tag</a> first</p>");
    assert_eq!(html("# Heading"), "<h3>Heading</h3>");
    assert_eq!(html("Heading\n==="), "<h3>Heading</h3>");
    assert_eq!(html("###### Low"), "<h6>Low</h6>");
    assert_eq!(render("# x", &Known, Room::Comment).as_str().trim(), "<h4 dir=\"auto\">x</h4>");
}

// W-140
#[test]
fn the_extensions_work() {
    assert_eq!(
        html("|a|b|\n|:-|-:|\n|*c*|d|\n|e|f|"),
        "<table>\n<thead><tr><th align=\"left\">a</th><th align=\"right\">b</th></tr></thead>\n<tbody><tr><td align=\"left\"><em>c</em></td><td align=\"right\">d</td></tr>\n<tr><td align=\"left\">e</td><td align=\"right\">f</td></tr></tbody>\n</table>"
    );
    assert_eq!(
        html("```\n<b> #x @{alice@pod.example}\n```"),
        "<pre><code>&lt;b&gt; #x @{alice@pod.example}\n</code></pre>"
    );
    assert!(html("```rust\nfn x() {}\n```").starts_with("<pre><code class=\"language-rust\">"));
    assert_eq!(
        html("~~gone~~ H~2~O x^2^ 2^10 and 3^5"),
        "<p><del>gone</del> H<sub>2</sub>O x<sup>2</sup> 2^10 and 3^5</p>"
    );
    assert_eq!(html("- a\n- b\n  1. c"), "<ul>\n<li>a</li>\n<li>b<ol>\n<li>c</li>\n</ol>\n</li>\n</ul>");
    assert_eq!(html("3. c"), "<ol start=\"3\">\n<li>c</li>\n</ol>");
    assert_eq!(html("> q\n\n---"), "<blockquote>\n<p>q</p>\n</blockquote>\n<hr>");
    assert_eq!(html("\\*no\\* `a_b_c`"), "<p>*no* <code>a_b_c</code></p>");
}

// W-140: notes of several texts on one page do not meet.
#[test]
fn footnotes_point_at_each_other_only() {
    let one = html("a[^1] b[^1]\n\n[^1]: note");
    let id = one.split("href=\"#fn-").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    for part in [format!("id=\"fn-{id}\""), format!("id=\"fnref-{id}\""), format!("href=\"#fnref-{id}\"")] {
        assert_eq!(one.matches(&part).count(), 1, "{part} in {one}");
    }
    assert!(!html("other[^1]\n\n[^1]: note").contains(&id));
}

// W-140, W-142, H-126
#[test]
fn links_lead_out_safely() {
    assert_eq!(
        html("[x](https://a.example/b \"t\")"),
        format!("<p><a href=\"https://a.example/b\" title=\"t\" {OUT}>x</a></p>")
    );
    assert_eq!(
        html("see https://a.example/b_c_d."),
        format!("<p>see <a href=\"https://a.example/b_c_d\" {OUT}>https://a.example/b_c_d</a>.</p>")
    );
    assert_eq!(html("www.a.example"), format!("<p><a href=\"http://www.a.example/\" {OUT}>www.a.example</a></p>"));
    assert_eq!(html("[x](www.a.example)"), format!("<p><a href=\"http://www.a.example/\" {OUT}>x</a></p>"));
    assert_eq!(
        html("<https://a.example>"),
        format!("<p><a href=\"https://a.example/\" {OUT}>https://a.example</a></p>")
    );
    assert_eq!(
        html("mumble://a.example:1"),
        format!("<p><a href=\"mumble://a.example:1\" {OUT}>mumble://a.example:1</a></p>")
    );
    assert_eq!(
        html("xmpp:room@chat.example"),
        format!("<p><a href=\"xmpp:room@chat.example\" {OUT}>xmpp:room@chat.example</a></p>")
    );
    assert_eq!(html("bob@pod.example"), "<p>bob@pod.example</p>");
    assert_eq!(html("[x](/admin) [y](//evil.example) [z](?q)"), "<p>x y z</p>");
}

// W-150, F-240, F-241
#[test]
fn mentions_link_to_people_known_here() {
    let linked = |name: &str| {
        format!("<p><a class=\"mention\" href=\"/people/alice\" title=\"alice@pod.example\">@{name}</a></p>")
    };
    assert_eq!(html("@{alice@pod.example}"), linked("Alice &lt;A&gt;"));
    assert_eq!(html("@{Al *x* | ice; alice@pod.example}"), linked("Al *x* | ice"));
    assert_eq!(html("@{<script>; alice@pod.example}"), linked("&lt;script&gt;"));
    assert_eq!(
        html("@{_a_b_@pod.example}"),
        "<p><a class=\"mention\" href=\"/people/_a_b_\" title=\"_a_b_@pod.example\">@Alice &lt;A&gt;</a></p>"
    );
    assert_eq!(
        html("@{nobody@pod.example} @{Eve; nobody@pod.example} @{broken}"),
        "<p>nobody@pod.example Eve @{broken}</p>"
    );
    assert_eq!(
        html("[by @{alice@pod.example} #x](https://a.example)"),
        format!("<p><a href=\"https://a.example/\" {OUT}>by @Alice &lt;A&gt; #x</a></p>")
    );
    assert_eq!(html("`@{alice@pod.example}`"), "<p><code>@{alice@pod.example}</code></p>");
}

// W-146, W-147, F-243
#[test]
fn tags_link_to_their_pages() {
    assert_eq!(html("#Foo_Bar_"), "<p><a class=\"tag\" href=\"/tags/foo_bar_\">#Foo_Bar_</a></p>");
    assert_eq!(html("#<3"), "<p><a class=\"tag\" href=\"/tags/&lt;3\">#&lt;3</a></p>");
    assert_eq!(html("a#b (#c)"), "<p>a#b (#c)</p>");
    assert_eq!(html("#हिन्दी"), "<p><a class=\"tag\" href=\"/tags/हिन्दी\">#हिन्दी</a></p>");
}

// F-246
#[test]
fn addresses_of_posts_link_to_known_ones_only() {
    let known = "diaspora://alice@pod.example/post/0123456789abcdef";
    assert_eq!(html(known), format!("<p><a class=\"post-link\" href=\"/posts/0123456789abcdef\">{known}</a></p>"));
    assert_eq!(
        html(&format!("[x](web+{known})")),
        "<p><a class=\"post-link\" href=\"/posts/0123456789abcdef\">x</a></p>"
    );
    let other = "diaspora://eve@pod.example/post/0123456789abcdef";
    assert_eq!(html(other), format!("<p>{other}</p>"));
    assert_eq!(html(&format!("[x]({other})")), "<p>x</p>");
}

// H-126, H-158
#[test]
fn pictures_come_through_the_pod() {
    assert_eq!(
        html("![a *b*](https://a.example/p.png \"t\")"),
        "<p><img src=\"/proxy?url=https://a.example/p.png\" alt=\"a b\" title=\"t\" loading=\"lazy\" decoding=\"async\"></p>"
    );
    let shown = render("![a](https://a.example/p.png)![](https://a.example/p.png)", &Unlinked, Room::Post);
    assert!(
        !shown.as_str().contains("<img")
            && shown.as_str().contains(">a</a>")
            && shown.as_str().contains(">https://a.example/p.png</a>")
    );
    assert_eq!(html("![a](data:image/svg+xml,x) ![b](/local.png)"), "<p>a b</p>");
    assert_eq!(
        html("[![a](https://a.example/p.png)](https://b.example)"),
        format!(
            "<p><a href=\"https://b.example/\" {OUT}><img src=\"/proxy?url=https://a.example/p.png\" alt=\"a\" loading=\"lazy\" decoding=\"async\"></a></p>"
        )
    );
}

// W-144
#[test]
fn sound_and_film_load_on_demand() {
    let audio = "<p><audio controls=\"\" preload=\"none\" src=\"/media?url=https://a.example/x.mp3\"></audio></p>";
    assert_eq!(html("![](https://a.example/x.mp3)"), audio);
    assert_eq!(html("https://a.example/x.mp3"), audio);
    assert!(html("![t](https://a.example/x.WebM)").contains(
        "<video controls=\"\" preload=\"none\" src=\"/media?url=https://a.example/x.WebM\" title=\"t\"></video>"
    ));
    assert_eq!(
        html("[words](https://a.example/x.mp3)"),
        format!("<p><a href=\"https://a.example/x.mp3\" {OUT}>words</a></p>")
    );
    assert!(!render("https://a.example/x.mp3", &Unlinked, Room::Post).as_str().contains("<audio"));
}

// W-145
#[test]
fn every_block_finds_its_own_direction() {
    let html = render("שלום\n\n- a\n\n# b", &Known, Room::Post);
    for block in ["<p dir=\"auto\">", "<ul dir=\"auto\">", "<h3 dir=\"auto\">"] {
        assert!(html.as_str().contains(block), "{block}");
    }
}

// W-143: signs are repaired in text, not in code or addresses.
#[test]
fn signs_are_shown_in_text_only() {
    assert_eq!(html("I <3 you -> `a -> b`"), "<p>I ♥ you → <code>a -&gt; b</code></p>");
    assert_eq!(
        html("https://a.example/a--b"),
        format!("<p><a href=\"https://a.example/a--b\" {OUT}>https://a.example/a--b</a></p>")
    );
    assert_eq!(html("*\"a\"*\"b\""), "<p><em>“a”</em>”b”</p>");
}

#[test]
fn a_line_has_no_blocks_and_no_pictures() {
    assert_eq!(
        line("# Berlin\n\n- [here](https://a.example) ![p](https://a.example/p.png)\n\n```\nx\n```\n"),
        format!(
            "Berlin <a href=\"https://a.example/\" {OUT}>here</a> <a href=\"https://a.example/p.png\" {OUT}>p</a> <code>x</code>"
        )
    );
    assert_eq!(line("a[^1]\n\n[^1]: hidden"), "a[1]");
    assert_eq!(line("|a|b|\n|-|-|\n|c|d|").split_whitespace().collect::<Vec<_>>(), ["a", "b", "c", "d"]);
}

// W-158
#[test]
fn titles_come_from_the_heading_or_the_beginning() {
    let words = "word ".repeat(30);
    for (text, expected) in [
        ("# A *heading* with @{Al; alice@pod.example} #\nmore", "A heading with @Al"),
        ("\n\nSetext\n---\nmore", "Setext"),
        ("text\n# later", "text later"),
        ("#tag and [link](https://a.example)", "#tag and link"),
        ("#", ""),
        ("", ""),
        ("@{alice@pod.example}: hi\nthere", "@Alice <A>: hi there"),
    ] {
        assert_eq!(title(text, &Known), expected, "{text}");
    }
    let cut = title(&words, &Known);
    assert!(cut.ends_with("word…") && cut.chars().count() <= 70, "{cut}");
    assert_eq!(title(&"ä".repeat(200), &Known), format!("{}…", "ä".repeat(69)));
    assert_eq!(title(&"a".repeat(70), &Known), "a".repeat(70));
}

// W-157
#[test]
fn long_posts_are_told_from_short_ones() {
    assert!(
        !is_long("")
            && !is_long(&"a\n".repeat(12))
            && !is_long(&"word ".repeat(120))
            && !is_long("![a](https://a.example/p.png)")
    );
    assert!(
        is_long(&"a\n".repeat(13))
            && is_long(&"word ".repeat(160))
            && is_long(&"![a](https://a.example/p.png)".repeat(2))
    );
}

// F-244: a parser that gives up must not take the page down with it.
#[test]
fn a_panic_leaves_the_text_as_typed() {
    struct Panics;
    impl Links for Panics {
        fn mention(&self, _: &DiasporaId) -> Option<Mentioned> {
            panic!("as a parser might")
        }
        fn tag(&self, _: &str) -> String {
            String::new()
        }
        fn diaspora(&self, _: &DiasporaId, _: &str, _: &Guid) -> Option<String> {
            None
        }
        fn image(&self, _: &str) -> Option<String> {
            None
        }
    }
    let text = "<b> @{alice@pod.example}";
    assert_eq!(render(text, &Panics, Room::Post).as_str(), "<p dir=\"auto\">&lt;b&gt; @{alice@pod.example}</p>");
    assert_eq!(plain(text, &Panics), text);
}

#[test]
fn plain_text_keeps_the_words_only() {
    assert_eq!(
        plain(
            "# T\n\n**b** _i_ `c` ~~d~~ [l](https://a.example) ![alt](https://a.example/p.png)\nnext\n\n- x\n- y\n\n|a|b|\n|-|-|\n|c|d|\n\n```\ncode\n```\n<b>B</b>",
            &Known
        ),
        "T\nb i c d l alt\nnext\nx\ny\na b\nc d\ncode\nB"
    );
    assert_eq!(
        plain("@{alice@pod.example} @{nobody@x.y} #tag https://a.example", &Known),
        "@Alice <A> nobody@x.y #tag https://a.example"
    );
}

#[test]
fn addresses_for_previews_are_pages() {
    let text = "`https://code.example` ![p](https://img.example/p.png) [a](https://a.example) https://b.example https://a.example mailto:x@y.example www.c.example";
    assert_eq!(addresses(text, 9), ["https://a.example/", "https://b.example/", "http://www.c.example/"]);
    assert_eq!(addresses(text, 1).len(), 1);
}

/// What people have tried on others.
const ATTACKS: [&str; 62] = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\n>alert(1)</script\n>",
    "<script/x>alert(1)</script>",
    "<<script>alert(1);//<</script>",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<img src='x' onerror='alert(1)'",
    "<img src=`javascript:alert(1)`>",
    "<IMG SRC=JaVaScRiPt:alert(1)>",
    "<img \"\"\"><script>alert(1)</script>\">",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<math href=\"javascript:alert(1)\">x</math>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href=\"java\tscript:alert(1)\">x</a>",
    "<b onmouseover=alert(1)>x</b>",
    "<b/onclick=alert(1)>x</b>",
    "<p style=\"background:url(javascript:alert(1))\">x</p>",
    "<style>@import 'javascript:alert(1)';</style>",
    "<link rel=stylesheet href=javascript:alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=javascript:alert(1)//>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version=\"1.0\"?><script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JavaScript&colon;alert(1))",
    "[x](java&#x0A;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](\u{1}javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox(1))",
    "<javascript:alert(1)>",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "![x](javascript:alert(1))",
    "![x\" onerror=alert(1) y=\"](https://a.example/p.png)",
    "![x](https://a.example/p.png\" onerror=\"alert(1))",
    "[x](https://a.example \"y\\\" onclick=alert(1) z=\\\"\")",
    "@{\"><img src=x onerror=alert(1)>; alice@pod.example}",
    "```x\" onclick=\"alert(1)\n<script>alert(1)</script>\n```",
    "[^\"><script>]: x\n\na[^\"><script>]",
    "|<script>alert(1)</script>|\n|-|\n|<img src=x onerror=alert(1)>|",
];

/// The tags of a piece of HTML with their quoted values emptied, and each href and src value.
fn tags_and_addresses(html: &str) -> (Vec<String>, Vec<String>) {
    let (mut tags, mut addresses) = (Vec::new(), Vec::new());
    for piece in html.split('<').skip(1) {
        let (mut tag, mut quoted, mut value) = (String::new(), false, String::new());
        for c in piece.chars() {
            match c {
                '"' if quoted => {
                    quoted = false;
                    if tag.ends_with("href=") || tag.ends_with("src=") {
                        addresses.push(std::mem::take(&mut value));
                    }
                    value.clear();
                }
                '"' => quoted = true,
                c if quoted => value.push(c),
                '>' => break,
                c => tag.push(c),
            }
        }
        tags.push(tag.to_lowercase());
    }
    (tags, addresses)
}

fn assert_inert(text: &str, html: &str) {
    let (tags, addresses) = tags_and_addresses(html);
    for tag in tags {
        let mut words = tag.trim_start_matches('/').split_whitespace();
        let name = words.next().unwrap_or_default();
        assert!(
            ![
                "script", "style", "iframe", "object", "embed", "svg", "math", "form", "input", "base", "meta", "link",
                "template"
            ]
            .contains(&name),
            "<{tag}> from {text:?}"
        );
        for word in words {
            assert!(
                !word.starts_with("on") && !word.starts_with("style") && !word.starts_with("srcdoc"),
                "{word} from {text:?}"
            );
        }
    }
    for address in addresses {
        let known = [
            "http://", "https://", "/", "#fn", "mailto:", "xmpp:", "mumble:", "ftp:", "tel:", "geo:", "magnet:",
            "irc:", "ircs:", "gemini:",
        ];
        assert!(
            known.iter().any(|start| address.starts_with(start)) && !address.starts_with("//"),
            "{address} from {text:?}"
        );
    }
}

// W-141, F-244, H-126
#[test]
fn nothing_the_author_writes_runs() {
    for attack in ATTACKS {
        for text in [
            attack.to_owned(),
            format!("a\n{attack}\nb"),
            format!("> - {attack}"),
            format!("<b>{attack}"),
            format!("@{{{attack}; alice@pod.example}}"),
        ] {
            for room in [Room::Post, Room::Comment, Room::Line] {
                assert_inert(&text, render(&text, &Known, room).as_str());
            }
        }
    }
}

// W-141: what survives of the author's HTML.
#[test]
fn a_few_bare_tags_survive() {
    assert_eq!(html("<b>x</b> H<sub>2</sub>O<br>y <kbd>k</kbd>"), "<p><b>x</b> H<sub>2</sub>O<br>\ny <kbd>k</kbd></p>");
    assert_eq!(html("<b class=x>y</b>"), "<p>&lt;b class=x&gt;y&lt;/b&gt;</p>");
    assert_eq!(html("<div>x</div>"), "<p>&lt;div&gt;x&lt;/div&gt;</p>");
    assert_eq!(html("</b>a<b><i>b</b>c</i>"), "<p>&lt;/b&gt;a<b><i>b</i></b>c&lt;/i&gt;</p>");
    assert_eq!(html("a <i>b\n\nc"), "<p>a <i>b</i></p>\n<p>c</p>");
}

#[test]
fn hostile_shapes_take_bounded_time_and_give_bounded_output() {
    let shapes: Vec<String> = [
        ">",
        "> ",
        "- ",
        "1. ",
        "[",
        "![",
        "]",
        "*",
        "_",
        "**a ",
        "`",
        "``` ",
        "~",
        "^",
        "<",
        "<b>",
        "</b>",
        "<!--",
        "(",
        "[](",
        "[a](",
        "[a](b",
        "![[]()",
        "|",
        "|-",
        "#",
        "# ",
        "\\",
        "&",
        "&#",
        "@{",
        "@{a@b}",
        "www.",
        "http://",
        "a@b.",
        "a_",
        "_a ",
        "*a_ ",
        "[^1]",
        "[^a]:",
        "~~a~~",
        "\n>",
        "\n\n",
        " ",
        "\t",
        "\u{FDE0}",
        "\"",
        "'",
        "-",
        "<3",
        "x^",
        "<a href=",
        "diaspora://",
        "$",
        ":",
    ]
    .iter()
    .map(|piece| piece.repeat(100_000 / piece.len()))
    .chain([
        format!("[a]: /{}\n{}", "u".repeat(30_000), "[a]".repeat(10_000)),
        format!("{}\n{}", "> ".repeat(30_000), "a\n".repeat(15_000)),
        format!("|{}\n|{}\n{}", "a|".repeat(150), "-|".repeat(150), "|\n".repeat(30_000)),
        format!("{}a{}", "*".repeat(50_000), "*".repeat(50_000)),
        (0..5_000).map(|n| format!("[^{n}]")).chain((0..5_000).map(|n| format!("\n\n[^{n}]: x"))).collect(),
        (0..200).map(|n| "  ".repeat(n) + "- x\n").collect(),
        "<b><i><u><s>".repeat(8_000),
        "> ```\n".repeat(15_000),
    ])
    .collect();
    for text in shapes {
        let html = render(&text, &Known, Room::Post);
        assert!(html.as_str().len() < 60 * text.len() + 10_000, "{} bytes from {:?}", html.as_str().len(), &text[..20]);
        plain(&text, &Known);
        title(&text, &Known);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    // W-141, F-244
    #[test]
    fn no_mixture_of_attacks_runs(parts in proptest::collection::vec((0..ATTACKS.len(), "[ \n>*_`<\"'()\\[\\]#|@{};&-]{0,4}", any::<prop::sample::Index>()), 1..6)) {
        let mut text = String::new();
        for (number, glue, cut) in parts {
            let attack = ATTACKS[number];
            let mut end = cut.index(attack.len() + 1);
            while !attack.is_char_boundary(end) {
                end -= 1;
            }
            text.push_str(&attack[..end]);
            text.push_str(&glue);
        }
        assert_inert(&text, render(&text, &Known, Room::Post).as_str());
    }

    #[test]
    fn any_text_is_rendered_and_stripped(text in "\\PC{0,80}(\n\\PC{0,40}){0,4}") {
        assert_inert(&text, render(&text, &Known, Room::Comment).as_str());
        plain(&text, &Known);
        prop_assert!(title(&text, &Known).chars().count() <= HEADING);
    }
}
