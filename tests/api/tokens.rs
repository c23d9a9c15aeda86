//! Tokens end, and so does everything with an account (spec/api-v1.md §1.6, §1.8).

use super::{HOST, Program, friends};

//
#[tokio::test]
async fn tokens_by_hand_end_when_they_were_told_to() {
    let (pods, _, _) = friends().await;
    let token = pods
        .at(HOST)
        .act("alice", |tx, cx, account| seedpod::domain::tokens::issue(tx, cx, account, "profile", Some(1)))
        .await
        .unwrap();
    let mut program = Program::with(&pods, Some(token)).await;
    program.get("user").await.is(200);
    pods.advance(24 * 3600 - 1).await;
    program.get("user").await.is(200);
    pods.advance(1).await;
    program.get("user").await.is(401);
}

//
#[tokio::test]
async fn a_closed_account_has_no_tokens() {
    let (pods, mut alice, _) = friends().await;
    alice.get("user").await.is(200);
    pods.at(HOST).act("alice", |tx, cx, account| seedpod::domain::accounts::close(tx, cx, account)).await.unwrap();
    alice.get("user").await.is(401);
    pods.settle().await;
    pods.check().await;
}

//
#[tokio::test]
async fn tokens_by_hand_are_listed_and_revoked() {
    let (pods, mut alice, _) = friends().await;
    let mut browser = pods.browser("alice@pod.example").await;
    let page = browser.open("/api/openid_connect/user_applications").await;
    page.is(200).sees("Tokens made by hand");
    let action = page.form_ending("").filter(|action| action.contains("/tokens/"));
    let action = action.or_else(|| page.attribute("form[action*='/tokens/']", "action")).unwrap();
    browser.submit(&page, &action, &[]).await.is(200).sees("No programs yet");
    alice.get("user").await.is(401);
}
