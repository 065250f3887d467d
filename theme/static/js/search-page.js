/* The search page: reads its address, asks the engine (js/search.js) and shows what was found.
   It searches when a reader submits, not while one types: on a cheap telephone each search holds
   up the keyboard and may fetch a piece of the index, and half a Vietnamese word ("duo", "đươ")
   is another word, whose results nobody wants to see or to hear announced. */
(function () {
  "use strict";

  const ON_A_PAGE = 10;
  const LATER_MS = 150;
  const PARAMETERS = {
    query: "q", kind: "loai", category: "muc", year: "nam", sort: "sap", page: "trang",
  };
  const FILTERS = ["kind", "category", "year"];
  const root = document.querySelector("[data-search]");
  const parts = {};
  document.querySelectorAll("[data-search-part]").forEach((element) => {
    parts[element.dataset.searchPart] = element;
  });
  const selects = {};
  Object.keys(PARAMETERS).forEach((key) => {
    selects[key] = parts.filters.querySelector(`[name="${PARAMETERS[key]}"]`);
  });
  const title = document.title;
  const loaded = new Promise((done) => document.addEventListener("DOMContentLoaded", done));
  let opened = null;
  let turn = 0;
  let shown = "";

  /* What a reader wants, as it stands in the address. */
  function wanted() {
    const values = new URLSearchParams(location.search);
    const state = {};
    Object.keys(PARAMETERS).forEach((key) => {
      state[key] = (values.get(PARAMETERS[key]) || "").normalize("NFC").trim();
    });
    state.sort = state.sort === "ngay" ? "ngay" : "";
    state.page = /^[1-9]\d{0,5}$/.test(state.page) ? Number(state.page) : 1;
    return state;
  }

  function address(state) {
    const values = new URLSearchParams();
    Object.keys(PARAMETERS).forEach((key) => {
      if (state[key] && !(key === "page" && state.page === 1)) {
        values.set(PARAMETERS[key], state[key]);
      }
    });
    return `${location.pathname}?${values}`;
  }

  function make(tag, className, text) {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text || "";
    return element;
  }

  function say(text) {
    if (parts.status.textContent !== text) {
      parts.status.textContent = text;
    }
  }

  function figure(number) {
    return String(number).replace(/\B(?=(\d{3})+$)/g, ".");
  }

  /* A way to other results: a real address, taken without loading the page again. */
  function way(className, text, state) {
    const link = make("a", className, text);
    link.href = address(state);
    link.dataset.searchWay = "";
    return link;
  }

  function marked(element, pieces) {
    pieces.forEach((piece) => {
      element.append(piece.hit ? make("mark", "c-search__hit", piece.text) : piece.text);
    });
  }

  /* Asked for when it is needed; asked for again when it could not be had. */
  function engine() {
    if (!opened) {
      opened = loaded.then(() => window.PortalSearch.open(root.dataset.search));
      opened.catch(() => { opened = null; });
    }
    return opened;
  }

  function labelOf(values, id) {
    const value = values.find((one) => one.id === id);
    return value ? value.label : "";
  }

  /* Excerpts are fetched when they are about to be seen: a phone shows three of ten. */
  const seen = new WeakMap();
  const watch = new IntersectionObserver((entries) => {
    entries.filter((entry) => entry.isIntersecting).forEach(({target}) => {
      watch.unobserve(target);
      seen.get(target)();
    });
  }, {rootMargin: "100px"});

  function when(element, act) {
    seen.set(element, act);
    watch.observe(element);
  }

  function row(item, running) {
    const element = make("li", "c-search__item");
    const heading = make("h3", "c-search__title");
    const link = make("a", "c-search__link");
    link.href = item.url;
    marked(link, item.title);
    heading.append(link);
    const meta = make("p", "c-search__meta");
    const facts = [
      labelOf(running.kinds, item.kind),
      labelOf(running.categories, item.category),
    ].filter(Boolean);
    meta.append(facts.join(" · "));
    const day = /^(\d{4})-(\d\d)-(\d\d)/.exec(item.date);
    if (day) {
      const time = make("time", "c-search__time", `${day[3]}/${day[2]}/${day[1]}`);
      time.dateTime = day[0];
      meta.append(facts.length ? " · " : "", time);
    }
    const excerpt = make("p", "c-search__excerpt");
    when(excerpt, () => {
      item.excerpt().then((pieces) => marked(excerpt, pieces)).catch(() => { /* Stays empty. */ });
    });
    if (item.lang) {
      heading.lang = excerpt.lang = item.lang;
    }
    element.append(heading, meta, excerpt);
    return element;
  }

  /* Only values that something has; the chosen one always, so that it can be seen and undone. */
  function fillFilters(running, found, state) {
    const known = {
      kind: running.kinds,
      category: running.categories,
      year: running.years.map((year) => ({id: year, label: year})),
    };
    FILTERS.forEach((key) => {
      const chosen = state[key];
      const counts = found.facets[key];
      const strange = chosen && !labelOf(known[key], chosen) ? [{id: chosen, label: chosen}] : [];
      const offered = [...known[key], ...strange].filter(({id}) => counts[id] || id === chosen);
      const options = offered.map(({id, label}) => {
        return new Option(`${label} (${figure(counts[id] || 0)})`, id);
      });
      selects[key].replaceChildren(selects[key].options[0], ...options);
      selects[key].value = chosen;
      selects[key].parentNode.hidden = offered.length === 0;
    });
    selects.sort.value = state.sort;
  }

  function fillPager(state, pages) {
    const place = make("span", "c-search__place", `Trang ${figure(state.page)}/${figure(pages)}`);
    parts.pager.replaceChildren(place);
    if (state.page > 1) {
      const before = {...state, page: state.page - 1};
      parts.pager.prepend(way("c-search__step", "Trang trước", before));
    }
    if (state.page < pages) {
      const next = {...state, page: state.page + 1};
      parts.pager.append(way("c-search__step", "Trang sau", next));
    }
    parts.pager.hidden = pages < 2;
  }

  function sentence(found, state) {
    const query = `“${state.query}”`;
    const order = state.sort ? ", mới nhất trước" : "";
    const page = state.page > 1 ? `, trang ${figure(state.page)}` : "";
    if (!found.total) {
      return `Không tìm thấy gì cho ${query}`;
    }
    if (found.partial) {
      return `Không trang nào có đủ các từ của ${query}. ` +
        `${figure(found.total)} kết quả gần đúng${order}${page}`;
    }
    return `${figure(found.total)} kết quả cho ${query}${order}${page}`;
  }

  function hide(...names) {
    names.forEach((name) => { parts[name].hidden = true; });
  }

  /* No query: the page as it came. */
  function rest() {
    document.title = title;
    say("");
    parts.list.replaceChildren();
    hide("heading", "suggestion", "filters", "results", "pager", "nothing", "failure");
    parts.browse.hidden = false;
  }

  function work(state, mine) {
    document.title = `${state.query} - ${title}`;
    hide("browse", "nothing", "failure");
    parts.heading.hidden = parts.results.hidden = false;
    parts.results.setAttribute("aria-busy", "true");
    // Said only where it lasts: what comes at once speaks for itself.
    setTimeout(() => {
      if (mine === turn && parts.results.getAttribute("aria-busy") === "true") {
        say("Đang tìm…");
      }
    }, 300);
  }

  function lead(state) {
    document.querySelectorAll(".c-search__away").forEach((link) => {
      link.href = root.dataset.elsewhere + encodeURIComponent(state.query);
    });
  }

  function fail(state) {
    lead(state);
    say("Chưa tìm được: không mở được chỉ mục tìm kiếm");
    parts.list.replaceChildren();
    hide("suggestion", "filters", "results", "pager", "nothing");
    parts.failure.hidden = parts.browse.hidden = false;
  }

  function render(running, found, state) {
    const isFiltered = FILTERS.some((key) => state[key]);
    say(sentence(found, state));
    fillFilters(running, found, state);
    parts.filters.hidden = !found.total && !isFiltered;
    parts.list.replaceChildren(...found.items.map((item) => row(item, running)));
    parts.list.start = (state.page - 1) * ON_A_PAGE + 1;
    fillPager(state, Math.ceil(found.total / ON_A_PAGE));
    parts.results.hidden = !found.total;
    parts.nothing.hidden = parts.browse.hidden = found.total > 0;
    parts.wider.replaceChildren();
    if (isFiltered) {
      const all = {...state, kind: "", category: "", year: "", page: 1};
      parts.wider.append(way("c-search__clear", "Bỏ lọc, tìm trong tất cả", all));
    }
    lead(state);
  }

  function suggest(text, state) {
    parts.suggestion.replaceChildren();
    parts.suggestion.hidden = false;
    if (text && text !== state.query) {
      const better = {...state, query: text, page: 1};
      parts.suggestion.append("Có phải bạn tìm: ", way("c-search__suggest", text, better));
    }
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
})();
