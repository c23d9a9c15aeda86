//! Somebody with an account: acts through pages and through the API, and reads through the API.

use crate::process::{Fault, PASSWORD, Process};
use reqwest::header::{CONTENT_TYPE, COOKIE, HeaderMap, LINK, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const BOUNDARY: &str = "----seedpod-ledger-boundary";

/// Everything a program may do.
const SCOPES: &str = "public:read public:modify private:read private:modify contacts:read contacts:modify \
                      interactions tags:read tags:modify conversations profile";

/// How long a person may take to be found.
const PATIENCE: Duration = Duration::from_secs(120);

/// Times that reading is tried anew when a connection turns out to be broken.
const TRIES: usize = 5;

/// One person. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) name: String,
    /// Which of the two pods.
    pub(crate) pod: usize,
    pub(crate) url: String,
    pub(crate) guid: String,
    /// The aspect that the friend on the other pod is in.
    pub(crate) friends: u64,
    cookies: String,
    csrf: String,
    token: String,
}

/// What came back for something done.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) location: String,
    pub(crate) body: Value,
}

impl Reply {
    /// Whether the pod said that it is done.
    pub(crate) fn is_done(&self) -> bool {
        match self.status {
            303 => !self.location.contains("/users/sign_in"),
            status => (200..300).contains(&status),
        }
    }

    /// A string or number of the answer.
    pub(crate) fn field(&self, name: &str) -> Option<String> {
        match self.body.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }
}

impl Person {
    /// Signs in and takes a token for programs.
    pub(crate) async fn enter(process: &Process, pod: usize, name: &str) -> Result<Self, Fault> {
        let client = process.client();
        let token = process.run(&["user", "token", name, "--scopes", SCOPES])?.trim().to_owned();
        let mut person = Self {
            name: name.to_owned(),
            pod,
            url: process.url(),
            guid: String::new(),
            friends: 0,
            cookies: String::new(),
            csrf: String::new(),
            token,
        };
        person.visit(&client, "/users/sign_in").await?;
        let fields = [("username", name), ("password", PASSWORD)];
        let answer = person.page(&client, "/users/sign_in", &fields).send().await?;
        person.remember(answer.headers());
        if answer.status() != 303 {
            return Err(format!("{name} cannot sign in: {}", answer.status()).into());
        }
        person.visit(&client, "/stream").await?;
        let me = person.read(&client, "user").await?;
        person.guid = me["guid"].as_str().ok_or("no guid")?.to_owned();
        let aspects = person.read(&client, "aspects").await?;
        let friends = aspects.as_array().and_then(|all| all.iter().find(|aspect| aspect["name"] == "Friends"));
        person.friends = friends.and_then(|aspect| aspect["id"].as_u64()).ok_or("no aspect Friends")?;
        Ok(person)
    }

    /// Opens a page for its cookies and the token of its forms.
    async fn visit(&mut self, client: &Client, path: &str) -> Result<(), Fault> {
        let answer = client.get(format!("{}{path}", self.url)).header(COOKIE, &self.cookies).send().await?;
        self.remember(answer.headers());
        let text = answer.text().await?;
        let after = text.split_once("name=\"csrf\" value=\"").ok_or_else(|| format!("{path} has no form"))?.1;
        after.split('"').next().unwrap_or_default().clone_into(&mut self.csrf);
        Ok(())
    }

    /// Opens a page, without following where it leads, and says what status it has.
    pub(crate) async fn open(&self, client: &Client, path: &str) -> Result<u16, Fault> {
        let answer = client.get(format!("{}{path}", self.url)).header(COOKIE, &self.cookies).send().await?;
        let status = answer.status().as_u16();
        answer.bytes().await?;
        Ok(status)
    }

    fn remember(&mut self, headers: &HeaderMap) {
        for cookie in headers.get_all(SET_COOKIE) {
            let pair = cookie.to_str().unwrap_or_default().split(';').next().unwrap_or_default();
            if !pair.ends_with('=') {
                self.cookies = format!("{pair}; {}", self.cookies);
            }
        }
    }

    /// A form sent from a page.
    pub(crate) fn page(&self, client: &Client, path: &str, fields: &[(&str, &str)]) -> RequestBuilder {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.append_pair("csrf", &self.csrf).extend_pairs(fields);
        let form = form.finish();
        self.form(client, path).header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(form)
    }

