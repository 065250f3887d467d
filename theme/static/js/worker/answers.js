/* What readers get: the network's answer where there is one, else what is kept, marked as such. */

/* So long a page is waited for where another one is kept. */
const PATIENCE_MS = 5000;

/* The browser may have asked for a page while the worker was starting. */
async function live(event) {
  return (await event.preloadResponse) || fetch(event.request);
}

async function keptPage(path) {
  const store = await storeOf(path);
  return store.match(path.endsWith("/") ? path : `${path}/`);
}

function filled(part, values) {
  return Object.keys(values).reduce((text, name) => text.split(`{${name}}`).join(values[name]), part);
}

function notice(text, url) {
  const address = `${url.pathname}${url.search}`.replace(/&/g, "&amp;");
  return filled(SETTINGS.notice, {text: SETTINGS.texts[text], address});
}

async function marked(kept, url, text) {
  const time = kept.headers.get(AT).replace(" ", " ngày ");
  const [before, after] = (await kept.text()).split(SETTINGS.notice_mark);
  const page = [before, filled(notice(text, url), {time}), after].join("");
  const figures = filled(SETTINGS.figures, {time});
  return new Response(page.split(SETTINGS.figures_mark).join(figures), {headers: kept.headers});
}

/* For a page that is not kept. Without its own page, as where data are saved: in a few words. */
async function unread(url) {
  const page = await keptPage(SETTINGS.page);
  return page ? marked(page, url, "unread") : new Response(
    filled(SETTINGS.bare, {notice: notice("unread", url)}),
    {headers: {"content-type": "text/html; charset=utf-8"}}
  );
}

async function page(event) {
  const url = new URL(event.request.url);
  const answer = live(event);
  event.waitUntil(
    answer.then((found) => keepPage(url.pathname, found.clone())).then(stock).catch(() => {})
  );
  const kept = await keptPage(url.pathname).catch(() => {});
  try {
    const late = new Promise((done) => { setTimeout(done, PATIENCE_MS); });
    const found = await (kept ? Promise.race([answer, late]) : answer);
    return found || marked(kept, url, "slow");
  } catch (error) {
    return kept ? marked(kept, url, "cut") : unread(url);
  }
}

/* A name that changes with the bytes needs no question to the network. Where there is none,
   another version of a file is better than nothing. */
async function file(event) {
  const path = pathOf(event.request);
  const store = await storeOf(path);
  const kept = await store.match(path);
  if (kept && NAMED.test(path)) {
    return kept;
  }
  try {
    const found = await fetch(event.request);
    event.waitUntil(keep(path, found.clone()).catch(() => {}));
    return found;
  } catch (error) {
    const alike = (await store.keys()).find((key) => stem(pathOf(key)) === stem(path));
    return store.match(alike);
  }
}

/* Returns what answers a request, or nothing where that is none of the worker's business. */
function answering({request}) {
  const {origin, pathname} = new URL(request.url);
  const kind = kindOf(pathname);
  if (request.method !== "GET" || origin !== location.origin) {
    return null;
  }
  if (request.mode === "navigate") {
    return kind === "pages" ? page : live;
  }
  return kind === "theme" || kind === "pictures" ? file : null;
}
