/* The filters, and the pages of results. */

function labelOf(values, id) {
const value = values.find((one) => one.id === id);
return value ? value.label : "";
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
