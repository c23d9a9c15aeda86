"""An account of ours and a person on an independent implementation become friends and talk.

Each line of the output is one thing that was seen to work on both sides. The last line tells how
many were and how many were not.
"""

import asyncio
import logging
import os
import re
import shutil
import signal
import sys
import tempfile
import warnings
from pathlib import Path

from Crypto.PublicKey import RSA

WORK = Path(tempfile.mkdtemp(prefix="seedpod-interop-"))
CERTS = WORK / "certs"
# The library takes the roots it trusts from here, once, when it is loaded.
os.environ["SSL_CERT_FILE"] = str(CERTS / "ca.pem")

from pod import PASSWORD, Pod, certificates, free_port  # noqa: E402

CERTS.mkdir()
certificates(CERTS)
# It says of each field that it does not know that it ignores it.
warnings.filterwarnings("ignore", module=r"federation\.")

from browser import Browser  # noqa: E402
from federation.fetchers import retrieve_remote_content  # noqa: E402
from federation.protocols.enums import ProtocolType  # noqa: E402
from peer import PICTURE, Peer  # noqa: E402

PATIENCE = 20.0


class Report:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def say(self, what, good, detail=""):
        if good:
            self.passed += 1
            print(f"ok    {what}", flush=True)
        else:
            self.failed += 1
            print(f"FAIL  {what} {detail}", flush=True)
        return good


async def eventually(check, patience=PATIENCE):
    """Asks again until the answer is good, and returns it."""
    end = asyncio.get_running_loop().time() + patience
    while True:
        answer = check()
        if asyncio.iscoroutine(answer):
            answer = await answer
        if answer or asyncio.get_running_loop().time() > end:
            return answer
        await asyncio.sleep(0.1)


