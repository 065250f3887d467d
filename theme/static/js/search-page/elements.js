/* The elements that stand in the page, and new ones. */

const root = document.querySelector("[data-search]");
const parts = {};
document.querySelectorAll("[data-search-part]").forEach((element) => {
  parts[element.dataset.searchPart] = element;
});
const selects = {};
Object.keys(PARAMETERS).forEach((key) => {
  selects[key] = parts.filters.querySelector(`[name="${PARAMETERS[key]}"]`);
});

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
