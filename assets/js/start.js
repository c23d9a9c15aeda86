// Every page works without this script; it only spares a reload here and there.
"use strict";
document.documentElement.classList.add("js");

// Sends a form and hands back the parsed answer, or null when the page should go the plain way.
// A document answer needs no markup from strings, which the policy of the pages forbids.
function ask(method, url, body) {
  return new Promise((done) => {
    const call = new XMLHttpRequest();
    call.open(method, url);
    call.responseType = "document";
    call.setRequestHeader("X-Seedpod-Part", "1");
    call.onload = () => done(call.status === 200 ? call.response : null);
    call.onerror = call.ontimeout = () => done(null);
    call.timeout = 20000;
    call.send(body);
  });
}

// Says something to people who cannot see it happen.
function announce(text) {
  const place = document.getElementById("said");
  if (place && text) place.textContent = text;
}
