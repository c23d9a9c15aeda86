//! A person at a browser without script: follows links, fills forms, sees text.

use super::Net;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;
use scraper::{ElementRef, Html, Selector};
use std::collections::{BTreeMap, BTreeSet};
use warp::filters::BoxedFilter;
use warp::reply::Response;

const BOUNDARY: &str = "----seedpod-test-boundary";

/// A browser with its own cookies.
pub struct Browser {
    /// Host, and port where it is not the scheme's own.
    host: String,
    line: Line,
    cookies: BTreeMap<String, String>,
}

/// How requests get to the pod.
enum Line {
    /// Straight into its routes, whatever pod is at the host now.
    Routes(Net),
    /// Over a socket, with TLS.
    Socket(reqwest::Client),
}

/// What came back.
pub struct Page {
    pub status: u16,
    pub path: String,
    pub headers: hyper::HeaderMap,
    pub bytes: Bytes,
    pub html: String,
}

/// One field of a form.
pub enum Field<'a> {
    Text(&'a str, &'a str),
    File(&'a str, &'a str, &'a [u8]),
}

impl Browser {
    pub fn new(host: &str, net: Net) -> Self {
        Self { host: host.to_owned(), line: Line::Routes(net), cookies: BTreeMap::new() }
    }

    /// A browser that reaches a real process at `https://host`, trusting what the client trusts.
    pub fn over_tls(host: &str, client: reqwest::Client) -> Self {
        Self { host: host.to_owned(), line: Line::Socket(client), cookies: BTreeMap::new() }
    }

    /// Opens a page and follows redirects.
    pub async fn open(&mut self, path: &str) -> Page {
        self.request("GET", path, None, Bytes::new()).await
    }

    /// Asks for JSON.
    pub async fn json(&mut self, path: &str) -> Page {
        self.send("GET", path, &[("accept", "application/json")], Bytes::new()).await
    }

    pub async fn sign_in(&mut self, name: &str, password: &str) -> Page {
        let page = self.open("/users/sign_in").await;
        let page = self.submit(&page, "/users/sign_in", &[("username", name), ("password", password)]).await;
        assert!(page.status == 200, "sign-in of {name}: {} {}", page.status, page.text());
        page
    }

    /// Fills the form with this action and sends it. Fields of the form that are not named keep
    /// what the page gives them; a field may be given several times.
    pub async fn submit(&mut self, page: &Page, action: &str, fields: &[(&str, &str)]) -> Page {
        let fields: Vec<Field<'_>> = fields.iter().map(|(name, value)| Field::Text(name, value)).collect();
        self.submit_all(page, action, &fields).await
    }

