"""The other pod: one person on an independent library, with a small server for its addresses.

Everything on the wire is built, signed, encrypted, opened and verified by the library, which
shares no code with seedpod. What it does not know (participations, whole profiles) is opened and
checked by its envelope alone.
"""

import json
import logging
import ssl
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path

from aiohttp import web
from Crypto.PublicKey import RSA
from federation.entities.base import Comment, Follow, Post, Profile, Reaction, Retraction, Share
from federation.hostmeta.generators import RFC7033Webfinger, generate_hcard
from federation.inbound import handle_receive
from federation.outbound import handle_create_payload
from federation.protocols.diaspora.encrypted import EncryptedPayload
from federation.protocols.diaspora.magic_envelope import MagicEnvelope
from federation.types import RequestType, UserType
from federation.utils.diaspora import retrieve_and_parse_profile
from federation.utils.network import send_document
from lxml import etree

PUBLIC = "application/magic-envelope+xml"
PRIVATE = "application/json"
PICTURE = (Path(__file__).parent.parent / "fuzz" / "corpus" / "image" / "small.png").read_bytes()
# These the library turns into entities, and checks on the way.
UNDERSTOOD = {"status_message", "comment", "like", "retraction", "contact", "reshare"}


@dataclass
class Received:
    """One message that came in and was verified."""

    private: bool
    sender: str
    name: str
    fields: dict
    entities: list = field(default_factory=list)


def now():
    return datetime.now(timezone.utc).replace(microsecond=0)


