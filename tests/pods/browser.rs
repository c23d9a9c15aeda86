//! A person at a browser without script: follows links, fills forms, sees text.

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;
use scraper::{ElementRef, Html, Selector};
use std::collections::BTreeMap;
use warp::filters::BoxedFilter;
use warp::reply::Response;

const BOUNDARY: &str = "----seedpod-test-boundary";

/// A browser with its own cookies.
pub struct Browser {
    host: String,
    routes: BoxedFilter<(Response,)>,
    cookies: BTreeMap<String, String>,
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
    pub fn new(host: &str, routes: BoxedFilter<(Response,)>) -> Self {
        Self { host: host.to_owned(), routes, cookies: BTreeMap::new() }
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
        let given: Vec<&str> = fields.iter().map(|field| match field { Field::Text(name, _) | Field::File(name, ..) => *name }).collect();
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
                    page = self.send("GET", path.split('#').next().unwrap(), &[("accept", "text/html")], Bytes::new()).await;
                }
                _ => break,
            }
        }
        page
    }

    /// One request, no redirects followed.
    pub async fn send(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: Bytes) -> Page {
        let mut builder = hyper::Request::builder().method(method).uri(path).header("host", &self.host);
        for (name, value) in headers {
            builder = builder.header(*name, *value);
        }
        if !self.cookies.is_empty() {
            let all: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            builder = builder.header("cookie", all.join("; "));
        }
        builder = builder.header("content-length", body.len());
        let request = builder.body(Full::new(body)).unwrap();
        let routes = self.routes.clone();
        let answer = tokio::spawn(async move {
            let response = match TowerToHyperService::new(warp::service(routes)).call(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            let (parts, body) = response.into_parts();
            (parts, body.collect().await.unwrap().to_bytes())
        });
        let (parts, bytes) = answer.await.expect("the pod does not panic");
        for cookie in parts.headers.get_all("set-cookie") {
            self.remember(cookie.to_str().unwrap());
        }
        let html = String::from_utf8_lossy(&bytes).into_owned();
        Page { status: parts.status.as_u16(), path: path.to_owned(), headers: parts.headers, bytes, html }
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

fn multipart(pairs: &[(String, String)], fields: &[Field<'_>]) -> Bytes {
    let mut body = Vec::new();
    for (name, value) in pairs {
        body.extend_from_slice(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes());
    }
    for field in fields {
        if let Field::File(name, file, bytes) = field {
            let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\nContent-Type: application/octet-stream\r\n\r\n");
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
                    defaults.extend(option.and_then(|option| option.value().attr("value")).map(|value| (name, value.to_owned())));
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
