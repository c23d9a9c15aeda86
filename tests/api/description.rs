//! The description for machines, and the examples of the help page, run as they stand there.

use super::{ALL, HOST, Program, friends};
use serde_json::Value;

#[tokio::test]
async fn the_description_names_every_endpoint_and_resolves() {
    let (pods, _, _) = friends().await;
    let mut anybody = Program::with(&pods, None).await;
    let reply = anybody.raw("GET", "/api/openapi.json", &[], None).await;
    let document = reply.is(200);
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["servers"][0]["url"], "https://pod.example");
    let operations: usize =
        document["paths"].as_object().unwrap().values().map(|path| path.as_object().unwrap().len()).sum();
    assert_eq!(operations, 63);
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let text = document.to_string();
    for part in text.split("#/components/schemas/").skip(1) {
        let name = part.split('"').next().unwrap();
        assert!(schemas.contains_key(name), "{name}");
    }
    anybody.raw("POST", "/api/openapi.json", &[], None).await.is(405);
}

/// An example is a block of two or three parts: request line and headers, body, and what comes back.
#[tokio::test]
async fn the_examples_of_the_help_page_work() {
    let (pods, mut alice, _) = friends().await;
    let post = alice.publish("An example #cake").await;
    let person = super::guid(pods_person(&mut alice).await.is(200));
    let help = include_str!("../../assets/help/api.md");
    let token = Program::of(&pods, "bob", ALL).await.token.unwrap();
    let mut anybody = Program::with(&pods, None).await;
    let mut examples = 0;
    for block in help.split("```http\n").skip(1) {
        let block = block.split("```").next().unwrap();
        let block = block.replace("POST_GUID", &post).replace("PERSON_GUID", &person).replace("TOKEN", &token);
        let mut parts = block.trim().splitn(2, "\n\n");
        let mut lines = parts.next().unwrap().lines();
        let mut request = lines.next().unwrap().split(' ');
        let (method, path) = (request.next().unwrap(), request.next().unwrap());
        let headers: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once(": ")).collect();
        let (kind, headers): (Vec<_>, Vec<_>) =
            headers.into_iter().filter(|(name, _)| *name != "Host").partition(|(name, _)| *name == "Content-Type");
        let headers: Vec<(String, &str)> =
            headers.into_iter().map(|(name, value)| (name.to_lowercase(), value)).collect();
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        let body = parts.next().zip(kind.first()).map(|(body, (_, kind))| (*kind, body.trim().to_owned().into()));
        let reply = anybody.raw(method, path, &headers, body).await;
        assert!(reply.status < 300, "{block}\n{} {}", reply.status, reply.text);
        examples += 1;
    }
    assert!(examples >= 6, "{examples} in the help page of {HOST}");
    let known: Vec<&str> = seedpod::domain::tokens::SCOPES.to_vec();
    assert!(known.iter().all(|scope| help.contains(&format!("`{scope}`"))), "every scope is explained");
    let _: Value = alice.get("user").await.body;
}

async fn pods_person(alice: &mut Program) -> super::Reply {
    alice.get("user").await
}
