/* One result. */

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