class Story:
    """What happens, act by act; each act leaves what the next one needs."""

    def __init__(self, pod, peer, report):
        self.pod = pod
        self.peer = peer
        self.report = report
        self.ada = Browser(pod)
        self.ada_id = f"ada@{pod.authority}"
        self.profile = None
        self.posts = {}

    def say(self, what, good, detail=""):
        return self.report.say(what, bool(good), detail)

    async def sees(self, path, words, patience=PATIENCE):
        async def look():
            page = await self.ada.open(path)
            return page if page.has(words) else None
        return await eventually(look, patience)

    async def misses(self, path, words, patience=PATIENCE):
        async def look():
            return not (await self.ada.open(path)).has(words)
        return await eventually(look, patience)

    async def run(self):
        acts = [self.found, self.welcomed, self.sharing, self.reading, self.answering, self.publishing,
                self.being_answered, self.picturing, self.resharing, self.introducing, self.threading, self.taking_back,
                self.taking_more_back, self.fetching, self.hostile, self.restart, self.parting, self.leaving]
        for act in acts:
            print(f"-- {act.__doc__.splitlines()[0]}", flush=True)
            try:
                await act()
            except Exception as error:
                self.say(act.__name__, False, f"{type(error).__name__}: {error}")
                logging.exception("%s broke off", act.__name__)
        self.say("the library refused none of our messages", not self.peer.refused, self.peer.refused)

    async def found(self):
        """The other program discovers our account."""
        profile = self.profile = await self.peer.discover(self.ada_id)
        self.say("WebFinger and hCard lead to the account", profile)
        self.say("its key can be read", RSA.import_key(profile.public_key).size_in_bits() == 4096)
        self.say("its guid is there", re.fullmatch(r"[0-9a-f]{32}", profile.guid or ""), profile.guid)
        nobody = await self.peer.discover(f"nobody@{self.pod.authority}")
        self.say("an address nobody has leads nowhere", nobody is None)

    async def welcomed(self):
        """Ada signs in with forms alone."""
        page = await self.ada.sign_in("ada", PASSWORD)
        self.say("sign-in leads to the stream", page.status == 200 and "sign_in" not in page.address, page.address)

    async def sharing(self):
        """Both share with each other."""
        status = await self.peer.private(self.pod, self.profile, self.peer.follow(self.ada_id))
        self.say("an encrypted contact is accepted", status in (200, 202), status)
        self.say("Ada is told", await self.sees("/notifications", "Bob Peer"))
        page = await self.sees(f"/search?q={self.peer.handle}", "Bob Peer")
        self.say("Ada finds the person by address", page)
        action = f"/people/{self.peer.guid}/aspects"
        boxes = [box for box in page.form(action).inputs if box.get("name") == "aspect"]
        await self.ada.submit(page, action, aspect=[boxes[1].get("value")])
        contact = await eventually(lambda: self.peer.find("contact", recipient=self.peer.handle))
        self.say("our contact arrives, encrypted and verified", contact and contact.private)
        self.say("it says that Ada shares", contact and contact.entities[0].following is True)
        profile = await eventually(lambda: self.peer.find("profile", author=self.ada_id))
        self.say("our profile follows", profile and profile.private)

    async def reading(self):
        """What the other writes appears here."""
        public = self.peer.post("Bread from *the other side* #baking")
        status = await self.peer.public(self.pod, public)
        self.say("a public post is accepted", status in (200, 202), status)
        page = await self.sees("/stream", "Bread from the other side")
        self.say("it is in Ada's stream, as Markdown", page and "<em>the other side</em>" in page.text)
        private = self.peer.post("Only for friends of bread", public=False)
        status = await self.peer.private(self.pod, self.profile, private)
        self.say("a private post is accepted", status in (200, 202), status)
        self.say("it is in Ada's stream", await self.sees("/stream", "Only for friends of bread"))
        stranger = await Browser(self.pod).open(f"/posts/{private.guid}")
        self.say("a stranger does not see it", stranger.status == 404 or not stranger.has("Only for friends"))
        status = await self.peer.public(self.pod, self.peer.comment("More salt next time", public.guid))
        self.say("a comment on it is accepted", status in (200, 202), status)
        self.say("and shown", await self.sees(f"/posts/{public.guid}", "More salt next time"))
        await self.peer.public(self.pod, self.peer.like(public.guid))
        self.say("a like is shown", await self.sees(f"/posts/{public.guid}", "Liked by"))
        secret = self.peer.comment("Nobody else reads this", private.guid)
        await self.peer.private(self.pod, self.profile, secret)
        self.say("a private comment is shown", await self.sees(f"/posts/{private.guid}", "Nobody else reads this"))
        self.posts.update(public=public.guid, private=private.guid)

    async def answering(self):
        """Ada comments and likes; the other verifies her signatures."""
        for kind in ("public", "private"):
            guid = self.posts[kind]
            page = await self.ada.open(f"/posts/{guid}")
            await self.ada.submit(page, f"/posts/{guid}/comments", text=f"Ada says _hello_ in {kind}")
            comment = await eventually(lambda: self.peer.find("comment", text=f"hello_ in {kind}"))
            self.say(f"our {kind} comment arrives, author's signature verified",
                     comment and comment.private == (kind == "private") and comment.fields["parent_guid"] == guid)
            await self.ada.press(page, f"/posts/{guid}/like")
            like = await eventually(lambda: self.peer.find("like", parent_guid=guid))
            self.say(f"our {kind} like arrives, author's signature verified",
                     like and like.private == (kind == "private"))
        known = await eventually(lambda: self.peer.find("participation", parent_guid=self.posts["public"]))
        self.say("our pod subscribes to the public post", known and known.private)

    async def publish(self, text, audience, **more):
        page = await self.ada.open("/status_messages/new")
        return await self.ada.submit(page, "/status_messages", text=text, audience=audience, **more)

    async def publishing(self):
        """Ada posts publicly and to an aspect."""
        await self.publish("A public word #seedpod\n\n* one\n* two", "public")
        post = await eventually(lambda: self.peer.find("status_message", text="A public word"))
        self.say("our public post arrives and verifies", post and not post.private)
        self.say("its text is Markdown as typed", post and "* one" in post.fields["text"])
        self.posts["ours"] = post.fields["guid"]
        page = await self.ada.open("/status_messages/new")
        aspects = [box.get("value") for box in page.form("/status_messages").inputs if box.get("name") == "aspect"]
        await self.publish("Only for this aspect", "some", aspect=[aspects[1]])
        post = await eventually(lambda: self.peer.find("status_message", text="Only for this aspect"))
        self.say("our limited post arrives encrypted", post and post.private and post.fields["public"] == "false")
        self.posts["limited"] = post.fields["guid"]
        await self.publish("For another aspect", "some", aspect=[aspects[0]])
        await eventually(lambda: self.pod.queue() == 0)
        self.say("a post to another aspect does not arrive", not self.peer.find("status_message", text="For another"))

    async def being_answered(self):
        """The other comments and likes on Ada's posts."""
        for kind, guid in (("public", self.posts["ours"]), ("private", self.posts["limited"])):
            comment, like = self.peer.comment(f"Peer answers in {kind}", guid), self.peer.like(guid)
            send = (lambda entity: self.peer.public(self.pod, entity)) if kind == "public" else (
                lambda entity: self.peer.private(self.pod, self.profile, entity))
            await send(comment)
            self.say(f"their {kind} comment is shown", await self.sees(f"/posts/{guid}", f"Peer answers in {kind}"))
            await send(like)
            self.say(f"their {kind} like is shown", await self.sees(f"/posts/{guid}", "Liked by"))
            self.posts[f"comment-{kind}"] = comment.guid
        self.say("Ada is told of a comment", await self.sees("/notifications", "comment"))

    async def picturing(self):
        """Pictures, ours understood by the library and theirs by us."""
        page = await self.ada.open("/status_messages/new")
        await self.ada.submit(page, "/status_messages", files=[("photo", "a.png", PICTURE)], text="With a picture",
                              audience="public", alt="Four by four")
        post = await eventually(lambda: self.peer.find("status_message", text="With a picture"))
        children = post.entities[0]._children if post else []
        self.say("our post with a picture arrives", post)
        self.say("the library finds the picture in it", len(children) == 1 and children[0].url.startswith(self.pod.url),
                 [vars(child) for child in children])
        for prefix in ("", "thumb_small_", "thumb_medium_", "thumb_large_", "scaled_full_"):
            path, name = children[0].url.rsplit("/", 1)
            status, kind = await asyncio.to_thread(self.ada.media, f"{path}/{prefix}{name}")
            self.say(f"the picture is there as {prefix or 'itself'}", status == 200 and kind.startswith("image/"), status)
        guid = "9" * 31 + "1"
        xml = (f"<status_message><author>{self.peer.handle}</author><guid>{guid}</guid><created_at>2026-01-01T00:00:00Z</created_at>"
               f"<public>true</public><text>Seen from here</text><photo><guid>{'9' * 31}2</guid><author>{self.peer.handle}</author>"
               f"<public>true</public><remote_photo_path>{self.peer.url}/</remote_photo_path><remote_photo_name>view.png</remote_photo_name>"
               f"<text>A view</text><status_message_guid>{guid}</status_message_guid><height>6</height><width>8</width></photo></status_message>")
        await self.peer.send_public(self.pod, self.peer.sealed(xml))
        page = await self.sees(f"/posts/{guid}", "Seen from here")
        shown = [image.get("src") for image in page.tree.iter("img") if image.get("alt") == "A view"] if page else []
        self.say("their picture is shown, by way of our pod", shown and shown[0].startswith("/remote/"), shown)
        status, kind = await asyncio.to_thread(self.ada.media, shown[0])
        self.say("and can be had", status == 200 and kind == "image/png" and "/view.png" in self.peer.asked)

    async def resharing(self):
        """Reshares both ways."""
        await self.peer.public(self.pod, self.peer.share(self.posts["ours"], self.ada_id))
        self.say("their reshare of our post is told of", await self.sees("/notifications", "reshared"))
        again = self.peer.post("Worth sharing")
        await self.peer.public(self.pod, again)
        page = await self.sees(f"/posts/{again.guid}", "Worth sharing")
        await self.ada.press(page, f"/posts/{again.guid}/reshare")
        reshare = await eventually(lambda: self.peer.find("reshare", root_guid=again.guid))
        self.say("our reshare arrives and verifies", reshare and not reshare.private)
        self.say("it names the author", reshare and reshare.fields["root_author"] == self.peer.handle)
        self.posts["reshare"] = reshare.fields["guid"]

    async def introducing(self):
        """Profiles both ways."""
        await self.peer.private(self.pod, self.profile, self.peer.profile("Robert Other", "Bakes *bread*", tags=["rye"]))
        self.say("their profile is shown", await self.sees(f"/people/{self.peer.guid}", "Robert Other"))
        self.say("with what it says", await self.sees(f"/people/{self.peer.guid}", "Bakes bread"))
        # The library never says that a profile is public: in the open it may only carry the base of it.
        await self.peer.public(self.pod, self.peer.profile("Robert Open", "For everybody"))
        await self.peer.public(self.pod, self.peer.profile("Robert Public", ""))
        page = await self.sees(f"/people/{self.peer.guid}", "Robert Public")
        self.say("a base profile in the open is taken, and the rest of it kept", page and page.has("Bakes bread"))
        before = len(self.peer.received)
        page = await self.ada.open("/profile/edit")
        await self.ada.submit(page, "/profile", files=[("photo", "me.png", PICTURE)], first_name="Ada", last_name="Baker",
                              bio="Likes _rye_", tags="#bread")
        def latest():
            profiles = [one for one in self.peer.received[before:] if one.name == "profile"]
            return next((one for one in profiles if one.fields.get("image_url")), None)
        profile = await eventually(latest)
        self.say("our changed profile arrives, encrypted", profile and profile.private)
        self.say("it says everything", profile and profile.fields["first_name"] == "Ada" and
                 profile.fields["bio"] == "Likes _rye_" and "#bread" in profile.fields["tag_string"], profile)
        self.say("its pictures are absolute", profile and profile.fields["image_url"].startswith(self.pod.url))
        card = await self.peer.discover(self.ada_id)
        self.say("the card has the new name", card and card.name == "Ada Baker", card and card.name)

    async def threading(self):
        """Answers to comments, and likes on them."""
        ours = self.posts["ours"]
        first = self.peer.comment("The first of a thread", ours)
        await self.peer.public(self.pod, first)
        second = self.peer.comment("An answer to it", first.guid)
        second.root_target_guid = ours
        await self.peer.public(self.pod, second)
        self.say("an answer to a comment is shown", await self.sees(f"/posts/{ours}", "An answer to it"))
        page = await self.ada.open(f"/posts/{ours}")
        await self.ada.press(page, f"/comments/{first.guid}/like")
        like = await eventually(lambda: self.peer.find("like", parent_guid=first.guid))
        self.say("our like on a comment arrives and verifies", like and like.fields["parent_type"] == "Comment")

    async def taking_more_back(self):
        """Retractions of everything else."""
        mine = self.posts["ours"]
        own = await self.ada.open(f"/posts/{mine}")
        await self.ada.submit(own, f"/posts/{mine}/comments", text="Ada will regret this")
        comment = await eventually(lambda: self.peer.find("comment", text="will regret"))
        page = await self.ada.open(f"/posts/{mine}")
        await self.ada.press(page, f"/comments/{comment.fields['guid']}/delete")
        gone = await eventually(lambda: self.peer.find("retraction", target_guid=comment.fields["guid"]))
        self.say("our comment is retracted", gone and gone.fields["target_type"] == "Comment")
        page = await self.ada.open(f"/posts/{self.posts['reshare']}")
        await self.ada.press(page, f"/posts/{self.posts['reshare']}/delete")
        gone = await eventually(lambda: self.peer.find("retraction", target_guid=self.posts["reshare"]))
        self.say("our reshare is retracted", gone and gone.fields["target_type"] == "Post")
        theirs = self.peer.comment("Soon removed by Ada", mine)
        await self.peer.public(self.pod, theirs)
        page = await self.sees(f"/posts/{mine}", "Soon removed by Ada")
        await self.ada.press(page, f"/comments/{theirs.guid}/delete")
        gone = await eventually(lambda: self.peer.find("retraction", target_guid=theirs.guid))
        self.say("their comment on our post is retracted by us", gone and gone.sender == self.ada_id)
        picture = "9" * 31 + "2"
        await self.peer.public(self.pod, self.peer.retraction(picture, "Image"))
        async def bare():
            page = await self.ada.open(f"/posts/{'9' * 31}1")
            return not [image for image in page.tree.iter("img") if image.get("alt") == "A view"]
        self.say("their picture goes when they retract it", await eventually(bare))

    async def leaving(self):
        """Nothing of the above is in the log."""
        log = self.pod.log.read_text()
        for secret in (PASSWORD, "Only for this aspect", "BEGIN PRIVATE KEY", "Nobody else reads this"):
            self.say(f"the log does not hold {secret[:12]!r}", secret not in log)

    async def taking_back(self):
        """Retractions both ways."""
        comment, ours = self.posts["comment-public"], self.posts["ours"]
        await self.peer.public(self.pod, self.peer.retraction(comment, "Comment"))
        self.say("their comment goes when they retract it", await self.misses(f"/posts/{ours}", "Peer answers in public"))
        await self.peer.public(self.pod, self.peer.retraction(self.posts["public"], "Post"))
        self.say("their post goes when they retract it", await self.misses("/stream", "Bread from the other side"))
        page = await self.ada.open(f"/posts/{self.posts['private']}")
        await self.ada.press(page, f"/posts/{self.posts['private']}/unlike")
        unlike = await eventually(lambda: self.peer.find("retraction", target_type="Like"))
        self.say("our like is retracted, encrypted", unlike and unlike.private)
        await self.publish("Soon gone", "public")
        post = await eventually(lambda: self.peer.find("status_message", text="Soon gone"))
        guid = post.fields["guid"]
        page = await self.ada.open(f"/posts/{guid}")
        await self.ada.press(page, f"/posts/{guid}/delete")
        gone = await eventually(lambda: self.peer.find("retraction", target_guid=guid))
        self.say("our post is retracted and verifies", gone and gone.fields["target_type"] == "Post")

    async def fetching(self):
        """Public posts can be asked for, both ways."""
        found = await retrieve_remote_content(
            self.posts["ours"], guid=self.posts["ours"], handle=self.ada_id, entity_type="post",
            protocol=ProtocolType.DIASPORA, sender_key_fetcher=self.peer.key_of)
        self.say("the library fetches our public post", found and "A public word" in found.raw_content)
        hidden = await retrieve_remote_content(
            self.posts["limited"], guid=self.posts["limited"], handle=self.ada_id, entity_type="post",
            protocol=ProtocolType.DIASPORA, sender_key_fetcher=self.peer.key_of)
        self.say("a limited one it does not get", not hidden)
        older = self.peer.post("Written before we met")
        self.peer.fetchable[older.guid] = await self.peer.payload(older)
        late = self.peer.comment("A comment that came first", older.guid)
        await self.peer.public(self.pod, late)
        self.say("a comment makes us fetch its post", await self.sees(f"/posts/{older.guid}", "Written before we met"))
        self.say("and is shown below it", await self.sees(f"/posts/{older.guid}", "A comment that came first"))

    async def hostile(self):
        """What must not work."""
        post = self.peer.post("Signed by somebody else")
        xml = (f"<status_message><author>{self.peer.handle}</author><guid>{post.guid}</guid>"
               f"<created_at>2026-01-01T00:00:00Z</created_at><text>{post.raw_content}</text>"
               "<public>true</public></status_message>")
        await self.peer.send_public(self.pod, self.peer.sealed(xml, key=RSA.generate(2048)))
        foreign = xml.replace(self.peer.handle, self.ada_id).replace(post.guid, "0" * 31 + "1")
        await self.peer.send_public(self.pod, self.peer.sealed(foreign.replace("Signed by", "Written by")))
        theft = (f"<retraction><author>{self.peer.handle}</author><target_guid>{self.posts['ours']}</target_guid>"
                 "<target_type>Post</target_type></retraction>")
        await self.peer.send_public(self.pod, self.peer.sealed(theft))
        bomb = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">]><status_message><author>&b;</author></status_message>'
        await self.peer.send_public(self.pod, self.peer.sealed(bomb))
        unsigned = (f"<comment><author>{self.ada_id}</author><guid>{'2' * 32}</guid>"
                    f"<parent_guid>{self.posts['ours']}</parent_guid><text>Not my words</text>"
                    "<created_at>2026-01-01T00:00:00Z</created_at><author_signature>AAAA</author_signature></comment>")
        await self.peer.send_public(self.pod, self.peer.sealed(unsigned))
        for junk in (b"", b"<", b"{}", b"\x00" * 1000, b"<me:env/>"):
            await self.peer.send_public(self.pod, junk)
            await self.peer.send_private(self.pod, self.profile.guid, junk.decode("latin-1"))
        unknown = await self.peer.send_private(self.pod, "f" * 32, "{}")
        self.say("nobody by that guid: 404", unknown == 404, unknown)
        try:
            large = await self.peer.send_public(self.pod, b"<" * (3 << 20))
            self.say("a body of 3 MiB is refused", large == 413, large)
        except OSError:
            self.say("a body of 3 MiB is refused", True)
        marker = self.peer.post("After all that")
        await self.peer.public(self.pod, marker)
        self.say("good messages still arrive", await self.sees("/stream", "After all that"))
        stream = await self.ada.open("/stream")
        ours = await self.ada.open(f"/posts/{self.posts['ours']}")
        self.say("a post with a wrong signature is not there", not stream.has("Signed by somebody else"))
        self.say("a post in another's name is not there", not stream.has("Written by somebody else"))
        self.say("a comment in another's name is not there", not ours.has("Not my words"))
        self.say("a stranger's retraction takes nothing away", ours.has("A public word"))

    async def restart(self):
        """A kill in between loses nothing."""
        self.pod.stop(signal.SIGKILL)
        await self.pod.start()
        self.say("the pod opens again", True)
        self.say("what came before is there", await self.sees("/stream", "After all that"))
        await self.publish("After the kill", "public")
        post = await eventually(lambda: self.peer.find("status_message", text="After the kill"))
        self.say("and it goes on talking", post)

    async def parting(self):
        """They stop sharing; the pod stops cleanly."""
        await self.peer.private(self.pod, self.profile, self.peer.follow(self.ada_id, following=False))
        before = len(self.peer.received)
        page = await self.ada.open(f"/people/{self.peer.guid}")
        await self.ada.submit(page, f"/people/{self.peer.guid}/aspects", aspect=[])
        end = await eventually(lambda: next((one for one in self.peer.received[before:] if one.name == "contact"), None))
        self.say("our end of sharing arrives", end and end.entities[0].following is False)
        self.say("nothing waits in the queue", await eventually(lambda: self.pod.queue() == 0))
        self.say("the store agrees with itself", "Everything agrees" in self.pod.command("db", "check"))
        self.say("SIGTERM ends it with 0", self.pod.stop() == 0)


async def main():
    logging.basicConfig(filename=WORK / "peer.log", level=logging.INFO)
    state = WORK / "state"
    state.mkdir(mode=0o700)
    pod = Pod(state, CERTS)
    peer = Peer(free_port(), "bob", CERTS)
    report = Report()
    pod.command("init", "--admin", "ada", "--password-stdin", stdin=PASSWORD + "\n")
    await pod.start()
    await peer.start()
    try:
        pod.command("user", "add", "ben", "--password-stdin", stdin=PASSWORD + "\n")
        token = pod.command("user", "token", "ada", "--scopes", "public:read").strip()
        report.say("accounts and tokens are made while the pod runs", len(token) >= 32, token)
        await Story(pod, peer, report).run()
    finally:
        pod.stop()
        await peer.stop()
    if report.failed:
        print(f"logs: {WORK}")
    else:
        shutil.rmtree(WORK)
    print(f"interop: {report.passed} passed, {report.failed} failed")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
