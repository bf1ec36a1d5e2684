"use strict";
(() => {
  const all = (what) => Array.from(document.querySelectorAll(what));
  const find = document.getElementById("find");
  const jump = document.getElementById("jump");
  const strip = document.querySelector(".strip");
  const nothing = document.querySelector(".nothing");
  const named = all("[data-words]");
  const spoken = all("[data-who]");
  document.body.classList.add("alive");

  // A chat stays when its name, or the name of somebody in it, or its text holds every word.
  const search = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (text) => words.every((word) => text.includes(word));
    const kept = new Set(
      all(".chat")
        .filter((chat) => fits(chat.dataset.words) || fits(chat.textContent.toLowerCase()))
        .map((chat) => chat.id),
    );
    for (const node of named) {
      const link = node.querySelector("a");
      const id = node.id || node.value || (link && link.hash.slice(1));
      node.hidden = !kept.has(id);
    }
    for (const line of spoken) {
      line.classList.toggle("hit", words.length > 0 && fits(line.dataset.who.toLowerCase()));
    }
    document.body.classList.toggle("searching", words.length > 0);
    nothing.hidden = kept.size > 0;
  };

  const show = (id) => {
    const chat = document.getElementById(id);
    if (!chat) return;
    const room = (strip.clientWidth - chat.offsetWidth) / 2;
    strip.scrollTo({ left: chat.offsetLeft - Math.min(room, 16), behavior: "smooth" });
  };

  // What is read now is marked in the list, and chosen in the select of a phone.
  const here = () => {
    const middle = strip.scrollLeft + Math.min(strip.clientWidth, 390) / 2;
    const now = all(".chat:not([hidden])").find(
      (chat) => chat.offsetLeft + chat.offsetWidth > middle,
    );
    if (!now) return;
    jump.value = now.id;
    for (const link of all(".index a")) {
      link.classList.toggle("here", link.hash === `#${now.id}`);
    }
  };

  find.addEventListener("input", () => {
    search();
    strip.scrollTo({ left: 0 });
    here();
  });
  jump.addEventListener("change", () => show(jump.value));
  for (const link of all(".index a")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      show(link.hash.slice(1));
    });
  }
  strip.addEventListener("scroll", here, { passive: true });
  here();
})();
