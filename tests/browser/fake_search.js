/* A search engine that keeps the promises of js/search.js and knows 42 made-up texts. Every one of
   them is about "đường làng"; what else it does is said by the words of the query:
   "chậm" waits for fake.answer(), "đứt" fails, "vắng" finds nothing, "gần" finds only nearly. */
(function () {
  "use strict";

  const kinds = [
    {id: "news", label: "Tin bài"},
    {id: "documents", label: "Văn bản"},
    {id: "procedures", label: "Thủ tục hành chính"},
    {id: "pages", label: "Trang thông tin"},
  ];
  const categories = [{id: "y-te", label: "Y tế"}, {id: "kinh-te", label: "Kinh tế"}];
  const texts = Array.from({length: 42}, (_, index) => ({
    number: index + 1,
    kind: index % 6 === 5 ? "documents" : "news",
    category: index % 6 === 5 ? "" : categories[index % 2].id,
    year: index < 30 ? "2026" : "2025",
  }));
  const waiting = [];
  const fake = window.fake = {
    asked: [],
    answer() { waiting.splice(0).forEach((done) => done()); },
    excerpts: Promise.resolve(),
  };

  function counts(query, key) {
    const found = {};
    texts.filter((text) => ["kind", "category", "year"].every(
      (other) => other === key || !query[other] || text[other] === query[other]
    )).forEach((text) => {
      if (text[key]) {
        found[text[key]] = (found[text[key]] || 0) + 1;
      }
    });
    return found;
  }

  function item(text) {
    const place = text.number % 5 ? "" : " qua năm thôn ven sông, từ chợ Mận đến bến đò Hạ";
    return {
      url: "/gioi-thieu/?bai=" + text.number,
      title: [
        {text: "Mở rộng ", hit: false},
        {text: "đường làng", hit: true},
        {text: ` số ${text.number}${place} <b>&amp;`, hit: false},
      ],
      date: text.kind === "documents" ? "" : `${text.year}-11-19`,
      kind: text.kind,
      category: text.category,
      excerpt: () => fake.excerpts.then(() => [
        {text: "… bà con hiến đất, góp công để con ", hit: false},
        {text: "đường làng", hit: true},
        {text: " rộng thêm hai mét, xe chở lúa quay đầu được, trẻ con đi học không còn lội " +
          "bùn mỗi khi nước sông lên. Việc làm từ đầu tháng …", hit: false},
      ]),
    };
  }

  function found(query) {
    const own = texts.filter((text) => !query.query.includes("vắng") &&
      ["kind", "category", "year"].every((key) => !query[key] || text[key] === query[key]));
    if (query.sort === "date") {
      own.reverse();
    }
    return {
      total: own.length,
      partial: query.query.includes("gần"),
      items: own.slice(query.from, query.from + query.count).map(item),
      facets: {
        kind: counts(query, "kind"),
        category: counts(query, "category"),
        year: counts(query, "year"),
      },
    };
  }

  const engine = {
    kinds,
    categories,
    years: ["2026", "2025"],
    find(query) {
      fake.asked.push(query);
      if (query.query.includes("đứt")) {
        return Promise.reject(new TypeError("a piece of the index"));
      }
      if (query.query.includes("chậm")) {
        return new Promise((done) => waiting.push(() => done(found(query))));
      }
      return Promise.resolve(found(query));
    },
    suggest: (query) => Promise.resolve(query === "duong lang" ? "đường làng" : ""),
  };

  window.PortalSearch = {
    open(manifest) {
      fake.manifest = manifest;
      return Promise.resolve(engine);
    },
  };
})();