    /// As `submit`, with files.
    pub async fn submit_all(&mut self, page: &Page, action: &str, fields: &[Field<'_>]) -> Page {
        let form = page.form(action);
        let given: Vec<&str> = fields
            .iter()
            .map(|field| match field {
                Field::Text(name, _) | Field::File(name, ..) => *name,
            })
            .collect();
        let mut pairs: Vec<(String, String)> =
            form.defaults.into_iter().filter(|(name, _)| !given.contains(&name.as_str())).collect();
        for field in fields {
            if let Field::Text(name, value) = field {
                pairs.push(((*name).to_owned(), (*value).to_owned()));
            }
        }
        if form.is_get {
            let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
            return self.open(&format!("{action}?{query}")).await;
        }
        if form.is_multipart {
            let body = multipart(&pairs, fields);
            let media_type = format!("multipart/form-data; boundary={BOUNDARY}");
            return self.request("POST", action, Some(&media_type), body).await;
        }
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
        self.request("POST", action, Some("application/x-www-form-urlencoded"), body.into()).await
    }

    /// Presses a button that sends a form to an address of its own.
    pub async fn press(&mut self, page: &Page, address: &str) -> Page {
        let pairs = page.button(address);
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
        self.request("POST", address, Some("application/x-www-form-urlencoded"), body.into()).await
    }

    /// The values of all cookies.
    pub fn cookie_values(&self) -> Vec<&str> {
        self.cookies.values().map(String::as_str).collect()
    }

    /// Sends something that no page offers.
    pub async fn post(&mut self, path: &str, media_type: &str, body: impl Into<Bytes>) -> Page {
        self.request("POST", path, Some(media_type), body.into()).await
    }

    async fn request(&mut self, method: &str, path: &str, media_type: Option<&str>, body: Bytes) -> Page {
        let mut headers = vec![("accept", "text/html")];
        headers.extend(media_type.map(|media_type| ("content-type", media_type)));
        let origin = format!("https://{}", self.host);
        if method == "POST" {
            headers.push(("origin", &origin));
        }
        let mut page = self.send(method, path, &headers, body).await;
        for _ in 0..5 {
            let location = page.headers.get("location").map(|value| value.to_str().unwrap().to_owned());
            match location {
                Some(location) if (300..400).contains(&page.status) => {
                    let path = location.strip_prefix(&origin).unwrap_or(&location).to_owned();
                    page = self
                        .send("GET", path.split('#').next().unwrap(), &[("accept", "text/html")], Bytes::new())
                        .await;
                }
                _ => break,
            }
        }
        page
    }

    /// One request, no redirects followed.
    pub async fn send(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: Bytes) -> Page {
        let mut all: Vec<(String, String)> =
            headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            all.push(("cookie".to_owned(), cookies.join("; ")));
        }
        let (status, headers, bytes) = match &self.line {
            Line::Routes(net) => through_routes(net.routes(&self.host), &self.host, method, path, all, body).await,
            Line::Socket(client) => over_socket(client, &self.host, method, path, all, body).await,
        };
        for cookie in headers.get_all("set-cookie") {
            self.remember(cookie.to_str().unwrap());
        }
        let html = String::from_utf8_lossy(&bytes).into_owned();
        Page { status, path: path.to_owned(), headers, bytes, html }
    }

