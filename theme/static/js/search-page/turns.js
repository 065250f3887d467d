/* The search page: reads its address, asks the engine (js/search.js) and shows what was found.
   It searches when a reader submits, not while one types: on a cheap telephone each search holds
   up the keyboard and may fetch a piece of the index, and half a Vietnamese word ("duo", "đươ")
   is another word, whose results nobody wants to see or to hear announced. */

const LATER_MS = 150;
const loaded = new Promise((done) => document.addEventListener("DOMContentLoaded", done));
let opened = null;
let turn = 0;
let shown = "";

/* Asked for when it is needed; asked for again when it could not be had. */
function engine() {
  if (!opened) {
    opened = loaded.then(() => window.PortalSearch.open(root.dataset.search));
    opened.catch(() => { opened = null; });
  }
  return opened;
}

/* Shows what the address wants. Whatever comes late belongs to an older turn and is dropped. */
function show(isAsked, top) {
  const mine = ++turn;
  const state = wanted();
  shown = location.search;
  parts.field.value = state.query;
  if (!state.query) {
    rest();
    return;
  }
  work(state, mine);
  let running;
  engine().then((found) => {
    running = found;
    return running.find({
      query: state.query,
      kind: state.kind,
      category: state.category,
      year: state.year,
      sort: state.sort ? "date" : "relevance",
      from: (state.page - 1) * ON_A_PAGE,
      count: ON_A_PAGE,
    });
  }).then((found) => {
    if (mine !== turn) {
      return;
    }
    const last = Math.max(Math.ceil(found.total / ON_A_PAGE), 1);
    if (state.page > last) {
      history.replaceState(null, "", address({...state, page: last}));
      show(isAsked, top);
      return;
    }
    parts.results.removeAttribute("aria-busy");
    suggest("", state);
    render(running, found, state);
    if (isAsked) {
      parts.heading.focus();
    } else if (top) {
      scrollTo({top, behavior: "instant"});
    }
    // First what was asked for, then what may have been meant.
    setTimeout(() => {
      if (mine === turn) {
        running.suggest(state.query, found).then((text) => {
          if (mine === turn) {
            suggest(text, state);
          }
        }).catch(() => { /* A suggestion is a kindness: without it nothing is wrong. */ });
      }
    }, LATER_MS);
  }).catch(() => {
    if (mine === turn) {
      parts.results.removeAttribute("aria-busy");
      fail(state);
    }
  });
}

function go(target, isAsked) {
  if (target !== location.pathname + location.search) {
    history.pushState(null, "", target);
  }
  show(isAsked);
}

/* What is chosen, and what is written: sent or not yet. */
function ask(isAsked) {
  const query = parts.field.value.normalize("NFC").trim();
  const state = {...wanted(), query, page: 1};
  if (!parts.filters.hidden) {
    [...FILTERS, "sort"].forEach((key) => { state[key] = selects[key].value; });
  }
  if (query) {
    go(address(state), isAsked);
  }
}

parts.form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(true);
});

parts.filters.addEventListener("change", () => ask(false));

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-search-way]");
  const isPlain = event.button === 0 &&
    !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (link && isPlain) {
    event.preventDefault();
    go(link.pathname + link.search, true);
  }
});

parts.field.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && parts.field.value) {
    event.preventDefault();
    parts.field.value = "";
  }
});

addEventListener("popstate", () => {
  // Going to an anchor of this page is no other search.
  if (location.search !== shown) {
    show(false);
  }
});

// Who comes back from an article finds the list where it was left.
addEventListener("pagehide", () => history.replaceState({top: scrollY}, ""));

// Who begins to write will search: the index is on its way by then.
parts.field.addEventListener("input", () => engine().catch(() => {}), {once: true});

show(false, history.state && history.state.top);
