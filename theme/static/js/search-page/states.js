/* What the page shows and says: at rest, at work, after a failure, with results. */

const title = document.title;

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
