/* Adds to finished pages what needs a script: larger letters, print, copy the address, visits of
   the moment, and a worker that keeps what was read for when there is no network.
   Every page works without it. */
(function () {
  "use strict";

  var KEY = "text-size";
  var SIZES = [100, 110, 125, 140, 160];
  var root = document.documentElement;

  function stored() {
    try {
      return Number(localStorage.getItem(KEY));
    } catch (error) {
      return 0;
    }
  }

  function store(size) {
    try {
      localStorage.setItem(KEY, String(size));
    } catch (error) {
      /* Private windows may refuse: the size then holds for this page. */
    }
  }

  function button(className, text, label) {
    var element = document.createElement("button");
    element.type = "button";
    element.className = className;
    element.textContent = text;
    if (label) {
      element.setAttribute("aria-label", label);
    }
    return element;
  }

  function status(parent) {
    var element = document.createElement("span");
    element.className = "u-visually-hidden";
    element.setAttribute("role", "status");
    parent.append(element);
    return element;
  }

  function textSize(slot) {
    var index = Math.max(SIZES.indexOf(stored()), 0);
    var group = document.createElement("div");
    group.className = "c-masthead__sizes";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", "Cỡ chữ");
    var smaller = button("c-masthead__size", "A−", "A−, chữ nhỏ hơn");
    var normal = button("c-masthead__size", "A", "A, cỡ chữ thường");
    var larger = button("c-masthead__size", "A+", "A+, chữ to hơn");
    group.append(smaller, normal, larger);
    slot.append(group);
    var message = status(slot);

    function show() {
      if (index) {
        root.dataset.textSize = String(SIZES[index]);
      } else {
        delete root.dataset.textSize;
      }
      smaller.setAttribute("aria-disabled", String(index === 0));
      normal.setAttribute("aria-disabled", String(index === 0));
      larger.setAttribute("aria-disabled", String(index === SIZES.length - 1));
    }

    function choose(next) {
      index = Math.min(Math.max(next, 0), SIZES.length - 1);
      store(SIZES[index]);
      show();
      message.textContent = "Cỡ chữ " + SIZES[index] + " %";
    }

    smaller.addEventListener("click", function () { choose(index - 1); });
    normal.addEventListener("click", function () { choose(0); });
    larger.addEventListener("click", function () { choose(index + 1); });
    show();
  }

  function tool(list, text, action) {
    var item = document.createElement("li");
    item.className = "c-tools__item";
    var control = button("c-tools__action", text);
    control.addEventListener("click", function () { action(control); });
    item.append(control);
    list.append(item);
  }

  function tools(list) {
    tool(list, "In trang", function () { window.print(); });
    if (navigator.clipboard) {
      var message = status(list.parentNode);
      tool(list, "Chép liên kết", function (control) {
        navigator.clipboard.writeText(list.dataset.address || location.href).then(
          function () {
            control.textContent = "Đã chép liên kết";
            message.textContent = "Đã chép liên kết";
          },
          function () { message.textContent = "Không chép được liên kết"; }
        );
      });
    }
  }

  /* Figures are taken only if they are of the last quarter of an hour, newer than those of the
     page, and in the only order that can be true. */
  function visits(box) {
    var KEYS = ["online", "today", "this_month", "all"];
    var time = box.querySelector("time");

    function isSound(figures) {
      var at = Date.parse(figures.as_of);
      var known = KEYS.map(function (key) { return figures[key]; }).filter(function (figure) {
        return figure !== null;
      });
      return at > Date.parse(time.dateTime) && Math.abs(Date.now() - at) < 15 * 60 * 1000 &&
        known.every(function (figure, index) {
          return Number.isInteger(figure) && figure >= (index ? known[index - 1] : 0);
        });
    }

    function put(figures) {
      KEYS.forEach(function (key) {
        var place = box.querySelector('[data-figure="' + key + '"]');
        if (place) {
          place.textContent = figures[key] === null ? "–" :
            String(figures[key]).replace(/\B(?=(\d{3})+$)/g, ".");
          place.parentNode.hidden = key === "online" && figures[key] === null;
        }
      });
      var at = /^(\d+)-(\d+)-(\d+)T(\d+:\d+)/.exec(figures.as_of);
      time.dateTime = figures.as_of;
      time.textContent = "Số liệu tính đến " + at[3] + "/" + at[2] + "/" + at[1] + " " + at[4];
      box.querySelectorAll(".c-kept-figures").forEach(function (note) { note.remove(); });
    }

    fetch(box.dataset.live).then(function (answer) {
      return answer.ok ? answer.json() : null;
    }).then(function (figures) {
      if (figures && isSound(figures)) {
        put(figures);
      }
    }).catch(function () { /* What the page says stays: it says of when it is. */ });
  }

  /* A first worker is told what this page is made of. It asks the browser's own cache for that,
     and not the network. */
  function keep(address) {
    var workers = navigator.serviceWorker;
    var isNew = !workers.controller;
    workers.register(address).then(function () { return isNew && workers.ready; }).then(
      function (ready) {
        if (ready) {
          ready.active.postMessage([location.href].concat(
            performance.getEntriesByType("resource").map(function (part) { return part.name; })
          ));
        }
      }
    ).catch(function () { /* Pages are read all the same. */ });
  }

  var worker = document.currentScript.dataset.worker;
  if (worker && navigator.serviceWorker) {
    window.addEventListener("load", function () { keep(worker); });
  }
  document.querySelectorAll("[data-live]").forEach(visits);
  document.querySelectorAll('[data-slot="text-size"]').forEach(textSize);
  document.querySelectorAll('[data-slot="tools"]').forEach(tools);
})();
