/* What is kept, and how much of it: at most about 6 MB. Pages have 2.3 MB (32 of mostly 25 to
   65 kB), pictures 3.5 MB (a telephone takes 10 to 100 kB for each), the theme a tenth of one. */

const MOST_PAGES = 30;
const PAGES_SIZE = 2300000;
const PICTURES_SIZE = 3500000;
const LARGEST = 128000;
const AT = "x-kept-at";
const SIZE = "x-kept-size";
const TYPES = {
  pages: /^text\/html/,
  pictures: /^image\//,
  theme: /^(text\/css|(text|application)\/javascript|font\/|image\/)/,
};

/* The server's time, which is also right for an answer out of the browser's cache; in Vietnam. */
function moment(answer) {
  const at = Date.parse(answer.headers.get("date")) || Date.now();
  const [day, time] = new Date(at + 7 * 3600000).toISOString().split("T");
  return `${time.slice(0, 5)} ${day.split("-").reverse().join("/")}`;
}

/* Puts what was read last at the end. Of pages only those are kept that can be marked. */
async function keep(path, answer) {
  const kind = kindOf(path);
  const headers = new Headers(answer.headers);
  if (answer.status !== 200 || answer.type !== "basic" || answer.redirected ||
      !TYPES[kind].test(headers.get("content-type"))) {
    return;
  }
  const body = await answer.blob();
  if (body.size > LARGEST ||
      (kind === "pages" && !(await body.text()).includes(SETTINGS.notice_mark))) {
    return;
  }
  headers.delete("content-encoding");
  headers.delete("content-length");
  headers.set(AT, moment(answer));
  headers.set(SIZE, body.size);
  const store = await storeOf(path);
  await store.delete(path);
  await store.put(path, new Response(body, {headers}));
}

/* A page goes under its plain address: what stands behind a question mark says where a reader
   came from. What is searched for is nobody's business, and a page that is gone is not kept. */
async function keepPage(path, answer) {
  if (answer.status === 404 || answer.status === 410) {
    await (await storeOf(path)).delete(path);
  } else if (path !== SETTINGS.search) {
    await keep(path, answer);
    await trim(STORES.pages, PAGES_SIZE);
    await trim(STORES.pictures, PICTURES_SIZE);
  }
}

/* The home page, and of lists the newest, stay whatever else is read. */
async function trim(name, size) {
  const store = await caches.open(name);
  const keys = (await store.keys()).reverse();
  const answers = await Promise.all(keys.map((key) => store.match(key)));
  let [pages, bytes, hasList] = [0, 0, false];
  await Promise.all(keys.map((key, place) => {
    const path = pathOf(key);
    const isList = SETTINGS.lists.some((start) => path.startsWith(start));
    const isPinned = path === "/" || (isList && !hasList);
    hasList = hasList || isList;
    pages += kindOf(path) === "pages" && !isPinned ? 1 : 0;
    bytes += answers[place] ? Number(answers[place].headers.get(SIZE)) : 0;
    return !isPinned && (pages > MOST_PAGES || bytes > size) && store.delete(key);
  }));
}

/* Keeps what a page had before there was a worker, from the browser's own cache. */
async function adopt(addresses) {
  const asked = {cache: "only-if-cached", mode: "same-origin"};
  await Promise.all([...new Set(addresses)].map(async (address) => {
    const {origin, pathname} = new URL(address, location);
    const kind = kindOf(pathname);
    if (origin === location.origin && kind) {
      await (kind === "pages" ? keepPage : keep)(pathname, await fetch(address, asked));
    }
  }).map((kept) => kept.catch(() => {})));
}

/* The one page that is fetched without being read, with its script: a few kilobytes for each new
   worker, and none where the reader saves data. */
async function stock() {
  const {connection} = navigator;
  if ((connection && connection.saveData) || (await keptPage(SETTINGS.page))) {
    return;
  }
  await Promise.all([SETTINGS.page, SETTINGS.script].map(async (path) => {
    await keep(path, await fetch(path, {cache: "no-cache"}));
  }));
}

async function dropOld() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("kept-theme-") && name !== STORES.theme);
  await Promise.all(old.map((name) => caches.delete(name)));
}
