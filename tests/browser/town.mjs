// A pod with people and posts in it, as the checks of pages need one: a busy stream, long names, long
// words, pictures, comments, a right-to-left post.
import { Pod, PASSWORD } from "./pod.mjs";
import { Person } from "./person.mjs";
import { picture } from "./journey.mjs";

const WORDS = [
  "The plums are ripe and the ladder is back in its place. Come by with a basket before the wasps do. #garden",
  "Does somebody have a *second* chain lock to lend for the weekend?",
  "First rehearsal after the break: **Tuesday at seven**, bring the blue folder.\n\n- warm-up\n- the two new songs\n- tea",
  "A night train, one window open, and nobody who has to be anywhere. #travel #slow",
  "שלום לכולם, היום ירד גשם והגינה שמחה.",
  "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenaufbewahrungsschachtel, and it did not even rain.",
  "> What is a weed? A plant whose virtues have not yet been discovered.\n\nStill pulled some out. #garden",
  "`cargo build` and a pot of soup: both done at the same time today.",
];

// Starts the pod and fills it; hands back who is there and where things are.
export async function town(browser) {
  const pod = await Pod.start("town");
  const ines = await Person.at(browser, pod);
  await ines.setUp("ines", "Maple Street");
  for (const other of ["tomas", "anna_maria_wilhelmine_von_und"]) {
    pod.command(["user", "add", other, "--password-stdin"], `${PASSWORD}\n`);
  }
  const named = [["tomas", "Tomas", "Okafor"], ["anna_maria_wilhelmine_von_und", "Anna Maria Wilhelmine", "von und zu Hohenlohe-Waldenburg"]];
  const others = [];
  for (const [login, first, last] of named) {
    const person = await Person.at(browser, pod);
    await person.signIn(login);
    await person.open("/profile/edit");
    await person.send("/profile", { first_name: first, last_name: last, bio: "I like *bread*, gardens and long walks.", location: "Orchard Lane", public: "1", searchable: "1" });
    others.push(person);
  }
  const [tomas, anna] = others;
  const photos = [];
  for (const colours of [["#d9a35b", "#8a4b22"], ["#efe3cd", "#c49a57"], ["#6a8c5a", "#2f4630"]]) photos.push(await picture(browser, colours));
  await ines.open("/profile/edit");
  await ines.send("/profile", { first_name: "Ines", last_name: "Nowak", photo: await picture(browser, ["#7a5c9a", "#4d3a68"]) });

  // Everybody shares with everybody.
  const share = async (person, name) => {
    await person.open(`/search?q=${name}@${pod.authority}`);
    const form = person.page.locator('form[action^="/people/"][action$="/aspects"]').first();
    await person.send(await form.getAttribute("action"), { aspect: await form.locator("[name=aspect]").first().getAttribute("value") });
  };
  for (const [person, name] of [[ines, "tomas"], [ines, named[1][0]], [tomas, "ines"], [anna, "ines"]]) await share(person, name);

  const post = async (person, fields, pictures = []) => {
    await person.open("/stream");
    const form = person.form("/status_messages");
    if (pictures.length) {
      const picker = form.locator("[data-picker] input[type=file]");
      await person.page.evaluate(() => document.querySelectorAll("details").forEach((box) => { box.open = true; }));
      await picker.setInputFiles(pictures);
      for (const field of await form.locator("[name=alt]").all()) await field.fill("A loaf on the table");
    }
    await person.send("/status_messages", fields);
  };
  for (let turn = 0; turn < 21; turn += 1) {
    await post([ines, tomas, anna][turn % 3], { text: WORDS[turn % WORDS.length], audience: turn % 4 === 3 ? "all" : "public" });
  }
  await post(tomas, { text: "First loaf from the **new oven**. Crust sings, crumb still a little shy. Recipe in the comments if anyone wants it. #bread #sourdough", audience: "public" }, photos);

  await ines.open("/stream");
  const guid = (await ines.post("new oven").getAttribute("id")).slice(2);
  const address = `/posts/${guid}`;
  const said = [[anna, "That crust! How long did you let it rest?"], [tomas, "Eighteen hours in the cold pantry, then straight in."], [ines, "Saving a slice for me, I hope."], [anna, "Only if you bring the butter."]];
  for (const [person, words] of said) {
    await person.open(address);
    await person.send(`${address}/comments`, { text: words });
    await person.sees(words);
  }
  for (const person of [ines, anna]) {
    await person.open(address);
    await person.press(person.post("new oven").locator(`button[formaction="${address}/like"]`));
  }
  await anna.press(anna.post("new oven").locator('[formaction$="/reshare"]').first());
  await ines.open("/users/invitations");
  const invite = ines.page.locator('form[action="/users/invitations"] button').last();
  await ines.press(invite);
  const link = await ines.page.locator("#f-link").inputValue().catch(() => "");
  const profile = async (person) => {
    await person.open("/stream");
    return person.page.locator('.bar a[href^="/people/"]').getAttribute("href");
  };
  return { pod, ines, tomas, anna, post: address, link, profiles: { ines: await profile(ines), tomas: await profile(tomas), anna: await profile(anna) } };
}
