// The page's own script: the theme, the pinned heads of the map, and its redrawing as people move.

const root = document.documentElement;

// ---------------------------------------------------------------- theme

const kept = read("theme");
if (kept === "light" || kept === "dark") root.dataset.theme = kept;

for (const button of document.querySelectorAll("[data-theme-switch]")) {
  button.addEventListener("click", () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // A browser that keeps nothing still switches.
    }
  });
}

function read(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

// ---------------------------------------------------------------- a link's secret

// It stands behind #, which no server is sent; it goes into the form and out of the address bar.
const secret = document.querySelector("[data-from-link]");
if (secret && location.hash.length > 1) {
  secret.value = location.hash.slice(1);
  for (const other of document.querySelectorAll("a[hreflang]")) other.hash = location.hash;
  history.replaceState(null, "", location.pathname + location.search);
}

// ---------------------------------------------------------------- pinned heads

// Stage heads stay at the top and lane heads at the left while the sheet scrolls: two windows
// onto the same drawing, so nothing is drawn twice.
const sheet = document.querySelector(".sheet");

function pin() {
  for (const old of sheet.querySelectorAll(".pin")) old.remove();
  const svg = sheet.querySelector("svg.tropa-map");
  const stages = svg && svg.querySelector('[data-row="stages"]');
  if (!stages) return;
  const [width, height] = svg.getAttribute("viewBox").split(" ").slice(2).map(Number);
  const lane = Number(svg.dataset.heads);
  const y = Number(stages.dataset.top), tall = Number(stages.dataset.height);
  const top = view(svg, 0, y, width, tall, "pin-top");
  const left = view(svg, 0, 0, lane, height, "pin-left");
  const corner = view(svg, 0, y, lane, tall, "pin-corner");
  const place = () => {
    const down = sheet.scrollTop > y, right = sheet.scrollLeft > 0;
    top.classList.toggle("on", down);
    left.classList.toggle("on", right);
    corner.classList.toggle("on", down && right);
  };
  sheet.onscroll = place;
  sheet.prepend(corner, left, top);
  place();
}

function view(svg, x, y, width, height, kind) {
  const pane = svg.cloneNode(false);
  for (const name of ["role", "aria-labelledby", "aria-describedby"]) pane.removeAttribute(name);
  pane.setAttribute("aria-hidden", "true");
  pane.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
  pane.setAttribute("width", width);
  pane.setAttribute("height", height);
  pane.classList.add("pin", kind);
  pane.style.marginBottom = `${-height}px`;
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", "#tropa-sheet");
  pane.append(use);
  return pane;
}

// ---------------------------------------------------------------- living numbers

function numbers(svg) {
  const found = new Map();
  for (const one of svg.querySelectorAll("[data-open]")) found.set(one.dataset.open, one.textContent);
  return found;
}

async function redraw() {
  const query = sheet.dataset.query ? `?${sheet.dataset.query}&` : "?";
  const answer = await fetch(`/map/${sheet.dataset.map}/picture.svg${query}lang=${root.lang}`);
  if (!answer.ok) return;
  const text = await answer.text();
  const before = sheet.querySelector("svg.tropa-map:not(.pin)");
  const drawn = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  if (drawn.nodeName !== "svg") return;
  const were = numbers(before);
  const focused = document.activeElement && document.activeElement.closest("[data-open]");
  const again = focused && sheet.contains(focused) ? focused.dataset.open : null;
  before.replaceWith(document.importNode(drawn, true));
  pin();
  const after = sheet.querySelector("svg.tropa-map:not(.pin)");
  for (const one of after.querySelectorAll("[data-open]")) {
    const was = were.get(one.dataset.open);
    if (was !== undefined && was !== one.textContent) flash(one);
  }
  if (again) {
    const same = after.querySelector(`[data-open="${CSS.escape(again)}"]`);
    const link = same && (same.closest("a") || same.querySelector("a") || same);
    if (link && link.focus) link.focus({ preventScroll: true });
  }
}

function flash(one) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  one.animate([{ opacity: 0.25 }, { opacity: 1 }], { duration: 900, easing: "ease-out" });
}

function live() {
  const said = document.querySelector("[data-live]");
  if (!said) return;
  const word = said.querySelector("[data-live-word]");
  let busy = false;
  let waiting = false;
  const source = new EventSource("/changes");
  source.onopen = () => {
    said.classList.remove("off");
    word.textContent = said.dataset.word;
  };
  source.onerror = () => {
    said.classList.add("off");
    word.textContent = said.dataset.offline;
  };
  let first = true;
  source.onmessage = async () => {
    if (first) {
      // The page was drawn a moment ago.
      first = false;
      return;
    }
    if (busy || document.hidden) {
      waiting = true;
      return;
    }
    busy = true;
    try {
      await redraw();
    } catch {
      // The next change draws it again.
    }
    busy = false;
    if (waiting && !document.hidden) {
      waiting = false;
      source.onmessage();
    }
  };
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && waiting) {
      waiting = false;
      source.onmessage();
    }
  });
}

if (sheet) {
  pin();
  live();
}