    fn remember(&mut self, cookie: &str) {
        let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
        let (name, value) = pair.split_once('=').unwrap();
        if value.is_empty() || attributes.to_lowercase().contains("max-age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}

type Answer = (u16, hyper::HeaderMap, Bytes);

async fn through_routes(
    routes: BoxedFilter<(Response,)>,
    host: &str,
    method: &str,
    path: &str,
    headers: Vec<(String, String)>,
    body: Bytes,
) -> Answer {
    let mut builder = hyper::Request::builder().method(method).uri(path).header("host", host);
    for (name, value) in headers {
        builder = builder.header(name, value);
    }
    let request = builder.header("content-length", body.len()).body(Full::new(body)).unwrap();
    let answer = tokio::spawn(async move {
        let response = match TowerToHyperService::new(warp::service(routes)).call(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        let (parts, body) = response.into_parts();
        (parts.status.as_u16(), parts.headers, body.collect().await.unwrap().to_bytes())
    });
    answer.await.expect("the pod does not panic")
}

async fn over_socket(
    client: &reqwest::Client,
    host: &str,
    method: &str,
    path: &str,
    headers: Vec<(String, String)>,
    body: Bytes,
) -> Answer {
    let mut request = client.request(method.parse().unwrap(), format!("https://{host}{path}")).body(body);
    for (name, value) in headers {
        request = request.header(name, value);
    }
    let answer = request.send().await.expect("the pod answers");
    (answer.status().as_u16(), answer.headers().clone(), answer.bytes().await.unwrap())
}

fn multipart(pairs: &[(String, String)], fields: &[Field<'_>]) -> Bytes {
    let mut body = Vec::new();
    for (name, value) in pairs {
        body.extend_from_slice(
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes(),
        );
    }
    for field in fields {
        if let Field::File(name, file, bytes) = field {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body.into()
}

struct Form {
    defaults: Vec<(String, String)>,
    is_multipart: bool,
    is_get: bool,
}

impl Page {
    /// The words of the page, blanks folded.
    pub fn text(&self) -> String {
        let document = Html::parse_document(&self.html);
        let body = document.select(&Selector::parse("body").unwrap()).next();
        let words: Vec<&str> = body.iter().flat_map(ElementRef::text).flat_map(str::split_whitespace).collect();
        words.join(" ")
    }

    /// Fails unless the page shows the text.
    #[track_caller]
    pub fn sees(&self, text: &str) -> &Self {
        assert!(self.text().contains(text), "{} ({}) does not show {text:?}:\n{}", self.path, self.status, self.text());
        self
    }

    /// Fails if the page shows the text.
    #[track_caller]
    pub fn sees_not(&self, text: &str) -> &Self {
        assert!(!self.html.contains(text), "{} shows {text:?}:\n{}", self.path, self.text());
        self
    }

    /// Fails unless this is the status.
    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{}:\n{}", self.path, self.text());
        self
    }

    /// Whether the page has a form with this action.
    pub fn offers(&self, action: &str) -> bool {
        let document = Html::parse_document(&self.html);
        document.select(&Selector::parse("form").unwrap()).any(|form| form.value().attr("action") == Some(action))
    }

    /// The value of an attribute of the first element that fits.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let document = Html::parse_document(&self.html);
        let selector = Selector::parse(selector).unwrap();
        document.select(&selector).find_map(|element| element.value().attr(name).map(str::to_owned))
    }

    /// How many elements fit.
    pub fn count(&self, selector: &str) -> usize {
        Html::parse_document(&self.html).select(&Selector::parse(selector).unwrap()).count()
    }

    /// The address of the post whose words contain a text, from a stream.
    pub fn post_with(&self, text: &str) -> Option<String> {
        let document = Html::parse_document(&self.html);
        let (articles, links) = (Selector::parse("article").unwrap(), Selector::parse("a[href^='/posts/']").unwrap());
        document.select(&articles).find_map(|article| {
            let words: Vec<&str> = article.text().flat_map(str::split_whitespace).collect();
            let link = article.select(&links).next()?.value().attr("href")?;
            words.join(" ").contains(text).then(|| link.split('#').next().unwrap_or(link).to_owned())
        })
    }

    /// The addresses of all posts whose words contain a text.
    pub fn post_addresses_with(&self, text: &str) -> BTreeSet<String> {
        let document = Html::parse_document(&self.html);
        let (articles, links) = (Selector::parse("article").unwrap(), Selector::parse("a[href^='/posts/']").unwrap());
        let address = |article: ElementRef<'_>| {
            let words: Vec<&str> = article.text().flat_map(str::split_whitespace).collect();
            let link = article.select(&links).next()?.value().attr("href")?;
            words.join(" ").contains(text).then(|| link.split('#').next().unwrap_or(link).to_owned())
        };
        document.select(&articles).filter_map(address).collect()
    }

    /// The guid of the comment whose words contain a text, from a post's page.
    pub fn comment_with(&self, text: &str) -> Option<String> {
        let document = Html::parse_document(&self.html);
        let articles = Selector::parse("article.comment").unwrap();
        document.select(&articles).find_map(|article| {
            let words: Vec<&str> = article.text().flat_map(str::split_whitespace).collect();
            words.join(" ").contains(text).then(|| article.value().attr("id").unwrap().to_owned())
        })
    }

    /// Guid and words of every comment, from a post's page.
    pub fn comments(&self) -> Vec<(String, String)> {
        let document = Html::parse_document(&self.html);
        let (articles, words) = (Selector::parse("article.comment").unwrap(), Selector::parse(".words").unwrap());
        let comment = |article: ElementRef<'_>| {
            let text: Vec<&str> =
                article.select(&words).flat_map(|words| words.text()).flat_map(str::split_whitespace).collect();
            (article.value().attr("id").unwrap().to_owned(), text.join(" "))
        };
        document.select(&articles).map(comment).collect()
    }

    /// How many like the post of this page.
    pub fn likes(&self) -> u32 {
        self.number_in(".actions .action")
    }

    /// How many like a comment of this page.
    pub fn likes_of_comment(&self, guid: &str) -> u32 {
        self.number_in(&format!("[name='l-{guid}']"))
    }

    fn number_in(&self, selector: &str) -> u32 {
        let document = Html::parse_document(&self.html);
        let found = document.select(&Selector::parse(selector).unwrap()).next();
        let words: String = found.iter().flat_map(ElementRef::text).collect();
        words.split_whitespace().find_map(|word| word.parse().ok()).unwrap_or(0)
    }

    /// Whether the page has a button that sends to this address.
    pub fn has_button(&self, address: &str) -> bool {
        self.attribute(&format!("button[formaction='{address}']"), "formaction").is_some()
    }

    /// The value of a check box or radio button by the words beside it.
    pub fn choice(&self, name: &str, words: &str) -> Option<String> {
        let document = Html::parse_document(&self.html);
        let (labels, inputs) =
            (Selector::parse("label").unwrap(), Selector::parse(&format!("input[name='{name}']")).unwrap());
        document.select(&labels).find_map(|label| {
            let text: Vec<&str> = label.text().flat_map(str::split_whitespace).collect();
            let input = label.select(&inputs).next()?;
            (text.join(" ") == words).then(|| input.value().attr("value").unwrap_or("on").to_owned())
        })
    }

    /// The address that a button whose address ends like this sends to.
    pub fn button_ending(&self, ending: &str) -> Option<String> {
        let document = Html::parse_document(&self.html);
        let buttons = Selector::parse("button[formaction]").unwrap();
        let addresses = document.select(&buttons).filter_map(|button| button.value().attr("formaction"));
        addresses.map(str::to_owned).find(|address| address.ends_with(ending))
    }

    /// The address of a form whose address ends like this.
    pub fn form_ending(&self, ending: &str) -> Option<String> {
        let document = Html::parse_document(&self.html);
        let forms = Selector::parse("form[action]").unwrap();
        let addresses = document.select(&forms).filter_map(|form| form.value().attr("action"));
        addresses.map(str::to_owned).find(|address| address.ends_with(ending))
    }

    /// What pressing a button sends: the hidden fields of its form.
    fn button(&self, address: &str) -> Vec<(String, String)> {
        let document = Html::parse_document(&self.html);
        let buttons = Selector::parse("button[formaction]").unwrap();
        let found = document.select(&buttons).find(|button| button.value().attr("formaction") == Some(address));
        let button = found.unwrap_or_else(|| panic!("{} has no button for {address}:\n{}", self.path, self.text()));
        let form = button.value().attr("form").expect("the button names its form");
        let inputs = Selector::parse(&format!("form#{form} input[name]")).unwrap();
        let pair = |input: ElementRef<'_>| {
            let value = input.value().attr("value").unwrap_or_default();
            (input.value().attr("name").unwrap().to_owned(), value.to_owned())
        };
        document.select(&inputs).map(pair).collect()
    }

    fn form(&self, action: &str) -> Form {
        let document = Html::parse_document(&self.html);
        let forms = Selector::parse("form").unwrap();
        let found = document.select(&forms).find(|form| form.value().attr("action") == Some(action));
        let form = found.unwrap_or_else(|| {
            let all: Vec<_> = document.select(&forms).filter_map(|form| form.value().attr("action")).collect();
            panic!("{} ({}) has no form {action}, only {all:?}:\n{}", self.path, self.status, self.text())
        });
        let mut defaults = Vec::new();
        for input in form.select(&Selector::parse("input[name], textarea[name], select[name]").unwrap()) {
            let (element, name) = (input.value(), input.value().attr("name").unwrap().to_owned());
            let kind = element.attr("type").unwrap_or("text");
            match element.name() {
                "textarea" => defaults.push((name, input.text().collect())),
                "select" => {
                    let option = input.select(&Selector::parse("option[selected]").unwrap()).next();
                    let option = option.or_else(|| input.select(&Selector::parse("option").unwrap()).next());
                    defaults.extend(
                        option.and_then(|option| option.value().attr("value")).map(|value| (name, value.to_owned())),
                    );
                }
                _ if matches!(kind, "checkbox" | "radio") => {
                    if element.attr("checked").is_some() {
                        defaults.push((name, element.attr("value").unwrap_or("on").to_owned()));
                    }
                }
                _ if matches!(kind, "file" | "submit" | "button") => {}
                _ => defaults.push((name, element.attr("value").unwrap_or_default().to_owned())),
            }
        }
        Form {
            defaults,
            is_multipart: form.value().attr("enctype") == Some("multipart/form-data"),
            is_get: !form.value().attr("method").is_some_and(|method| method.eq_ignore_ascii_case("post")),
        }
    }
}