class Peer:
    def __init__(self, port, name, certs):
        self.port = port
        self.authority = f"127.0.0.1:{port}"
        self.url = f"https://{self.authority}"
        self.handle = f"{name}@{self.authority}"
        self.name = name
        self.guid = uuid.uuid4().hex
        self.key = RSA.generate(2048)
        self.user = UserType(id=self.handle, private_key=self.key, handle=self.handle, guid=self.guid)
        self.certs = certs
        self.received = []
        self.refused = []
        self.asked = []
        self.fetchable = {}
        self.known = {}
        self.runner = None

    # the server

    async def start(self):
        application = web.Application(client_max_size=4 << 20)
        application.router.add_get("/.well-known/webfinger", self.webfinger)
        application.router.add_get("/hcard/users/{guid}", self.hcard)
        application.router.add_post("/receive/public", self.take_public)
        application.router.add_post("/receive/users/{guid}", self.take_private)
        application.router.add_get("/fetch/{kind}/{guid}", self.fetch)
        application.router.add_get("/{name}.png", self.picture)
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.certs / "server.pem", self.certs / "server.key")
        self.runner = web.AppRunner(application, access_log=None)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", self.port, ssl_context=context).start()

    async def stop(self):
        await self.runner.cleanup()

    async def webfinger(self, request):
        self.asked.append(request.path_qs)
        if request.query.get("resource") != f"acct:{self.handle}":
            return web.Response(status=404)
        document = RFC7033Webfinger(f"{self.url}/people/{self.guid}", self.handle, self.guid, self.url,
                                    f"/people/{self.guid}").render()
        return web.json_response(document, content_type="application/jrd+json")

    async def hcard(self, request):
        self.asked.append(request.path_qs)
        if request.match_info["guid"] != self.guid:
            return web.Response(status=404)
        card = generate_hcard(
            "diaspora", hostname=self.url, fullname="Bob Peer", firstname="Bob", lastname="Peer",
            photo300=f"{self.url}/300.png", photo100=f"{self.url}/100.png", photo50=f"{self.url}/50.png",
            searchable="true", guid=self.guid, public_key=self.key.publickey().export_key().decode(),
            username=self.name)
        return web.Response(text=card, content_type="text/html")

    async def fetch(self, request):
        self.asked.append(request.path_qs)
        found = self.fetchable.get(request.match_info["guid"])
        return web.Response(text=found, content_type=PUBLIC) if found else web.Response(status=404)

    async def picture(self, request):
        self.asked.append(request.path_qs)
        return web.Response(body=PICTURE, content_type="image/png")

    async def take_public(self, request):
        return await self.take(await request.read(), private=False)

    async def take_private(self, request):
        if request.match_info["guid"] != self.guid:
            return web.Response(status=404)
        return await self.take(await request.read(), private=True)

    async def take(self, body, private):
        """Opens and verifies a message; remembers it, or why it was refused."""
        try:
            self.received.append(await self.verified(body, private))
        except Exception as error:  # whatever the library says is what the test is about
            logging.exception("a message was refused")
            self.refused.append(f"{type(error).__name__}: {error}")
            return web.Response(status=400)
        return web.Response(status=202)

    async def verified(self, body, private):
        user = self.user if private else None
        if private:
            opened = EncryptedPayload.decrypt(json.loads(body), self.key)
            envelope = etree.tostring(opened)
        else:
            envelope = body
        message = MagicEnvelope(payload=envelope, sender_key_fetcher=self.key_of)
        await message.verify()
        root = etree.fromstring(message.message)
        fields = {}
        for child in root:
            # Of what may come several times, such as pictures, the first one stands here.
            fields.setdefault(child.tag, child.text or "")
        entities = []
        if root.tag in ("comment", "like"):
            # The library takes a relayable without one unverified; that would prove nothing.
            assert fields.get("author_signature"), f"a {root.tag} without its author's signature"
        # A retraction by the author of a post names the author of the comment (spec/federation.md
        # §4.14); the library makes nothing of that.
        is_for_another = root.tag == "retraction" and fields.get("author") != message.author_handle
        if root.tag in UNDERSTOOD and not is_for_another:
            _, _, entities = await handle_receive(RequestType(body=body), user=user, sender_key_fetcher=self.key_of)
            assert entities, f"the library made nothing of a {root.tag}"
        return Received(private, message.author_handle, root.tag, fields, entities)

    # what the person knows and does

    async def discover(self, handle):
        profile = await retrieve_and_parse_profile(handle)
        if profile:
            self.known[handle] = profile
        return profile

    async def key_of(self, handle):
        if handle == self.handle:
            return self.key.publickey().export_key().decode()
        if handle not in self.known:
            await self.discover(handle)
        return self.known[handle].public_key

    async def send_public(self, pod, payload):
        status, _ = await send_document(f"{pod.url}/receive/public", data=payload, headers={"Content-Type": PUBLIC})
        return status

    async def send_private(self, pod, guid, payload):
        body = json.dumps(payload) if isinstance(payload, dict) else payload
        status, _ = await send_document(f"{pod.url}/receive/users/{guid}", data=body,
                                        headers={"Content-Type": PRIVATE})
        return status

    async def payload(self, entity):
        return await handle_create_payload(entity, self.user, "diaspora")

    async def public(self, pod, entity):
        return await self.send_public(pod, await self.payload(entity))

    async def private(self, pod, profile, entity):
        payload = await handle_create_payload(entity, self.user, "diaspora", RSA.import_key(profile.public_key))
        return await self.send_private(pod, profile.guid, payload)

    def sealed(self, xml, key=None):
        """Any payload in an envelope of ours, signed by any key."""
        return MagicEnvelope(message=xml.encode(), private_key=key or self.key, author_handle=self.handle).render()

    def encrypted(self, envelope, profile):
        return EncryptedPayload.encrypt(envelope, RSA.import_key(profile.public_key))

    def follow(self, target, following=True):
        return Follow(actor_id=self.handle, handle=self.handle, target_id=target, target_handle=target,
                      following=following)

    def post(self, text, public=True):
        guid = uuid.uuid4().hex
        return Post(id=guid, guid=guid, actor_id=self.handle, handle=self.handle, raw_content=text, public=public,
                    created_at=now(), provider_display_name="peer")

    def comment(self, text, target):
        guid = uuid.uuid4().hex
        return Comment(id=guid, guid=guid, actor_id=self.handle, handle=self.handle, raw_content=text,
                       target_id=target, target_guid=target, root_target_guid="", created_at=now())

    def like(self, target):
        guid = uuid.uuid4().hex
        return Reaction(reaction="like", id=guid, guid=guid, actor_id=self.handle, handle=self.handle,
                        target_id=target, target_guid=target)

    def retraction(self, target, kind):
        return Retraction(actor_id=self.handle, handle=self.handle, target_id=target, target_guid=target,
                          entity_type=kind)

    def share(self, target, author):
        guid = uuid.uuid4().hex
        return Share(id=guid, guid=guid, actor_id=self.handle, handle=self.handle, public=True, target_id=target,
                     target_guid=target, target_handle=author)

    def profile(self, name, bio, public=False, tags=()):
        images = {size: f"{self.url}/{size}.png" for size in ("large", "medium", "small")}
        return Profile(id=self.handle, handle=self.handle, guid=self.guid, name=name, raw_content=bio, public=public,
                       image_urls=images, tag_list=list(tags))

    def find(self, name, **wanted):
        """The first message of this kind whose fields hold these words."""
        for message in self.received:
            if message.name == name and all(words in message.fields.get(key, "") for key, words in wanted.items()):
                return message
        return None
