"use strict";
// A student's staff page, opened from a class page that is filtered or sorted: "back" leads to
// that view, "previous" and "next" go through the students that it shows. Without storage the
// links stay unchanged.
try {
  const { address, walk } = JSON.parse(sessionStorage.getItem("autograder-walk"));
  const place = walk.findIndex(([path]) => path === location.pathname);
  const up = document.querySelector("nav [rel=up]");
  if (new URL(up.href).pathname === address.split("?")[0] && place >= 0) {
    up.href = new URL(address, location.href);
    for (const [rel, step] of [["prev", -1], ["next", 1]]) {
      const link = document.querySelector(`nav [rel=${rel}]`);
      if (!link) continue;
      const target = walk[place + step];
      link.hidden = !target;
      if (target) {
        link.href = new URL(target[0], location.href);
        link.querySelector(".to").textContent = target[1];
      }
    }
  }
} catch { /* nothing is stored */ }
