/* Lists the pages that the worker keeps on this device, newest first, and drops them all when the
   reader wants. */
(function () {
  "use strict";

  const box = document.querySelector("[data-pages]");
  const status = box.querySelector("[role=status]");
  const {pages, pictures} = box.dataset;
  const portal = document.querySelector("meta[name=application-name]").content;

  function make(tag, className, text) {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
  }

  async function titleOf(answer) {
    const [head] = (await answer.text()).split("</head>");
    const {title} = new DOMParser().parseFromString(head, "text/html");
    return title.endsWith(` - ${portal}`) ? title.slice(0, -portal.length - 3) : title;
  }

  async function item(store, request) {
    const answer = await store.match(request);
    const link = make("a", "c-kept-pages__link", await titleOf(answer));
    link.href = new URL(request.url).pathname;
    const time = answer.headers.get("x-kept-at").replace(" ", " ngày ");
    const row = make("li", "c-kept-pages__item", "");
    row.append(link, make("span", "c-kept-pages__time", `Lưu lúc ${time}`));
    return row;
  }

  function clearing(list) {
    const button = make("button", "c-kept-pages__clear", "Xóa bản đã lưu");
    button.type = "button";
    button.addEventListener("click", async () => {
      await Promise.all([caches.delete(pages), caches.delete(pictures)]);
      list.remove();
      button.remove();
      status.textContent = "Đã xóa mọi bản đã lưu trên máy này.";
    });
    return button;
  }

  async function show() {
    const store = await caches.open(pages);
    const kept = (await store.keys()).reverse();
    if (!kept.length) {
      status.textContent = "Chưa có trang nào được lưu.";
      return;
    }
    const list = make("ul", "c-kept-pages__list", "");
    list.append(...await Promise.all(kept.map((request) => item(store, request))));
    status.textContent = `${kept.length} trang, mới đọc đứng trước.`;
    box.append(list, clearing(list));
  }

  if (window.caches) {
    show().catch(() => { status.textContent = "Không mở được các trang đã lưu."; });
  } else {
    status.textContent = "Trình duyệt này không lưu trang.";
  }
})();