    /// A form with parts, as those with files are.
    pub(crate) fn parts(&self, client: &Client, path: &str, fields: &[(&str, &str)]) -> RequestBuilder {
        let mut body = String::new();
        for (name, value) in [("csrf", self.csrf.as_str())].iter().chain(fields) {
            body.push_str(&format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            ));
        }
        body.push_str(&format!("--{BOUNDARY}--\r\n"));
        self.form(client, path).header(CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}")).body(body)
    }

    fn form(&self, client: &Client, path: &str) -> RequestBuilder {
        client.post(format!("{}{path}", self.url)).header(COOKIE, &self.cookies).header(ORIGIN, &self.url)
    }

    /// A request of a program.
    pub(crate) fn api(&self, client: &Client, method: Method, path: &str, body: &Value) -> RequestBuilder {
        let request = client.request(method, format!("{}/api/v1/{path}", self.url)).bearer_auth(&self.token);
        match body {
            Value::Null => request,
            body => request.header(CONTENT_TYPE, "application/json").body(body.to_string()),
        }
    }

    /// A picture that waits for its post.
    pub(crate) fn picture(&self, client: &Client, bytes: &[u8]) -> RequestBuilder {
        let mut body = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"pending\"\r\n\r\ntrue\r\n--{BOUNDARY}\r\n\
             Content-Disposition: form-data; name=\"image\"; filename=\"view.png\"\r\n\
             Content-Type: image/png\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        self.api(client, Method::POST, "photos", &Value::Null)
            .header(CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
            .body(body)
    }

    /// One document of the API.
    pub(crate) async fn read(&self, client: &Client, path: &str) -> Result<Value, Fault> {
        let answer = self.get(client, &format!("{}/api/v1/{path}", self.url)).await?;
        if !answer.status().is_success() {
            return Err(format!("{} reads {path}: {}", self.name, answer.status()).into());
        }
        Ok(serde_json::from_slice(&answer.bytes().await?)?)
    }

    /// A list of the API with all its pages; nothing if what it belongs to is not there.
    pub(crate) async fn list(&self, client: &Client, path: &str) -> Result<Option<Vec<Value>>, Fault> {
        let mut next = Some(format!("{}/api/v1/{path}?per_page=100", self.url));
        let mut all = Vec::new();
        while let Some(address) = next {
            let answer = self.get(client, &address).await?;
            match answer.status().as_u16() {
                200 => {}
                404 => return Ok(None),
                status => return Err(format!("{} reads {address}: {status}", self.name).into()),
            }
            next = following(answer.headers());
            let page: Vec<Value> = serde_json::from_slice(&answer.bytes().await?)?;
            all.extend(page);
        }
        Ok(Some(all))
    }

    /// Gets an address of the pod; a broken connection is not an answer.
    pub(crate) async fn get(&self, client: &Client, address: &str) -> Result<Response, Fault> {
        let mut last = None;
        for _ in 0..TRIES {
            match client.get(address).bearer_auth(&self.token).send().await {
                Ok(answer) => return Ok(answer),
                Err(error) => last = Some(error),
            }
        }
        Err(last.map_or_else(|| "never tried".into(), Into::into))
    }

    /// Looks somebody up and shares with them.
    pub(crate) async fn befriend(&self, client: &Client, id: &str) -> Result<(), Fault> {
        let patience = Instant::now() + PATIENCE;
        let guid = loop {
            // The page asks the other pod; the API answers once that is done.
            self.open(client, &format!("/search?q={}", encoded(id))).await?;
            let found = self.read(client, &format!("search/users?name_or_handle={}", encoded(id))).await?;
            if let Some(guid) = found[0]["guid"].as_str() {
                break guid.to_owned();
            }
            if Instant::now() > patience {
                return Err(format!("{} does not find {id}", self.name).into());
            }
        };
        let path = format!("aspects/{}/contacts", self.friends);
        match send(self.api(client, Method::POST, &path, &json!({ "person_guid": guid }))).await {
            Some(reply) if reply.is_done() => Ok(()),
            other => Err(format!("{} cannot share with {id}: {other:?}", self.name).into()),
        }
    }

    /// Whether the session from before still counts.
    pub(crate) async fn is_signed_in(&self, client: &Client) -> Result<bool, Fault> {
        let answer = client.get(format!("{}/stream", self.url)).header(COOKIE, &self.cookies).send().await?;
        Ok(answer.status() == 200 && answer.text().await?.contains("name=\"csrf\""))
    }
}

/// Sends; an error means that nobody knows what became of it.
pub(crate) async fn send(request: RequestBuilder) -> Option<Reply> {
    let answer = request.send().await.ok()?;
    let header = |name| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let (status, location) = (answer.status().as_u16(), header(LOCATION));
    // An answer is one when its head is there: then the pod has done what it says.
    let body = answer.bytes().await.map(|bytes| serde_json::from_slice(&bytes).unwrap_or_default());
    Some(Reply { status, location, body: body.unwrap_or_default() })
}

fn following(headers: &HeaderMap) -> Option<String> {
    let links = headers.get(LINK)?.to_str().ok()?;
    let next = links.split(", ").find(|link| link.contains("rel=\"next\""))?;
    Some(next.split_once('<')?.1.split_once('>')?.0.to_owned())
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
