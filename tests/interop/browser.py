"""A person at a browser without script: opens pages, fills in forms, presses buttons."""

import asyncio
import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request

from lxml import html


class Page:
    def __init__(self, status, address, text):
        self.status = status
        self.address = address
        self.text = text
        self.tree = html.fromstring(text) if text.strip() else html.fromstring("<html></html>")
        self.words = " ".join(self.tree.text_content().split())

    def has(self, words):
        return words in self.words

    def form(self, action):
        """The form that goes to an address: the last one, where parts of it stand for others."""
        forms = [form for form in self.tree.forms if (form.get("action") or "") == action]
        assert forms, f"no form to {action} on {self.address}"
        return forms[-1]

    def buttons(self, end):
        """Addresses of the buttons whose address ends so."""
        found = [button.get("formaction") or "" for button in self.tree.iter("button")]
        return [address for address in found if address.endswith(end)]

    def article(self, words):
        """The innermost article that holds these words."""
        found = [part for part in self.tree.iter("article") if words in " ".join(part.text_content().split())]
        return found[-1] if found else None


class Browser:
    def __init__(self, pod):
        self.pod = pod
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=pod.trust), urllib.request.HTTPCookieProcessor(self.cookies))

    async def open(self, path):
        return await asyncio.to_thread(self._ask, path, None, None)

    async def submit(self, page, action, files=(), **fields):
        """Sends a form with what the page filled in, changed by `fields`. A list ticks boxes. Each
        file is a field, a name and bytes."""
        form = page.form(action)
        pairs = [(name, value) for name, value in form.form_values() if name not in fields]
        for name, value in fields.items():
            pairs += [(name, one) for one in (value if isinstance(value, list) else [value])]
        if form.get("enctype") == "multipart/form-data":
            return await asyncio.to_thread(self._ask, action, *multipart(pairs, files))
        return await self.send(action, pairs)

    async def press(self, page, address):
        """Presses a button that sends a shared form to an address of its own."""
        button = [one for one in page.tree.iter("button") if one.get("formaction") == address]
        assert button, f"no button to {address} on {page.address}"
        shared = page.tree.get_element_by_id(button[0].get("form"))
        return await self.send(address, shared.form_values())

    async def send(self, action, pairs):
        body = urllib.parse.urlencode(pairs).encode()
        return await asyncio.to_thread(self._ask, action, body, "application/x-www-form-urlencoded")

    async def sign_in(self, name, password):
        page = await self.open("/users/sign_in")
        return await self.submit(page, "/users/sign_in", username=name, password=password)

    def media(self, path):
        """Status and type of something that is no page."""
        try:
            with self.opener.open(urllib.parse.urljoin(self.pod.url, path), timeout=30) as answer:
                answer.read()
                return answer.status, answer.headers.get_content_type()
        except urllib.error.HTTPError as refusal:
            return refusal.code, ""

    def _ask(self, path, body, media_type):
        address = urllib.parse.urljoin(self.pod.url, path)
        request = urllib.request.Request(address, data=body, headers={"Accept": "text/html"})
        if body is not None:
            request.add_header("Content-Type", media_type)
            request.add_header("Origin", self.pod.url)
        try:
            with self.opener.open(request, timeout=30) as answer:
                return Page(answer.status, answer.geturl(), answer.read().decode())
        except urllib.error.HTTPError as refusal:
            return Page(refusal.code, address, refusal.read().decode(errors="replace"))


def multipart(pairs, files=()):
    boundary = "a-boundary-of-the-tests"
    body = b""
    for name, value in pairs:
        head = f'--{boundary}\r\ncontent-disposition: form-data; name="{name}"\r\n\r\n'
        body += head.encode() + (value or "").encode() + b"\r\n"
    for name, file, content in files:
        head = (f'--{boundary}\r\ncontent-disposition: form-data; name="{name}"; filename="{file}"\r\n'
                "content-type: application/octet-stream\r\n\r\n")
        body += head.encode() + content + b"\r\n"
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"
