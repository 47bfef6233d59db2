/* A second view beside the map, for the second of two windows of time. What lies on the map is
   copied there; only the events are its own. A hand on it is led to the same place of the map, so
   that every tool works on both sides. It is made when it is first wanted. */
"use strict";
(function () {
  const POC = window.POC, map = POC.map, home = map.getContainer(), element = POC.element;
  const RATIO = Math.min(Math.max(1, window.devicePixelRatio || 1), 2);
  const OWN = new Set(["leaflet-events-pane", "leaflet-counts-pane", "leaflet-targets-pane"]);
  const EVENTS = 350;   // what lies below the events is copied below those of the second view
  let twin = null, box = null, draw = null, below = null, above = null, on = false;
  let names = [], ghost = null, before = null, left = 0;

  const make = () => {
    box = element("div", "beside");
    box.setAttribute("role", "img");
    const view = element("div", "beside-map");
    below = element("canvas", "beside-copy low");
    above = element("canvas", "beside-copy high");
    names = [element("div", "window-name"), element("div", "window-name")];
    ghost = element("div", "ghost");
    for (const made of [view, above, ghost]) made.setAttribute("aria-hidden", "true");
    box.append(view, above, names[1]);
    document.body.append(box);
    home.append(names[0]);
    twin = L.map(view, { zoomControl: false, attributionControl: false, keyboard: false,
                         dragging: false, scrollWheelZoom: false, doubleClickZoom: false,
                         boxZoom: false, zoomAnimation: false, fadeAnimation: false, zoomSnap: 0,
                         minZoom: 1, maxZoom: 18 });
    twin.setView(map.getCenter(), map.getZoom(), { animate: false });
    view.prepend(below);
    draw = window.pocEvents(twin, true);
  };

  // -- the copy -----------------------------------------------------------------------------
  const paint = (canvas, from, to) => {
    const size = map.getSize(), w = Math.round(size.x * RATIO), h = Math.round(size.y * RATIO);
    if (canvas.width !== w || canvas.height !== h) {
      canvas.width = w;
      canvas.height = h;
    }
    const g = canvas.getContext("2d"), frame = home.getBoundingClientRect();
    g.setTransform(RATIO, 0, 0, RATIO, 0, 0);
    g.clearRect(0, 0, size.x, size.y);
    const panes = [...map.getPane("mapPane").children]
      .filter((p) => ![...p.classList].some((name) => OWN.has(name)))
      .map((p) => ({ p: p, z: Number(getComputedStyle(p).zIndex) || 0 }))
      .filter((x) => x.z >= from && x.z < to).sort((a, b) => a.z - b.z);
    for (const { p } of panes) {
      const strength = p.style.opacity === "" ? 1 : Number(p.style.opacity);
      g.filter = p.style.filter || "none";
      for (const part of p.querySelectorAll("canvas, img")) {
        const at = part.getBoundingClientRect();
        if (!at.width || (part.tagName === "IMG" && !part.complete)) continue;
        g.globalAlpha = strength * Number(getComputedStyle(part).opacity);
        try {
          g.drawImage(part, at.left - frame.left, at.top - frame.top, at.width, at.height);
        } catch (e) {
          continue;  // a picture that did not come
        }
      }
    }
    g.filter = "none";
    g.globalAlpha = 1;
  };

  const step = () => {
    if (!on) { left = 0; return; }
    paint(below, 0, EVENTS);
    paint(above, EVENTS, 1000);
    left -= 1;
    if (map._animatingZoom) left = Math.max(left, 2);
    if (left > 0) requestAnimationFrame(step);
  };
  /* Canvases are drawn in the frame after the one that asked for it. */
  const soon = () => {
    if (!on) return;
    if (left <= 0) requestAnimationFrame(step);
    left = 3;
  };
  POC.copied = soon;

  const follow = () => {
    if (!on) return;
    if (twin.getZoom() === map.getZoom()) {
      const zoom = map.getZoom();
      const way = map.project(map.getCenter(), zoom).subtract(map.project(twin.getCenter(), zoom));
      twin._rawPanBy(way.round());
      twin.fire("move");
    }
    soon();
  };
  const settle = () => {
    if (!on) return;
    twin.setView(map.getCenter(), map.getZoom(), { animate: false });
    soon();
    setTimeout(soon, 250);
  };
  map.on("move", follow);
  map.on("moveend zoomend", settle);
  map.on("zoomanim viewreset layeradd layerremove", soon);
  map.on("resize", () => { if (on) { twin.invalidateSize({ animate: false }); settle(); } });
  home.addEventListener("load", soon, true);

  // -- hands --------------------------------------------------------------------------------
  let pressed = null;
  const lead = (event) => {
    if (!on || !event.isTrusted) return;
    const edge = box.getBoundingClientRect().left;
    const shift = edge - home.getBoundingClientRect().left;
    if (event.type === "mousedown") pressed = event.clientX >= edge;
    const right = pressed === null ? event.clientX >= edge : pressed;
    if (event.type === "mouseup" || (event.type === "mousemove" && !event.buttons)) pressed = null;
    if (right !== Boolean(POC.right)) {
      POC.right = right;
      POC.bridge.told(right ? "right" : "left", [], []);
    }
    point(event.clientX, event.clientY, right, shift);
    if (event.buttons || POC.tool !== "look") soon();
    if (!right) return;
    event.stopImmediatePropagation();
    if (event.type === "wheel" || event.type === "contextmenu") event.preventDefault();
    const Kind = event.type === "wheel" ? WheelEvent : MouseEvent;
    const told = { bubbles: true, cancelable: true, view: window, detail: event.detail };
    for (const name of ["clientY", "screenX", "screenY", "ctrlKey", "shiftKey", "altKey", "metaKey",
                        "button", "buttons", "deltaX", "deltaY", "deltaMode"]) {
      if (event[name] !== undefined) told[name] = event[name];
    }
    told.clientX = event.clientX - shift;
    const under = document.elementFromPoint(told.clientX, told.clientY);
    const target = under && home.contains(under) && !under.closest(".leaflet-control") ? under : home;
    target.dispatchEvent(new Kind(event.type, told));
  };
  for (const name of ["mousedown", "mouseup", "mousemove", "click", "dblclick", "contextmenu", "wheel"]) {
    window.addEventListener(name, lead, { capture: true, passive: false });
  }
  /* Where the pointer would be on the other side. */
  const point = (x, y, right, shift) => {
    const other = right ? x - shift : x + shift;
    ghost.style.transform = "translate(" + (other - 7) + "px," + (y - 7) + "px)";
    ghost.style.display = "block";
  };
  document.addEventListener("mouseleave", () => { if (ghost) ghost.style.display = "none"; });
  POC.tipHome = () => (on && POC.right ? box : home);

  // -- on and off ---------------------------------------------------------------------------
  const show = (wanted) => {
    if (wanted === on) return;
    on = wanted;
    document.body.classList.toggle("two", on);
    map.invalidateSize({ animate: false, pan: true });
    if (on) {
      document.body.append(ghost);
      const zoom = map.getZoom();
      // Half as wide: a little farther away, so that most of what was seen still is.
      map.setZoom(zoom - 0.5, { animate: false });
      before = { zoom: zoom, now: map.getZoom() };
      twin.invalidateSize({ animate: false });
      settle();
    } else {
      ghost.remove();
      if (POC.right) { POC.right = false; POC.bridge.told("left", [], []); }
      if (before && before.now === map.getZoom()) map.setZoom(before.zoom, { animate: false });
    }
  };

  POC.acts.beside = (c) => {
    if (!c.on && !twin) return;
    if (!twin) make();
    show(Boolean(c.on));
    names.forEach((label, i) => { label.textContent = String((c.names || [])[i] || ""); });
    box.setAttribute("aria-label", names[1].textContent);
    if (c.on) draw(c.events);
    else draw({ rev: 0, as: "dots", signs: {}, heat: null });
    soon();
  };
  // For those who test the page.
  window.pocBeside = () => (on ? names.map((n) => n.textContent) : []);
  window.pocTwin = () => twin;
})();
