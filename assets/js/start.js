// Every page works without this script; it only spares a reload here and there.
"use strict";
document.documentElement.classList.add("js");

// Sends a form and hands back status and parsed answer; status 0 when nobody answered.
// A document answer needs no markup from strings, which the policy of the pages forbids.
function ask(method, url, body) {
  return new Promise((done) => {
    const call = new XMLHttpRequest();
    const answer = () => done({ status: call.status, page: call.status === 200 ? call.response : null });
    call.open(method, url);
    call.responseType = "document";
    call.setRequestHeader("X-Seedpod-Part", "1");
    call.onload = call.onerror = call.ontimeout = answer;
    call.timeout = 20000;
    call.send(body);
  });
}

// Says something to people who cannot see it happen.
function announce(text) {
  const place = document.getElementById("said");
  if (place && text) place.textContent = text;
}
