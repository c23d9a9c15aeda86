// The main job of the pod, from the printed link to signing out, by two people on two pods. The same
// steps go with and without script (H-151, H-167).
import { Pod, PASSWORD } from "./pod.mjs";
import { Person, reveal, sender } from "./person.mjs";
import { check, equal, none } from "./report.mjs";

// A picture to post, drawn by the browser itself.
export async function picture(browser, colours = ["#d9a35b", "#8a4b22"], size = { width: 640, height: 480 }) {
  const page = await browser.newPage({ viewport: size });
  await page.setContent(`<body style="margin:0;background:linear-gradient(135deg,${colours.join(",")});height:100vh">`);
  const buffer = await page.screenshot({ type: "jpeg", quality: 80 });
  await page.close();
  return { name: "picture.jpg", mimeType: "image/jpeg", buffer };
}

export async function journey(browser, withScript) {
  const how = withScript ? "with script" : "without script";
  const step = (name, act) => check(`journey ${how}: ${name}`, act);
  const options = { javaScriptEnabled: withScript, viewport: withScript ? { width: 1280, height: 900 } : { width: 390, height: 844 } };
  const tag = withScript ? "script" : "plain";
  const [one, two] = await Promise.all([Pod.start(`one-${tag}`), Pod.start(`two-${tag}`)]);
  const ines = await Person.at(browser, one, options);
  const tomas = await Person.at(browser, two, options);
  const photo = await picture(browser);

  await step("setup link to first account", async () => {
    let forms = 0;
    ines.page.on("request", (request) => { forms += request.method() === "POST" ? 1 : 0; });
    await ines.setUp("ines", "Maple Street");
    equal(ines.path, "/status_messages/new", "after the setup");
    // spec/appliance.md §1: at most six forms from the setup page to the first post.
    await ines.send("/status_messages", { text: "First words", audience: "public" });
    await ines.sees("First words");
    if (forms > 6) throw new Error(`${forms} forms to the first post`);
    await tomas.setUp("tomas", "Orchard");
  });

  await step("profile", async () => {
    await ines.open("/profile/edit");
    await ines.send("/profile", { first_name: "Ines", last_name: "Nowak", bio: "I **bake**.", photo });
    await ines.page.locator("img.face, .face img").first().waitFor({ state: "attached" });
    await tomas.open("/profile/edit");
    await tomas.send("/profile", { first_name: "Tomas", last_name: "Okafor" });
  });

  await step("aspects", async () => {
    await ines.open("/contacts");
    await ines.send("/aspects", { name: "Choir" });
    await ines.open("/contacts");
    await ines.page.getByRole("link", { name: /Choir/ }).first().waitFor({ state: "attached" });
  });

  const share = async (person, id, aspect) => {
    const path = `/search?q=${encodeURIComponent(id)}`;
    const forms = (page) => page.locator('form[action^="/people/"][action$="/aspects"]');
    await person.until(path, forms, id);
    const form = forms(person.page).first();
    const box = form.locator("label", { hasText: aspect }).locator("input");
    await reveal(box);
    await box.check();
    await person.press(sender(form));
    await person.page.waitForTimeout(100);
  };
  await step("find each other and share", async () => {
    await share(ines, `tomas@${two.authority}`, "Choir");
    await share(tomas, `ines@${one.authority}`, "Friends");
    await ines.until("/contacts", (page) => page.getByText("Tomas Okafor"), "Tomas");
    await ines.until("/notifications", (page) => page.getByText(`Tomas Okafor`), "that Tomas shares");
  });

  await step("a public post arrives", async () => {
    await ines.open("/stream");
    await ines.send("/status_messages", { text: `Bread for **everybody** #bread @{tomas@${two.authority}}`, audience: "public" });
    await tomas.until("/stream", (page) => page.locator("article strong", { hasText: "everybody" }), "the public post");
    await tomas.untilSays("/notifications", "Ines Nowak");
  });

  await step("a post with a picture to one aspect arrives", async () => {
    await ines.open("/contacts");
    const address = await ines.page.getByRole("link", { name: /Choir/ }).first().getAttribute("href");
    const choir = address.match(/\d+/)[0];
    await ines.open("/stream");
    const form = ines.form("/status_messages");
    await reveal(form.locator('[name=audience][value="some"]'));
    await form.locator('[name=audience][value="some"]').check();
    for (const box of await form.locator("[name=aspect]").all()) {
      await box.setChecked((await box.getAttribute("value")) === choir);
    }
    // With script one picker takes all pictures; without it each row has its own.
    const files = withScript ? form.locator("[data-picker] input[type=file]") : form.locator("[name=photo]").first();
    await reveal(files);
    await files.setInputFiles(photo);
    await form.locator("[name=alt]").first().fill("A warm loaf");
    await form.locator("textarea[name=text]").fill("Only for the choir");
    await ines.press(sender(form));
    await ines.sees("Only for the choir");
    await tomas.until("/stream", (page) => page.locator("article", { hasText: "Only for the choir" }).locator('img[alt="A warm loaf"]'), "the picture");
  });

  await step("comment, like and reshare travel back", async () => {
    await ines.open("/stream");
    const address = `/posts/${(await ines.post("everybody").getAttribute("id")).slice(2)}`;
    await tomas.open("/stream");
    await tomas.page.locator("article", { hasText: "everybody" }).locator('a[href^="/posts/"]').first().click();
    await tomas.page.waitForURL(/\/posts\//);
    const post = tomas.post("everybody");
    await tomas.press(post.locator('button[formaction$="/like"]').first());
    await post.locator('button[formaction$="/unlike"]').first().waitFor({ state: "attached" });
    const form = tomas.page.locator('form[action$="/comments"]').last();
    await form.locator("textarea").fill("Smells good from here");
    await tomas.press(sender(form));
    await tomas.sees("Smells good from here");
    await tomas.press(post.locator('[formaction$="/reshare"]').first());
    await ines.untilSays(address, "Smells good from here");
    await ines.until(address, (page) => page.locator(".liked-by", { hasText: "Tomas Okafor" }), "the like");
    await ines.until("/stream", (page) => page.locator(".quoted", { hasText: "everybody" }), "the reshare");
  });

  await step("deleting takes it away everywhere", async () => {
    await ines.open("/stream");
    const post = ines.page.locator("article.post", { hasText: "Smells good from here" }).last();
    await ines.press(post.locator('button[formaction^="/posts/"][formaction$="/delete"]').first());
    await ines.open("/stream");
    for (let turn = 0; turn < 60; turn += 1) {
      await tomas.open("/stream");
      if (!(await tomas.page.locator("article", { hasText: "Smells good" }).count())) return;
      await tomas.page.waitForTimeout(300);
    }
    throw new Error("the other pod still shows it");
  });

  await step("nothing is lost when the power goes", async () => {
    await one.stop();
    await one.run();
    await ines.open("/stream");
    await ines.sees("Only for the choir");
  });

  await step("sign out and in again", async () => {
    await ines.open("/stream");
    await ines.press(ines.page.locator('[formaction="/users/sign_out"]').first());
    await ines.open("/stream");
    await ines.page.waitForURL(/sign_in/);
    await ines.send("/users/sign_in", { username: "ines", password: `${PASSWORD} not` });
    equal(await ines.page.locator('[role="alert"]').count(), 1, "refusals shown");
    await ines.send("/users/sign_in", { username: "ines", password: PASSWORD });
    await ines.page.waitForURL(/stream/);
  });

  await step("no errors, nobody else asked", async () => none([...ines.faults, ...tomas.faults]));
  await Promise.all([ines.leave(), tomas.leave()]);
  await Promise.all([one.stop(), two.stop()]);
}
