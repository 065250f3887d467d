/* What a reader wants, in the address of the page. */

const ON_A_PAGE = 10;
const PARAMETERS = {
  query: "q", kind: "loai", category: "muc", year: "nam", sort: "sap", page: "trang",
};
const FILTERS = ["kind", "category", "year"];

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
